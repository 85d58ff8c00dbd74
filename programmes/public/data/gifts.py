"""Gifts handed over, as the rule of privacy lets them be shown. No other module of open data reads its cells."""

from collections import Counter, defaultdict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, are_samples, in_order
from programmes.public.given import Given, Sums
from programmes.rules.privacy import Hidden, in_place_of
from programmes.totals import read

NOT_TOLD = "-"


def rows(_where, _after):
    """Blocks that are told, each at the finest place that tells it; places of which nothing is; then sums of them."""
    provinces, cells = read.given()
    codes = {province["slug"]: province["code"] for province in provinces}
    told, hidden, wider = defaultdict(lambda: (0, 0, 0)), Counter(), set()
    for cell in cells:
        wider.update((cell.year, *places, cell.kind) for places in _sums_over(cell))
        if cell.told_of is None:
            hidden[cell.year, cell.programme, cell.round, cell.province, cell.kind] += cell.rows
        else:
            key = (cell.year, *cell.told_of, cell.kind)
            told[key] = tuple(map(sum, zip(told[key], cell[-3:], strict=True)))
    given, is_sample = Given(cells), are_samples()
    found = {key: Sums(*sums) for key, sums in told.items()}
    for key, count in hidden.items():
        if count and key not in told:
            found[key] = Sums(in_place_of(count), Hidden.WITHHELD, Hidden.WITHHELD)
    names = ("year", "programme", "round", "province", "kind")
    totals = {key: given.of(**dict(zip(names, key, strict=True))) for key in wider}
    return in_order(
        _row(key, sums, codes, is_total, is_sample)
        for rows_, is_total in ((found, False), (totals, True))
        for key, sums in rows_.items()
    )


def _sums_over(cell):
    """(programme, round, province) of each sum that a cell is part of."""
    yield cell.programme, None, cell.province
    yield cell.programme, None, None
    yield None, None, cell.province
    yield None, None, None


def _row(key, sums, codes, is_total, is_sample):
    year, programme, round_, province, kind = key
    code = codes[province] if province else None
    places = (place or NOT_TOLD for place in (programme, round_, code))
    return (
        ".".join((str(year), *places, kind, *(["total"] if is_total else []))),
        year,
        programme,
        round_,
        code,
        kind,
        GiftKind(kind).unit,
        *shared.shown(*sums),
        shared.status_of(sums.quantity),
        is_total,
        is_sample,
        _address(year, programme, round_, province),
    )


def _address(year, programme, round_, province):
    if province:
        return reverse("public:province_year", args=[province, year])
    if round_:
        return reverse("public:round", args=[round_])
    return reverse("public:programme", args=[programme]) if programme else reverse("public:year", args=[year])


TABLE = Table(
    "gifts",
    _("Quà đã trao"),
    _(
        "Mỗi dòng là số quà một loại đã trao trong một năm, của một đợt, ở một tỉnh. Số từ 1 đến 10 người không được "
        "nêu ở đợt và tỉnh; khi cộng với nhau đủ lớn thì nằm ở dòng bỏ trống đợt, chương trình hoặc tỉnh. Dòng có "
        "is_total = true là số cộng đã công bố: khi cộng thì bỏ các dòng này."
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
