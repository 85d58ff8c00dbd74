"""The log of breaches and the file on the impact of processing, each with a page to print; headquarters' alone."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from programmes.access.roles import ROLES
from programmes.actions import breaches
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, badge, plain_column
from programmes.admin.filters import TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Breach, ImpactAssessment, Programme
from programmes.models.base import particulars
from programmes.models.fields import EncryptedTextField
from programmes.rules import breaches as rules
from programmes.rules.legal_bases import ground_to_confirm
from programmes.rules.retention import KINDS
from programmes.rules.rights_requests import TERMS

SAFEGUARDS = (
    _("Cán bộ của một cơ quan chỉ thấy bản ghi của cơ quan mình; người của nơi khác chỉ hiện họ tên, số định danh."),
    _(
        "Số định danh, điện thoại, mã số BHXH, số thẻ, số sổ, số tài khoản được mã hóa khi lưu; trên màn hình các số "
        "được che, xem đủ phải ghi lý do."
    ),
    _("Mật khẩu theo Argon2, xác thực hai bước với ai duyệt, xuất tệp, công bố, quản trị; xuất tệp hỏi lại mật khẩu."),
    _("Người nhập không phải người duyệt; vai trò loại trừ nhau bị từ chối."),
    _("Mọi lần xem, tìm, xuất, in có người nhận đều vào nhật ký; nhật ký được đánh dấu và niêm phong thành chuỗi."),
    _("Trang công khai chỉ có số tổng hợp, số nhỏ được giữ lại; không tên người nhận, không ảnh khi chưa đồng ý."),
    _("Trang không gọi phông chữ, bản đồ, mã của bên ngoài; không chuyển dữ liệu ra nước ngoài."),
)


class PaperPage:
    """Admin mixin: the address `in/` below the page of a record, which shows `paper` with `facts(record)`."""

    paper = ""

    def get_urls(self):
        view = self.admin_site.admin_view(self.paper_view)
        return [path("<int:pk>/in/", view, name=f"programmes_{self.opts.model_name}_paper"), *super().get_urls()]

    def record_links(self, request, record):
        return [(_("Bản in"), reverse(f"admin:programmes_{self.opts.model_name}_paper", args=[record.pk]))]

    def paper_view(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.record_at(request, pk)
        back = self.record_url(record), _("Về bản ghi")
        return self.admin_site.paper(request, self.paper, *back, record=record, **self.facts(record))


class BreachForm(RecordForm):
    rules = (rules.check_breach,)


CLOSE = Verb(
    slug="ket-thuc",
    label=_("Kết thúc vụ việc"),
    question=_("Kết thúc vụ việc %(record)s? Sau đó không sửa được nữa."),
    done=_("Đã kết thúc vụ việc %(record)s."),
    permission="change_breach",
    problems=rules.check_close,
    act=breaches.close,
)


@admin.register(Breach, site=site)
class BreachAdmin(PaperPage, PortalAdmin):
    form = BreachForm
    paper = "admin/rights/breach.html"
    enter, correct = staticmethod(breaches.enter), staticmethod(breaches.correct)
    verbs = (CLOSE,)
    list_display = ("code", "found_at", "clock", "reported_at", "closed_at")
    list_filter = (TaskFilter, ("closed_at", admin.EmptyFieldListFilter))
    search_fields = ("code__icontains",)
    search_help_text = _("Tìm theo số vụ việc.")
    fieldsets = (
        (None, {"fields": ("found_at", "what", "whose")}),
        (_("Rà soát theo nhật ký"), {"fields": ("account", "seen_from", "seen_to")}),
        (_("Xử lý"), {"fields": ("measures", "reported_to", "reported_at")}),
    )
    trail = ("code", "clock", "entered_name", "created_at", "updated_at", "closed_name", "closed_at")
    closed_name = plain_column("closed_by", _("người kết thúc"))

    def is_open(self, record, officer):
        return not any(rules.check_open(record))

    def record_links(self, request, record):
        links = super().record_links(request, record)
        if record.account and request.user.has_perm("programmes.view_auditevent"):
            asked = {"username": record.account, "first": record.seen_from, "last": record.seen_to}
            said = urlencode({name: value for name, value in asked.items() if value})
            links.append((_("Tài khoản đã xem những ai"), f"{reverse('admin:programmes_auditevent_drill')}?{said}"))
        return links

    @admin.display(description=_("hạn báo cơ quan chuyên trách"))
    def clock(self, record):
        if record.reported_at or record.closed_at:
            return EMPTY
        hours = rules.hours_left(record)
        return badge("overdue", _("quá hạn %d giờ") % -hours) if hours < 0 else _("còn %d giờ") % hours

    def facts(self, record):
        return {"due": rules.report_due(record), "source": rules.REPORT_SOURCE}


@admin.register(ImpactAssessment, site=site)
class ImpactAssessmentAdmin(PaperPage, PortalAdmin):
    paper = "admin/rights/assessment.html"
    enter = correct = staticmethod(breaches.keep_assessment)
    list_display = ("made_on", "contact", "sent_to", "sent_on")
    fields = ("made_on", "contact", "processors", "risks", "measures", "sent_to", "sent_on")

    def facts(self, record):
        return {
            "tables": personal_fields(),
            "programmes": [(programme, ground_to_confirm(programme)) for programme in Programme.objects.all()],
            "roles": [(role.name, role.description) for role in ROLES],
            "terms": [(kind.label, term) for kind, term in TERMS.items()],
            "kept": KINDS.values(),
            "safeguards": SAFEGUARDS,
        }


def personal_fields():
    """[(table, fields that tell of a person, those of them kept encrypted), ...] of the whole register."""
    found = []
    for model in apps.get_app_config("programmes").get_models():
        fields = particulars(model)
        secret = [field.verbose_name for field in fields if isinstance(field, EncryptedTextField)]
        if fields:
            found.append((model._meta.verbose_name, [field.verbose_name for field in fields], secret))
    return found
