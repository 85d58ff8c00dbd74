"""The books: accounts, and the append-only entries that move whole đồng from one account to another.

One entry is one amount out of one account into another, so nothing is ever created or lost between the two: the
balances of all accounts together are zero by form, without a check at the end of a transaction. The database
itself moves the balances when an entry is added, refuses a balance below zero, and refuses to change or delete
an entry (migration 0002_guards). Its price is that a wrong entry stays for ever, beside the opposite one that
takes it back. Goods are kept by value in accounts of their own form and never mix with cash.

    outside --received--> donation --allocated--> funding --spent--> spent
            <--reversed--          <--released--

    donation <-------------------returned-------------------- spent
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import AppendOnly, AppendOnlyQuerySet
from programmes.models.donations import MAX_AMOUNT_VND, Donation
from programmes.models.gift_lists import GiftList
from programmes.models.gifts import MAX_GIFT_VND, Gift
from programmes.models.handovers import HandoverEvent


class Account(models.Model):
    """Where đồng lie: outside, on a donation, set aside for a list, or spent on its gifts.

    `balance_vnd` is what went in less what went out; only the database changes it, with each entry.
    """

    class Kind(models.TextChoices):
        OUTSIDE = "outside", _("bên ngoài")
        DONATION = "donation", _("còn lại của khoản ủng hộ")
        FUNDING = "funding", _("đã phân bổ, chờ trao")
        SPENT = "spent", _("đã trao")

    key = models.CharField(_("mã tài khoản"), max_length=60, unique=True)
    kind = models.CharField(_("loại tài khoản"), max_length=8, choices=Kind.choices)
    form = models.CharField(_("hình thức"), max_length=10, choices=Donation.Form.choices)
    donation = models.ForeignKey(
        Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), null=True, blank=True, related_name="accounts"
    )
    gift_list = models.ForeignKey(
        GiftList, models.PROTECT, verbose_name=_("danh sách tặng"), null=True, blank=True, related_name="accounts"
    )
    balance_vnd = models.BigIntegerField(_("số dư (đồng)"), default=0, db_default=0, editable=False)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("tài khoản sổ")
        verbose_name_plural = _("tài khoản sổ")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="outside", donation__isnull=True, gift_list__isnull=True)
                | Q(kind="donation", donation__isnull=False, gift_list__isnull=True)
                | Q(kind__in=["funding", "spent"], donation__isnull=False, gift_list__isnull=False),
                name="account_owner_cell",
            ),
            models.CheckConstraint(
                condition=Q(kind="outside") | Q(balance_vnd__gte=0),
                name="account_is_not_overdrawn",
                violation_error_message=_("Số tiền còn lại không đủ; tải lại trang để xem số mới nhất."),
            ),
        ]

    def __str__(self):
        return self.key

    @classmethod
    def key_of(cls, kind, donation, gift_list=None):
        """Key of the account of this kind for a donation and, where it is one of a list, for the list."""
        if kind == cls.Kind.OUTSIDE:
            return f"{kind}:{donation.form}"
        return f"{kind}:{donation.pk}:{gift_list.pk}" if kind != cls.Kind.DONATION else f"{kind}:{donation.pk}"

    @classmethod
    def balance_of(cls, kind, donation, gift_list=None):
        """Đồng on this account; 0 where nothing ever moved."""
        found = cls.objects.filter(key=cls.key_of(kind, donation, gift_list))
        return found.values_list("balance_vnd", flat=True).first() or 0


class LedgerEntry(AppendOnly):
    """One movement of whole đồng between two accounts of one donation. Never changed, never deleted."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("nhận")
        REVERSED = "reversed", _("đính chính")
        ALLOCATED = "allocated", _("phân bổ")
        RELEASED = "released", _("rút phân bổ")
        SPENT = "spent", _("đã trao")
        RETURNED = "returned", _("nhận lại")

    kind = models.CharField(_("loại bút toán"), max_length=9, choices=Kind.choices)
    from_account = models.ForeignKey(Account, models.PROTECT, verbose_name=_("từ tài khoản"), related_name="went_out")
    to_account = models.ForeignKey(Account, models.PROTECT, verbose_name=_("vào tài khoản"), related_name="came_in")
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    happened_on = models.DateField(_("ngày"))
    donation = models.ForeignKey(Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), related_name="entries")
    gift_list = models.ForeignKey(
        GiftList, models.PROTECT, verbose_name=_("danh sách tặng"), null=True, blank=True, related_name="entries"
    )
    event = models.ForeignKey(
        HandoverEvent, models.PROTECT, verbose_name=_("buổi trao"), null=True, blank=True, related_name="entries"
    )
    token = models.CharField(_("mã biểu mẫu"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    reason = models.CharField(_("lý do"), max_length=250, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người ghi"),
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("bút toán")
        verbose_name_plural = _("sổ bút toán")
        ordering = ["-pk"]
        permissions = [("allocate_giftlist", _("Phân bổ tiền cho danh sách tặng"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1, amount_vnd__lte=MAX_AMOUNT_VND),
                name="ledger_amount_in_range",
                violation_error_message=_("Số tiền phải là số đồng nguyên, lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=~Q(from_account=F("to_account")),
                name="ledger_between_two_accounts",
                violation_error_message=_("Bút toán phải đi giữa hai tài khoản khác nhau."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


_Entry, _Of = LedgerEntry.Kind, Account.Kind
ROUTES = {  # kind of entry: out of this account, into that one
    _Entry.RECEIVED: (_Of.OUTSIDE, _Of.DONATION),
    _Entry.REVERSED: (_Of.DONATION, _Of.OUTSIDE),
    _Entry.ALLOCATED: (_Of.DONATION, _Of.FUNDING),
    _Entry.RELEASED: (_Of.FUNDING, _Of.DONATION),
    _Entry.SPENT: (_Of.FUNDING, _Of.SPENT),
    _Entry.RETURNED: (_Of.SPENT, _Of.DONATION),
}


class GiftPayment(AppendOnly):
    """So many đồng of a donation became (part of) this gift when it was handed over; taken back when it came back.

    The payments of a gift are its donor cost; those of a donation and list are the balance of their spent account.
    """

    gift = models.ForeignKey(Gift, models.PROTECT, verbose_name=_("suất quà"), related_name="payments")
    donation = models.ForeignKey(Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), related_name="payments")
    event = models.ForeignKey(
        HandoverEvent, models.PROTECT, verbose_name=_("buổi trao"), related_name="payments", db_index=False
    )
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"), help_text=_("Âm khi suất quà được trả về."))

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = set()
        personal = {"gift"}

    class Meta:
        verbose_name = _("tiền đã trao")
        verbose_name_plural = _("tiền đã trao")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_vnd=0) & Q(amount_vnd__gte=-MAX_GIFT_VND, amount_vnd__lte=MAX_GIFT_VND),
                name="gift_payment_in_range_cell",
            ),
        ]

    def __str__(self):
        return f"{self.gift_id} {self.donation_id}"
