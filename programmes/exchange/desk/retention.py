"""Files with people's names are kept no longer than needed: the upload, and the faults kept beside it."""

from programmes.actions import imports
from programmes.models import ImportBatch
from programmes.rules import batches


def forget_files():
    """Delete the files of uploads that have served; their counts stay. Returns how many."""
    forgotten = list(ImportBatch.objects.filter(batches.forgettable()))
    for batch in forgotten:
        imports.forget(batch)
    return len(forgotten)
