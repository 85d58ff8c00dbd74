"""Overlapping months in the admin: what kind, which months, this office or another; never the other's record."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.access.people import in_lists
from programmes.actions import eligibility
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import facts_of, plain_column, record_link, state_column
from programmes.admin.filters import ListOfGiftFilter, TaskFilter
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Conflict
from programmes.rules import approvals
from programmes.rules.eligibility import period

PROPOSE = Verb(
    slug="de-nghi",
    label=_("Đề nghị vẫn tặng"),
    question=_("Đề nghị vẫn tặng dù trùng thời gian?"),
    done=_("Đã ghi đề nghị; chờ người thứ hai quyết định."),
    permission="propose_conflict",
    problems=approvals.check_conflict_proposal,
    act=eligibility.propose,
    wants_reason=True,
)
DECIDE = Verb(
    slug="dong-y",
    label=_("Đồng ý tặng"),
    question=_("Đồng ý tặng dù trùng thời gian?"),
    done=_("Đã đồng ý tặng; danh sách duyệt được khi không còn trường hợp nào khác."),
    permission="decide_conflict",
    problems=approvals.check_conflict_decision,
    act=eligibility.decide,
)


def where(gift, office_id):
    """The office of another gift, as much as anybody is told."""
    return _("tỉnh này") if gift.gift_list.office_id == office_id else _("tỉnh khác")


@admin.register(Conflict, site=site)
class ConflictAdmin(ReadOnlyAdmin):
    verbs = (PROPOSE, DECIDE)
    list_display = ("who", "kind", "own_months", "taken_months", "taken_where", "state_badge", "list_name")
    list_filter = (TaskFilter, "state", ListOfGiftFilter)
    list_select_related = (
        "gift__recipient",
        "gift__gift_list__round",
        "gift__gift_list__province",
        "other__gift_list",
    )
    search_fields = ("gift__recipient__search_key__begun", "gift__gift_list__code__icontains")
    search_help_text = _("Tìm theo tên người nhận (không cần dấu) hoặc mã danh sách.")
    fieldsets = (
        (None, {"fields": ("who", "list_name", "kind", "own_months", "taken_months", "taken_where", "state_badge")}),
        (
            _("Đề nghị và quyết định"),
            {"fields": ("reason", "proposed_name", "proposed_at", "decided_name", "decided_at")},
        ),
    )
    readonly_fields = (*fieldsets[0][1]["fields"], *fieldsets[1][1]["fields"])
    state_badge = state_column(_("trạng thái"))
    proposed_name = plain_column("proposed_by", _("người đề nghị"))
    decided_name = plain_column("decided_by", _("người quyết định"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def _ask(self, request, verb, form, record):
        """Whoever proposes or decides reads which months overlap; who decides, also why and who wants it."""
        response = super()._ask(request, verb, form, record)
        told = [
            (_("Người nhận"), self.who(record)),
            (_("Danh sách"), record_link(record.gift.gift_list)),
            (_("Suất này"), f"{self.kind(record)}, {self.own_months(record)}"),
            (_("Suất đã có"), f"{self.taken_months(record)}, {self.taken_where(record)}"),
        ]
        if record.proposed_by:
            told += [(_("Lý do"), record.reason), (_("Người đề nghị"), record.proposed_by)]
        response.context_data["facts"] = facts_of(told)
        if verb is DECIDE:
            response.context_data["final"] = _("Nếu không đồng ý, mở danh sách ở trên và trả lại để rút suất quà.")
        return response

    @admin.display(description=_("người nhận"), ordering="gift__recipient__search_key")
    def who(self, conflict):
        return in_lists(conflict.gift.recipient).full_name

    @admin.display(description=_("danh sách"), ordering="gift__gift_list__code")
    def list_name(self, conflict):
        return str(conflict.gift.gift_list)

    @admin.display(description=_("loại quà"), ordering="gift__kind")
    def kind(self, conflict):
        return conflict.gift.get_kind_display()

    @admin.display(description=_("suất này"), ordering="gift__starts_on")
    def own_months(self, conflict):
        return period(conflict.gift.starts_on, conflict.gift.months)

    @admin.display(description=_("suất đã có"))
    def taken_months(self, conflict):
        return period(conflict.other.starts_on, conflict.other.months)

    @admin.display(description=_("đã có ở"))
    def taken_where(self, conflict):
        return where(conflict.other, conflict.gift.gift_list.office_id)
