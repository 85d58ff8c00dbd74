"""Files of published figures, found by their code. A file makes drafts; a published figure gets its next version.

Files of the former columns are read as well: "Chỉ tiêu" then says the stage too, the period stands as two days, and
"Số liệu đến ngày" was shown as the day of publication.
"""

import json
from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange.columns import choices, figures
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge, differences
from programmes.exchange.writing import cells
from programmes.models import Measure, PublishedFigure, Relation, Stage, statements
from programmes.rules import published
from programmes.rules import relations as relation_rules
from programmes.rules.figure_words import written_number
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards import periods
from programmes.standards.dates import parse_coarse_day, parse_day

BEFORE_MERGER = "(trước 7/2025)"
_SHOWN_AT = {  # field of the rules: column of the file
    "measure": "indicator",
    "province": "place",
    "former_province": "place",
    "period_kind": "period",
    "source_date": "published_on",
    "as_of": "as_of_day",
    "relations": Relation.PART_OF.value,
}


def _period_cells():
    def write(kinds, starts, ends):
        return [
            periods.words(periods.Period(kind, _day(start), _day(end)))
            for kind, start, end in zip(kinds, starts, ends, strict=True)
        ]

    return cells.Cells(("period_kind", "period_start", "period_end"), write)


def _day(value):
    return date.fromisoformat(str(value))


def _place_cells():
    def write(provinces, formers, offices):
        return [
            province or (f"{former} {BEFORE_MERGER}" if former else office) or "cả nước"
            for province, former, office in zip(provinces, formers, offices, strict=True)
        ]

    return cells.Cells(("province__name", "former_province__name", "place_office__name"), write)


def _number_cells(path):
    """Hundredths with the unit that tells them, so that they are read back as such."""
    marks = {measure.value: measure.unit for measure in Measure if measure.has_hundredths}

    def write(values, measures):
        written = []
        for value, measure in zip(values, measures, strict=True):
            is_plain = value is None or measure not in marks
            text = value if is_plain else f"{written_number(value, measure)} {marks[measure]}"
            written.append("" if value is None else text)
        return written

    return cells.Cells((path, "measure"), write)


def _relation_cells(relation):
    def write(values):
        told = (json.loads(value) if isinstance(value, str) else value for value in values)
        return ["; ".join(each.get(relation.value, [])) for each in told]

    return cells.Cells(("relations",), write)


def _unit_cells():
    units = {measure.value: measure.unit for measure in Measure}
    return cells.Cells(("measure",), lambda measures: [str(units[measure]) for measure in measures])


COLUMNS = (
    Column("code", "Mã số liệu", cells.text("code"), as_text(20), required=True, example="S01"),
    Column("version", "Phiên bản", cells.number("version"), figures.version, example="1"),
    Column(
        "indicator",
        "Chỉ tiêu",
        cells.label("measure", Measure),
        figures.indicator,
        required=True,
        example="thẻ BHYT",
        width=30,
        synonyms=("measure",),
    ),
    Column("stage", "Giai đoạn", cells.label("stage", Stage), choices.stage, example="đã trao", width=18),
    Column("subject", "Của", cells.label("subject", Measure), choices.measure, width=20),
    Column("place", "Nơi", _place_cells(), look_up="place", example="cả nước", width=24),
    Column("place_detail", "Địa điểm cụ thể", cells.text("place_detail"), as_text(120), width=24),
    Column("is_partial", "Chỉ một phần", cells.tick("is_partial"), choices.yes_no),
    Column("period", "Kỳ", _period_cells(), periods.read, example="6 tháng đầu năm 2025", width=22),
    Column("period_start", "Kỳ từ ngày", cells.day("period_start"), parse_day, content="day", example="01/01/2025"),
    Column("period_end", "Kỳ đến ngày", cells.day("period_end"), parse_day, content="day", example="30/06/2025"),
    Column("value", "Giá trị", _number_cells("value"), figures.number, example="185.000", width=18),
    Column("value_to", "Giá trị đến", _number_cells("value_to"), figures.number, width=18),
    Column("unit", "Đơn vị", _unit_cells(), choices.unit, example="thẻ"),
    Column(
        "qualifier",
        "Mức độ",
        cells.label("qualifier", PublishedFigure.Qualifier),
        choices.qualifier,
        required=True,
        example="hơn",
        width=18,
    ),
    Column("value_low", "Cận dưới", _number_cells("value_low"), figures.number, width=18),
    Column("value_high", "Cận trên", _number_cells("value_high"), figures.number, width=18),
    Column("currency", "Ngoại tệ", cells.text("currency"), figures.currency),
    Column("foreign_amount", "Số ngoại tệ", cells.number("foreign_amount"), figures.whole_number, width=18),
    Column(
        "wording", "Cách nêu", cells.text("wording"), as_text(200), required=True, example="hơn 185.000 thẻ", width=30
    ),
    Column("donors", "Nhà hảo tâm theo nguồn", cells.text("donors"), as_text(200), width=30),
    Column("donor", "Mã nhà hảo tâm", cells.text("donor__code"), look_up="one_donor"),
    Column(
        "source_title",
        "Nguồn",
        cells.text("source_title"),
        as_text(250),
        required=True,
        example="Tên bài viết",
        width=40,
    ),
    Column(
        "source_publisher",
        "Nơi công bố",
        cells.text("source_publisher"),
        as_text(100),
        required=True,
        example="Tên báo",
        width=20,
    ),
    Column("source_url", "Địa chỉ nguồn", cells.text("source_url"), as_text(500), width=30),
    Column(
        "published_on",
        "Ngày công bố",
        cells.birth("source_date", "source_precision"),
        parse_coarse_day,
        content="day",
        example="04/03/2026",
        synonyms=("source_date",),
    ),
    Column(
        "as_of_day",
        "Số liệu đến ngày",
        cells.birth("as_of", "as_of_precision"),
        parse_coarse_day,
        content="day",
        example="12/2025",
        width=18,
        synonyms=("as_of",),
    ),
    Column("programme", "Chương trình", cells.text("programme__slug"), look_up="programme", width=20),
    Column("round", "Đợt", cells.text("round__slug"), look_up="round", width=20),
    *(
        Column(relation.value, str(relation.label).capitalize(), _relation_cells(relation), figures.codes, width=16)
        for relation in Relation
    ),
    Column("note", "Ghi chú", cells.text("note"), as_text(2000), width=30),
    Column("reason", "Lý do thay đổi", cells.text("reason"), as_text(250), width=30),
)


class _Books:
    """What the books hold of figures, and what the rows that were settled so far say of others."""

    def __init__(self, task):
        found = PublishedFigure.objects.select_related(
            "round", "former_province", "donor", "province", "place_office", "entered_by"
        ).order_by("version")
        if task.to_store:  # nobody publishes or corrects what this file is changing
            found = found.select_for_update(of=("self",))
        figures_found = list(found)
        self.newest = {figure.code: figure for figure in figures_found}
        self.in_force = {figure.code: figure for figure in figures_found if figure.is_published}
        self.expect(())

    def expect(self, codes):
        """Know these codes besides those of the books: a row may speak of one that stands below it."""
        self.figures = {**{code: PublishedFigure(code=code) for code in codes}, **self.newest}
        self.said = Counter(each for figure in self.newest.values() for each in figure.statements())

    def know(self, figure):
        """A row as it would be stored stands for what the books or an earlier look held of its code."""
        if before := self.figures.get(figure.code):
            self.said.subtract(before.statements())
        self.said.update(figure.statements())
        self.said = +self.said
        self.figures[figure.code] = figure

    def refused(self, rows, faults_of):
        """{line: Problems} of rows that cannot be stored; who speaks of such a row cannot be either."""
        left, found = dict(rows), {}
        while True:
            self.expect(row["code"] for row in left.values())
            for row in left.values():
                faults_of(row)  # by now every row is known to those above it
            faults = {line: problems for line, row in left.items() if (problems := faults_of(row))}
            if not faults:
                return found
            found |= faults
            left = {line: row for line, row in left.items() if line not in faults}

    def others(self, code):
        return {other: figure for other, figure in self.figures.items() if other != code}

    def said_by_others(self, codes):
        """Statements of these figures: one says what two know."""
        return {each for code in codes if code in self.figures for each in self.figures[code].statements()}


def judge(task, findings):
    """Judge of figures to enter, to correct while they are drafts, and to give their next version."""
    books = _Books(task)
    return RegisterJudge(
        COLUMNS,
        findings,
        key=lambda values: values["code"],
        find=lambda values: books.newest.get(values["code"]),
        blank=PublishedFigure,
        settle=lambda values, stored: _settled(values, stored, books),
        check=lambda figure, stored: _check(figure, books),
        successor=_successor,
        refused=books.refused,
        numbers=("code", PublishedFigure.objects.all()),
    )


def _settled(values, stored, books):
    """The fields of a figure out of the columns of its row."""
    told = dict(values)
    is_former = "stage" not in told and "published_on" not in told
    fields = {**_what(told, stored), **_when(told, stored, is_former=is_former)}
    fields |= _where(told, fields.get("period_end") or (stored and stored.period_end))
    fields |= _numbers(told, fields["measure"])
    if "round" in told:
        told.setdefault("programme", told["round"].programme)
    if relations := _relations(told, stored, books):
        fields["relations"] = relations
    fields = told | fields
    return _as_version(fields, stored) if stored else fields


def _what(told, stored):
    """Measure, stage and subject; the indicator of a former file says them all."""
    said, unit = told.pop("indicator"), told.pop("unit", None)
    measure = Measure(said.measure)
    stage = told.get("stage") or said.stage or figures.FORMER_STAGES.get(measure, "")
    if said.stage and stage != said.stage:
        raise RuleViolation(
            [Problem("stage", "stage_told_twice", _("“Chỉ tiêu” và “Giai đoạn” nói khác nhau; sửa một trong hai."))]
        )
    if not stage and stored is None:
        labels = ", ".join(str(each.label) for each in measure.stages)
        raise RuleViolation([Problem("stage", "stage_missing", _("Thiếu giai đoạn; ghi một trong: %s.") % labels)])
    if unit and unit != measure:
        raise RuleViolation(
            [
                Problem(
                    "unit",
                    "unit_of_other_measure",
                    _("Đơn vị của “%(what)s” là %(unit)s; sửa chỉ tiêu hoặc đơn vị.")
                    % {"what": measure.label, "unit": measure.unit},
                )
            ]
        )
    fields = {"measure": measure.value}
    if stage:
        fields["stage"] = Stage(stage).value
    if said.subject:
        fields["subject"] = said.subject
    return fields


def _when(told, stored, *, is_former):
    """The period in words, or as two days; days of the source with their precision."""
    period, fields = told.pop("period", None), {}
    start, end = told.get("period_start"), told.get("period_end")
    if period and ((start and start != period.start) or (end and end != period.end)):
        raise RuleViolation(
            [Problem("period", "period_told_twice", _("“Kỳ” và hai ngày của kỳ nói khác nhau; sửa một trong hai."))]
        )
    if period is None and start and end:
        period = periods.of_days(start, end) if start <= end else periods.Period(periods.SPAN, start, end)
    if period is None and stored is None:
        raise RuleViolation([Problem("period", "period_missing", _("Thiếu kỳ; ghi như 2025 hoặc quý I/2026."))])
    if period:
        fields |= {"period_kind": period.kind, "period_start": period.start, "period_end": period.end}
    published_on, as_of = told.pop("published_on", None), told.pop("as_of_day", None)
    if is_former:
        published_on, as_of = as_of, None
    if published_on:
        fields["source_date"], fields["source_precision"] = published_on
    if as_of:
        fields["as_of"], fields["as_of_precision"] = as_of
    return fields


def _where(told, period_end):
    """A name that was given to another unit in July 2025 means the former one in a period before."""
    place = told.pop("place", None)
    if place is None:
        return {}
    is_former = place.former and (place.province is None or (period_end and period_end <= place.former.valid_to))
    return {
        "province": None if is_former else place.province,
        "former_province": place.former if is_former else None,
        "place_office": place.office,
    }


def _numbers(told, measure):
    """The numbers of the row as the measure counts."""
    fields = {}
    for name in ("value", "value_to", "value_low", "value_high"):
        if name in told:
            try:
                fields[name] = figures.as_counted(told[name], measure)
            except ValidationError as error:
                raise RuleViolation([Problem(name, error.code, error.messages[0])]) from error
    return fields


def _relations(told, stored, books):
    """The relations that the row states, without what the other figure says already; None where it states none."""
    columns = {relation.value: told.pop(relation.value) for relation in Relation if relation.value in told}
    if not columns:
        return None
    relations = {**(stored.relations if stored else {}), **columns}
    code = told["code"]
    said = books.said_by_others({other for codes in columns.values() for other in codes if other != code})
    kept = {
        kind: [other for other in codes if not said.issuperset(statements(code, {kind: [other]}))]
        for kind, codes in relations.items()
    }
    return {kind: codes for kind, codes in kept.items() if codes}


def _as_version(fields, stored):
    """Whether a published figure changes is for the rest to say; its reason alone changes nothing."""
    version = fields.pop("version", stored.version)
    if not stored.is_published:
        return fields | {"version": version}
    record = PublishedFigure(**{name: value for name, value in fields.items() if name != "reason"})
    if not differences(stored, record, fields.keys() - {"reason"}):
        return {name: value for name, value in fields.items() if name != "reason"}
    if version == stored.version:  # as an export wrote it
        version += 1
    return fields | {"version": version}


def _successor(record, stored):
    """The next version of a published figure; None where a draft is changed itself."""
    if not stored.is_published:
        return None
    draft = published.successor(record, record.reason)
    draft.version = record.version
    return draft


def _check(figure, books):
    books.know(figure)
    others = books.others(figure.code)
    problems = [
        *published.check(figure),
        *published.check_version(figure, books.in_force.get(figure.code)),
        *published.check_among(figure, others),
        *relation_rules.check(figure, others, books.said.keys()),
    ]
    return [problem._replace(field=_SHOWN_AT.get(problem.field, problem.field)) for problem in problems]


def records(queryset, round_, year):
    """The last version of each figure, of the programme of the round, whose period touches the year."""
    queryset = queryset.filter(pk__in=PublishedFigure.objects.newest().values("pk"))
    if round_:
        queryset = queryset.filter(programme=round_.programme)
    if year:
        queryset = queryset.filter(period_start__year__lte=year, period_end__year__gte=year)
    return queryset.order_by("code")


PUBLISHED_FIGURES = Layout(
    "published_figures",
    PublishedFigure,
    COLUMNS,
    judge,
    registers.enter_figures,
    records,
    {},
)
