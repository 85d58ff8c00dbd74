"""The desk for what visitors ask and tell: the list with its clock, one of them, its answer."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programmes.actions import feedback
from programmes.admin import mail
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, day_column, plain_column, state_column, time_left
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.reveal import RevealPage
from programmes.admin.site import site
from programmes.admin.verbs import ConfirmForm, ReasonForm, Verb
from programmes.models import Feedback, Office
from programmes.models.feedback import LONGEST
from programmes.rules import feedback as rules
from programmes.standards.dates import days_left
from programmes.standards.phones import mask_phone

SEALED = ("said", "masked_contact", "answered")  # for who answers; others see that it was asked and answered


class AssignForm(ConfirmForm):
    office = forms.ModelChoiceField(label=_("Cơ quan trả lời"), queryset=Office.objects.order_by("code"))


class AnswerForm(ConfirmForm):
    """What was asked stands above the answer, to be read and not to be changed."""

    asked = forms.CharField(
        label=_("Nội dung người gửi viết"), required=False, disabled=True, widget=forms.Textarea(attrs={"rows": 6})
    )
    answer = forms.CharField(
        label=_("Câu trả lời"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        help_text=_(
            "Ai có mã tra cứu đều đọc được: không ghi số định danh của ai, không nêu hoàn cảnh của người khác."
        ),
    )

    def __init__(self, data=None, *, record, **more):
        super().__init__(data, record=record, **more)
        self.initial |= {"asked": record.text, "answer": record.answer}

    def clean(self):
        return {name: value for name, value in super().clean().items() if name != "asked"}


class AsideForm(ReasonForm):
    aside_as = forms.ChoiceField(label=_("Không xử lý vì"), choices=Feedback.Aside.choices)
    field_order = ("seen", "aside_as", "reason")


def _answer(record, *, by, answer):
    return _told(feedback.answer(record, answer=answer, by=by))


def _correct(record, *, by, answer):
    return _told(feedback.correct_answer(record, answer=answer, by=by))


def _told(record):
    """The record, with what became of the mail to who asked, where an address was left."""
    has_address = rules.is_email(record.contact)
    record.mailed = mail.tell_answered(record) if has_address else None
    return record


def _done(record):
    told = {
        True: _("Đã ghi câu trả lời %(record)s và báo cho người gửi qua thư điện tử; thư không nêu nội dung."),
        False: _("Đã ghi câu trả lời %(record)s. Thư báo không gửi được; người gửi xem câu trả lời bằng mã tra cứu."),
        None: _("Đã ghi câu trả lời %(record)s; người gửi xem bằng mã tra cứu."),
    }
    return told[record.mailed]


ASSIGN = Verb(
    slug="giao",
    label=_("Giao cơ quan trả lời"),
    question=_("Giao %(record)s cho cơ quan nào? Hạn trả lời giữ nguyên."),
    done=_("Đã giao %(record)s."),
    permission=feedback.RIGHT,
    problems=rules.check_open,
    act=feedback.assign,
    form=AssignForm,
)
ANSWER = Verb(
    slug="tra-loi",
    label=_("Trả lời"),
    question=_("Trả lời %(record)s?"),
    done=_done,
    permission=feedback.RIGHT,
    problems=rules.check_open,
    act=_answer,
    form=AnswerForm,
)
CORRECT = Verb(
    slug="sua-tra-loi",
    label=_("Sửa câu trả lời"),
    question=_("Sửa câu trả lời của %(record)s? Ngày trả lời giữ nguyên là lần đầu."),
    done=_done,
    permission=feedback.RIGHT,
    problems=rules.check_answered,
    act=_correct,
    form=AnswerForm,
)
ASIDE = Verb(
    slug="de-rieng",
    label=_("Không xử lý"),
    question=_("Không xử lý %(record)s? Người gửi thấy căn cứ đã chọn, không thấy lý do ghi thêm."),
    done=_("Đã xếp %(record)s vào số không xử lý."),
    permission=feedback.RIGHT,
    problems=rules.check_open,
    act=feedback.set_aside,
    form=AsideForm,
)
TAKE_UP = Verb(
    slug="xu-ly-lai",
    label=_("Xử lý lại"),
    question=_("Xử lý lại %(record)s? Hạn trả lời giữ nguyên."),
    done=_("Đã đưa %(record)s trở lại danh sách đang xử lý."),
    permission=feedback.RIGHT,
    problems=rules.check_aside,
    act=feedback.take_up,
    wants_reason=True,
)


@admin.register(Feedback, site=site)
class FeedbackAdmin(RevealPage, PortalAdmin):
    """The list shows no text: what somebody wrote is read one by one, by who answers it."""

    reveal = staticmethod(feedback.reveal)
    verbs = (ANSWER, CORRECT, ASSIGN, ASIDE, TAKE_UP)
    list_display = ("code", "kind", "about_name", "received_day", "due_day", "clock", "state_badge", "office")
    list_filter = (TaskFilter, "state", "kind", ("office", ScopedFilter))
    list_select_related = ("office",)
    ordering = (F("closed_at").asc(nulls_first=True), "due_on", "pk")  # those that wait stand first
    search_fields = ("code__icontains", "about_name__icontains")
    search_help_text = _("Tìm theo số phản ánh, tên trang.")
    state_badge = state_column(_("trạng thái"))
    received_day = day_column("received_at", _("ngày nhận"))
    due_day = day_column("due_on", _("hạn trả lời"))
    closed_name = plain_column("closed_by", _("người trả lời"))

    def has_add_permission(self, request):
        return False

    def is_open(self, record, officer):
        """What a visitor wrote stays as it is."""
        return False

    def get_fieldsets(self, request, obj=None):
        said, contact, answered = ((name,) if self._may_read(request) else () for name in SEALED)
        return [
            (None, {"fields": ("code", "kind", "page_link", *said, *contact)}),
            (_("Xử lý"), {"fields": ("office", "state_badge", "aside_as", *answered)}),
            (_("Người và thời điểm"), {"fields": ("received_at", "due_day", "clock", "closed_name", "closed_at")}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return tuple(name for _title, options in self.get_fieldsets(request, obj) for name in options["fields"])

    def _may_read(self, request):
        return request.user.has_perm(f"programmes.{feedback.RIGHT}")

    def record_links(self, request, record):
        """A contact is there to be seen as long as one was left."""
        return super().record_links(request, record) if record.contact and self._may_read(request) else []

    def whole(self, record, officer):
        return [(Feedback._meta.get_field("contact").verbose_name, record.contact)]

    @admin.display(description=_("còn lại"))
    def clock(self, record):
        return time_left(days_left(record.due_on)) if record.is_open else EMPTY

    @admin.display(description=_("về trang"))
    def page_link(self, record):
        address = f"{reverse('public:home')}{record.about}/"
        return format_html('<a href="{}">{}</a>', address, record.about_name) if record.about else EMPTY

    @admin.display(description=_("nội dung"))
    def said(self, record):
        return linebreaksbr(record.text) or EMPTY

    @admin.display(description=_("câu trả lời"))
    def answered(self, record):
        return linebreaksbr(record.answer) or EMPTY

    @admin.display(description=_("liên hệ"))
    def masked_contact(self, record):
        return masked(record.contact) or EMPTY


def masked(contact):
    """ "•••@example.vn", "•••••••678": enough to know which of the two it is."""
    return f"•••@{contact.rpartition('@')[2]}" if rules.is_email(contact) else contact and mask_phone(contact)
