"""Gifts handed over, as the rule of privacy lets them be shown. No other module of open data reads its cells."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, are_samples, in_order
from programmes.public.given import Given
from programmes.totals import read

NOT_TOLD = "-"


def rows(_where, _after):
    """Cells, then sums of them: of a programme, of a province, of the country; each of a year and kind."""
    provinces, cells = read.given()
    codes = {province["slug"]: province["code"] for province in provinces}
    given, is_sample = Given(cells), are_samples()
    keys = {(cell.year, cell.programme, cell.province, cell.kind): False for cell in cells}
    for year, programme, province, kind in list(keys):
        for wider in ((programme, None), (None, province), (None, None)):
            keys[year, *wider, kind] = True
    return in_order(
        _row(key, given.of(**dict(zip(("year", "programme", "province", "kind"), key, strict=True))), *more)
        for key, *more in ((key, codes, is_total, is_sample) for key, is_total in keys.items())
    )


def _row(key, sums, codes, is_total, is_sample):
    year, programme, province, kind = key
    code = codes[province] if province else None
    parts = (str(year), programme or NOT_TOLD, NOT_TOLD, code or NOT_TOLD, kind, *(["total"] if is_total else []))
    return (
        ".".join(parts),
        year,
        programme,
        None,
        code,
        kind,
        GiftKind(kind).unit,
        *shared.shown(*sums),
        shared.status_of(sums.quantity),
        is_total,
        is_sample,
        _address(year, programme, province),
    )


def _address(year, programme, province):
    if province:
        return reverse("public:province", args=[province])
    return reverse("public:programme", args=[programme]) if programme else reverse("public:year", args=[year])


TABLE = Table(
    "gifts",
    _("Quà đã trao"),
    _(
        "Mỗi dòng là số quà một loại đã trao trong một năm, ở một tỉnh, của một chương trình. Dòng có is_total = true "
        "là số cộng đã công bố: khi cộng thì bỏ các dòng này. Số từ 1 đến 10 người và số làm lộ nó không được nêu."
    ),
    (
        shared.identifier(_("Năm, chương trình, đợt, tỉnh và loại quà; “-” ở chỗ không nêu.")),
        shared.YEAR,
        shared.PROGRAMME,
        shared.ROUND,
        shared.PROVINCE,
        shared.KIND,
        shared.UNIT,
        shared.QUANTITY,
        shared.DONOR_COST,
        shared.TOTAL,
        shared.STATUS,
        Column("is_total", Type.BOOLEAN, _("true: số cộng của các dòng khác, không cộng thêm."), is_filter=True),
        shared.IS_SAMPLE,
        shared.ADDRESS,
    ),
    rows,
)
