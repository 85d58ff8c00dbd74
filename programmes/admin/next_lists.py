"""“Lập danh sách tiếp theo”: who holds a card that ends soon goes on a new draft, after a look at who is left out."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all, visible_to
from programmes.actions import renewals as actions
from programmes.admin.parts import row_of
from programmes.models import Category, Province, Round
from programmes.rules import renewals
from programmes.standards.dates import today_in_vietnam
from programmes.standards.money import format_number, with_unit

FOR_NEXT_LIST = "danh-sach-tiep-theo"  # in the address of a round that is opened because this page lacks one
RIGHTS = ("programmes.add_giftlist", "programmes.add_gift", "programmes.add_recipient")


def may_draw_up(officer):
    return officer.office_id is not None and officer.has_perms(RIGHTS)


_NOBODY = _(
    "Không còn ai ở %(province)s có thẻ hết hạn cuối tháng %(month)s để đưa vào danh sách của đợt này; "
    "hãy chọn tháng, tỉnh hoặc đợt khác."
)


class ProvinceField(forms.ModelChoiceField):
    """Provinces, each with how many cards end there soon that have no next one, as `ending` says."""

    ending = {}

    def label_from_instance(self, province):
        count = self.ending.get(province.pk)
        told = {"province": province, "count": format_number(count or 0)}
        return _("%(province)s: %(count)s thẻ chưa có thẻ tiếp") % told if count else str(province)


class NextListForm(forms.Form):
    """Which cards, of which province, for which round; an officer of a province has no choice of province."""

    month = forms.TypedChoiceField(label=_("Thẻ hết hạn cuối tháng"))
    province = ProvinceField(label=_("Tỉnh, thành phố"), queryset=Province.objects.order_by("search_key"))
    round = forms.ModelChoiceField(label=_("Đợt của danh sách mới"), queryset=Round.objects.none())

    def __init__(self, data=None, *, officer, initial=None):
        super().__init__(data, initial=initial)
        today = today_in_vietnam()
        months = {f"{month:%Y-%m}": month for month in renewals.months_ending(today)}
        self.fields["month"].choices = [(key, f"{month.month}/{month.year}") for key, month in months.items()]
        self.fields["month"].coerce = months.get
        ending = visible_to(officer, renewals.ending_in(list(months.values())))
        self.fields["province"].ending = renewals.without_next_by_province(ending)
        rounds = Round.objects.filter(ends_on__gte=today, programme__in=renewals.programmes_of_cards())
        self.fields["round"].queryset = rounds.order_by("-starts_on", "slug")
        if not sees_all(officer):
            self.fields["province"].queryset = Province.objects.filter(pk=officer.office.province_id)
            self.fields["province"].empty_label = None


class NextListPage:
    """Admin mixin of gift lists: the page, its address, and the way to it above the list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.next_list_view)
        return [path("lap-tiep-theo/", view, name="programmes_giftlist_next"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        shown = {"may_draw_up_next": may_draw_up(request.user), **(extra_context or {})}
        return super().changelist_view(request, shown)

    def next_list_view(self, request):
        if not may_draw_up(request.user):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        opened = {"round": request.GET.get("round", "")}
        form = NextListForm(asked if "month" in asked else None, officer=request.user, initial=opened)
        shown = {}
        if form.is_valid():
            chosen = [form.cleaned_data[name] for name in ("round", "province", "month")]
            if request.method == "POST":
                try:
                    gift_list = actions.draw_up_next(*chosen, by=request.user)
                except ValidationError as refusal:
                    form.add_error(None, [*refusal.messages])
                else:
                    done = _("Đã lập danh sách “%s”; xem lại rồi trình duyệt.") % gift_list
                    self.message_user(request, done, messages.SUCCESS)
                    return redirect(reverse("admin:programmes_giftlist_change", args=[gift_list.pk]))
            new, left_out = actions.outlook(*chosen, by=request.user)
            told = {"count": format_number(len(new)), "sum": with_unit(sum(gift.donor_cost_vnd for gift in new))}
            label = _("Lập danh sách %(count)s suất, %(sum)s") % told if new else ""
            _round, province, month = chosen
            nobody = _NOBODY % {"province": province, "month": f"{month.month}/{month.year}"}
            shown = {"asked": True, "label": label, "left_out": left_out.most_common(), "nobody": nobody}
            shown["parts"] = _parts(new)
        shown["new_rounds"] = _new_rounds(request.user)
        return self.page(request, "admin/lists/next.html", _("Lập danh sách tiếp theo"), form=form, **shown)


def _new_rounds(officer):
    """(programme, where a round of it is opened) of the programmes that give cards; [] to whom it is not open."""
    if not officer.has_perm("programmes.add_round"):
        return []
    opening = reverse("admin:programmes_round_add")
    programmes = renewals.programmes_of_cards()
    return [(programme, f"{opening}?programme={programme.pk}&{FOR_NEXT_LIST}=1") for programme in programmes]


def next_list_in(round_):
    """Where the next list is drawn up with a round that was opened for it."""
    return f"{reverse('admin:programmes_giftlist_next')}?round={round_.pk}"


def _parts(gifts):
    """A Row for each category and length: people, and đồng; the last is their sum. [] of nobody."""
    sums, names = defaultdict(lambda: [0, 0]), dict(Category.choices)
    for gift in gifts:
        name = _("%(category)s, %(months)s tháng") % {"category": names[gift.category], "months": gift.months}
        for key in (name, ""):
            sums[key][0] += gift.quantity
            sums[key][1] += gift.donor_cost_vnd
    total = sums.pop("", None)
    rows = sorted(sums.items(), key=lambda row: (-row[1][1], row[0]))
    headings = (_("Số lượng"), _("Đồng"))
    return [row_of(capfirst(name), sums, headings) for name, sums in [*rows, (_("cộng"), total)]] if total else []
