"""The form, its receipt, and the answer by the receipt code: nothing of it is kept by a browser or a server on the way.

They write and read in the database itself, also where public pages are read in a copy.
"""

from functools import wraps

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access import tries
from programmes.access.tries import PAUSE_MINUTES
from programmes.actions import feedback
from programmes.letterbox.forms import LetterForm, stamp
from programmes.letterbox.subjects import NOTHING, subject_of
from programmes.models import Feedback
from programmes.public.parameters import LONGEST, BadParameterError, accepts, strict
from programmes.public.responses import READING, not_allowed
from programmes.public.tables import Page
from programmes.public.throttle import address_of
from programmes.rules import feedback as rules
from programmes.rules import trails
from programmes.rules.problems import RuleViolation
from programmes.rules.retention import KINDS
from programmes.totals import read
from programmes.totals.feedback import by_year

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
TITLE, ANSWER_TITLE = _("Hỏi, phản ánh, góp ý"), _("Tra cứu câu trả lời")
WAIT = _("Từ địa chỉ mạng này vừa gửi nhiều lần nên lần này chưa nhận; nội dung còn nguyên dưới đây. Xin chờ %d phút.")
LOOKED_UP_WAIT = _("Từ địa chỉ mạng này vừa có nhiều lần nhập mã không đúng. Xin chờ %d phút rồi thử lại.")
NOT_A_CODE = _("Mã gồm 16 chữ cái và chữ số, nhận được khi gửi, ví dụ ABCD-EFGH-IJKL-MNOP.")
NOT_FOUND = _("Không có phản ánh, câu hỏi nào mang mã này. Xin so lại với mã đã lưu rồi nhập lần nữa.")
GONE = _("Trang mà nội dung này nói về không còn; nội dung còn nguyên dưới đây, xin bấm gửi lần nữa.")


class LetterboxPage(Page):
    """A page of the letterbox, framed as those of public/."""

    has_picture = False

    def _address(self, form, more=None):
        return reverse(f"letterbox:{self.view}")


def _private(view):
    """Every answer with the headers that keep it to who asked, a refusal too; for GET, HEAD and POST."""

    @wraps(view)
    def answer(request):
        allowed = [*READING, "POST"]
        response = view(request) if request.method in allowed else not_allowed(request, allowed)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def _page(request, view, title, template, *, status=200, **context):
    crumbs = ((_("Trang chủ"), reverse("public:home")),)
    if view == "answer":
        crumbs = (*crumbs, (TITLE, reverse("letterbox:form")))
    page = LetterboxPage(view=view, title=str(title), state=read.state(), tables={}, crumbs=crumbs)
    response = render(request, f"letterbox/{template}.html", {"page": page, **context}, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(PAUSE_MINUTES * 60)
    return response


# The form


@_private
@strict
@accepts(typed=["ve"])
def form(request):
    if request.method == "POST":
        return _sent(request)
    return _form(request, LetterForm(), subject_of(request.GET.get("ve", "")), stamp())


def _form(request, letter, subject, stamped, problems=(), *, status=200):
    context = {"form": letter, "subject": subject, "stamp": stamped, "problems": problems}
    context |= {
        "kinds": Feedback.Kind.choices,
        "years": by_year(),
        "days": rules.ANSWER_DAYS,
        "kept": KINDS["feedback"].days,
    }
    return _page(request, "form", TITLE, "form", status=status, longest=rules.LONGEST, **context)


def _sent(request):
    """Kept, with its receipt; or the form again with all that was typed, and why it was not kept."""
    letter, subject = LetterForm(request.POST), _subject_sent(request)
    key = f"feedback-sent:{address_of(request).replace('/', '-')}"
    if subject is None:
        return _again(request, letter, subject_of(NOTHING), [GONE])
    if tries.made(key) >= tries.TRIES:
        return _again(request, letter, subject, [WAIT % PAUSE_MINUTES], status=429)
    if letter.is_valid():
        try:
            return _receipt(request, letter, subject, key)
        except RuleViolation as refusal:
            for problem in refusal.problems:
                letter.add_error(problem.field or None, ValidationError(problem.message, code=problem.code))
    return _again(request, letter, subject, letter.beside_fields())


def _subject_sent(request):
    try:
        return subject_of(request.POST.get("ve", ""))
    except BadParameterError:
        return None


def _again(request, letter, subject, problems, **more):
    """With the stamp that was sent, whose moment counts, unless it has served or is none."""
    return _form(request, letter, subject, stamp() if letter.needs_stamp() else letter.data["stamp"], problems, **more)


def _receipt(request, letter, subject, key):
    said = {name: letter.cleaned_data[name] for name in ("kind", "text", "contact")}
    record = Feedback(about=subject.about, about_name=subject.name, office=subject.office, **said)
    record, code = feedback.receive(record, nonce=letter.nonce)
    tries.count(key)
    return _page(request, "form", _("Đã nhận"), "receipt", record=record, written=trails.written(code))


# The answer


@_private
@strict
def answer(request):
    """By POST alone, so that the code stands in no address, no history and no log."""
    if request.method != "POST":
        return _page(request, "answer", ANSWER_TITLE, "answer")
    key, text = f"feedback-failures:{address_of(request).replace('/', '-')}", request.POST.get("ma", "")
    if tries.made(key) >= tries.TRIES:
        return _page(request, "answer", ANSWER_TITLE, "answer", status=429, error=LOOKED_UP_WAIT % PAUSE_MINUTES)
    code = trails.typed(text)
    if not trails.is_code(code):
        return _page(request, "answer", ANSWER_TITLE, "answer", error=NOT_A_CODE, text=text[:LONGEST])
    record = rules.sent_with(code)
    if record is None:
        tries.count(key)
        return _page(request, "answer", ANSWER_TITLE, "answer", status=404, error=NOT_FOUND, text=text[:LONGEST])
    return _page(request, "answer", ANSWER_TITLE, "answer", record=record)
