"""Files with people's names are kept no longer than needed: the upload, and the faults kept beside it."""

from programmes.actions import imports
from programmes.exchange.desk import errors_file
from programmes.models import ImportBatch
from programmes.rules import batches


def forget_files():
    """Delete the files of uploads that have served; their counts stay. Returns how many."""
    forgotten = list(ImportBatch.objects.filter(batches.forgettable()))
    for batch in forgotten:
        errors_file.faults_path(batch).unlink(missing_ok=True)
        batch.file.delete(save=False)
        imports.forget(batch)
    return len(forgotten)
