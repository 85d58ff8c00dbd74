CREATE TRIGGER programmes_ledgerentry_no_update BEFORE UPDATE ON programmes_ledgerentry
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_ledgerentry are never changed or deleted'); END;

CREATE TRIGGER programmes_ledgerentry_no_delete BEFORE DELETE ON programmes_ledgerentry
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_ledgerentry are never changed or deleted'); END;

CREATE TRIGGER programmes_ledgerentry_no_replace BEFORE INSERT ON programmes_ledgerentry
            WHEN EXISTS (SELECT 1 FROM programmes_ledgerentry WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'rows of programmes_ledgerentry are never changed or deleted'); END;

CREATE TRIGGER programmes_giftpayment_no_update BEFORE UPDATE ON programmes_giftpayment
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_giftpayment are never changed or deleted'); END;

CREATE TRIGGER programmes_giftpayment_no_delete BEFORE DELETE ON programmes_giftpayment
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_giftpayment are never changed or deleted'); END;

CREATE TRIGGER programmes_giftpayment_no_replace BEFORE INSERT ON programmes_giftpayment
            WHEN EXISTS (SELECT 1 FROM programmes_giftpayment WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'rows of programmes_giftpayment are never changed or deleted'); END;

CREATE TRIGGER programmes_auditevent_no_update BEFORE UPDATE ON programmes_auditevent
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditevent are never changed or deleted'); END;

CREATE TRIGGER programmes_auditevent_no_delete BEFORE DELETE ON programmes_auditevent
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditevent are never changed or deleted'); END;

CREATE TRIGGER programmes_auditevent_no_replace BEFORE INSERT ON programmes_auditevent
            WHEN EXISTS (SELECT 1 FROM programmes_auditevent WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditevent are never changed or deleted'); END;

CREATE TRIGGER programmes_valuation_no_update BEFORE UPDATE ON programmes_valuation
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_valuation are never changed or deleted'); END;

CREATE TRIGGER programmes_valuation_no_delete BEFORE DELETE ON programmes_valuation
                BEGIN SELECT RAISE(ABORT, 'rows of programmes_valuation are never changed or deleted'); END;

CREATE TRIGGER programmes_valuation_no_replace BEFORE INSERT ON programmes_valuation
            WHEN EXISTS (SELECT 1 FROM programmes_valuation WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'rows of programmes_valuation are never changed or deleted'); END;

CREATE TRIGGER programmes_donation_no_replace BEFORE INSERT ON programmes_donation
            WHEN EXISTS (SELECT 1 FROM programmes_donation WHERE id = NEW.id AND state IN ('approved', 'handed_over'))
            BEGIN SELECT RAISE(ABORT, 'an approved record is not replaced'); END;

CREATE TRIGGER programmes_giftlist_no_replace BEFORE INSERT ON programmes_giftlist
            WHEN EXISTS (SELECT 1 FROM programmes_giftlist WHERE id = NEW.id AND state IN ('approved', 'handed_over'))
            BEGIN SELECT RAISE(ABORT, 'an approved record is not replaced'); END;

CREATE TRIGGER ledger_moves AFTER INSERT ON programmes_ledgerentry BEGIN UPDATE programmes_account SET balance_vnd = balance_vnd
    + CASE WHEN id = NEW.to_account_id THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id IN (NEW.from_account_id, NEW.to_account_id);
UPDATE programmes_giftlist SET funded_vnd = funded_vnd
    + CASE WHEN NEW.kind = 'allocated' THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id = NEW.gift_list_id AND NEW.kind IN ('allocated', 'released', 'returned'); END;

CREATE TRIGGER ledger_one_form BEFORE INSERT ON programmes_ledgerentry WHEN (SELECT form FROM programmes_account WHERE id = NEW.from_account_id)
    <> (SELECT form FROM programmes_account WHERE id = NEW.to_account_id) BEGIN SELECT RAISE(ABORT, 'cash and goods do not mix'); END;

CREATE TRIGGER ledger_one_donation BEFORE INSERT ON programmes_ledgerentry WHEN EXISTS (SELECT 1 FROM programmes_account WHERE id IN (NEW.from_account_id, NEW.to_account_id)
    AND (donation_id <> NEW.donation_id OR gift_list_id <> COALESCE(NEW.gift_list_id, -1))) BEGIN SELECT RAISE(ABORT, 'an entry moves money of its own donation and list only'); END;

CREATE TRIGGER donation_kept BEFORE DELETE ON programmes_donation WHEN OLD.state = 'approved' BEGIN SELECT RAISE(ABORT, 'an approved donation is not deleted'); END;

CREATE TRIGGER gift_event_is_paid BEFORE UPDATE ON programmes_gift WHEN (OLD.event_id IS NOT NEW.event_id) AND (SELECT COALESCE(SUM(amount_vnd), 0) FROM programmes_giftpayment WHERE gift_id = NEW.id)
    <> (CASE WHEN NEW.event_id IS NULL THEN 0 ELSE NEW.donor_cost_vnd END) BEGIN SELECT RAISE(ABORT, 'a gift is handed over when it is paid, and is not taken back before its money is'); END;

CREATE TRIGGER handover_frozen BEFORE UPDATE ON programmes_handoverevent WHEN (OLD.office_id IS NOT NEW.office_id OR OLD.round_id IS NOT NEW.round_id OR OLD.province_id IS NOT NEW.province_id OR OLD.held_on IS NOT NEW.held_on OR OLD.state IS NOT NEW.state OR OLD.entered_by_id IS NOT NEW.entered_by_id) AND OLD.state = 'done' BEGIN SELECT RAISE(ABORT, 'an event that is done is not changed'); END;

CREATE TRIGGER closed_period_stays BEFORE DELETE ON programmes_closedperiod WHEN OLD.id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a closed period is not opened again'); END;

CREATE TRIGGER gift_frozen BEFORE UPDATE ON programmes_gift WHEN (OLD.gift_list_id IS NOT NEW.gift_list_id OR OLD.round_id IS NOT NEW.round_id OR OLD.kind IS NOT NEW.kind OR OLD.recipient_id IS NOT NEW.recipient_id OR OLD.group_name IS NOT NEW.group_name OR OLD.quantity IS NOT NEW.quantity OR OLD.category IS NOT NEW.category OR OLD.months IS NOT NEW.months OR OLD.starts_on IS NOT NEW.starts_on OR OLD.donor_cost_vnd IS NOT NEW.donor_cost_vnd OR OLD.state_support_vnd IS NOT NEW.state_support_vnd OR OLD.local_topup_vnd IS NOT NEW.local_topup_vnd OR OLD.household_order IS NOT NEW.household_order OR OLD.valuation_id IS NOT NEW.valuation_id OR OLD.entered_by_id IS NOT NEW.entered_by_id) AND ((SELECT state FROM programmes_giftlist WHERE id = OLD.gift_list_id) IN ('approved', 'handed_over') OR (SELECT state FROM programmes_giftlist WHERE id = NEW.gift_list_id) IN ('approved', 'handed_over')) BEGIN SELECT RAISE(ABORT, 'a gift of an approved list is not changed'); END;

CREATE TRIGGER gift_kept BEFORE DELETE ON programmes_gift WHEN (SELECT state FROM programmes_giftlist WHERE id = OLD.gift_list_id) IN ('approved', 'handed_over') BEGIN SELECT RAISE(ABORT, 'a gift of an approved list is not deleted'); END;

CREATE TRIGGER gift_list_frozen BEFORE UPDATE ON programmes_giftlist WHEN (OLD.code IS NOT NEW.code OR OLD.round_id IS NOT NEW.round_id OR OLD.office_id IS NOT NEW.office_id OR OLD.province_id IS NOT NEW.province_id OR OLD.value_vnd IS NOT NEW.value_vnd OR OLD.decision_number IS NOT NEW.decision_number OR OLD.decision_on IS NOT NEW.decision_on OR OLD.approved_at IS NOT NEW.approved_at OR OLD.approved_by_id IS NOT NEW.approved_by_id OR OLD.first_approved_by_id IS NOT NEW.first_approved_by_id OR OLD.submitted_by_id IS NOT NEW.submitted_by_id OR OLD.entered_by_id IS NOT NEW.entered_by_id OR OLD.difference_reason IS NOT NEW.difference_reason) AND OLD.state IN ('approved', 'handed_over') BEGIN SELECT RAISE(ABORT, 'an approved list is not changed'); END;

CREATE TRIGGER gift_list_stays_approved BEFORE UPDATE ON programmes_giftlist WHEN OLD.state IN ('approved', 'handed_over') AND NEW.state NOT IN ('approved', 'handed_over') BEGIN SELECT RAISE(ABORT, 'an approved list is not taken back'); END;

CREATE TRIGGER gift_list_kept BEFORE DELETE ON programmes_giftlist WHEN OLD.state IN ('approved', 'handed_over') BEGIN SELECT RAISE(ABORT, 'an approved list is not deleted'); END;

CREATE TRIGGER gift_list_approver_made_no_gift BEFORE UPDATE ON programmes_giftlist WHEN OLD.state IN ('draft', 'submitted') AND EXISTS (SELECT 1 FROM programmes_gift WHERE gift_list_id = NEW.id
    AND entered_by_id IN (NEW.approved_by_id, NEW.first_approved_by_id)) BEGIN SELECT RAISE(ABORT, 'whoever entered a gift does not approve its list'); END;

CREATE TRIGGER gift_list_approved_as_submitted BEFORE UPDATE ON programmes_giftlist WHEN OLD.state IN ('draft', 'submitted') AND NEW.state IN ('approved', 'handed_over') AND (OLD.state = 'draft' OR NEW.value_vnd <> (SELECT COALESCE(SUM(donor_cost_vnd), 0) FROM programmes_gift WHERE gift_list_id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'a list is not approved but as submitted, at the value of its gifts'); END;

CREATE TRIGGER gift_list_two_approvers BEFORE UPDATE ON programmes_giftlist WHEN OLD.state IN ('draft', 'submitted') AND NEW.state IN ('approved', 'handed_over') AND NEW.value_vnd >= 1000000000 AND NEW.first_approved_by_id IS NULL BEGIN SELECT RAISE(ABORT, 'a list of this value is not approved by one person'); END;

CREATE TRIGGER gift_into_open_list BEFORE INSERT ON programmes_gift
        WHEN (SELECT state FROM programmes_giftlist WHERE id = NEW.gift_list_id) IN ('approved', 'handed_over')
        BEGIN SELECT RAISE(ABORT, 'no gift is added to an approved list'); END;

CREATE TRIGGER published_figure_frozen BEFORE UPDATE ON programmes_publishedfigure
                WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published figure is not changed'); END;

CREATE TRIGGER published_figure_kept BEFORE DELETE ON programmes_publishedfigure
                WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published figure is not deleted'); END;

CREATE TRIGGER bank_match_stays BEFORE UPDATE ON programmes_bankmatch BEGIN SELECT RAISE(ABORT, 'a match of a bank line is not changed'); END;

CREATE TRIGGER bank_match_made AFTER INSERT ON programmes_bankmatch BEGIN UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd + NEW.amount_vnd WHERE id = NEW.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd + NEW.amount_vnd,
    state = CASE WHEN matched_vnd + NEW.amount_vnd = amount_vnd THEN 'linked' ELSE state END WHERE id = NEW.line_id; END;

CREATE TRIGGER bank_match_taken_back AFTER DELETE ON programmes_bankmatch BEGIN UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd - OLD.amount_vnd
    WHERE id = OLD.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd - OLD.amount_vnd, state = 'unexplained', reason = ''
    WHERE id = OLD.line_id; END;

CREATE TRIGGER programmes_auditseal_no_update BEFORE UPDATE ON programmes_auditseal BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditseal are never changed or deleted'); END;

CREATE TRIGGER programmes_auditseal_no_delete BEFORE DELETE ON programmes_auditseal BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditseal are never changed or deleted'); END;

CREATE TRIGGER programmes_auditseal_no_replace BEFORE INSERT ON programmes_auditseal
                WHEN EXISTS (SELECT 1 FROM programmes_auditseal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'rows of programmes_auditseal are never changed or deleted'); END;

CREATE TRIGGER donation_frozen BEFORE UPDATE ON programmes_donation WHEN OLD.state = 'approved' AND ((OLD.office_id IS NOT NEW.office_id OR OLD.code IS NOT NEW.code OR OLD.form IS NOT NEW.form OR OLD.route IS NOT NEW.route OR OLD.amount_vnd IS NOT NEW.amount_vnd OR OLD.goods IS NOT NEW.goods OR OLD.state IS NOT NEW.state OR OLD.received_on IS NOT NEW.received_on OR OLD.approved_at IS NOT NEW.approved_at OR OLD.approved_by_id IS NOT NEW.approved_by_id OR OLD.entered_by_id IS NOT NEW.entered_by_id OR OLD.reverses_id IS NOT NEW.reverses_id OR OLD.reason IS NOT NEW.reason) OR ((OLD.donor_id IS NOT NEW.donor_id OR OLD.programme_id IS NOT NEW.programme_id OR OLD.round_id IS NOT NEW.round_id OR OLD.earmark_id IS NOT NEW.earmark_id OR OLD.is_anonymous IS NOT NEW.is_anonymous) AND NOT EXISTS (SELECT 1 FROM programmes_donationmove m WHERE m.donor_before_id IS OLD.donor_id AND m.donor_id IS NEW.donor_id AND m.programme_before_id IS OLD.programme_id AND m.programme_id IS NEW.programme_id AND m.round_before_id IS OLD.round_id AND m.round_id IS NEW.round_id AND m.earmark_before_id IS OLD.earmark_id AND m.earmark_id IS NEW.earmark_id AND m.is_anonymous_before IS OLD.is_anonymous AND m.is_anonymous IS NEW.is_anonymous AND m.id = (SELECT MAX(id)
        FROM programmes_donationmove WHERE donation_id = OLD.id AND state = 'approved'))))
        BEGIN SELECT RAISE(ABORT, 'an approved donation is not changed'); END;

CREATE TRIGGER donation_move_frozen BEFORE UPDATE ON programmes_donationmove WHEN OLD.state <> 'proposed' AND (OLD.donation_id IS NOT NEW.donation_id OR OLD.state IS NOT NEW.state OR OLD.proposed_at IS NOT NEW.proposed_at OR OLD.proposed_by_id IS NOT NEW.proposed_by_id OR OLD.decided_at IS NOT NEW.decided_at OR OLD.decided_by_id IS NOT NEW.decided_by_id OR OLD.donor_id IS NOT NEW.donor_id OR OLD.programme_id IS NOT NEW.programme_id OR OLD.round_id IS NOT NEW.round_id OR OLD.earmark_id IS NOT NEW.earmark_id OR OLD.is_anonymous IS NOT NEW.is_anonymous OR OLD.donor_before_id IS NOT NEW.donor_before_id OR OLD.programme_before_id IS NOT NEW.programme_before_id OR OLD.round_before_id IS NOT NEW.round_before_id OR OLD.earmark_before_id IS NOT NEW.earmark_before_id OR OLD.is_anonymous_before IS NOT NEW.is_anonymous_before)
        BEGIN SELECT RAISE(ABORT, 'a move that was decided on is not changed'); END;

CREATE TRIGGER donation_move_kept BEFORE DELETE ON programmes_donationmove WHEN OLD.state <> 'proposed'
        BEGIN SELECT RAISE(ABORT, 'a move that was decided on is not deleted'); END;

CREATE TRIGGER note_frozen BEFORE UPDATE ON programmes_note
                WHEN instr(NEW.text, 'Đã xóa theo yêu cầu') = 0 OR OLD.id IS NOT NEW.id OR OLD.target_type IS NOT NEW.target_type OR OLD.target_id IS NOT NEW.target_id OR OLD.office_id IS NOT NEW.office_id OR OLD.entered_by_id IS NOT NEW.entered_by_id OR OLD.created_at IS NOT NEW.created_at BEGIN SELECT RAISE(ABORT, 'a note is never changed or deleted'); END;

CREATE TRIGGER note_kept BEFORE DELETE ON programmes_note BEGIN SELECT RAISE(ABORT, 'a note is never changed or deleted'); END;

CREATE TRIGGER programmes_note_no_replace BEFORE INSERT ON programmes_note
                WHEN EXISTS (SELECT 1 FROM programmes_note WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a note is never changed or deleted'); END;
