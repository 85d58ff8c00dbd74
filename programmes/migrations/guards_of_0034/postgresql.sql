CREATE FUNCTION portal_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $function$;

CREATE FUNCTION portal_ledger_moves()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN UPDATE programmes_account SET balance_vnd = balance_vnd
    + CASE WHEN id = NEW.to_account_id THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id IN (NEW.from_account_id, NEW.to_account_id);
UPDATE programmes_giftlist SET funded_vnd = funded_vnd
    + CASE WHEN NEW.kind = 'allocated' THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id = NEW.gift_list_id AND NEW.kind IN ('allocated', 'released', 'returned'); RETURN NULL; END $function$;

CREATE FUNCTION portal_ledger_one_form()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (SELECT form FROM programmes_account WHERE id = NEW.from_account_id)
    <> (SELECT form FROM programmes_account WHERE id = NEW.to_account_id) THEN RAISE EXCEPTION 'cash and goods do not mix' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_ledger_one_donation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM programmes_account WHERE id IN (NEW.from_account_id, NEW.to_account_id)
    AND (donation_id <> NEW.donation_id OR gift_list_id <> COALESCE(NEW.gift_list_id, -1))) THEN RAISE EXCEPTION 'an entry moves money of its own donation and list only' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_donation_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        IF OLD.state = 'approved' AND ((OLD.office_id IS DISTINCT FROM NEW.office_id OR OLD.code IS DISTINCT FROM NEW.code OR OLD.form IS DISTINCT FROM NEW.form OR OLD.route IS DISTINCT FROM NEW.route OR OLD.amount_vnd IS DISTINCT FROM NEW.amount_vnd OR OLD.goods IS DISTINCT FROM NEW.goods OR OLD.state IS DISTINCT FROM NEW.state OR OLD.received_on IS DISTINCT FROM NEW.received_on OR OLD.approved_at IS DISTINCT FROM NEW.approved_at OR OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.reverses_id IS DISTINCT FROM NEW.reverses_id OR OLD.reason IS DISTINCT FROM NEW.reason) OR ((OLD.donor_id IS DISTINCT FROM NEW.donor_id OR OLD.programme_id IS DISTINCT FROM NEW.programme_id OR OLD.round_id IS DISTINCT FROM NEW.round_id OR OLD.earmark_id IS DISTINCT FROM NEW.earmark_id OR OLD.is_anonymous IS DISTINCT FROM NEW.is_anonymous) AND NOT EXISTS (SELECT 1 FROM programmes_donationmove m WHERE m.donor_before_id IS NOT DISTINCT FROM OLD.donor_id AND m.donor_id IS NOT DISTINCT FROM NEW.donor_id AND m.programme_before_id IS NOT DISTINCT FROM OLD.programme_id AND m.programme_id IS NOT DISTINCT FROM NEW.programme_id AND m.round_before_id IS NOT DISTINCT FROM OLD.round_id AND m.round_id IS NOT DISTINCT FROM NEW.round_id AND m.earmark_before_id IS NOT DISTINCT FROM OLD.earmark_id AND m.earmark_id IS NOT DISTINCT FROM NEW.earmark_id AND m.is_anonymous_before IS NOT DISTINCT FROM OLD.is_anonymous AND m.is_anonymous IS NOT DISTINCT FROM NEW.is_anonymous AND m.id = (SELECT MAX(id)
        FROM programmes_donationmove WHERE donation_id = OLD.id AND state = 'approved')))) THEN RAISE EXCEPTION 'an approved donation is not changed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
        END $function$;

CREATE FUNCTION portal_donation_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state = 'approved' THEN RAISE EXCEPTION 'an approved donation is not deleted' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $function$;

CREATE FUNCTION portal_gift_event_is_paid()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (OLD.event_id IS DISTINCT FROM NEW.event_id) AND (SELECT COALESCE(SUM(amount_vnd), 0) FROM programmes_giftpayment WHERE gift_id = NEW.id)
    <> (CASE WHEN NEW.event_id IS NULL THEN 0 ELSE NEW.donor_cost_vnd END) THEN RAISE EXCEPTION 'a gift is handed over when it is paid, and is not taken back before its money is' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_handover_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (OLD.office_id IS DISTINCT FROM NEW.office_id OR OLD.round_id IS DISTINCT FROM NEW.round_id OR OLD.province_id IS DISTINCT FROM NEW.province_id OR OLD.held_on IS DISTINCT FROM NEW.held_on OR OLD.state IS DISTINCT FROM NEW.state OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id) AND OLD.state = 'done' THEN RAISE EXCEPTION 'an event that is done is not changed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_closed_period_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.id IS NOT NULL THEN RAISE EXCEPTION 'a closed period is not opened again' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $function$;

CREATE FUNCTION portal_gift_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (OLD.gift_list_id IS DISTINCT FROM NEW.gift_list_id OR OLD.round_id IS DISTINCT FROM NEW.round_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.recipient_id IS DISTINCT FROM NEW.recipient_id OR OLD.group_name IS DISTINCT FROM NEW.group_name OR OLD.quantity IS DISTINCT FROM NEW.quantity OR OLD.category IS DISTINCT FROM NEW.category OR OLD.months IS DISTINCT FROM NEW.months OR OLD.starts_on IS DISTINCT FROM NEW.starts_on OR OLD.donor_cost_vnd IS DISTINCT FROM NEW.donor_cost_vnd OR OLD.state_support_vnd IS DISTINCT FROM NEW.state_support_vnd OR OLD.local_topup_vnd IS DISTINCT FROM NEW.local_topup_vnd OR OLD.household_order IS DISTINCT FROM NEW.household_order OR OLD.valuation_id IS DISTINCT FROM NEW.valuation_id OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id) AND ((SELECT state FROM programmes_giftlist WHERE id = OLD.gift_list_id) IN ('approved', 'handed_over') OR (SELECT state FROM programmes_giftlist WHERE id = NEW.gift_list_id) IN ('approved', 'handed_over')) THEN RAISE EXCEPTION 'a gift of an approved list is not changed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (SELECT state FROM programmes_giftlist WHERE id = OLD.gift_list_id) IN ('approved', 'handed_over') THEN RAISE EXCEPTION 'a gift of an approved list is not deleted' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $function$;

CREATE FUNCTION portal_gift_list_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF (OLD.code IS DISTINCT FROM NEW.code OR OLD.round_id IS DISTINCT FROM NEW.round_id OR OLD.office_id IS DISTINCT FROM NEW.office_id OR OLD.province_id IS DISTINCT FROM NEW.province_id OR OLD.value_vnd IS DISTINCT FROM NEW.value_vnd OR OLD.decision_number IS DISTINCT FROM NEW.decision_number OR OLD.decision_on IS DISTINCT FROM NEW.decision_on OR OLD.approved_at IS DISTINCT FROM NEW.approved_at OR OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id OR OLD.first_approved_by_id IS DISTINCT FROM NEW.first_approved_by_id OR OLD.submitted_by_id IS DISTINCT FROM NEW.submitted_by_id OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.difference_reason IS DISTINCT FROM NEW.difference_reason) AND OLD.state IN ('approved', 'handed_over') THEN RAISE EXCEPTION 'an approved list is not changed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_list_stays_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state IN ('approved', 'handed_over') AND NEW.state NOT IN ('approved', 'handed_over') THEN RAISE EXCEPTION 'an approved list is not taken back' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_list_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state IN ('approved', 'handed_over') THEN RAISE EXCEPTION 'an approved list is not deleted' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END $function$;

CREATE FUNCTION portal_gift_list_approver_made_no_gift()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state IN ('draft', 'submitted') AND EXISTS (SELECT 1 FROM programmes_gift WHERE gift_list_id = NEW.id
    AND entered_by_id IN (NEW.approved_by_id, NEW.first_approved_by_id)) THEN RAISE EXCEPTION 'whoever entered a gift does not approve its list' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_list_approved_as_submitted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state IN ('draft', 'submitted') AND NEW.state IN ('approved', 'handed_over') AND (OLD.state = 'draft' OR NEW.value_vnd <> (SELECT COALESCE(SUM(donor_cost_vnd), 0) FROM programmes_gift WHERE gift_list_id = NEW.id)) THEN RAISE EXCEPTION 'a list is not approved but as submitted, at the value of its gifts' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_list_two_approvers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF OLD.state IN ('draft', 'submitted') AND NEW.state IN ('approved', 'handed_over') AND NEW.value_vnd >= 1000000000 AND NEW.first_approved_by_id IS NULL THEN RAISE EXCEPTION 'a list of this value is not approved by one person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_gift_into_open_list()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN IF EXISTS (SELECT 1 FROM (SELECT DISTINCT gift_list_id FROM added) a
            JOIN programmes_giftlist l ON l.id = a.gift_list_id WHERE l.state IN ('approved', 'handed_over'))
        THEN RAISE EXCEPTION 'no gift is added to an approved list' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $function$;

CREATE FUNCTION portal_published_figure_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
                BEGIN IF OLD.state = 'published' THEN
                    RAISE EXCEPTION 'a published figure is not changed' USING ERRCODE = 'check_violation';
                END IF; RETURN NEW; END $function$;

CREATE FUNCTION portal_published_figure_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
                BEGIN IF OLD.state = 'published' THEN
                    RAISE EXCEPTION 'a published figure is not deleted' USING ERRCODE = 'check_violation';
                END IF; RETURN OLD; END $function$;

CREATE FUNCTION portal_bank_match_made()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
            BEGIN UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd + told.vnd
    FROM (SELECT donation_id, SUM(amount_vnd) AS vnd FROM made GROUP BY donation_id) told
    WHERE id = told.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd + told.vnd,
    state = CASE WHEN matched_vnd + told.vnd = amount_vnd THEN 'linked' ELSE state END
    FROM (SELECT line_id, SUM(amount_vnd) AS vnd FROM made GROUP BY line_id) told
    WHERE id = told.line_id; RETURN NULL; END $function$;

CREATE FUNCTION portal_bank_match_taken_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
            BEGIN UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd - told.vnd
    FROM (SELECT donation_id, SUM(amount_vnd) AS vnd FROM gone GROUP BY donation_id) told
    WHERE id = told.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd - told.vnd, state = 'unexplained', reason = ''
    FROM (SELECT line_id, SUM(amount_vnd) AS vnd FROM gone GROUP BY line_id) told
    WHERE id = told.line_id; RETURN NULL; END $function$;

CREATE FUNCTION portal_bank_match_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
            BEGIN RAISE EXCEPTION 'a match of a bank line is not changed' USING ERRCODE = 'check_violation'; RETURN NULL; END $function$;

CREATE FUNCTION portal_donation_move_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        IF OLD.state <> 'proposed' AND (OLD.donation_id IS DISTINCT FROM NEW.donation_id OR OLD.state IS DISTINCT FROM NEW.state OR OLD.proposed_at IS DISTINCT FROM NEW.proposed_at OR OLD.proposed_by_id IS DISTINCT FROM NEW.proposed_by_id OR OLD.decided_at IS DISTINCT FROM NEW.decided_at OR OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id OR OLD.donor_id IS DISTINCT FROM NEW.donor_id OR OLD.programme_id IS DISTINCT FROM NEW.programme_id OR OLD.round_id IS DISTINCT FROM NEW.round_id OR OLD.earmark_id IS DISTINCT FROM NEW.earmark_id OR OLD.is_anonymous IS DISTINCT FROM NEW.is_anonymous OR OLD.donor_before_id IS DISTINCT FROM NEW.donor_before_id OR OLD.programme_before_id IS DISTINCT FROM NEW.programme_before_id OR OLD.round_before_id IS DISTINCT FROM NEW.round_before_id OR OLD.earmark_before_id IS DISTINCT FROM NEW.earmark_before_id OR OLD.is_anonymous_before IS DISTINCT FROM NEW.is_anonymous_before) THEN RAISE EXCEPTION 'a move that was decided on is not changed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;
        END $function$;

CREATE FUNCTION portal_donation_move_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        IF OLD.state <> 'proposed' THEN RAISE EXCEPTION 'a move that was decided on is not deleted' USING ERRCODE = 'check_violation'; END IF; RETURN OLD;
        END $function$;

CREATE FUNCTION portal_note_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN RAISE EXCEPTION 'a note is never changed or deleted' USING ERRCODE = 'check_violation'; END $function$;

CREATE TRIGGER programmes_ledgerentry_no_change BEFORE DELETE OR UPDATE ON programmes_ledgerentry FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_ledgerentry_no_truncate BEFORE TRUNCATE ON programmes_ledgerentry FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_giftpayment_no_change BEFORE DELETE OR UPDATE ON programmes_giftpayment FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_giftpayment_no_truncate BEFORE TRUNCATE ON programmes_giftpayment FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_auditevent_no_change BEFORE DELETE OR UPDATE ON programmes_auditevent FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_auditevent_no_truncate BEFORE TRUNCATE ON programmes_auditevent FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_valuation_no_change BEFORE DELETE OR UPDATE ON programmes_valuation FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_valuation_no_truncate BEFORE TRUNCATE ON programmes_valuation FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER ledger_moves AFTER INSERT ON programmes_ledgerentry FOR EACH ROW EXECUTE FUNCTION portal_ledger_moves();

CREATE TRIGGER ledger_one_form BEFORE INSERT ON programmes_ledgerentry FOR EACH ROW EXECUTE FUNCTION portal_ledger_one_form();

CREATE TRIGGER ledger_one_donation BEFORE INSERT ON programmes_ledgerentry FOR EACH ROW EXECUTE FUNCTION portal_ledger_one_donation();

CREATE TRIGGER donation_kept BEFORE DELETE ON programmes_donation FOR EACH ROW EXECUTE FUNCTION portal_donation_kept();

CREATE TRIGGER gift_event_is_paid BEFORE UPDATE ON programmes_gift FOR EACH ROW EXECUTE FUNCTION portal_gift_event_is_paid();

CREATE TRIGGER handover_frozen BEFORE UPDATE ON programmes_handoverevent FOR EACH ROW EXECUTE FUNCTION portal_handover_frozen();

CREATE TRIGGER closed_period_stays BEFORE DELETE ON programmes_closedperiod FOR EACH ROW EXECUTE FUNCTION portal_closed_period_stays();

CREATE TRIGGER gift_frozen BEFORE UPDATE ON programmes_gift FOR EACH ROW EXECUTE FUNCTION portal_gift_frozen();

CREATE TRIGGER gift_kept BEFORE DELETE ON programmes_gift FOR EACH ROW EXECUTE FUNCTION portal_gift_kept();

CREATE TRIGGER gift_list_frozen BEFORE UPDATE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_frozen();

CREATE TRIGGER gift_list_stays_approved BEFORE UPDATE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_stays_approved();

CREATE TRIGGER gift_list_kept BEFORE DELETE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_kept();

CREATE TRIGGER gift_list_approver_made_no_gift BEFORE UPDATE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_approver_made_no_gift();

CREATE TRIGGER gift_list_approved_as_submitted BEFORE UPDATE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_approved_as_submitted();

CREATE TRIGGER gift_list_two_approvers BEFORE UPDATE ON programmes_giftlist FOR EACH ROW EXECUTE FUNCTION portal_gift_list_two_approvers();

CREATE TRIGGER gift_into_open_list AFTER INSERT ON programmes_gift REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portal_gift_into_open_list();

CREATE TRIGGER published_figure_frozen BEFORE UPDATE ON programmes_publishedfigure FOR EACH ROW EXECUTE FUNCTION portal_published_figure_frozen();

CREATE TRIGGER published_figure_kept BEFORE DELETE ON programmes_publishedfigure FOR EACH ROW EXECUTE FUNCTION portal_published_figure_kept();

CREATE TRIGGER bank_match_stays BEFORE UPDATE ON programmes_bankmatch FOR EACH ROW EXECUTE FUNCTION portal_bank_match_stays();

CREATE TRIGGER bank_match_made AFTER INSERT ON programmes_bankmatch REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION portal_bank_match_made();

CREATE TRIGGER bank_match_taken_back AFTER DELETE ON programmes_bankmatch REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION portal_bank_match_taken_back();

CREATE TRIGGER programmes_auditseal_no_change BEFORE DELETE OR UPDATE ON programmes_auditseal FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER programmes_auditseal_no_truncate BEFORE TRUNCATE ON programmes_auditseal FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER donation_frozen BEFORE UPDATE ON programmes_donation FOR EACH ROW EXECUTE FUNCTION portal_donation_frozen();

CREATE TRIGGER donation_move_frozen BEFORE UPDATE ON programmes_donationmove FOR EACH ROW EXECUTE FUNCTION portal_donation_move_frozen();

CREATE TRIGGER donation_move_kept BEFORE DELETE ON programmes_donationmove FOR EACH ROW EXECUTE FUNCTION portal_donation_move_kept();

CREATE TRIGGER note_frozen BEFORE UPDATE ON programmes_note FOR EACH ROW WHEN (((POSITION(('Đã xóa theo yêu cầu'::text) IN (new.text)) = 0) OR (old.id IS DISTINCT FROM new.id) OR ((old.target_type)::text IS DISTINCT FROM (new.target_type)::text) OR (old.target_id IS DISTINCT FROM new.target_id) OR (old.office_id IS DISTINCT FROM new.office_id) OR (old.entered_by_id IS DISTINCT FROM new.entered_by_id) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION portal_note_stays();

CREATE TRIGGER note_kept BEFORE DELETE ON programmes_note FOR EACH ROW EXECUTE FUNCTION portal_note_stays();
