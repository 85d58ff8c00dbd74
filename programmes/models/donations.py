"""Donations: money or goods that were pledged, received and approved; a mistake is reversed by an opposite entry."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, not_maker, pair
from programmes.models.donors import Donor
from programmes.models.fields import HASH_BYTES
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office
from programmes.models.places import Province
from programmes.models.programmes import Programme, Round

MAX_AMOUNT_VND = 10**15


class DonationQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=Donation.State.APPROVED)

    def given_for(self, round_):
        """Approved receipts that may be spent in this round, earmarked or not."""
        of_round = Q(round__isnull=True) | Q(round=round_)
        return self.approved().filter(of_round, programme=round_.programme_id, reverses__isnull=True)

    def may_fund(self, gift_list):
        """Approved receipts whose programme, round and earmark allow them to pay for this list."""
        of_province = Q(earmark__isnull=True) | Q(earmark=gift_list.province_id)
        return self.given_for(gift_list.round).filter(of_province)

    def with_left(self):
        """Each with `left_vnd`: received, less reversed and allocated."""
        return self.annotate(left_vnd=Sum("accounts__balance_vnd", filter=Q(accounts__kind="donation"), default=0))


class Donation(Entered):
    """One gift of money or goods, in whole đồng.

    A reversal is a donation of its own with the opposite amount and `reverses` set: it waits for a second
    officer like any other, and both entries stay readable for ever. `confirmed_vnd` is what lines of bank statements
    tell of it; only the database moves it, with each match.
    """

    class State(models.TextChoices):
        PLEDGED = "pledged", _("đã đăng ký")
        RECEIVED = "received", _("đã nhận, chờ duyệt")
        APPROVED = "approved", _("đã duyệt")

    class Form(models.TextChoices):
        CASH = "cash", _("tiền")
        IN_KIND = "in_kind", _("hiện vật")

    class Route(models.TextChoices):
        VIA_BHXH = "via_bhxh", _("qua tài khoản của BHXH")
        COUNTER = "counter", _("tiền mặt nộp tại cơ quan")
        DIRECT = "direct_contribution", _("đóng thẳng cho người được tặng")
        IN_KIND = "in_kind", _("giao hiện vật")

    TO_THE_OFFICE = (Route.VIA_BHXH, Route.COUNTER)

    class Thanks(models.TextChoices):
        LETTER = "letter", _("thư cảm ơn")
        CERTIFICATE = "certificate", _("giấy khen")
        BOARD = "board", _("bảng tượng trưng")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan tiếp nhận"), related_name="donations")
    code = models.CharField(
        _("số chứng từ"), max_length=40, help_text=_("Không trùng trong một cơ quan; để trống thì hệ thống đặt.")
    )
    donor = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("nhà hảo tâm"), related_name="donations")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình"), related_name="donations")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name=_("đợt"), null=True, blank=True, related_name="donations"
    )
    earmark = models.ForeignKey(
        Province,
        models.PROTECT,
        verbose_name=_("chỉ định tỉnh thụ hưởng (nếu có)"),
        null=True,
        blank=True,
        related_name="donations",
    )
    form = models.CharField(_("hình thức"), max_length=10, choices=Form.choices, default=Form.CASH)
    route = models.CharField(_("hình thức chuyển tiền"), max_length=20, choices=Route.choices, default=Route.VIA_BHXH)
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    goods = models.CharField(_("hiện vật"), max_length=250, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.RECEIVED)
    pledged_on = models.DateField(_("ngày đăng ký"), null=True, blank=True)
    received_on = models.DateField(_("ngày nhận"), null=True, blank=True)
    is_anonymous = models.BooleanField(_("không nêu tên"), default=False)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người duyệt"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("đảo bút toán"), null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("lý do đảo"), max_length=250, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    token = models.CharField(_("mã biểu mẫu"), max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001
    trail_hash = models.BinaryField(
        _("khóa của mã theo dõi"), max_length=HASH_BYTES, null=True, unique=True, editable=False
    )
    thanked_on = models.DateField(_("đã cảm ơn ngày"), null=True, blank=True, editable=False)
    thanked_how = models.CharField(
        _("hình thức cảm ơn"), max_length=120, choices=Thanks.choices, blank=True, editable=False
    )
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )
    confirmed_vnd = models.BigIntegerField(_("sao kê đã xác nhận (đồng)"), default=0, db_default=0, editable=False)

    objects = DonationQuerySet.as_manager()

    class Privacy:
        public = {"programme", "round", "form", "amount_vnd", "received_on"}
        personal = {"donor", "note", "trail_hash"}

    class Meta:
        verbose_name = _("khoản ủng hộ")
        verbose_name_plural = _("khoản ủng hộ")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["state", "received_on"], name="donation_state_day")]
        permissions = [
            ("import_donation", _("Nhập tệp khoản ủng hộ")),
            ("export_donation", _("Xuất tệp khoản ủng hộ")),
            ("approve_donation", _("Duyệt khoản ủng hộ")),
            ("reverse_donation", _("Đảo bút toán khoản ủng hộ")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                name="donation_code_once_per_office",
                violation_error_message=_("Số chứng từ này đã có ở cơ quan; kiểm tra xem khoản này đã nhập chưa."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount_vnd__gte=1, amount_vnd__lte=MAX_AMOUNT_VND)
                | Q(reverses__isnull=False, amount_vnd__lte=-1, amount_vnd__gte=-MAX_AMOUNT_VND),
                name="donation_amount_in_range",
                violation_error_message=_("Số tiền phải là số đồng nguyên, lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(state="pledged", pledged_on__isnull=False)
                | (~Q(state="pledged") & Q(received_on__isnull=False)),
                name="donation_day_of_its_state",
                violation_error_message=_("Khoản đã nhận phải có ngày nhận; khoản đăng ký phải có ngày đăng ký."),
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_at__isnull=True)),
                name="donation_approved_has_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_vnd=0) | Q(confirmed_vnd__gte=1, confirmed_vnd__lte=F("amount_vnd")),
                name="donation_confirmed_within_amount",
                violation_error_message=_("Số tiền không thấp hơn số mà sao kê đã xác nhận."),
            ),
            pair("approved_at", "approved_by", "donation_approved_pair"),
            not_maker("approved_by", "entered_by", "donation_approver_is_not_maker"),
        ]

    def __str__(self):
        return self.code

    @property
    def open_vnd(self):
        """Đồng that no line of a bank statement confirms."""
        return self.amount_vnd - self.confirmed_vnd
