"""Money set aside for gift lists, so roughly that no list of few people can be told from it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, are_samples, in_order
from programmes.totals import open_data

ROUNDED = "rounded"


def rows(_where, _after):
    is_sample = are_samples()
    return in_order(
        (
            f"{year}.{programme}.{round_}",
            year,
            programme,
            round_,
            amount,
            ROUNDED,
            is_sample,
            reverse("public:programme", args=[programme]),
        )
        for year, programme, round_, amount in open_data.set_aside()
    )


TABLE = Table(
    "allocations",
    _("Tiền dành cho danh sách tặng"),
    _(
        "Mỗi dòng là số tiền của các khoản ủng hộ đã dành cho danh sách tặng trong một năm, của một chương trình và "
        "một đợt, đã trừ phần rút lại; làm tròn đến 100 triệu đồng để không suy ra được danh sách có ít người."
    ),
    (
        shared.identifier(_("Năm, chương trình và đợt.")),
        shared.YEAR,
        shared.PROGRAMME,
        shared.ROUND,
        Column("amount_vnd", Type.INTEGER, _("Số tiền, làm tròn đến 100 triệu đồng."), unit="VND"),
        Column("status", Type.STRING, _("rounded: số đã làm tròn."), values=(ROUNDED,)),
        shared.IS_SAMPLE,
        shared.ADDRESS,
    ),
    rows,
)
