"""What a page shows: named tables of raw values. The page, its JSON and its CSV are three ways of writing one Page."""

from dataclasses import dataclass, field

from django.urls import reverse

from programmes.models import TotalsState

COUNTED, PUBLISHED, PARTICULARS = "theo hồ sơ", "theo công bố", "thông tin"
TEXT, YEAR, DAY, DONG, COUNT = "text", "year", "day", "dong", "count"


@dataclass(frozen=True)
class Column:
    """`form` says how a value is written on the page; `unit` is the unit of each value, in Vietnamese.

    `basis` is set where it is another than that of the table.
    """

    key: str
    title: str
    form: str = TEXT
    unit: str = ""
    basis: str = ""

    @property
    def is_number(self):
        return self.form in {DONG, COUNT}


@dataclass(frozen=True)
class Value:
    """A raw value under its column: int, str, date, None (not known) or privacy.Hidden."""

    column: Column
    raw: object


@dataclass(frozen=True)
class Row:
    """Values in the order of the columns; `href` leads from the first one to its own page."""

    values: tuple
    href: str = ""
    is_total: bool = False

    @property
    def by_key(self):
        return {value.column.key: value for value in self.values}


@dataclass(frozen=True)
class Table:
    """`basis`: counted from the records, published by someone, or particulars without figures."""

    key: str
    title: str
    basis: str
    columns: tuple
    rows: tuple
    note: str = ""

    @property
    def is_counted(self):
        return self.basis == COUNTED


def table(key, title, basis, columns, rows, note=""):
    """A Table from tuples of raw values, or of (raw values, href), or of (raw values, href, is_total)."""
    made = (Row(tuple(Value(*pair) for pair in zip(columns, raw, strict=True)), *more) for raw, *more in rows)
    return Table(key, title, basis, tuple(columns), tuple(made), note)


@dataclass(frozen=True)
class Page:
    """One public page. `path` ends in a slash; its data lie beside it under the same name."""

    path: str
    title: str
    state: TotalsState
    tables: dict
    lead: str = ""
    crumbs: tuple = ()
    extra: dict = field(default_factory=dict)

    @property
    def is_sample(self):
        return self.state.is_sample

    @property
    def json_path(self):
        return f"{self.stem}.json"

    @property
    def csv_path(self):
        return f"{self.stem}.csv"

    @property
    def stem(self):
        return self.path.rstrip("/") or "/index"


def page(view, state, title, tables, *, args=(), crumbs=(), lead="", **extra):
    """The Page at the address of a view; `extra` is drawn on the page from the same tables."""
    home = () if view == "home" else (("Trang chủ", reverse("public:home")),)
    return Page(
        path=reverse(f"public:{view}", args=args),
        title=title,
        state=state,
        tables={each.key: each for each in tables},
        lead=lead,
        crumbs=(*home, *crumbs),
        extra=extra,
    )
