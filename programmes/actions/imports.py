"""An uploaded file from its arrival to the owner's word; what it holds is stored by registers.py and gift_files.py."""

import secrets

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.actions import audit, rights
from programmes.models import GiftList, HeadingMemory, ImportBatch, ValueMemory, Worker
from programmes.rules import batches
from programmes.rules.problems import first_of, insist


def new_token():
    """128 bits that name an upload in addresses and file names."""
    return secrets.token_urlsafe(16)


def check_right(batch, by):
    """Problems of `by` having to do with the file at all; of its owner also where the worker reads or stores it."""
    return rights.check_import(by, batch.layout, batch.office)


@transaction.atomic
def receive(batch):
    """Keep an uploaded file for its owner."""
    insist(check_right(batch, batch.owner))
    batch.heartbeat_at = timezone.now()
    batch.full_clean(exclude=["file"])
    batch.save(force_insert=True)
    audit.note("upload", batch, by=batch.owner, after={"sha256": batch.sha256, "layout": batch.layout})
    return batch


def note_preview(batch, *, rows, known, given_elsewhere):
    """What a preview tells of people in the books is a look-up like any other: its counts are kept, not limited."""
    insist(check_right(batch, batch.owner))
    counts = {"rows": rows, "known": known, "given_elsewhere": given_elsewhere}
    audit.note("preview", batch, by=batch.owner, after=counts)


def touch(batch, **signs):
    """A sign of life, by the clock of the database: the batch is queued, or so many rows of it are read (rows_done)."""
    for name, value in signs.items():
        setattr(batch, name, value)
    ImportBatch.objects.filter(pk=batch.pk).update(**signs, heartbeat_at=Now())


class TakenAwayError(Exception):
    """Whoever worked on the upload was taken for dead, or its owner has ended it: what was found is not kept."""


@transaction.atomic
def take(batch_id, state, worker):
    """The batch in `state`, for this process alone; None where it is in another, or somebody alive works on it."""
    free = ImportBatch.objects.exclude(worker__in=Worker.objects.alive()).filter(pk=batch_id, state=state)
    held = free.select_for_update(of=("self",), skip_locked=True)
    batch = held.select_related("owner__office", "round__programme").first()
    if batch is not None:
        batch.worker, batch.attempts = worker, batch.attempts + 1
        touch(batch, worker=worker, attempts=batch.attempts)
    return batch


def insist_held(batch):
    """Inside the transaction that keeps what was found of an upload: nobody else has taken it up since."""
    own = ImportBatch.objects.filter(pk=batch.pk, worker=batch.worker_id, state__in=batches.WAITING)
    if not own.select_for_update().exists():
        raise TakenAwayError(batch.pk)


def let_go(batch, *, waits_for=""):
    """Nobody works on it any more. `waits_for`: what the server has to get back first; that was no attempt."""
    held = ImportBatch.objects.filter(pk=batch.pk, worker=batch.worker_id)
    if waits_for:
        held.update(message=waits_for, rows_done=0)
    free(held, is_tried=not waits_for)


def free(held, *, is_tried=True):
    """Let others take up these uploads; what ended without their fault counts as no attempt."""
    attempts = F("attempts") if is_tried else Greatest(F("attempts") - 1, 0)
    held.update(worker=None, attempts=attempts)


def _locked(batch):
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


@transaction.atomic
def confirm(batch, *, by, seen=None):
    """The owner wants the file stored as previewed (`seen` marks which preview), on the lists that it named.

    A second click finds nothing left.
    """
    batch = _locked(batch)
    insist(check_right(batch, by), batches.check_owner(batch, by))
    if batch.state != ImportBatch.State.PREVIEWED:
        return False
    drafts = batches.drafts_of_file(batch, GiftList.objects)
    insist(batches.check_confirm(batch, by, drafts, seen=seen))
    batch.state, batch.rows_done = ImportBatch.State.CONFIRMED, 0
    batch.options = {**batch.options, "lists": batches.lists_of(batch, drafts)}
    batch.save(update_fields=["state", "rows_done", "options"])
    audit.note("confirm_import", batch, by=by, after={"sha256": batch.sha256})
    return True


@transaction.atomic
def choose(batch, *, options, by, again=False):
    """Keep how the owner wants the file read. `again`: it waits for a new preview.

    The lists that were seen at a confirmation hold for that one alone.
    """
    batch = _locked(batch)
    insist(check_right(batch, by), batches.check_choice(batch, by))
    changed = sorted(name for name, value in options.items() if value != batch.options.get(name))
    batch.options = {**options, "lists": []}
    if again:
        batch.state, batch.rows_done, batch.message, batch.finished_at = ImportBatch.State.UPLOADED, 0, "", None
    batch.save(update_fields=["options", "state", "rows_done", "message", "finished_at"])
    audit.note("choose_reading", batch, by=by, after={"choices": changed})
    return batch


def remember(batch, columns):
    """Keep for later files of the office how its headings (heading -> column) were read in a file that was stored."""
    insist(check_right(batch, batch.owner))
    HeadingMemory.objects.bulk_create(
        [
            HeadingMemory(office=batch.office, layout=batch.layout, heading=heading, column=column)
            for heading, column in columns.items()
            if len(heading) <= HeadingMemory._meta.get_field("heading").max_length
        ],
        update_conflicts=True,
        unique_fields=["office", "layout", "heading"],
        update_fields=["column"],
    )


def remember_values(batch, told):
    """Keep for later files of the office what its texts meant, (column, text) -> meaning, in a file that was stored."""
    insist(check_right(batch, batch.owner))
    longest = ValueMemory._meta.get_field("text").max_length
    ValueMemory.objects.bulk_create(
        [
            ValueMemory(
                office=batch.office,
                layout=batch.layout,
                column=column,
                text=text,
                meaning=meaning,
                told_on=timezone.localdate(),
            )
            for (column, text), meaning in told.items()
            if max(len(text), len(meaning)) <= longest
        ],
        update_conflicts=True,
        unique_fields=["office", "layout", "column", "text"],
        update_fields=["meaning", "told_on"],
    )


def known_values(office, layout_key):
    """Column -> text -> (meaning, ISO day), as the office has told them of files that were stored."""
    known = {}
    for value in ValueMemory.objects.filter(office=office, layout=layout_key):
        known.setdefault(value.column, {})[value.text] = (value.meaning, value.told_on.isoformat())
    return known


def remembered(office, layout_key):
    """Heading -> column, as the office has mapped them in files that were stored."""
    found = HeadingMemory.objects.filter(office=office, layout=layout_key)
    return dict(found.values_list("heading", "column"))


def forget(batch):
    """Nothing of the file stays but its counts, its SHA-256 and who sent it."""
    batch.file.storage.delete(batch.faults_name)
    batch.file.delete(save=False)
    batch.report = {name: value for name, value in batch.report.items() if isinstance(value, int)}
    batch.options = {}
    batch.save(update_fields=["file", "report", "options"])
    audit.note("forget_upload", batch, by=None, after={"sha256": batch.sha256})


def destroy(batch):
    """Forget a file before its days are over, since it names somebody who is erased; it is not stored any more."""
    forget(batch)
    if batch.state in batches.OPEN_TO_CHOICE:
        batch.state, batch.finished_at = ImportBatch.State.CANCELLED, timezone.now()
        batch.message = _("Tệp đã hủy vì có người yêu cầu xóa dữ liệu của mình; hãy bỏ người đó rồi tải lên lại.")
    batch.save(update_fields=["filename", "state", "finished_at", "message"])


def note_errors_taken(batch, *, by):
    """Refused rows leave the portal as a file, for who may send it mended: noted like any export."""
    insist(check_right(batch, by))
    audit.note("export", batch, by=by, after={"layout": batch.layout, "records": batch.report.get("rejected", 0)})


def check_source(batch, gift_list, by):
    """Problems of `by` reading a file, as it came, to decide on a list."""
    right = rights.check(by, "approve_giftlist", gift_list.office, batch.office)
    return first_of(right, batches.check_is_source(batch, gift_list))


def note_source_opened(batch, gift_list, *, by):
    """Who decides on a list reads a file that brought its gifts, as it came, numbers and all: the trail says so."""
    insist(check_source(batch, gift_list, by))
    audit.note("open_source", gift_list, by=by, after={"sha256": batch.sha256})


@transaction.atomic
def cancel(batch, *, by):
    """Put a file aside that will not be stored."""
    insist(check_right(batch, by), batches.check_owner(batch, by))
    waiting = ImportBatch.objects.filter(pk=batch.pk, state__in=batches.OPEN_TO_CHOICE)
    if waiting.update(state=ImportBatch.State.CANCELLED, finished_at=timezone.now()):
        audit.note("cancel_import", batch, by=by)
