"""Work for the worker: preview and store uploads while the officer's page waits."""

from django_tasks import task

from programmes.exchange import intake
from programmes.models import ImportBatch


@task()
def preview_batch(batch_id):
    """Judge an upload that nobody has judged yet."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state == ImportBatch.State.UPLOADED:
        intake.preview(batch)


@task()
def store_batch(batch_id):
    """Store an upload that its owner has confirmed."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state == ImportBatch.State.CONFIRMED:
        intake.confirm(batch)
