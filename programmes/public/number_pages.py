"""The page of one counted number, the list of them all, and a number alone to stand on pages of others."""

from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.public import number_ids, numbers, published, quotes
from programmes.public.data.catalogue import rows_path
from programmes.public.data.registry import TABLES
from programmes.public.parameters import PERIOD
from programmes.public.registry import DONOR, HANDOVER, MEASURES, PROGRAMME, ROUND, TITLES, YEAR
from programmes.public.sentences import counted, fill
from programmes.public.tables import COUNT, COUNTED, DAY, DONG, PARTICULARS, Column, Value, page
from programmes.public.tables import table as make_table
from programmes.standards.periods import words_of_books
from programmes.totals import read

TITLE = _("Số liệu theo hồ sơ")
DEFINITION = {  # of a measure: what each column says of it
    "what": _("Là gì"),
    "counts": _("Đếm gì"),
    "state": _("Trạng thái"),
    "unit": _("Đơn vị"),
    "hidden": _("Số nhỏ"),
    "of_when": _("Thời điểm"),
    "dimensions": _("Chia theo"),
}


def _definition(measure):
    dimensions = ", ".join(str(TITLES[name]) for name in measure.dimensions)
    return (
        str(measure.definition),
        str(measure.counted),
        str(measure.state),
        str(measure.unit),
        str(measure.hidden),
        str(measure.as_of),
        dimensions or gettext("không chia"),
    )


# The list


def numbers_page(state):
    years = sorted(read.years(), reverse=True)
    columns = (Column("id", _("Tên")), Column("title", _("Số liệu")), *_columns(DEFINITION))
    rows = [
        (
            (each.slug, capfirst(str(each.what)), *_definition(each)),
            number_ids.address(each),
            False,
            each.slug,
        )
        for each in MEASURES.values()
    ]
    table = make_table("measures", _("Các số liệu"), PARTICULARS, columns, rows)
    links = [_links(each, years) for each in MEASURES.values()]
    return page(
        "numbers",
        state,
        str(TITLE),
        (table,),
        section="numbers",
        lead=gettext("Mỗi số đếm từ hồ sơ có một định nghĩa, một địa chỉ và một câu để trích dẫn."),
        listed=list(zip(table.rows, links, strict=True)),
        example=number_ids.EXAMPLE,
    )


def _columns(titles):
    return (Column(key, title) for key, title in titles.items())


def _links(measure, years):
    whole = (gettext("mọi năm"), number_ids.address(measure))
    return [whole, *((str(year), each) for year in years if (each := number_ids.address(measure, year=year)))]


def addresses(years):
    """Those on the site map: the list, and each number of the whole country in a year."""
    each = (number_ids.address(measure, year=year) for year in years for measure in MEASURES.values())
    return [reverse("public:numbers"), *filter(None, each)]


# One number


def number_page(state, text, period=None):
    """The page of the number named by an id, as of now or of a closed period; raises as numbers.answer does."""
    found = numbers.answer(state, number_ids.read(text), period)
    related = numbers.beside(found, read.published()) if _may_have_published(found) else []
    rows = _rows(found)
    tables = [
        _number(found),
        make_table(
            "definition", _("Định nghĩa"), PARTICULARS, tuple(_columns(DEFINITION)), [(_definition(found.measure),)]
        ),
        *([_past(found)] if found.measure.has_history else []),
        *([_corrections(found)] if found.corrections else []),
        *([published.beside(related)] if related else []),
    ]
    return page(
        "number",
        state,
        found.title,
        tables,
        args=[text],
        query={PERIOD: _period(found.then)} if found.then else {},
        section="numbers",
        crumbs=[(str(TITLE), reverse("public:numbers"))],
        answer=fill(
            "%(number)s %(what)s; %(as_of)s.", number=counted(found.number), what=found.what, as_of=found.as_of
        ),
        found=found,
        quote=quotes.of_number(found),
        rows=rows,
        embed_path=reverse("public:embed", args=[text]),
        now_path=found.id.address,
    )


def _may_have_published(found):
    return found.year and DONOR not in found.id.where and found.measure.rows


def _number(found):
    measure = found.measure
    columns = (
        Column("id", _("Tên")),
        Column("title", _("Số liệu")),
        Column("value", _("Giá trị"), measure.form, measure.unit, measure=measure.slug),
        Column("unit", _("Đơn vị")),
        Column("qualifier", _("Mức độ")),
        Column("state", _("Trạng thái")),
        Column("place", _("Nơi")),
        Column("period", _("Kỳ")),
        Column("as_of", _("Số liệu đến"), DAY),
    )
    row = (
        str(found.id),
        capfirst(str(measure.what)),
        found.raw,
        str(measure.unit),
        found.qualifier,
        str(measure.state),
        found.place,
        found.period,
        found.known_on,
    )
    return make_table("number", _("Số liệu"), COUNTED, columns, [(row,)])


def _past(found):
    """The number when periods were closed, the latest first: a row for each day and value, with an address."""
    form, what = found.measure.form, words_of_books(found.year, None) if found.year else gettext("các năm")
    columns = (
        Column("closed_on", _("Khóa ngày"), DAY),
        Column("period", _("Khóa kỳ")),
        Column(
            "value",
            gettext("Giá trị của cả %(what)s khi khóa kỳ") % {"what": what},
            DONG if form == DONG else COUNT,
            found.measure.unit,
        ),
    )
    groups = groupby(reversed(found.past), key=lambda each: (timezone.localdate(each.closing.at), each.raw))
    rows = []
    for (day, raw), together in groups:
        closings = [each.closing for each in together]
        periods = ", ".join(words_of_books(*each[:2]) for each in reversed(closings))
        then = f"{found.id.address}?{urlencode({PERIOD: _period(closings[0])})}"
        rows.append(((day, periods, Value(columns[2], raw, then)),))
    note = _("Mỗi số là số đã công khai lúc khóa kỳ; không có số của thời điểm nào khác.")
    return make_table("history", _("Số tại lúc khóa kỳ"), COUNTED, columns, rows, note)


def _period(closing):
    return f"{closing.year}-{closing.month:02}" if closing.month else str(closing.year)


def _corrections(found):
    form, unit = found.measure.form, found.measure.unit
    columns = (
        Column("corrected_on", _("Ngày"), DAY),
        Column("old", _("Số cũ"), form, unit),
        Column("new", _("Số mới"), form, unit),
        Column("reason", _("Lý do")),
    )
    rows = [((timezone.localdate(each.at), each.old, each.new, each.reason),) for each in reversed(found.corrections)]
    return make_table("corrections", _("Đính chính"), COUNTED, columns, rows)


class Rows(NamedTuple):
    """Where the number stands in the open data: the sum of `column` over the rows with these values."""

    table: object
    column: str
    conditions: str
    file: str
    api: str
    api_csv: str


def _rows(found):
    """None for a number that is in no table of open data."""
    if not found.measure.rows:
        return None
    key, column = found.measure.rows if HANDOVER not in found.id.where else ("handovers", "quantity")
    table, where = TABLES[key], _conditions(found)
    filters = {name: value for name, value in where.items() if name in table.filters}
    return Rows(
        table,
        column,
        ", ".join(f"{name} = {value}" for name, value in where.items()),
        reverse("public:data-file", args=[key, "csv"]),
        rows_path(key, filters),
        rows_path(key, filters, "-csv"),
    )


def _conditions(found):
    where, kind = found.id.where, found.measure.kind
    named = {
        "year": where.get(YEAR),
        "programme": where.get(PROGRAMME),
        "round": where.get(ROUND),
        "donor_name": found.names.get(DONOR),
        "province_code": found.province_code,
        "event": where.get(HANDOVER),
        "kind": kind and kind.value,
        "is_total": "false" if found.measure.rows[0] == "gifts" and HANDOVER not in where else None,
    }
    return {name: value for name, value in named.items() if value}


# Alone, on pages of others


class Embedded(NamedTuple):
    """A number with what must be told of it; `is_published` says in which of the two forms it is drawn."""

    number: str
    what: str
    source: str
    path: str
    is_published: bool


def embedded(state, text):
    """The published figure of a code, else the number of an id; raises as numbers.answer does."""
    versions = [] if text.partition(".")[0] in MEASURES else read.figure_versions(text)
    if not versions:
        found = numbers.answer(state, number_ids.read(text))
        said = f"{found.title} ({found.qualifier})"
        return Embedded(found.number, said, capfirst(found.as_of), found.id.address, is_published=False)
    figure = versions[0]
    return Embedded(
        published.wording(figure),
        capfirst(published.what(figure)),
        published.dated_source(figure),
        published.address(text),
        is_published=True,
    )
