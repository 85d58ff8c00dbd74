"""Published figures on public pages: the rows of their tables and of the page of each.

Every place of a figure, its stage, unit, qualifier and source stand wherever the figure stands.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models import HAPPENED, Measure, PublishedFigure, Relation, done_words
from programmes.public.counterparts import counted
from programmes.public.headline import PROGRAMMES
from programmes.public.sentences import NO_BREAK, name_of
from programmes.public.tables import COUNT, COUNTED, DAY, NAME, PUBLISHED, Column, table
from programmes.rules import figure_words
from programmes.rules.figure_words import Parts, names_what, written_number
from programmes.standards import periods
from programmes.standards.dates import coarse_span, format_coarse_day
from programmes.standards.languages import in_english
from programmes.standards.money import format_number, in_short_if_whole

COLUMNS = (
    Column("code", gettext_lazy("Mã")),
    Column("period", gettext_lazy("Kỳ")),
    Column("place", gettext_lazy("Nơi")),
    Column("indicator", gettext_lazy("Chỉ tiêu")),
    Column("stage", gettext_lazy("Giai đoạn")),
    Column("wording", gettext_lazy("Cách nêu")),
    Column("qualifier", gettext_lazy("Mức độ")),
    Column("value", gettext_lazy("Giá trị"), COUNT),
    Column("value_to", gettext_lazy("Giá trị đến"), COUNT),
    Column("unit", gettext_lazy("Đơn vị")),
    Column("foreign_amount", gettext_lazy("Số ngoại tệ"), COUNT),
    Column("currency", gettext_lazy("Ngoại tệ")),
    Column("counted", gettext_lazy("Theo hồ sơ của cổng"), COUNT, basis=COUNTED),
    Column("programme", gettext_lazy("Chương trình"), NAME),
    Column("donors", gettext_lazy("Nhà hảo tâm")),
    Column("source", gettext_lazy("Nguồn")),
    Column("source_date", gettext_lazy("Ngày nguồn công bố")),
    Column("as_of", gettext_lazy("Số liệu đến")),
    Column("relations", gettext_lazy("Quan hệ")),
    Column("version", gettext_lazy("Phiên bản")),
    Column("note", gettext_lazy("Ghi chú")),
)
NOTE = gettext_lazy(
    "Mỗi số giữ nguyên cách nêu, đơn vị, nơi và ngày của nguồn. Người thụ hưởng, sổ, thẻ, suất và tiền là những đơn vị "
    "khác nhau; cam kết, dự kiến, huy động và đã trao là những giai đoạn khác nhau. Các số này không cộng với nhau và "
    "không cộng với số theo hồ sơ."
)


def address(code):
    return reverse("public:figure", args=[code])


# One figure in words


def place(figure):
    """ "cả nước", "Nghệ An", "Yên Bái (nay thuộc Lào Cai), phường Mỹ Lâm"."""
    if figure.former_province_id:
        former = figure.former_province
        name = _("%(former)s (nay thuộc %(present)s)") % {"former": former.name, "present": former.successor.name}
    elif figure.place_office_id:
        name = figure.place_office.name
    elif figure.province_id:
        name = figure.province.name
    else:
        name = _("cả nước, một phần") if figure.is_partial else _("cả nước")
    return f"{name}, {figure.place_detail}" if figure.place_detail else name


def number(figure, value):
    """A value as JSON holds it: a whole number, or the text of one with hundredths."""
    if value is None or not Measure(figure.measure).has_hundredths:
        return value
    return written_number(value, figure.measure)


def wording(figure):
    """What its source says; in English what that means, as far as it is a number."""
    return _in_english(figure).whole if _is_told_anew(figure) else figure.wording


def parts(figure):
    """The Parts of its wording: which of it is the number, and what stands around it."""
    return _in_english(figure) if _is_told_anew(figure) else figure_words.parts(figure)


def _is_told_anew(figure):
    return in_english() and figure.qualifier not in PublishedFigure.WITHOUT_NUMBER


def _in_english(figure):
    number, unit = _english_number(figure)
    is_exact = figure.qualifier == PublishedFigure.Qualifier.EXACT
    number = number if is_exact else f"{figure.get_qualifier_display()} {number}"
    return Parts("", number, unit, has_unit=not unit)


def _english_number(figure):
    """(number, unit); that of money stands in the number."""
    measure, top = Measure(figure.measure), figure.value if figure.value_to is None else figure.value_to
    if figure.foreign_amount is not None:
        foreign = f"{format_number(figure.foreign_amount)}{NO_BREAK}{figure.currency}"
        return (foreign if top is None else f"{foreign} ({in_short_if_whole(top)})"), ""
    ends = dict.fromkeys((figure.value, top))
    if measure is Measure.MONEY:
        return " to ".join(map(in_short_if_whole, ends)), ""
    numbers = "–".join(written_number(each, measure) for each in ends)
    return numbers, str(figure.unit) if measure is Measure.PERCENT else f"{NO_BREAK}{_english_unit(figure, measure)}"


def _english_unit(figure, measure):
    """Gifts of several kinds share a unit: the kind that the wording names, or else the unit."""
    named = [kind for kind in measure.kinds if kind.heading.lower() in figure.wording.lower()]
    return name_of(named[0]) if len(measure.kinds) > 1 and len(named) == 1 else figure.unit


def qualifier(figure):
    """ "hơn"; of a number without such a word, which may be rounded, not that it is exact."""
    if figure.qualifier == PublishedFigure.Qualifier.EXACT:
        return _("nguyên số, không kèm hơn/gần")
    return str(figure.get_qualifier_display())


def source_date(figure):
    return _day(figure.source_date, figure.source_precision)


def as_of(figure):
    return _day(figure.as_of, figure.as_of_precision)


def _day(day, precision):
    return format_coarse_day(day, precision) if day else None


def source(figure):
    return f"{figure.source_title}. {figure.source_publisher}"


def sentence(figure):
    """What it tells in one line: "54,38 tỷ đồng: số tiền huy động, cả nước, 2025; nguồn: …".

    Words that name what is counted do not tell it again: "185.055 sổ và thẻ: đã trao, cả nước, 2025; nguồn: …".
    """
    told = wording(figure)
    is_named = in_english() or names_what(figure)
    indicator = done_words(figure.measure, figure.stage) if is_named and _is_counted(figure) else figure.indicator
    return _("%(wording)s: %(what)s; nguồn: %(source)s") % {
        "wording": told,
        "what": f"{indicator}, {place(figure)}, {periods.words(figure.period)}",
        "source": dated_source(figure),
    }


def _is_counted(figure):
    measure = Measure(figure.measure)
    return measure is not Measure.MONEY and not measure.has_hundredths


def what(figure):
    """ "sổ BHXH và thẻ BHYT đã trao, cả nước, 2025"."""
    return f"{figure.indicator}, {place(figure)}, {periods.words(figure.period)}"


def dated_source(figure):
    day = source_date(figure)
    return _("%(source)s, công bố %(day)s") % {"source": source(figure), "day": day} if day else source(figure)


class Tie(NamedTuple):
    """A relation as the page of one figure tells it."""

    relation: Relation
    code: str


def ties(figures):
    """{code: its Ties}, read both ways, of figures that are shown."""
    shown, found = {figure.code for figure in figures}, defaultdict(list)
    told = {each for figure in figures for each in figure.statements() if {each.one, each.other} <= shown}
    for kind, one, other in sorted(told):
        found[one].append(Tie(Relation(kind), other))
        found[other].append(Tie(Relation(kind).mirror, one))
    return found


def _tie_words(found):
    by_relation = defaultdict(list)
    for tie in found:
        by_relation[tie.relation].append(tie.code)
    return "; ".join(f"{relation.label} {', '.join(codes)}" for relation, codes in by_relation.items()) or None


# Tables


def figures(found, receipts, given, every=None):
    """Each figure as it was published, beside what the records count for the same year and indicator.

    `every` are all figures that are shown somewhere, of which the relations tell; those of the table unless given.
    """
    tied = ties(every or found)
    rows = [
        (_values(figure, tied[figure.code], receipts, given), address(figure.code), False, figure.code)
        for figure in found
    ]
    return table("published", _("Số liệu công bố"), PUBLISHED, COLUMNS, rows, NOTE)


def _values(figure, tied, receipts, given):
    return (
        figure.code,
        periods.words(figure.period),
        place(figure),
        str(figure.indicator),
        str(figure.get_stage_display()),
        wording(figure),
        qualifier(figure),
        number(figure, figure.value),
        number(figure, figure.value_to),
        str(figure.unit),
        figure.foreign_amount,
        figure.currency or None,
        counted(figure, receipts, given),
        figure.programme.name if figure.programme_id else None,
        figure.donors or None,
        source(figure),
        source_date(figure),
        as_of(figure),
        _tie_words(tied),
        str(figure.version),
        figure.note or None,
    )


VERSION_COLUMNS = (
    Column("version", gettext_lazy("Phiên bản")),
    Column("wording", gettext_lazy("Cách nêu")),
    Column("value", gettext_lazy("Giá trị"), COUNT),
    Column("unit", gettext_lazy("Đơn vị")),
    Column("period", gettext_lazy("Kỳ")),
    Column("place", gettext_lazy("Nơi")),
    Column("source", gettext_lazy("Nguồn")),
    Column("published_on", gettext_lazy("Lên cổng ngày"), DAY),
    Column("reason", gettext_lazy("Lý do thay đổi")),
)


def versions(found):
    """Every version that was public, the latest first."""
    rows = [
        (
            (
                str(figure.version),
                wording(figure),
                number(figure, figure.value),
                str(figure.unit),
                periods.words(figure.period),
                place(figure),
                source(figure),
                _published_on(figure),
                figure.reason or None,
            ),
        )
        for figure in found
    ]
    return table("versions", _("Các phiên bản"), PUBLISHED, VERSION_COLUMNS, rows)


def _published_on(figure):
    return timezone.localdate(figure.public_since)


CODE = Column("code", gettext_lazy("Mã"))
IN_SHORT = (
    Column("period", gettext_lazy("Kỳ")),
    Column("place", gettext_lazy("Nơi")),
    Column("indicator", gettext_lazy("Chỉ tiêu")),
    Column("wording", gettext_lazy("Cách nêu")),
    Column("source", gettext_lazy("Nguồn")),
    Column("source_date", gettext_lazy("Ngày nguồn công bố")),
)


def _in_short(figure):
    """Its values of the columns IN_SHORT."""
    told = periods.words(figure.period), place(figure), str(figure.indicator), wording(figure)
    return *told, source(figure), source_date(figure)


def beside(found):
    """Figures that stand next to a number of the records, which they are never added to."""
    rows = [((figure.code, *_in_short(figure)), address(figure.code)) for figure in found]
    return table("published", _("Số liệu công bố"), PUBLISHED, (CODE, *IN_SHORT), rows, NOTE)


def related(figure, every):
    """The figures that this one has a relation with, each with its source: conflicting ones stand side by side."""
    by_code = {each.code: each for each in every}
    rows = [
        ((other.code, str(tie.relation.label), *_in_short(other)), address(other.code))
        for tie in ties([*without(every, figure.code), figure])[figure.code]
        for other in [by_code[tie.code]]
    ]
    columns = (CODE, Column("relation", _("Quan hệ")), *IN_SHORT)
    return table("related", _("Số liệu liên quan"), PUBLISHED, columns, rows)


CHANGE_COLUMNS = (
    Column("changed_on", gettext_lazy("Ngày"), DAY),
    Column("code", gettext_lazy("Mã")),
    Column("period", gettext_lazy("Kỳ")),
    Column("figure", gettext_lazy("Số liệu")),
    Column("old", gettext_lazy("Cách nêu cũ")),
    Column("new", gettext_lazy("Cách nêu mới")),
    Column("reason", gettext_lazy("Lý do")),
)


class Change(NamedTuple):
    """A version and the one that was public before it."""

    old: PublishedFigure
    new: PublishedFigure


def changes(found):
    """Changes out of versions in the order of their codes and numbers, the latest first."""
    told = [Change(old, new) for old, new in zip(found, found[1:], strict=False) if old.code == new.code]
    return sorted(told, key=lambda change: (change.new.public_since, change.new.pk), reverse=True)


def changed(told):
    """A row for each published figure that was given a new version."""
    rows = [
        (
            (
                _published_on(new),
                new.code,
                periods.words(new.period),
                capfirst(str(new.indicator)),
                wording(old),
                wording(new),
                new.reason,
            ),
            f"{address(new.code)}#phien-ban-{new.version}",
        )
        for old, new in told
    ]
    return table("changed_figures", _("Số liệu công bố đã thay đổi"), PUBLISHED, CHANGE_COLUMNS, rows)


# Choosing figures


def without(found, code):
    return [figure for figure in found if figure.code != code]


def of_the_country(found):
    """Those told for the whole country, of what is raised or given and not of plans."""
    return [figure for figure in found if figure.is_of_the_country and figure.stage in HAPPENED]


def for_headline(found):
    """Those of a whole calendar year and the whole country that are neither part of another nor corrected.

    Of two that tell the same of one year the better stands first: what was told for the whole year before what was
    told up to a day in it, then the later source, then the code.
    """
    tied, behind = ties(found), {Relation.PART_OF, Relation.CORRECTED_BY}
    fitting = [
        figure
        for figure in of_the_country(found)
        if figure.whole_year
        and _is_of_the_whole(figure)
        and figure.qualifier not in PublishedFigure.WITHOUT_NUMBER
        and not any(tie.relation in behind for tie in tied[figure.code])
    ]
    return sorted(fitting, key=_rank)


def _is_of_the_whole(figure):
    """Not of some places, donors, a round, or a programme beside others."""
    indicator = figure.measure, figure.stage, figure.subject
    is_limited = figure.place_detail or figure.donors or figure.donor_id or figure.round_id
    return not is_limited and (not figure.programme_id or figure.programme.slug == PROGRAMMES.get(indicator))


def _rank(figure):
    is_interim = bool(figure.as_of) and coarse_span(figure.as_of, figure.as_of_precision)[1] < figure.period_end
    return is_interim, -(figure.source_date or date.min).toordinal(), figure.code
