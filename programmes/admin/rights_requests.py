"""The desk for requests of persons about their own data: the list with its clock, a request, what goes on paper."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, F
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from programmes.actions import rights_requests
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import badge, day_column, plain_column, record_link, state_column, time_left
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm, written_birth
from programmes.admin.site import site
from programmes.admin.verbs import ConfirmForm, ReasonForm, Verb
from programmes.models import Office, RightsRequest
from programmes.models.base import particulars
from programmes.rules import rights_requests as rules
from programmes.rules import same_donor
from programmes.rules.legal_bases import ground_words
from programmes.standards.dates import days_left, format_day_padded

PERSONAL = ("person", "asker", "proof", "answer")
UNSAID = {"birth_precision", "same_as"}  # of a person: told by the birth, and by the other record
DONE = {  # what the register does itself when the answer is given, and what is done before by hand
    RightsRequest.Kind.SEE: _("In “Phiếu dữ liệu” và giao cho người yêu cầu trước khi trả lời."),
    RightsRequest.Kind.CORRECT: _("Sửa ở trang của người này trước khi trả lời."),
    RightsRequest.Kind.RESTRICT: _("Khi trả lời, hệ thống ngừng dùng dữ liệu của người này cho việc mới."),
    RightsRequest.Kind.ERASE: _(
        "Người phê duyệt bấm “Xóa danh tính”: tên và các số được xóa khỏi mọi bản ghi và các tệp đã tải lên; suất quà, "
        "số tiền và nhật ký vẫn giữ. Ai đã nhập người này thì không tự xóa."
    ),
    RightsRequest.Kind.WITHDRAW: _("Khi trả lời, hệ thống gỡ ngay tên hoặc ảnh khỏi trang công khai."),
}


class RequestForm(RecordForm):
    rules = (rules.check_request,)


class AnswerForm(ConfirmForm):
    what = forms.CharField(
        label=_("Việc đã làm (ghi trên phiếu trả lời)"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
    )


ANSWER = Verb(
    slug="tra-loi",
    label=_("Trả lời"),
    question=_("Trả lời yêu cầu %(record)s?"),
    done=_("Đã trả lời %(record)s; in phiếu trả lời để giao cho người yêu cầu."),
    permission=rights_requests.RIGHT,
    problems=rules.check_answer,
    act=rights_requests.answer,
    form=AnswerForm,
)
ERASE = Verb(
    slug="xoa-danh-tinh",
    label=_("Xóa danh tính"),
    question=_("Xóa danh tính của người nêu trong %(record)s? Không khôi phục được."),
    done=_("Đã xóa danh tính theo %(record)s; in phiếu trả lời để giao cho người yêu cầu."),
    permission="erase_recipient",
    problems=rules.check_erase,
    act=rights_requests.erase,
    form=AnswerForm,
)
EXTEND = Verb(
    slug="gia-han",
    label=_("Gia hạn"),
    question=_("Gia hạn trả lời %(record)s? Chỉ gia hạn được một lần."),
    done=_("Đã gia hạn %(record)s; báo cho người yêu cầu."),
    permission=rights_requests.RIGHT,
    problems=rules.check_extension,
    act=rights_requests.extend,
    form=ReasonForm,
)
REFUSE = Verb(
    slug="tu-choi",
    label=_("Từ chối"),
    question=_("Từ chối yêu cầu %(record)s?"),
    done=_("Đã từ chối %(record)s; in phiếu trả lời để giao cho người yêu cầu."),
    permission=rights_requests.RIGHT,
    problems=rules.check_open,
    act=rights_requests.refuse,
    form=ReasonForm,
)


@admin.register(RightsRequest, site=site)
class RightsRequestAdmin(PortalAdmin):
    """The list names nobody: it is read by administrators too, who see no people."""

    form = RequestForm
    enter = staticmethod(rights_requests.receive)
    verbs = (ANSWER, ERASE, EXTEND, REFUSE)
    list_display = ("code", "kind", "received_day", "due_day", "clock", "state_badge", "office")
    list_filter = (TaskFilter, "state", "kind", ("office", ScopedFilter))
    list_select_related = ("office",)
    ordering = (F("answered_at").asc(nulls_first=True), "due_on", "pk")  # those that wait stand first
    search_fields = ("code__icontains",)
    search_help_text = _("Tìm theo số yêu cầu.")
    autocomplete_fields = ("recipient", "donor")
    fieldsets = (
        (None, {"fields": ("kind", "recipient", "donor")}),
        (_("Tiếp nhận"), {"fields": ("received_on", "channel", "asker", "proof")}),
    )
    trail = ("entered_name", "created_at", "answered_name", "answered_at")
    entered_name = plain_column("entered_by", _("người tiếp nhận"))
    answered_name = plain_column("answered_by", _("người trả lời"))
    state_badge = state_column(_("trạng thái"))
    received_day = day_column("received_on", _("ngày nhận"))
    due_day = day_column("due_on", _("hạn trả lời"))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/phieu/", wrap(self.slip_view), name="programmes_rightsrequest_slip"),
            path("<int:pk>/du-lieu/", wrap(self.data_view), name="programmes_rightsrequest_data"),
            *super().get_urls(),
        ]

    def is_open(self, record, officer):
        """What was received stays as it is; it is answered, put off or refused."""
        return False

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        personal = PERSONAL if self._may_see_person(request) else ()
        return [
            (None, {"fields": ("code", "kind", *personal[:1], "law", "todo")}),
            (_("Tiếp nhận"), {"fields": ("office", "received_day", "channel", *personal[1:3])}),
            (_("Trả lời"), {"fields": ("due_day", "extension_reason", "state_badge", *personal[3:], "refusal")}),
            (_("Người và thời điểm"), {"fields": self.trail}),
        ]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return tuple(name for _title, options in self.get_fieldsets(request, obj) for name in options["fields"])

    def _may_see_person(self, request):
        return request.user.has_perm("programmes.view_recipient")

    def record_links(self, request, record):
        links = []
        if self._may_see_person(request):
            is_open = record.state == RightsRequest.State.RECEIVED
            label = _("Phiếu tiếp nhận") if is_open else _("Phiếu trả lời")
            links.append((label, reverse("admin:programmes_rightsrequest_slip", args=[record.pk])))
        if self._may_print_data(request, record):
            links.append((_("Phiếu dữ liệu"), reverse("admin:programmes_rightsrequest_data", args=[record.pk])))
        return links

    def _buttons(self, officer, record):
        """Why who could print what is held of the person has no link to it."""
        found = rights_requests.check_show(record, officer)
        told = [problem.message for problem in found if problem.code == "own_conclusion"]
        context = super()._buttons(officer, record)
        return {**context, "verb_reasons": {**context["verb_reasons"], **dict.fromkeys(told)}}

    def _may_print_data(self, request, record):
        return not any(rights_requests.check_show(record, request.user))

    def slip_view(self, request, pk):
        """The slip of receipt while the request waits, then the answer."""
        record = self.record_at(request, pk)
        if not self._may_see_person(request):
            raise PermissionDenied
        context = {"term": rules.term_of(record), "hours": rules.ACKNOWLEDGED_HOURS}
        return self._paper(request, record, "admin/rights/slip.html", **context)

    @method_decorator(sensitive_variables())
    def data_view(self, request, pk):
        """All that the register holds of the person, to print; the password is asked again before (admin/gate.py)."""
        record = self.record_at(request, pk)
        if not self._may_print_data(request, record):
            raise PermissionDenied
        data = rights_requests.show(record, by=request.user)
        offices = dict(Office.objects.values_list("code", "name"))
        context = {
            "people": [_particulars(person) for person in data.people or same_donor.records_of([record.donor_id])],
            "data": data,
            "grounds": list(dict.fromkeys(str(ground_words(gift.round.programme)) for gift in data.gifts)),
            "seen_by": [(offices.get(code, _("cơ quan khác")), count) for code, count in data.seen_by],
        }
        return self._paper(request, record, "admin/rights/data.html", **context)

    def _paper(self, request, record, template, **context):
        back = self.record_url(record), _("Về yêu cầu %s") % record.code
        return self.admin_site.paper(request, template, *back, request_=record, **context)

    @admin.display(description=_("còn lại"))
    def clock(self, record):
        if record.state != RightsRequest.State.RECEIVED:
            return ""
        return time_left(days_left(record.due_on))

    @admin.display(description=_("về"))
    def person(self, record):
        return record_link(record.person)

    @admin.display(description=_("căn cứ, thời hạn"))
    def law(self, record):
        term = rules.term_of(record)
        told = _("%(days)d ngày, gia hạn một lần thêm %(more)d ngày. %(source)s") % {
            "days": term.days,
            "more": term.more_days,
            "source": term.source,
        }
        return format_html("{} {}", told, badge("unverified", term.status))

    @admin.display(description=_("cần làm"))
    def todo(self, record):
        return DONE[RightsRequest.Kind(record.kind)]


def _particulars(person):
    """(label, words) of all that is kept of the person."""
    words = {
        field.verbose_name: _in_words(person, field) for field in particulars(type(person)) if field.name not in UNSAID
    }
    return [*((label, said) for label, said in words.items() if said), (_("cơ quan quản lý"), person.office)]


def _in_words(person, field):
    value = getattr(person, field.name)
    if field.name == "birth_date":
        return written_birth(value, person.birth_precision)
    if isinstance(field, DateField):
        return value and format_day_padded(value)
    return getattr(person, f"get_{field.name}_display")() if field.choices else value
