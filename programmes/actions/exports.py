"""Keep account of exports: who took how many records of which kind out of the portal."""

from programmes.actions import audit, rights
from programmes.models import ImportBatch
from programmes.rules.problems import first_of, insist

# Lists that no file brings in say what gift lists say, and leave with the same right, for who may see the table.
LISTS = {"recipients": "view_recipient", "handovers": "view_handoverevent", "entries": "view_ledgerentry"}


def check(layout_key, by):
    """Problems of `by` taking records of this kind out."""
    export = rights.check(by, f"export_{ImportBatch.TABLES.get(layout_key, 'giftlist')}")
    return first_of(export, rights.check(by, LISTS[layout_key]) if layout_key in LISTS else ())


def note(layout_key, count, *, by):
    """One export of `count` records, written but not yet handed over. `by` is None on the command line."""
    if by:
        insist(check(layout_key, by))
    audit.note("export", ImportBatch, by=by, after={"layout": layout_key, "records": count})
