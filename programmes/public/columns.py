"""The columns of the public tables, and the tables that several pages share. One definition of each number."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.models import UNITS, GiftKind
from programmes.public import registry
from programmes.public.number_ids import address
from programmes.public.sentences import enumeration
from programmes.public.tables import (
    COUNT,
    COUNTED,
    DAY,
    NAME,
    PARTICULARS,
    PLAIN_YEAR,
    Column,
    Value,
    table,
)

ITEMS = (GiftKind.SI_BOOK, GiftKind.HI_CARD)

PROGRAMME, ROUND = Column("programme", _("Chương trình"), NAME), Column("round", _("Đợt"), NAME)
RAISED = registry.RAISED.column
GIVEN = tuple(measure.column for measure in registry.GIVEN)


def _units():
    """ "Sổ, thẻ, suất và người"."""
    return capfirst(enumeration([gettext(unit) for unit in UNITS]))


NOTE = format_lazy(
    _(
        "“Huy động” là tiền và hiện vật đã tiếp nhận và được duyệt. “Đã trao” chỉ tính quà đã trao tận tay, theo năm "
        "trao: “từ tiền ủng hộ” là phần do tiền ủng hộ chi trả; “kể cả ngân sách hỗ trợ” gồm cả phần ngân sách nhà "
        "nước và địa phương hỗ trợ. {units} là những đơn vị khác nhau, không cộng với nhau. Để không ai bị nhận ra, "
        "số từ 1 đến 10 người ghi “dưới 11”, nhiều số như vậy ghi “không nêu”. Các số nhỏ và số tiền đi kèm được để "
        "riêng; khi cộng lại đủ lớn để không ai bị nhận ra mới được đưa vào tổng."
    ),
    units=lazy(_units, str)(),
)
HANDOVER_NOTE = _(
    "Quà đã trao tận tay tại buổi này; suất nào được trả về sau đó thì trừ ở số của đợt và của tỉnh. Để không ai bị "
    "nhận ra, số từ 1 đến 10 người ghi “dưới 11”. Trang này không nêu người nhận."
)


def raised(receipts, *, year=None, programme=None):
    """Approved receipts in đồng; what is not named is summed over."""
    return sum(
        row.amount_vnd or 0
        for row in receipts
        if (year is None or row.year == year) and (programme is None or row.key == programme)
    )


def given_values(given, **where):
    """Values of the GIVEN columns, each with its address."""
    return tuple(
        _addressed(each, getattr(given.of(kind=each.kind, **where), each.field), where) for each in registry.GIVEN
    )


def _values_not_by(place, given, **where):
    """Values of the GIVEN columns that no row by this place shows."""
    return tuple(getattr(given.not_by(place, kind=each.kind, **where), each.field) for each in registry.GIVEN)


def _addressed(measure, raw, where):
    """A number under its column; a zero is no news and has no link."""
    return Value(measure.column, raw, address(measure, **where) if raw else "")


def years_with_records(receipts, given, **where):
    return sorted({row.year for row in receipts if row.amount_vnd} | set(given.years_of(**where)), reverse=True)


def by_year(given, years, receipts=None, **where):
    """Given in each year, and raised where receipts are told; of one programme or province where told."""
    rows = [
        ((year, *_values(given, receipts, year=year, **where)), address)
        for year, address in ((year, _address_of_year(year, **where)) for year in years)
    ]
    columns = (Column("year", _("Năm"), PLAIN_YEAR), *GIVEN, *_raised(receipts))
    cells = () if receipts is None else years
    remark = _remark(_spends_earlier_money(given, receipts, year, **where) for year in cells)
    return table("by_year", _("Theo năm"), COUNTED, columns, rows, NOTE, remark)


def by_programme(programmes, given, receipts=None, **where):
    """Given by each programme (slug -> name) and by all, and raised where receipts are told."""
    rows = [
        (
            (Value(PROGRAMME, name), *_values(given, receipts, programme=slug, **where)),
            programme_address(slug),
        )
        for slug, name in programmes.items()
    ]
    if any(rest := _values_not_by("programme", given, **where)):
        together = gettext("Số nhỏ gộp chung, không tách theo chương trình")
        rows.append(((together, *rest, *(() if receipts is None else (0,))),))
    rows.append(((gettext("Tất cả chương trình"), *_values(given, receipts, **where)), "", True))
    columns = (Column("programme", _("Chương trình")), *GIVEN, *_raised(receipts))
    cells = [{}, *({"programme": slug} for slug in programmes)] if receipts is not None and "year" in where else ()
    remark = _remark(_spends_earlier_money(given, receipts, **where, **cell) for cell in cells)
    return table("by_programme", _("Theo chương trình"), COUNTED, columns, rows, NOTE, remark)


def _spends_earlier_money(given, receipts, year, **where):
    """Whether more was given in a year than was raised in it, and the years before had left enough for that.

    A donation pays for gifts of its programme only, so each programme has its own money.
    """
    before = {row.year for row in receipts if row.year and row.year < year}
    before |= {each for each in given.years_of(**where) if each < year}
    left = sum(_left(given, receipts, year=each, **where) for each in before)
    return 0 < -_left(given, receipts, year=year, **where) <= left


def _left(given, receipts, **where):
    """Raised and not given, in đồng, as far as it is told; below zero where more was given."""
    spent = given.of(**where).donor_cost_vnd
    return raised(receipts, **where) - (spent if isinstance(spent, int) else 0)


def _remark(spend_earlier_money):
    return _("Một phần tiền đã trao là tiền huy động của các năm trước.") if any(spend_earlier_money) else ""


def _raised(receipts):
    return () if receipts is None else (RAISED,)


def _values(given, receipts, **where):
    """Values of the GIVEN columns, and of RAISED where receipts are told."""
    told = () if receipts is None else (_addressed(registry.RAISED, raised(receipts, **where), where),)
    return (*given_values(given, **where), *told)


def by_province(provinces, given, **where):
    """Given in each province, and in the whole country."""
    rows = [
        (
            (province["name"], *given_values(given, province=province["slug"], **where)),
            province_address(province["slug"], where.get("year")),
        )
        for province in provinces
    ]
    if any(rest := _values_not_by("province", given, **where)):
        rows.append(((gettext("Số nhỏ gộp chung, không tách theo tỉnh, thành phố"), *rest),))
    rows.append(((gettext("Cả nước"), *given_values(given, **where)), "", True))
    columns = (Column("province", _("Tỉnh, thành phố")), *GIVEN)
    return table("by_province", _("Theo tỉnh, thành phố"), COUNTED, columns, rows, NOTE)


def _address_of_year(year, *, programme=None, province=None):
    """The page of the year, in the province where one is told."""
    return province_address(province, year) if province else year_address(year)


def handovers(events):
    """What, where and when; how many is on the page of each, where small numbers are hidden."""
    columns = (
        Column("held_on", _("Ngày trao"), DAY),
        Column("title", _("Buổi trao")),
        Column("place", _("Địa điểm")),
        Column("province", _("Tỉnh, thành phố")),
        ROUND,
        Column("delegation", _("Đoàn công tác")),
    )
    rows = [
        (
            (event.held_on, event.title, event.place, event.province.name, event.round.name, event.delegation or None),
            handover_address(event.pk),
        )
        for event in events
    ]
    return table("handovers", _("Các buổi trao gần đây"), COUNTED, columns, rows)


def handover(event):
    """The particulars of one hand-over."""
    columns = (
        Column("held_on", _("Ngày trao"), DAY),
        Column("place", _("Địa điểm")),
        Column("province", _("Tỉnh, thành phố")),
        PROGRAMME,
        ROUND,
        Column("delegation", _("Đoàn công tác")),
    )
    programme, round_ = event.round.programme, event.round
    row = (
        event.held_on,
        event.place,
        Value(columns[2], event.province.full_name, province_address(event.province.slug)),
        Value(columns[3], programme.name, programme_address(programme.slug)),
        Value(columns[4], round_.name, round_address(round_.slug)),
        event.delegation or None,
    )
    return table("handover", _("Buổi trao"), PARTICULARS, columns, [(row,)])


def gifts_of_handover(number, counts):
    """How many of each kind, in their own units; `counts` as of public.given.counts_of_event."""
    columns = (Column("kind", _("Loại quà")), Column("quantity", _("Đã trao"), COUNT), Column("unit", _("Đơn vị")))
    rows = [
        (
            (
                gettext(kind.heading),
                Value(columns[1], counts[kind], address(registry.OF_KIND[kind], handover=number)),
                gettext(kind.unit),
            ),
        )
        for kind in GiftKind
        if kind in counts
    ]
    return table("gifts", _("Quà đã trao tại buổi này"), COUNTED, columns, rows, HANDOVER_NOTE)


def rounds(found):
    columns = (ROUND, Column("starts_on", _("Từ ngày"), DAY), Column("ends_on", _("Đến ngày"), DAY))
    rows = [((each.name, each.starts_on, each.ends_on), round_address(each.slug)) for each in found]
    return table("rounds", _("Các đợt"), PARTICULARS, columns, rows)


def round_(found):
    """The particulars of one round."""
    columns = (
        PROGRAMME,
        Column("starts_on", _("Từ ngày"), DAY),
        Column("ends_on", _("Đến ngày"), DAY),
    )
    programme = Value(columns[0], found.programme.name, programme_address(found.programme.slug))
    row = (programme, found.starts_on, found.ends_on)
    return table("round", _("Đợt"), PARTICULARS, columns, [(row,)])


def year_address(year):
    return reverse("public:year", args=[year])


def programme_address(slug):
    return reverse("public:programme", args=[slug])


def round_address(slug):
    return reverse("public:round", args=[slug])


def handover_address(number):
    return reverse("public:handover", args=[number])


def province_address(slug, year=None):
    """Of a province, or of a province in a year."""
    return reverse("public:province_year", args=[slug, year]) if year else reverse("public:province", args=[slug])


def donor_address(slug):
    return reverse("public:donor", args=[slug])
