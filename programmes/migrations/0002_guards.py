"""What the database itself refuses and does: books are only added to, balances move with them, approved is frozen.

A later migration lowers and raises them around what it changes (_guarded.py).
"""

from django.db import migrations

APPEND_ONLY = ("programmes_ledgerentry", "programmes_giftpayment", "programmes_auditevent", "programmes_valuation")

MOVE = """UPDATE programmes_account SET balance_vnd = balance_vnd
    + CASE WHEN id = NEW.to_account_id THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id IN (NEW.from_account_id, NEW.to_account_id);
UPDATE programmes_giftlist SET funded_vnd = funded_vnd
    + CASE WHEN NEW.kind = 'allocated' THEN NEW.amount_vnd ELSE -NEW.amount_vnd END
    WHERE id = NEW.gift_list_id AND NEW.kind IN ('allocated', 'released', 'returned');"""

IS_SETTLED = "(SELECT state FROM programmes_giftlist WHERE id = {row}.gift_list_id) IN ('approved', 'handed_over')"
MADE_ITS_GIFTS = """EXISTS (SELECT 1 FROM programmes_gift WHERE gift_list_id = NEW.id
    AND entered_by_id IN (NEW.approved_by_id, NEW.first_approved_by_id))"""
VALUE_OF_ITS_GIFTS = "(SELECT COALESCE(SUM(donor_cost_vnd), 0) FROM programmes_gift WHERE gift_list_id = NEW.id)"
BECOMES_APPROVED = "OLD.state IN ('draft', 'submitted') AND NEW.state IN ('approved', 'handed_over')"
TWO_APPROVERS_FROM_VND = 1_000_000_000  # as in rules/approvals.py
NOT_PAID_TO_THE_DONG = """(SELECT COALESCE(SUM(amount_vnd), 0) FROM programmes_giftpayment WHERE gift_id = NEW.id)
    <> (CASE WHEN NEW.event_id IS NULL THEN 0 ELSE NEW.donor_cost_vnd END)"""
OTHER_DONATION = """EXISTS (SELECT 1 FROM programmes_account WHERE id IN (NEW.from_account_id, NEW.to_account_id)
    AND (donation_id <> NEW.donation_id OR gift_list_id <> COALESCE(NEW.gift_list_id, -1)))"""
OTHER_FORM = """(SELECT form FROM programmes_account WHERE id = NEW.from_account_id)
    <> (SELECT form FROM programmes_account WHERE id = NEW.to_account_id)"""
DONATION_COLUMNS = (
    *("office_id", "code", "donor_id", "programme_id", "round_id", "earmark_id", "form", "route", "amount_vnd"),
    *("goods", "state", "received_on", "is_anonymous", "approved_at", "approved_by_id", "entered_by_id"),
    *("reverses_id", "reason"),
)
GIFT_COLUMNS = (
    *("gift_list_id", "round_id", "kind", "recipient_id", "group_name", "quantity", "category", "months"),
    *("starts_on", "donor_cost_vnd", "state_support_vnd", "local_topup_vnd", "household_order", "valuation_id"),
    "entered_by_id",
)
LIST_COLUMNS = (
    *("code", "round_id", "office_id", "province_id", "value_vnd", "decision_number", "decision_on"),
    *("approved_at", "approved_by_id", "first_approved_by_id", "submitted_by_id", "entered_by_id"),
    "difference_reason",
)
EVENT_COLUMNS = ("office_id", "round_id", "province_id", "held_on", "state", "entered_by_id")

# name: (when, table, condition, message); `differs` is filled in for each database
REFUSALS = {
    "ledger_one_form": ("BEFORE INSERT", "programmes_ledgerentry", OTHER_FORM, "cash and goods do not mix"),
    "ledger_one_donation": (
        "BEFORE INSERT",
        "programmes_ledgerentry",
        OTHER_DONATION,
        "an entry moves money of its own donation and list only",
    ),
    "donation_frozen": (
        "BEFORE UPDATE",
        "programmes_donation",
        ("OLD.state = 'approved'", DONATION_COLUMNS),
        "an approved donation is not changed",
    ),
    "donation_kept": (
        "BEFORE DELETE",
        "programmes_donation",
        "OLD.state = 'approved'",
        "an approved donation is not deleted",
    ),
    "gift_event_is_paid": (
        "BEFORE UPDATE",
        "programmes_gift",
        (NOT_PAID_TO_THE_DONG, ("event_id",)),
        "a gift is handed over when it is paid, and is not taken back before its money is",
    ),
    "handover_frozen": (
        "BEFORE UPDATE",
        "programmes_handoverevent",
        ("OLD.state = 'done'", EVENT_COLUMNS),
        "an event that is done is not changed",
    ),
    "closed_period_stays": (
        "BEFORE DELETE",
        "programmes_closedperiod",
        "OLD.id IS NOT NULL",
        "a closed period is not opened again",
    ),
    "gift_frozen": (
        "BEFORE UPDATE",
        "programmes_gift",
        (f"({IS_SETTLED.format(row='OLD')} OR {IS_SETTLED.format(row='NEW')})", GIFT_COLUMNS),
        "a gift of an approved list is not changed",
    ),
    "gift_kept": (
        "BEFORE DELETE",
        "programmes_gift",
        IS_SETTLED.format(row="OLD"),
        "a gift of an approved list is not deleted",
    ),
    "gift_list_frozen": (
        "BEFORE UPDATE",
        "programmes_giftlist",
        ("OLD.state IN ('approved', 'handed_over')", LIST_COLUMNS),
        "an approved list is not changed",
    ),
    "gift_list_stays_approved": (
        "BEFORE UPDATE",
        "programmes_giftlist",
        "OLD.state IN ('approved', 'handed_over') AND NEW.state NOT IN ('approved', 'handed_over')",
        "an approved list is not taken back",
    ),
    "gift_list_kept": (
        "BEFORE DELETE",
        "programmes_giftlist",
        "OLD.state IN ('approved', 'handed_over')",
        "an approved list is not deleted",
    ),
    "gift_list_approver_made_no_gift": (
        "BEFORE UPDATE",
        "programmes_giftlist",
        f"OLD.state IN ('draft', 'submitted') AND {MADE_ITS_GIFTS}",
        "whoever entered a gift does not approve its list",
    ),
    "gift_list_approved_as_submitted": (
        "BEFORE UPDATE",
        "programmes_giftlist",
        f"{BECOMES_APPROVED} AND (OLD.state = 'draft' OR NEW.value_vnd <> {VALUE_OF_ITS_GIFTS})",
        "a list is not approved but as submitted, at the value of its gifts",
    ),
    "gift_list_two_approvers": (
        "BEFORE UPDATE",
        "programmes_giftlist",
        f"{BECOMES_APPROVED} AND NEW.value_vnd >= {TWO_APPROVERS_FROM_VND} AND NEW.first_approved_by_id IS NULL",
        "a list of this value is not approved by one person",
    ),
}


def differs(columns, comparison):
    return "(" + " OR ".join(f"OLD.{name} {comparison} NEW.{name}" for name in columns) + ")"


def conditions(comparison):
    for name, (when, table, condition, message) in REFUSALS.items():
        if isinstance(condition, tuple):
            first, columns = condition
            condition = f"{differs(columns, comparison)} AND {first}"
        yield name, when, table, condition, message


def sqlite():
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            yield f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
                BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"""
        yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"""
    for table in ("programmes_donation", "programmes_giftlist"):  # REPLACE deletes without the trigger for DELETE
        yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND state IN ('approved', 'handed_over'))
            BEGIN SELECT RAISE(ABORT, 'an approved record is not replaced'); END"""
    yield f"CREATE TRIGGER ledger_moves AFTER INSERT ON programmes_ledgerentry BEGIN {MOVE} END"
    for name, when, table, condition, message in conditions("IS NOT"):
        yield f"CREATE TRIGGER {name} {when} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    yield f"""CREATE TRIGGER gift_into_open_list BEFORE INSERT ON programmes_gift
        WHEN {IS_SETTLED.format(row="NEW")}
        BEGIN SELECT RAISE(ABORT, 'no gift is added to an approved list'); END"""


def function(name, body):
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def refusal(message):
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';"


def postgresql():
    yield function(
        "portal_append_only",
        "RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'check_violation';",
    )
    for table in APPEND_ONLY:
        yield f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION portal_append_only()"""
        yield f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only()"""
    yield function("portal_ledger_moves", f"{MOVE} RETURN NULL;")
    yield """CREATE TRIGGER ledger_moves AFTER INSERT ON programmes_ledgerentry
        FOR EACH ROW EXECUTE FUNCTION portal_ledger_moves()"""
    for name, when, table, condition, message in conditions("IS DISTINCT FROM"):
        row = "OLD" if "DELETE" in when else "NEW"
        yield function(f"portal_{name}", f"IF {condition} THEN {refusal(message)} END IF; RETURN {row};")
        yield f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION portal_{name}()"
    yield function(
        "portal_gift_into_open_list",
        f"""IF EXISTS (SELECT 1 FROM (SELECT DISTINCT gift_list_id FROM added) a
            JOIN programmes_giftlist l ON l.id = a.gift_list_id WHERE l.state IN ('approved', 'handed_over'))
        THEN {refusal("no gift is added to an approved list")} END IF; RETURN NULL;""",
    )
    yield """CREATE TRIGGER gift_into_open_list AFTER INSERT ON programmes_gift REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION portal_gift_into_open_list()"""


def raise_guards(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def lower_guards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            drops = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
                " WHERE proname LIKE 'portal\\_%' AND nspname = current_schema()"
            )
            drops = [f'DROP FUNCTION "{name}" CASCADE' for (name,) in cursor.fetchall()]
        for statement in drops:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(raise_guards, lower_guards),
    ]
