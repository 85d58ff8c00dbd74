"""Hand-over events in the admin, with their lists as lines, and the button that declares them done."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import handovers
from programmes.admin.base import GoesOnThere, PortalAdmin, VisibleChoices
from programmes.admin.columns import day_column, state_column
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import AsksOnce, RecordForm, row_id
from programmes.admin.handover_closing import closing_of
from programmes.admin.notes import Beside
from programmes.admin.outcome_files import OutcomeFiles
from programmes.admin.outcomes import OutcomePages
from programmes.admin.periods import PROPOSE_EVENT, correction_links
from programmes.admin.photos import PhotoPages
from programmes.admin.sheets import SheetPages
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import GiftList, HandoverEvent, HandoverLine
from programmes.rules import approvals, periods
from programmes.rules import handovers as rules


def _problems(event, by):
    yield from approvals.check(event, approvals.HANDOVER["hand_over"], by)
    yield from rules.check_hand_over(event, list(GiftList.objects.filter(handover_lines__event=event)))


HAND_OVER = Verb(
    slug="da-trao",
    label=_("Ghi nhận đã trao"),
    question=_("Ghi nhận đã trao: %(record)s?"),
    done=_(
        "Đã ghi nhận buổi trao “%(record)s”. Loại quà có trên 10 người nhận vào số liệu công khai ngay; số nhỏ hơn "
        "chờ đến khi không lộ người nhận."
    ),
    permission="hand_over_handoverevent",
    problems=_problems,
    act=handovers.hand_over,
)


WITHDRAW = Verb(
    slug="rut",
    label=_("Hủy buổi trao"),
    question=_("Hủy buổi trao “%(record)s” lập nhầm? Danh sách của buổi chờ buổi trao khác."),
    done=_("Đã hủy buổi trao “%(record)s”; nhật ký còn giữ."),
    permission="change_handoverevent",
    problems=handovers.check_withdrawal,
    act=handovers.withdraw,
    wants_reason=True,
)


class EventForm(AsksOnce, RecordForm):
    def doubts(self):
        return periods.doubt_of("held_on", self.instance.held_on, periods.closed())


class LineForm(forms.ModelForm):
    @property
    def list_name(self):
        """The list that is chosen, where its line is not stored yet."""
        key = row_id(str(self["gift_list"].value() or ""))
        return self.fields["gift_list"].queryset.filter(pk=key).first() if key else None


class LineInline(VisibleChoices, admin.StackedInline):
    model = HandoverLine
    form = LineForm
    template = "admin/handovers/lines.html"
    extra = 1
    autocomplete_fields = ("gift_list",)
    fits = {"gift_list": ("round", "province")}
    readonly_fields = ("list_state",)
    verbose_name = _("danh sách")
    verbose_name_plural = _("danh sách được trao")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("gift_list__round", "gift_list__province")

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and _is_planned(obj)

    def has_change_permission(self, request, obj=None):
        """A line is added or dropped, never changed."""
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _is_planned(obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A list is handed over as it was approved: none is drawn up or changed beside the box."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "gift_list":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    @admin.display(description=_("trạng thái danh sách"))
    def list_state(self, line):
        return line.gift_list.get_state_display() if line.pk else ""


def _is_planned(event):
    return event is None or not any(rules.check_is_planned(event))


@admin.register(HandoverEvent, site=site)
class HandoverAdmin(GoesOnThere, Beside, OutcomePages, SheetPages, PhotoPages, OutcomeFiles, PortalAdmin):
    layout_key = "handovers"
    form = EventForm
    enter, correct = staticmethod(handovers.plan), staticmethod(handovers.correct)
    verbs = (HAND_OVER, PROPOSE_EVENT, WITHDRAW)
    inlines = (LineInline,)
    list_display = ("title", "held_day", "province", "place", "round", "state_badge")
    list_filter = (TaskFilter, "state", ("round", ScopedFilter), ("province", ScopedFilter), "held_on")
    led_by = (*PortalAdmin.led_by, "round__programme__id__exact")
    list_select_related = ("province", "round")
    search_fields = ("province__search_key__begun", "round__search_key__begun")
    folded_texts = ("title", "place", "delegation")
    search_help_text = _("Tìm theo tên buổi trao, địa điểm, đoàn, tỉnh hoặc đợt (không cần dấu).")
    autocomplete_fields = ("office", "round", "province")
    fieldsets = (
        (None, {"fields": ("office", "round", "province", "title", "place", "held_on", "delegation", "note")}),
    )
    trail = ("state_badge", "entered_name", "created_at", "updated_at")
    closed_as = {"held_on": "held_day", "note": "own_note"}
    state_badge = state_column(_("trạng thái"))
    held_day = day_column("held_on", _("ngày trao"))

    def is_open(self, record, officer):
        return _is_planned(record) and super().is_open(record, officer)

    def record_links(self, request, record):
        links = []
        if self.may_see_gifts(request):
            links.append((_("Kết quả và danh sách ký nhận"), self.outcomes_url(record)))
            links.append((_("In danh sách ký nhận"), self.sheet_url(record)))
            links.append((_("In biên bản trao tặng"), self.minutes_url(record)))
        if self.may_show_photo(request, record):
            links.append((_("Ảnh"), self.photo_url(record)))
        links += correction_links(request.user, event=record, gift=None)
        if record.state == HandoverEvent.State.DONE:
            links.append((_("Trang công khai"), reverse("public:handover", args=[record.pk])))
        return links

    def steps_after_noting(self, officer, event):
        """Buttons for what comes next where each gift has its outcome: to close the event, or to propose it."""
        return [button for button in self._buttons(officer, event)["verb_buttons"] if button[2] != WITHDRAW.slug]

    def _ask(self, request, verb, form, record):
        """Who closes an event reads what becomes final: how many of each outcome, what is paid and what is released."""
        response = super()._ask(request, verb, form, record)
        if verb in (HAND_OVER, PROPOSE_EVENT):
            response.context_data |= closing_of(record, self.outcomes_url(record))
        return response

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The list from whose page an event is planned is its first line."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        key = row_id(request.GET.get("gift_list", ""))
        if request.method == "GET" and key and obj.pk is None:
            lists = visible_to(request.user, GiftList.objects.filter(pk=key))
            kwargs["initial"] = [{"gift_list": found.pk} for found in lists]
        return kwargs

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        if not obj.lines.exists():
            told = _("Buổi trao chưa có danh sách nào nên chưa in được danh sách ký nhận; thêm danh sách đã duyệt.")
            self.message_user(request, told, messages.WARNING)
        return response

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for line in formset.deleted_objects:
            handovers.drop_list(line, by=request.user)
        for line in formset.new_objects:
            handovers.add_list(form.instance, line.gift_list, by=request.user)
