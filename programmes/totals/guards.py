"""The guards that the database itself stands (migration 0002_guards): which there are, and which are missing."""

from django.db import connection

APPEND_ONLY = ("ledgerentry", "giftpayment", "auditevent", "auditseal", "valuation")
ON_BOTH = {
    "ledger_moves",
    "ledger_one_form",
    "ledger_one_donation",
    "donation_frozen",
    "donation_kept",
    "donation_move_frozen",
    "donation_move_kept",
    "gift_frozen",
    "gift_kept",
    "gift_into_open_list",
    "gift_event_is_paid",
    "handover_frozen",
    "handover_outcome_frozen",
    "handover_outcome_kept",
    "closed_period_stays",
    "gift_list_frozen",
    "gift_list_stays_approved",
    "gift_list_kept",
    "gift_list_approver_made_no_gift",
    "gift_list_approved_as_submitted",
    "gift_list_two_approvers",
    "published_figure_frozen",
    "published_figure_kept",
    "bank_match_made",
    "bank_match_taken_back",
    "bank_match_stays",
    "note_frozen",
    "note_kept",
}
OF_APPEND_ONLY = {"sqlite": ("no_update", "no_delete", "no_replace"), "postgresql": ("no_change", "no_truncate")}
# SQLite alone knows INSERT OR REPLACE.
REPLACE_REFUSED = {f"programmes_{table}_no_replace" for table in ("donation", "giftlist", "note", "handoveroutcome")}
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
        AND c.relnamespace = to_regnamespace(current_schema()::text)""",
}


def expected():
    """Names of the triggers that this database must have."""
    kinds = OF_APPEND_ONLY[connection.vendor]
    own = REPLACE_REFUSED if connection.vendor == "sqlite" else set()
    return ON_BOTH | own | {f"programmes_{table}_{kind}" for table in APPEND_ONLY for kind in kinds}


def standing():
    """Names of the triggers that are there and not switched off."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def missing():
    """Names of the triggers that are not there, or there and switched off."""
    return expected() - standing()
