"""What may be written and attached beside a record, by whom it is taken away again, and how much of it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Attachment, Donor, Recipient
from programmes.rules import erasures, reasons
from programmes.rules.problems import Problem
from programmes.standards.money import format_number

LONGEST_NOTE = 1000  # characters
SENT_AGAIN = timedelta(minutes=10)  # a slow line, a button pressed twice


def check_note(record, text):
    """Problems of a note: of a person it may say what the office must know, elsewhere neither numbers nor hardships."""
    if not text:
        yield Problem("text", "note_is_empty", _("Ghi chú còn trống; hãy viết điều cần nhớ."))
    elif len(text) > LONGEST_NOTE:
        yield Problem(
            "text",
            "note_too_long",
            _("Ghi chú dài %(length)s ký tự, tối đa %(most)s; hãy tách thành nhiều ghi chú.")
            % {"length": format_number(len(text)), "most": format_number(LONGEST_NOTE)},
        )
    elif not isinstance(record, Recipient):
        yield from reasons.check_note(text)


def is_sent_again(note, last, now):
    """Whether a note says what the `last` one of its record has just said, by the same officer."""
    same = (note.text, note.entered_by_id) == (last.text, last.entered_by_id)
    return same and now - last.created_at < SENT_AGAIN


def check_target(record):
    """Nothing more is written of somebody whose particulars were erased."""
    if isinstance(record, Donor | Recipient):
        yield from erasures.check_erased(record)


def check_attachment(record, attachment, most):
    """Problems of one more paper of a record that may have so many at most, and none twice."""
    there = Attachment.objects.of(record)
    if there.filter(sha256=attachment.sha256).exists():
        yield Problem("file", "paper_is_there", _("Tệp này đã được đính kèm vào bản ghi; không cần tải lên lần nữa."))
    elif there.count() >= most:
        yield Problem(
            "file",
            "papers_are_many",
            _("Bản ghi đã có %(n)s giấy tờ, là số nhiều nhất; hãy gộp các trang vào một tệp PDF hoặc bỏ bớt tệp sai.")
            % {"n": format_number(most)},
        )


def check_detaching(attachment, by, *, is_approver):
    """Who attached a paper takes it away on the same day, later an approver does."""
    is_todays = timezone.localdate(attachment.created_at) == timezone.localdate()
    if not is_approver and not (attachment.entered_by_id == by.pk and is_todays):
        yield Problem(
            "",
            "paper_stays",
            _("Giấy tờ này chỉ người đính kèm bỏ được trong ngày; sau đó hãy đề nghị người phê duyệt bỏ."),
        )
