"""What may be sent through the public form, until when it is answered, and what is done with it in which state."""

import re
from base64 import b32encode
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Feedback, keyed_hash
from programmes.models.feedback import LONGEST
from programmes.rules import trails
from programmes.rules.problems import Problem
from programmes.standards.money import format_number
from programmes.standards.names import tidy
from programmes.standards.phones import check_phone

# Calendar days. No text at hand sets a term for questions about a register of gifts: this is the house's own, that of
# the requests of persons (rules/rights_requests.py), so that nobody waits longer for a word than for a deed.
ANSWER_DAYS = 10
MOST_A_DAY = 300  # of the whole portal: what two offices read in a day, and no more than a script sends in a minute
MOST_LINKS = 2
# The mail to who left an address: of the question and of the answer no word.
ANSWERED = _("Đã có câu trả lời cho %s")
ANSWERED_BODY = _("Phản ánh, câu hỏi %(code)s của Quý vị đã có câu trả lời. Xin mở %(address)s và nhập mã tra cứu.")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


# The receipt code


def code_of(nonce):
    """The receipt code of a form, as unguessable as a trail code: who sends one form twice gets the same."""
    return b32encode(keyed_hash(f"feedback code|{nonce}")[: trails.TRAIL_BYTES]).decode()


def hash_of(code):
    return keyed_hash(f"feedback|{code}")


def sent_with(code):
    """What was sent under a receipt code; None under which nothing was."""
    found = Feedback.objects.filter(code_hash=hash_of(code)) if trails.is_code(code) else Feedback.objects.none()
    return found.first()


# What a visitor sends


def due_on(received_at):
    """The last day for the answer."""
    return timezone.localdate(received_at) + timedelta(days=ANSWER_DAYS)


def as_kept(text):
    """The lines of a text without what is not seen in them."""
    return "\n".join(tidy(line) for line in text.replace("\0", "").splitlines()).strip()


def is_email(contact):
    return "@" in contact


def check_sent(record):
    """Problems of what a visitor has typed."""
    if not record.text:
        yield Problem("text", "feedback_is_empty", _("Nội dung còn trống; xin ghi điều Quý vị muốn hỏi hoặc phản ánh."))
    elif len(record.text) > LONGEST:
        yield Problem(
            "text",
            "feedback_too_long",
            _("Nội dung dài %(length)s ký tự, tối đa %(most)s; xin rút gọn hoặc gửi thành hai lần.")
            % {"length": format_number(len(record.text)), "most": format_number(LONGEST)},
        )
    elif (links := len(_LINK.findall(record.text))) > MOST_LINKS:
        yield Problem(
            "text",
            "feedback_has_links",
            _("Nội dung có %(links)s đường dẫn, tối đa %(most)s; xin bỏ bớt đường dẫn.")
            % {"links": format_number(links), "most": MOST_LINKS},
        )
    if record.contact:
        yield from _check_contact(record.contact)


def _check_contact(contact):
    try:
        (validate_email if is_email(contact) else check_phone)(contact)
    except ValidationError:
        yield Problem(
            "contact",
            "feedback_contact_unreadable",
            _(
                "Ô liên hệ ghi một địa chỉ thư điện tử (ten@vidu.vn) hoặc một số điện thoại (0912 345 678); không muốn "
                "để lại thì để trống."
            ),
        )


def check_sent_again(stored, record):
    """Problems of sending a form that was sent: the same again gives the same receipt, something new needs its own."""
    if stored.text != record.text:
        yield Problem(
            "",
            "feedback_form_is_used",
            _("Biểu mẫu này đã gửi một lần rồi; nội dung mới dưới đây chưa gửi, xin bấm gửi lần nữa."),
        )


def check_room(received_today):
    """Problems of one more on a day on which so many came."""
    if received_today >= MOST_A_DAY:
        yield Problem(
            "",
            "feedback_is_full",
            _(
                "Hôm nay cổng đã nhận đủ số phản ánh xử lý được trong ngày, nên nội dung dưới đây chưa gửi; xin gửi "
                "lại ngày mai, hoặc gọi tổng đài 1900 90 68."
            ),
        )


# What an office does


def check_open(record, by=None):
    """It is passed on, and set aside, while it waits."""
    if not record.is_open:
        yield Problem(
            "",
            "feedback_is_closed",
            _("%(code)s đã xong (%(state)s); tải lại trang để xem.")
            % {"code": record.code, "state": record.get_state_display()},
        )


def check_assignment(record, office):
    """Problems of giving it to this office."""
    if record.state == Feedback.State.HANDLED and record.office_id == office.pk:
        yield Problem("office", "feedback_is_there", _("Cơ quan này đang xử lý rồi; chọn cơ quan khác."))


def check_answer(text):
    if not text:
        yield Problem("answer", "answer_is_empty", _("Câu trả lời còn trống; hãy ghi câu trả lời."))


def check_answered(record, by=None):
    """Only an answer that was given is corrected."""
    if record.state != Feedback.State.ANSWERED:
        yield Problem("", "feedback_has_no_answer", _("%s chưa có câu trả lời để sửa.") % record.code)
    elif not record.text:
        yield Problem(
            "",
            "feedback_is_emptied",
            _("Nội dung và câu trả lời của %s đã hết thời hạn lưu, đã xóa nên không sửa nữa.") % record.code,
        )


def check_aside(record, by=None):
    """Only what was set aside is taken up again."""
    if record.state != Feedback.State.ASIDE:
        yield Problem("", "feedback_is_not_aside", _("%s không nằm trong số không xử lý.") % record.code)
    elif not record.text:
        yield Problem(
            "",
            "feedback_is_gone",
            _("Nội dung của %s đã hết thời hạn lưu, đã xóa nên không xử lý lại.") % record.code,
        )
