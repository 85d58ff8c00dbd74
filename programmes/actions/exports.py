"""Keep account of exports: who took which records out of the portal, with which people, and how they were chosen."""

from programmes.actions import audit, rights
from programmes.actions.visits import people_of
from programmes.models import ImportBatch
from programmes.rules.problems import first_of, insist

# Lists that no file brings in say what gift lists say, and leave with the same right, for who may see the table.
LISTS = {"recipients": "view_recipient", "handovers": "view_handoverevent", "entries": "view_ledgerentry"}


def check(layout_key, by):
    """Problems of `by` taking records of this kind out."""
    export = rights.check(by, f"export_{ImportBatch.TABLES.get(layout_key, 'giftlist')}")
    return first_of(export, rights.check(by, LISTS[layout_key]) if layout_key in LISTS else ())


def check_table(model, by):
    """Problems of `by` taking the list of a table away as it is shown: with the right to export its records.

    A table without one of its own leaves as gift lists do.
    """
    table = model._meta.model_name
    own = table if table in ImportBatch.TABLES.values() else "giftlist"
    return first_of(rights.check(by, f"export_{own}"), rights.check(by, f"view_{table}"))


def note(layout_key, count, *, by, records=None, is_masked=False, chosen=()):
    """One export of `count` records, written but not yet handed over. `by` is None on the command line.

    `records` are those that may name people, `chosen` are the filters in words; `is_masked` says that no citizen number
    was written in full.
    """
    if by:
        insist(check(layout_key, by))
    told = {"layout": layout_key, "records": count}
    _note(ImportBatch, told, records, by, is_masked, chosen)


def note_table(records, columns, *, by, chosen=()):
    """These records left as the rows of their list, in these columns, by name; numbers are masked there."""
    insist(check_table(records.model, by))
    told = {"records": records.count(), "columns": columns}
    _note(records.model, told, records, by, True, chosen)


def _note(target, told, records, by, is_masked, chosen):
    if chosen:
        told["filters"] = [*map(str, chosen)]
    if people := people_of(records) if records is not None else []:
        told |= {"masked": is_masked, "people": people}
    audit.note("export", target, by=by, after=told)
