"""Donations as they may be published: organisations by name, persons only with consent, everybody by month."""

from base64 import b32encode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, Donor, keyed_hash
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import ID, Column, Table, Type, are_samples
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.totals import open_data

ID_BYTES = 10
MONTH = len("2025-03")


def public_id(noun, number):
    """16 letters for a donation or donor: always the same, and they tell neither number nor code."""
    return b32encode(keyed_hash(f"open data|{noun}|{number}")[:ID_BYTES]).decode().lower()


def rows(where, after):
    """Month by month, and only those months in which there is something to find."""
    fields = {name: field(where[key]) for key, (name, field) in ASKED_OF_THE_DATABASE.items() if key in where}
    is_sample, address = are_samples(), reverse("public:donors")
    earliest = max(after[:MONTH], where.get(ID, "")[:MONTH])
    for first in open_data.months_of_receipts(**fields):
        month = f"{first:%Y-%m}"
        if month >= earliest and where.get("month", month) == month and where.get("year", first.year) == first.year:
            receipts = open_data.receipts_of(first, MAY_BE_NAMED, **fields)
            yield from sorted(_row(receipt, month, first.year, is_sample, address) for receipt in receipts)


def _number_of(donor):
    """The donor of this public id; 0, which is nobody's, where there is none."""
    numbers = open_data.named_donors(MAY_BE_NAMED)
    return next((number for number in numbers if public_id("donor", number) == donor), 0)


ASKED_OF_THE_DATABASE = {  # column: field of Donation, and what stands in it for a value of the column
    "donor": ("donor__in", lambda donor: open_data.records_of(_number_of(donor))),
    "programme": ("programme__slug", str),
    "round": ("round__slug", str),
    "form": ("form", str),
    "reverses": ("reverses__isnull", lambda _donation: False),
}


def _id(month, number):
    return f"{month}.{public_id('donation', number)}"


def _row(receipt, month, year, is_sample, address):
    return (
        _id(month, receipt.pk),
        month,
        year,
        _id(f"{receipt.reversed_of:%Y-%m}", receipt.reverses) if receipt.reverses else None,
        public_id("donor", receipt.donor) if receipt.donor else None,
        receipt.donor_name or None,
        receipt.donor_kind or None,
        receipt.programme,
        receipt.round,
        receipt.form,
        receipt.amount_vnd,
        is_sample,
        address,
    )


TABLE = Table(
    "donations",
    _("Các khoản ủng hộ"),
    _(
        "Mỗi dòng là một khoản ủng hộ đã nhận và đã duyệt, hoặc một bút toán đảo khoản đó (số tiền âm). Cộng cột "
        "amount_vnd theo năm được số “huy động” của năm. Tổ chức được nêu tên; cá nhân chỉ khi đã đồng ý bằng văn bản."
    ),
    (
        shared.identifier(_("Mã công khai của khoản: tháng nhận và 16 chữ; không đổi, không đếm được.")),
        Column("month", Type.MONTH, _("Tháng nhận."), is_filter=True),
        shared.YEAR,
        Column(
            "reverses",
            Type.STRING,
            _("Với bút toán đảo: mã của khoản bị hủy."),
            is_filter=True,
            is_empty=True,
        ),
        Column(
            "donor",
            Type.STRING,
            _("Mã công khai của nhà hảo tâm được nêu tên; trống khi không nêu tên."),
            is_filter=True,
            is_empty=True,
        ),
        Column(
            "donor_name",
            Type.STRING,
            _("Tên nhà hảo tâm; trống khi không nêu tên."),
            is_filter=True,
            is_empty=True,
        ),
        Column(
            "donor_kind",
            Type.STRING,
            _("Loại nhà hảo tâm; trống khi không nêu tên."),
            values=tuple(Donor.Kind.values),
            is_filter=True,
            is_empty=True,
        ),
        shared.PROGRAMME,
        shared.ROUND,
        Column(
            "form",
            Type.STRING,
            _("cash: tiền; in_kind: hiện vật, ghi theo giá trị."),
            values=tuple(Donation.Form.values),
            is_filter=True,
        ),
        Column("amount_vnd", Type.INTEGER, _("Số tiền; âm ở bút toán đảo."), unit="VND"),
        shared.IS_SAMPLE,
        shared.ADDRESS,
    ),
    rows,
    month="month",
)
