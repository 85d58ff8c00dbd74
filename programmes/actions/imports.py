"""An uploaded file from its arrival to the owner's word; what it holds is stored by registers.py and gift_files.py."""

import secrets

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit
from programmes.models import ImportBatch
from programmes.rules import batches
from programmes.rules.problems import insist


def new_token():
    """128 bits that name an upload in addresses and file names."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def receive(batch):
    """Keep an uploaded file for its owner."""
    batch.full_clean(exclude=["file"])
    batch.save(force_insert=True)
    audit.note("upload", batch, by=batch.owner, after={"sha256": batch.sha256, "layout": batch.layout})
    return batch


def touch(batch):
    """A sign of life: somebody has queued the batch or works on it."""
    batch.heartbeat_at = timezone.now()
    ImportBatch.objects.filter(pk=batch.pk).update(heartbeat_at=batch.heartbeat_at)


@transaction.atomic
def confirm(batch, *, by):
    """The owner wants the previewed file stored. A second click finds nothing left to confirm."""
    insist(batches.check_confirm(batch, by))
    previewed = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED)
    if previewed.update(state=ImportBatch.State.CONFIRMED):
        audit.note("confirm_import", batch, by=by, after={"sha256": batch.sha256})
        return True
    return False


@transaction.atomic
def cancel(batch, *, by):
    """Put a file aside that will not be stored."""
    insist(batches.check_owner(batch, by))
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED)
    if waiting.update(state=ImportBatch.State.CANCELLED, finished_at=timezone.now()):
        audit.note("cancel_import", batch, by=by)
