"""Ask for papers by the thousand; the worker takes the batch, tells how far it is and hands in the file, for a week."""

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from programmes.actions import audit, exports, imports, rights, stored_files
from programmes.models import PaperBatch, Worker
from programmes.rules.problems import insist

State = PaperBatch.State


@transaction.atomic
def ask(batch, records, *, layout, by):
    """Ask for the papers of `records`, which leave the portal as an export of `layout` does, and are told as one."""
    insist(exports.check(layout, by), rights.check_has_office(by))
    batch.entered_by, batch.office = by, by.office
    batch.full_clean(exclude=["entered_by", "file"])
    batch.save(force_insert=True)
    exports.note(layout, records.count(), by=by, records=records)
    audit.note("ask_papers", batch, by=by, after=audit.values(batch, ("kind", "form", "papers")))
    return batch


@transaction.atomic
def take(batch_id, worker):
    """The batch for this process alone; None where it is done, or somebody alive makes it."""
    free = PaperBatch.objects.exclude(worker__in=Worker.objects.alive()).filter(pk=batch_id, state=State.WAITING)
    batch = free.select_for_update(of=("self",), skip_locked=True).first()
    if batch is not None:
        batch.worker, batch.attempts, batch.papers_done = worker, batch.attempts + 1, 0
        batch.save(update_fields=["worker", "attempts", "papers_done"])
    return batch


def tell(batch, papers_done):
    """How far it is."""
    _held(batch).update(papers_done=papers_done)


@transaction.atomic
def hand_in(batch, file):
    """Keep the finished ZIP, an open binary file; nothing of it is there before. False where another has taken over."""
    if not _held(batch).select_for_update().exists():
        return False
    file.seek(0)
    batch.file.save(f"{imports.new_token()}.zip", File(file), save=False)
    try:
        batch.state, batch.papers_done, batch.worker, batch.finished_at = State.DONE, batch.papers, None, timezone.now()
        batch.save()
    except BaseException:
        batch.file.delete(save=False)
        raise
    return True


def give_up(batch):
    """It has ended its worker, or failed, again and again; its owner is told and may ask for fewer."""
    _held(batch).update(state=State.FAILED, worker=None, finished_at=timezone.now())


def let_go(batch, *, is_tried):
    """Nobody makes it any more; another may."""
    free(_held(batch), is_tried=is_tried)


def free(held, *, is_tried=True):
    """Let others make these; what ended without their fault counts as no attempt."""
    held.update(worker=None, attempts=F("attempts") if is_tried else Greatest(F("attempts") - 1, 0))


def _held(batch):
    return PaperBatch.objects.filter(pk=batch.pk, worker=batch.worker_id, state=State.WAITING)


def about(ids):
    """The batches whose papers are about one of these records, made or not: a name that was erased is in none."""
    kept = PaperBatch.objects.filter(state__in=(State.WAITING, State.DONE)).values_list("pk", "records")
    return PaperBatch.objects.filter(pk__in=[pk for pk, records in kept if not ids.isdisjoint(records)])


@transaction.atomic
def forget(batches):
    """The files of these go; that the papers were made stays. Returns of how many."""
    kept = list(batches.select_for_update())
    for batch in kept:
        stored_files.drop(batch.file)
    batches.update(state=State.GONE, file="")
    return len(kept)
