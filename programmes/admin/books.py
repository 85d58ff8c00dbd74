"""The books in the admin: every entry, read only, and the balances that they make."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import (
    badge,
    day_column,
    facts_of,
    figures_of,
    grouped,
    number_column,
    plain_column,
    record_link,
)
from programmes.admin.filters import ScopedFilter
from programmes.admin.imports import ListExportMixin
from programmes.admin.site import site
from programmes.models import Account, Donation, GiftList, LedgerEntry
from programmes.standards.money import with_unit
from programmes.totals import balances

ON_A_PAGE = 50


def entries_url(**where):
    """The list of the entries of one record: entries_url(donation=5)."""
    query = "&".join(f"{name}={pk}" for name, pk in where.items())
    return f"{reverse('admin:programmes_ledgerentry_changelist')}?{query}"


def donation_account(donation, officer):
    """The account of a donation as a list of figures, with the way to its entries."""
    account = balances.of_donation(donation)
    figures = (
        (_("Nhận"), account.received_vnd),
        (_("Đính chính"), account.reversed_vnd),
        (_("Đã phân bổ, chờ trao"), account.set_aside_vnd),
        (_("Đã trao"), account.spent_vnd),
        (_("Còn lại"), account.left_vnd),
    )
    shown = figures_of((name, grouped(vnd)) for name, vnd in figures)
    entries = entries_url(donation=donation.pk), _("Xem các bút toán")
    return format_html('{}{}<a href="{}">{}</a>', shown, lists_paid(donation, officer), *entries)


def lists_paid(donation, officer):
    """The lists that a donation pays for, each with what waits and what was given, and where either is taken back.

    A list of another office is only named: the officer has no page of it, and sees none of its gifts.
    """
    told, gifts = {}, reverse("admin:programmes_gift_changelist")
    accounts = list(balances.of_lists(donation))
    lists = GiftList.objects.filter(pk__in={account.gift_list_id for account in accounts})
    own = set(visible_to(officer, lists).values_list("pk", flat=True))
    for account in accounts:
        words = told.setdefault(account.gift_list, [])
        if account.kind == Account.Kind.FUNDING:
            address = reverse("admin:programmes_giftlist_allocate", args=[account.gift_list_id])
            words.append((with_unit(account.balance_vnd), _("chờ trao"), address, _("Rút về khoản")))
        else:
            address = f"{gifts}?gift_list={account.gift_list_id}"
            words.append((with_unit(account.balance_vnd), _("đã trao"), address, _("Xem suất để nhận lại")))
    line = '{} {}: <a href="{}">{}</a>'
    return facts_of(
        (record_link(each), format_html_join("; ", line, words))
        if each.pk in own
        else (each, format_html_join("; ", "{} {}", (word[:2] for word in words)))
        for each, words in told.items()
    )


@admin.register(LedgerEntry, site=site)
class LedgerEntryAdmin(ListExportMixin, ReadOnlyAdmin):
    layout_key = "entries"
    shown = ("happened_day", "kind_badge", "amount_figure", "form_name", "donation_link", "list_link", "event_link")
    list_display = ("number", *shown)
    list_filter = ("kind", "donation__form", "happened_on", ("donation__office", ScopedFilter))
    list_select_related = ("donation", "gift_list__round", "gift_list__province", "event", "entered_by")
    search_fields = ("donation__code__icontains", "gift_list__code__icontains", "donation__donor__search_key__begun")
    search_help_text = _("Tìm theo số chứng từ, mã danh sách hoặc tên nhà hảo tâm (không cần dấu).")
    import_export_change_list_template = "admin/books/entries.html"
    fields = (*shown, "reason", "entered_name", "created_at")
    readonly_fields = fields
    amount_figure = number_column("amount_vnd", _("số tiền (đồng)"))
    happened_day = day_column("happened_on", _("ngày"))
    entered_name = plain_column("entered_by", _("người ghi"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.balances_view)
        return [path("so-du/", view, name="programmes_ledgerentry_balances"), *super().get_urls()]

    def summary(self, queryset):
        """Entries, and đồng by kind and form: cash and goods are never added up."""
        kinds, forms = dict(LedgerEntry.Kind.choices), dict(Donation.Form.choices)
        rows = queryset.order_by().values_list("donation__form", "kind")
        found = {(form, kind): (n, vnd) for form, kind, n, vnd in rows.annotate(n=Count("pk"), sum=Sum("amount_vnd"))}
        sums = [
            (f"{kinds[kind].capitalize()} ({forms[form]})", grouped(found[form, kind][1]))
            for form in forms
            for kind in kinds
            if (form, kind) in found
        ]
        return [(_("Bút toán"), grouped(sum(n for n, _vnd in found.values()))), *sums]

    def balances_view(self, request):
        """What is left, set aside and spent: by programme, round and earmark, by donation and list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        donations = visible_to(request.user, Donation.objects.all())
        left = balances.donations_with_left(donations.select_related("donor", "round", "earmark"))
        lists = visible_to(request.user, GiftList.objects.select_related("round", "province").order_by("-pk"))
        return self.page(
            request,
            "admin/books/balances.html",
            _("Số dư"),
            forms=[(label, self._groups(donations, form)) for form, label in Donation.Form.choices],
            donations=Paginator(left, ON_A_PAGE).get_page(request.GET.get("khoan")),
            lists=Paginator(balances.lists_with_money(lists), ON_A_PAGE).get_page(request.GET.get("danh-sach")),
        )

    @staticmethod
    def _groups(donations, form):
        """(heading, name of an empty key, balances) of one form."""
        of_form = donations.filter(form=form)
        return [
            (_("Chương trình"), "", balances.by_programme(of_form)),
            (_("Đợt"), _("cả chương trình"), balances.by_round(of_form)),
            (_("Tỉnh được chỉ định"), _("không chỉ định tỉnh"), balances.by_earmark(of_form)),
        ]

    @admin.display(description=_("số"), ordering="pk")
    def number(self, entry):
        return entry.pk

    @admin.display(description=_("loại bút toán"), ordering="kind")
    def kind_badge(self, entry):
        return badge(entry.kind, entry.get_kind_display())

    @admin.display(description=_("hình thức"))
    def form_name(self, entry):
        return entry.donation.get_form_display()

    @admin.display(description=_("khoản ủng hộ"), ordering="donation__code")
    def donation_link(self, entry):
        return record_link(entry.donation)

    @admin.display(description=_("danh sách tặng"), ordering="gift_list__code")
    def list_link(self, entry):
        return record_link(entry.gift_list)

    @admin.display(description=_("buổi trao"))
    def event_link(self, entry):
        return record_link(entry.event)
