"""Write and attach beside a record: notes that stay, and papers, which are taken away with a reason."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, imports, rights, stored_files
from programmes.models import Attachment, Donation, Donor, Note, bulk
from programmes.models.base import ERASED
from programmes.models.notes import TABLES
from programmes.rules import notes, reasons
from programmes.rules.problems import first_of, insist
from programmes.standards.names import tidy


def _admit(beside, record, permission, by):
    """The row belongs to the record and its office; `by` may see that record and write beside it."""
    office = getattr(record, "office", None)
    name = record._meta.model_name
    insist(
        rights.check(by, f"view_{name}", office),
        rights.check(by, permission, office),
        rights.check_has_office(by),
        notes.check_target(record),
    )
    beside.target_type, beside.target_id, beside.office, beside.entered_by = name, record.pk, office, by


@transaction.atomic
def note(record, text, *, by):
    """Write a note of a record; it is never changed, so what was wrong is told by another one.

    Returns the note, or the one that the same form has just written: of two that stay for ever one is too many.
    """
    bulk.hold(f"notes {record._meta.model_name} {record.pk}")
    lines = [tidy(line) for line in text.splitlines()]
    written = Note(text="\n".join(lines).strip())
    _admit(written, record, "write_note", by)
    insist(notes.check_note(record, written.text))
    last = Note.objects.of(record).first()
    if last and notes.is_sent_again(written, last, timezone.now()):
        return last
    written.full_clean(exclude=["entered_by"])
    written.save(force_insert=True)
    audit.note("write_note", record, by=by, after={"note_id": written.pk})
    return written


@transaction.atomic
def attach(record, content, *, kind, media, filename, sha256, by):
    """Keep a paper of a record: bytes that were proved to be of this media, under a name that tells nothing."""
    bulk.hold(f"papers {record._meta.model_name} {record.pk}")
    paper = Attachment(kind=kind, media=media, sha256=sha256, size_bytes=len(content), filename=filename)
    _admit(paper, record, "add_attachment", by)
    insist(notes.check_attachment(record, paper, settings.ATTACHMENTS_PER_RECORD))
    paper.full_clean(exclude=["entered_by", "file"])
    paper.file.save(f"{imports.new_token()}.{Attachment.Media(media).ending}", ContentFile(content), save=False)
    try:
        paper.save(force_insert=True)
        audit.note("attach", record, by=by, after=_told(paper))
    except BaseException:
        paper.file.delete(save=False)
        raise
    return paper


@transaction.atomic
def detach(paper, *, reason, by):
    """Take a paper away for good, the file too; the trail keeps what it was and its SHA-256."""
    paper = Attachment.objects.select_for_update(of=("self",)).select_related("office").get(pk=paper.pk)
    insist(check_detaching(paper, by), reasons.check(reason))
    audit.note("detach", _target(paper), by=by, before=_told(paper), reason=reason)
    drop([paper])


def check_detaching(paper, by):
    """Problems of `by` taking a paper away."""
    is_approver = by.has_perm("programmes.approve_giftlist")
    right = rights.check(by, "detach_attachment", paper.office)
    return first_of(right, notes.check_detaching(paper, by, is_approver=is_approver))


def note_opened(record, paper, *, by):
    """A paper of a record left the portal: whose scan it is nobody knows but who opens it, so each opening is noted."""
    audit.note("open_paper", record, by=by, after={"sha256": paper.sha256})


def drop(papers):
    """Papers go, with their files at the commit; by whom and why others have noted."""
    for paper in papers:
        stored_files.drop(paper.file)
        paper.delete()
    return len(papers)


def forget_persons(records):
    """What is written and attached beside people who are erased, and beside what a donor gave, is theirs; how much."""
    beside = [records]
    if isinstance(records[0], Donor):
        beside.append(list(Donation.objects.filter(donor__in=records)))
    dropped = 0
    for found in filter(None, beside):
        Note.objects.of(*found).update(text=ERASED)
        dropped += drop(Attachment.objects.of(*found))
    return dropped


def _told(paper):
    """What the trail keeps of a paper under the name of its record; that it had a name, and not which."""
    told = {"paper": paper.kind, "sha256": paper.sha256, "size_bytes": paper.size_bytes}
    return {**told, "fields": ["filename"]}


def _target(paper):
    """The record of a paper, or its table where the record is gone."""
    table = TABLES[paper.target_type]
    return table._base_manager.filter(pk=paper.target_id).first() or table
