"""What a page shows: named tables of raw values. The page, its JSON and its CSV are three ways of writing one Page."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from programmes.models import TotalsState
from programmes.public import quotes
from programmes.public.parameters import TABLE
from programmes.public.sentences import as_of, text_of
from programmes.rules.privacy import Hidden

COUNTED, PUBLISHED, PARTICULARS = _("theo hồ sơ"), _("theo công bố"), _("thông tin")
TEXT, NAME, PLAIN_YEAR, DAY, DONG, COUNT = "text", "name", "year", "day", "dong", "count"


@dataclass(frozen=True)
class Column:
    """`form` says how a value is written on the page, a NAME as Vietnamese in every language.

    `unit` is the unit of each value, in Vietnamese; `basis` is set where it is another than that of the table;
    `measure` is the slug of what is counted in it (public.registry), `qualifier` how near its numbers come where they
    are not exact.
    """

    key: str
    title: str
    form: str = TEXT
    unit: str = ""
    basis: str = ""
    measure: str = ""
    qualifier: str = ""

    @property
    def is_number(self):
        return self.form in {DONG, COUNT}

    @property
    def is_quantity(self):
        """A number of something that a row may have none of."""
        return self.is_number and bool(self.unit)


@dataclass(frozen=True)
class Value:
    """A raw value under its column: int, str, date, None (not known) or privacy.Hidden; `href` is its own address."""

    column: Column
    raw: object
    href: str = ""

    @property
    def is_hidden(self):
        return isinstance(self.raw, Hidden)


@dataclass(frozen=True)
class Row:
    """Values in the order of the columns; `href` leads from the first one to its own page, `anchor` names the row."""

    values: tuple
    href: str = ""
    is_total: bool = False
    anchor: str = ""

    @property
    def by_key(self):
        return {value.column.key: value for value in self.values}

    @property
    def name(self):
        return self.values[0].raw

    @property
    def is_empty(self):
        """Nothing is counted in it; hidden is not nothing."""
        return not any(value.raw for value in self.values if value.column.is_quantity)


@dataclass(frozen=True)
class Table:
    """`basis`: counted from the records, published by someone, or particulars without figures.

    `note` says how it is counted, `remark` what would surprise in these numbers.
    """

    key: str
    title: str
    basis: str
    columns: tuple
    rows: tuple
    note: str = ""
    remark: str = ""

    @property
    def is_counted(self):
        return self.basis == COUNTED

    @property
    def anchor(self):
        """Where the table stands on its page."""
        return self.key.replace("_", "-")

    @cached_property
    def filled(self):
        """The same table as the page draws it: columns and rows without anything are left out."""
        shown = [number for number, column in enumerate(self.columns) if self._is_filled(number, column)]
        rows = tuple(
            replace(row, values=tuple(row.values[number] for number in shown))
            for row in self.rows
            if row not in self.empty_rows
        )
        return replace(self, columns=tuple(self.columns[number] for number in shown), rows=rows)

    @property
    def qualifiers(self):
        """Of the numbers that the page draws, those that are not exact: each qualifier once."""
        columns = (value.column for row in self.filled.rows for value in row.values)
        return list(dict.fromkeys(column.qualifier for column in columns if column.qualifier))

    def _is_filled(self, number, column):
        raw = (row.values[number].raw for row in self.rows)
        return any(raw) if column.is_quantity else any(value not in (None, "") for value in raw)

    @cached_property
    def empty_rows(self):
        """Rows of zeros, which the page names in one line."""
        if not any(column.is_quantity for column in self.columns):
            return ()
        return tuple(row for row in self.rows if row.is_empty and not row.is_total)


def table(key, title, basis, columns, rows, note="", remark=""):
    """A Table from tuples of raw values or Values, followed, where there are any, by the other parts of a Row."""
    made = (Row(tuple(map(_value, columns, raw)), *more) for raw, *more in rows)
    return Table(key, title, basis, tuple(columns), tuple(made), note, remark)


def _value(column, raw):
    return raw if isinstance(raw, Value) else Value(column, raw)


@dataclass(frozen=True)
class Page:
    """One public page at the address of a view, its data beside it under the same name.

    `answer` is its first sentence in HTML; `section` is the part of the menu it belongs to; `query` are the parameters
    that make it another page; `headline` is the large text of its picture, a number with its unit.
    """

    view: str
    title: str
    state: TotalsState
    tables: dict
    args: tuple = ()
    query: dict = field(default_factory=dict)
    section: str = ""
    answer: str = ""
    lead: str = ""
    headline: str = ""
    crumbs: tuple = ()
    extra: dict = field(default_factory=dict)

    @property
    def is_sample(self):
        return self.state.is_sample

    @property
    def path(self):
        """The one address of the page (canonical), which ends in a slash unless there is a query."""
        return self._address("")

    def path_in(self, language):
        """The address of the same page in another language."""
        with override(language):
            return self.path

    @property
    def about(self):
        """The page as a letter names it that is about it: "trao-tang/12"."""
        with override("vi"):
            return reverse(f"public:{self.view}", args=self.args).strip("/")

    @property
    def as_of(self):
        """ "theo hồ sơ tính đến 4/3/2026"."""
        return as_of(self.state.as_of)

    @property
    def is_private(self):
        """Behind a code: it tells no other site where it is."""
        return self.view == "trail"

    @property
    def is_titled_by_name(self):
        """Its title is a name, which stays Vietnamese in every language."""
        return self.view in {"programme", "round"}

    @property
    def has_picture(self):
        return self.view not in {"trail", "trails", "search"}

    @property
    def json_path(self):
        return self._address("-json")

    @property
    def csv_path(self):
        return self._address("-csv")

    def csv_path_of(self, table):
        """The file of one table of the page, a line for each row."""
        return self._address("-csv", {TABLE: table.key})

    @property
    def picture_path(self):
        """That of the home page where a page has none of its own."""
        return reverse("public:home-picture") if self.view == "data" else self._address("-picture")

    @property
    def description(self):
        return text_of(self.answer) or self.lead or self.title

    def quote_of_sentence(self, html):
        return quotes.of_sentence(html, self)

    def quote_of_table(self, table):
        return quotes.of_table(table, self)

    def _address(self, form, more=None):
        path = reverse(f"public:{self.view}{form}", args=self.args)
        query = {**self.query, **(more or {})}
        return f"{path}?{urlencode(query)}" if query else path


def page(view, state, title, tables, *, args=(), crumbs=(), **more):
    """The Page at the address of a view. What is no field of a Page is drawn on it from the same tables (`extra`)."""
    home = () if view == "home" else ((gettext("Trang chủ"), reverse("public:home")),)
    fields = {name: more.pop(name) for name in Page.__dataclass_fields__ if name in more}
    return Page(
        view=view,
        title=title,
        state=state,
        tables={each.key: each for each in tables},
        args=tuple(args),
        crumbs=(*home, *crumbs),
        extra=more,
        **fields,
    )
