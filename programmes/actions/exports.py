"""Keep account of exports: who took how many records of which kind out of the portal."""

from programmes.actions import audit
from programmes.models import ImportBatch


def note(layout_key, count, *, by):
    """One export, noted before the first byte leaves."""
    audit.note("export", ImportBatch, by=by, after={"layout": layout_key, "records": count})
