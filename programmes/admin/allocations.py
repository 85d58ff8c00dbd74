"""The page under a gift list where its money comes from: which donations may pay, and what is set aside already."""

from secrets import token_hex

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import allocations
from programmes.admin.forms import MoneyField, row_id
from programmes.models import Donation, GiftList
from programmes.rules import funding
from programmes.standards.money import format_number, with_unit
from programmes.totals import balances

OFFERED = 50
PERMISSION = "programmes.allocate_giftlist"


def one_time():
    """A new token for a row: the same row sent twice acts once."""
    return token_hex(16)


class ShareForm(forms.Form):
    """How much of one donation a list shall get."""

    amount = MoneyField(label=_("Phân bổ (đồng)"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=one_time)


class ReleaseForm(forms.Form):
    """How much of what a donation has set aside goes back to it, and why."""

    amount = MoneyField(label=_("Rút (đồng)"))
    reason = forms.CharField(label=_("Lý do"), max_length=250)
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=one_time)


def share_forms(donations, needed_vnd, data=None):
    """A ShareForm for each donation; together they offer what the list needs, the oldest donations first."""
    found = []
    for donation in donations:
        offer = max(min(needed_vnd, donation.left_vnd), 0)
        needed_vnd -= offer
        found.append((donation, ShareForm(data, prefix=f"chia-{donation.pk}", initial={"amount": offer or None})))
    return found


class AllocationPage:
    """Admin mixin of gift lists: the address `phan-bo/` below the page of a list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.allocation_view)
        return [path("<int:pk>/phan-bo/", view, name="programmes_giftlist_allocate"), *super().get_urls()]

    def allocation_url(self, record):
        return reverse("admin:programmes_giftlist_allocate", args=[record.pk])

    def may_see_money(self, request, record):
        return request.user.has_perm("programmes.view_ledgerentry") and record.approved_at is not None

    def allocation_view(self, request, pk):
        gift_list = self.record_at(request, pk)
        if not self.may_see_money(request, gift_list):
            raise PermissionDenied
        if request.method == "POST" and not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        if request.method == "POST" and "rut" in request.POST:
            return self._release(request, gift_list)
        return self._allocate(request, gift_list) if request.method == "POST" else self._sources(request, gift_list)

    def _donations(self, request, gift_list):
        usable = visible_to(request.user, funding.usable_for(gift_list)).select_related("donor", "earmark", "round")
        return usable.order_by("received_on", "pk")

    def _allocate(self, request, gift_list):
        sent = [name[5:-7] for name in request.POST if name.startswith("chia-") and name.endswith("-amount")]
        ids = filter(None, map(row_id, sent))
        shares = share_forms(self._donations(request, gift_list).filter(pk__in=ids), 0, request.POST)
        if not all(form.is_valid() for _donation, form in shares):
            return self._sources(request, gift_list, shares)
        wanted = [
            (donation, form.cleaned_data["amount"], form.cleaned_data["token"])
            for donation, form in shares
            if form.cleaned_data["amount"]
        ]
        try:
            entries = allocations.allocate_many(gift_list, wanted, by=request.user)
        except ValidationError as refusal:
            return self._sources(request, gift_list, shares, refusal.messages)
        total = with_unit(sum(entry.amount_vnd for entry in entries))
        self.message_user(request, _("Đã phân bổ %(total)s cho %(list)s.") % {"total": total, "list": gift_list})
        return redirect(self.allocation_url(gift_list))

    def _release(self, request, gift_list):
        donation = visible_to(request.user, Donation.objects.filter(pk=row_id(request.POST["rut"]))).first()
        if donation is None:
            raise Http404
        form, refused = ReleaseForm(request.POST, prefix=f"rut-{donation.pk}"), []
        if form.is_valid():
            data = form.cleaned_data
            try:
                allocations.release(
                    donation, gift_list, data["amount"], reason=data["reason"], token=data["token"], by=request.user
                )
            except ValidationError as refusal:
                refused = refusal.messages
            else:
                self.message_user(request, _("Đã rút %s về khoản ủng hộ.") % with_unit(data["amount"]))
                return redirect(self.allocation_url(gift_list))
        return self._sources(request, gift_list, refused=refused, release={donation.pk: form})

    def _sources(self, request, gift_list, shares=None, refused=(), release=None):
        gift_list = balances.lists_with_money(GiftList.objects.filter(pk=gift_list.pk)).get()
        is_open = gift_list.state == GiftList.State.APPROVED and request.user.has_perm(PERMISSION)
        if shares is None and is_open and gift_list.lacking_vnd > 0:
            donations = self._donations(request, gift_list).filter(left_vnd__gt=0)[:OFFERED]
            shares = share_forms(donations, gift_list.lacking_vnd)
        paying = visible_to(request.user, Donation.objects.filter(accounts__gift_list=gift_list))
        known = set(paying.values_list("pk", flat=True))
        return self.page(
            request,
            "admin/books/allocate.html",
            _("Phân bổ tiền: %s") % gift_list,
            record=gift_list,
            record_url=self.record_url(gift_list),
            summary=money_summary(gift_list),
            shares=shares or [],
            offered=OFFERED,
            is_open=is_open,
            refused=refused,
            funding=self._funding(gift_list, is_open, known, release or {}),
        )

    @staticmethod
    def _funding(gift_list, is_open, known, sent):
        """(account, may its donation be shown, release form or None) of each donation that pays."""
        return [
            (
                account,
                account.donation_id in known,
                sent.get(account.donation_id) or ReleaseForm(prefix=f"rut-{account.donation_id}")
                if is_open and account.balance_vnd and account.donation_id in known
                else None,
            )
            for account in balances.funding_of(gift_list)
        ]


def money_summary(gift_list):
    """Figures of a list that balances.lists_with_money has read, as (label, value)."""
    figures = (
        (_("Chương trình chi khi duyệt"), gift_list.value_vnd),
        (_("Đã phân bổ"), gift_list.funded_vnd),
        (_("trong đó hiện vật"), gift_list.goods_vnd),
        (_("Đã trao"), gift_list.spent_vnd),
        (_("Còn thiếu"), gift_list.lacking_vnd),
    )
    return [(label, format_number(vnd)) for label, vnd in figures]
