"""Keep account of exports: who took how many records of which kind out of the portal."""

from programmes.actions import audit
from programmes.models import ImportBatch


def note(layout_key, count, *, by):
    """One export of `count` records, written but not yet handed over."""
    audit.note("export", ImportBatch, by=by, after={"layout": layout_key, "records": count})
