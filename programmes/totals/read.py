"""What public pages tell of now: totals, and the few public words around them.

What was told when a period was closed is in history.py, what one donation became in trail.py, and the rows of the open
data in open_data.py.
"""

from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Cast

from programmes.models import (
    ClosedPeriod,
    Correction,
    Disclosure,
    DonationTotal,
    DonorTotal,
    FormerProvince,
    HandoverEvent,
    Programme,
    Province,
    PublishedFigure,
    Round,
    TotalsState,
    total_vnd,
)


class GivenCell(NamedTuple):
    """Rows of Disclosure with the same round, province, kind and height, summed; slugs.

    `rows` counts those of gifts given. At a hidden height the sums are nobody's business; at the others `told_of` says
    by what they may be shown.
    """

    year: int
    programme: str
    round: str
    province: str
    kind: str
    height: str
    rows: int
    quantity: int
    donor_cost_vnd: int
    total_vnd: int

    @property
    def told_of(self):
        """(programme, round, province), each None where the sum is not shown by it; None where it is hidden."""
        if self.height in Disclosure.HIDDEN:
            return None
        shown_by = Disclosure.SHOWN_BY[self.height]
        return tuple(getattr(self, name) if name in shown_by else None for name in ("programme", "round", "province"))


class Receipt(NamedTuple):
    """Approved receipts of a year, of a programme (key: slug) or of a donor (key: "" where no one is named).

    `group` is the position of the programme, or the kind of the donor; `about` is what the programme says of itself.
    """

    side: str
    key: str
    name: str
    group: str
    about: str
    year: int | None
    amount_vnd: int | None


BY_PROGRAMME, BY_DONOR, PROVINCE, FORMER, ROUND = "programme", "donor", "province", "former", "round"
YEARS = "years"
PLACE = ("code", "name", "full_name", "slug", "region", "tile_row", "tile_column")


def state():
    """Version and as-of time of everything public; version 0 before the first record."""
    return TotalsState.objects.filter(pk=1).first() or TotalsState(pk=1)


def given():
    """(provinces, cells): all provinces as dicts, and each GivenCell, in one query."""
    names = ("year", "round__programme__slug", "round__slug", "kind", "height")
    rows = (
        Province.objects.order_by("code")
        .values_list(*PLACE, *(f"disclosure__{name}" for name in names))
        .annotate(
            rows=Count("disclosure", filter=Q(disclosure__quantity__gt=0)),
            quantity=Sum("disclosure__quantity"),
            cost=Sum("disclosure__donor_cost_vnd"),
            total=Sum(total_vnd("disclosure__")),
        )
    )
    provinces, cells = {}, []
    for row in rows:
        found = dict(zip(PLACE, row, strict=False))
        provinces[found["slug"]] = found
        year, programme, round_, kind, height, *sums = row[len(PLACE) :]
        if year is not None:
            cells.append(GivenCell(year, programme, round_, found["slug"], kind, height, *sums))
    return list(provinces.values()), cells


def _by_programme():
    rows = Programme.objects.order_by().annotate(
        side=Value(BY_PROGRAMME, output_field=CharField()),
        key=F("slug"),
        group=Cast("position", CharField()),
        about=F("summary"),
        year=F("donationtotal__year"),
    )
    return rows.values_list("side", "key", "name", "group", "about", "year").annotate(
        sum=Sum("donationtotal__amount_vnd")
    )


def if_named(may_be_named, expression):
    """An expression over rows of donors, as text; "" in those outside `may_be_named`, a Q over the same rows."""
    named = When(may_be_named, then=Cast(expression, CharField()))
    return Case(named, default=Value(""), output_field=CharField())


def _by_donor(may_be_named):
    """Donors outside `may_be_named` are one, without key, name and kind."""
    rows = DonorTotal.objects.order_by().annotate(
        side=Value(BY_DONOR, output_field=CharField()),
        key=if_named(may_be_named, "donor_id"),
        name=if_named(may_be_named, "donor__name"),
        group=if_named(may_be_named, "donor__kind"),
        about=Value("", output_field=CharField()),
    )
    return rows.values_list("side", "key", "name", "group", "about", "year").annotate(sum=Sum("amount_vnd"))


def _by_kind(may_be_named):
    """Receipts by kind of donor; those of donors outside `may_be_named` are of none."""
    empty = Value("", output_field=CharField())
    rows = DonorTotal.objects.order_by().annotate(
        side=Value(BY_DONOR, output_field=CharField()),
        key=empty,
        name=empty,
        group=if_named(may_be_named, "donor__kind"),
        about=empty,
        every_year=Value(None, output_field=IntegerField()),
    )
    return rows.values_list("side", "key", "name", "group", "about", "every_year").annotate(sum=Sum("amount_vnd"))


def receipts():
    """Receipts by programme, in the order of the programmes; one without receipts has year None."""
    return _in_order(Receipt(*row) for row in _by_programme())


def receipts_and_years():
    """Receipts by programme, and the years that have a page, in one query."""
    empty = [Value("", output_field=CharField())] * 4  # of what a Receipt says besides side, year and amount
    spans = (rows.values_list(Value(YEARS), *empty, "first", "last") for rows in _spans())
    rows = [Receipt(*row) for row in _by_programme().union(*spans, all=True).order_by()]
    spans = ((row.year, row.amount_vnd) for row in rows if row.side == YEARS)
    return _in_order(row for row in rows if row.side == BY_PROGRAMME), _years(spans)


def _in_order(rows):
    return sorted(rows, key=lambda row: (int(row.group), row.key, row.year or 0))


def donors(may_be_named):
    """Receipts by donor and year, of those who may be named; all others together."""
    return [Receipt(*row) for row in _by_donor(may_be_named)]


def receipts_and_kinds(may_be_named):
    """Receipts by programme, and those by kind of donor (`group`), of all years together, in one query."""
    rows = [Receipt(*row) for row in _by_programme().union(_by_kind(may_be_named), all=True).order_by()]
    return _in_order(row for row in rows if row.side == BY_PROGRAMME), [row for row in rows if row.side == BY_DONOR]


FIGURE_PLACES = ("programme", "round", "province", "former_province__successor", "place_office__province")


def published(**where):
    """Published figures in their latest versions, the latest year first, and in it the longest period."""
    found = PublishedFigure.objects.current().filter(**where).select_related(*FIGURE_PLACES)
    return list(found.order_by("-period_end", "period_start", "code"))


def _spans():
    """Querysets of what gives years a page, with the `first` and `last` year of each row.

    Published figures, receipts that were not all reversed, gifts, and hand-overs that are done.
    """
    year = {"first": F("year"), "last": F("year")}
    spans = (
        PublishedFigure.objects.current().annotate(first=F("period_start__year"), last=F("period_end__year")),
        DonationTotal.objects.exclude(amount_vnd=0).annotate(**year),
        Disclosure.objects.annotate(**year),
        HandoverEvent.objects.done().annotate(first=F("held_on__year"), last=F("held_on__year")),
    )
    return [rows.order_by().distinct() for rows in spans]


def _years(spans):
    return {year for first, last in spans for year in range(int(first), int(last) + 1)}


def years():
    """Years that have a page, in one query."""
    first, *others = (rows.values_list("first", "last") for rows in _spans())
    return _years(first.union(*others))


class Known(NamedTuple):
    """The years that have a page, and of what was asked for the names and the keys, by side."""

    years: set
    names: dict
    keys: dict


def known(*, programme="", round="", province=""):
    """Whether there are years and places of these slugs, in one query."""

    def text(column):
        return Cast(column, CharField())

    rows = [each.values_list(Value(YEARS), text("first"), text("last")) for each in _spans()]
    for side, model, slug in (
        (BY_PROGRAMME, Programme, programme),
        (ROUND, Round, round),
        (PROVINCE, Province, province),
    ):
        if slug:
            rows.append(model.objects.filter(slug=slug).order_by().values_list(Value(side), text("pk"), text("name")))
    first, *others = rows
    found = list(first.union(*others, all=True))
    places = [row for row in found if row[0] != YEARS]
    return Known(
        _years(span for side, *span in found if side == YEARS),
        {side: name for side, _key, name in places},
        {side: key for side, key, _name in places},
    )


def figure_versions(code):
    """Every version of a figure that was public, the latest first."""
    found = PublishedFigure.objects.published().filter(code=code).select_related(*FIGURE_PLACES)
    return list(found.order_by("-version"))


def every_figure_version():
    """Every version of every figure that was public, by code and number."""
    found = PublishedFigure.objects.published().select_related(*FIGURE_PLACES)
    return list(found.order_by("code", "version"))


def figure_draft(code, version):
    """A version that nobody has published yet; None where there is none."""
    drafts = PublishedFigure.objects.filter(code=code, version=version, state=PublishedFigure.State.DRAFT)
    return drafts.select_related(*FIGURE_PLACES).first()


def changed_figures():
    """The versions of published figures that were given a new one, by code and number."""
    again = PublishedFigure.objects.published().filter(version__gt=1).values("code")
    found = PublishedFigure.objects.published().filter(code__in=again).select_related(*FIGURE_PLACES)
    return list(found.order_by("code", "version"))


def handovers(limit, **where):
    """The latest hand-overs that are done; what is planned is nobody's business yet."""
    done = HandoverEvent.objects.done().filter(**where)
    return list(done.select_related("province", "round__programme").order_by("-held_on", "-pk")[:limit])


def handover_page(number, size, **where):
    """(hand-overs of a page, how many there are): the first page is 1, the latest hand-over stands first."""
    done = HandoverEvent.objects.done().filter(**where)
    start = (number - 1) * size
    found = done.select_related("province", "round__programme").order_by("-held_on", "-pk")[start : start + size]
    return list(found), done.count()


def handover_places():
    """(province slug, full name, year) in which a hand-over is done, by the names of the provinces."""
    done = HandoverEvent.objects.done().order_by("province__search_key")
    return list(done.values_list("province__slug", "province__full_name", "held_on__year").distinct())


def handover_count(**where):
    """How many hand-overs are done; `where` are fields of HandoverEvent."""
    return HandoverEvent.objects.done().filter(**where).count()


def handover_words(limit):
    """(number, day, title, place, province, round) of the latest hand-overs that are done, to look for words in."""
    done = HandoverEvent.objects.done().order_by("-held_on", "-pk")
    return list(done.values_list("pk", "held_on", "title", "place", "province__name", "round__name")[:limit])


def handover(number):
    """A hand-over that is done; None for one that is planned or not there."""
    done = HandoverEvent.objects.done().filter(pk=number)
    return done.select_related("province", "round__programme").first()


def told_of_event(event):
    """(kind, people or pieces) of what was handed over at an event; None where that number is hidden."""
    rows = Disclosure.objects.filter(event=event, quantity__gt=0).values_list("kind", "quantity", "height")
    return [(kind, people if height == Disclosure.Height.EVENT else None) for kind, people, height in rows]


def rounds(**where):
    """Rounds with their programme, the latest first."""
    return list(Round.objects.filter(**where).select_related("programme").order_by("-starts_on", "slug"))


def round_(slug):
    return Round.objects.filter(slug=slug).select_related("programme").first()


def names(may_be_named):
    """(side, slug, name, other words) of what a visitor may look for by name, in one query.

    Sides are PROVINCE, FORMER (its slug is that of the province it became part of), BY_PROGRAMME, ROUND and BY_DONOR
    (those who may be named, with their number for a slug).
    """

    def side(rows, name, *values):
        return rows.order_by().annotate(side=Value(name, output_field=CharField())).values_list("side", *values)

    empty = Value("", output_field=CharField())
    donors = DonorTotal.objects.filter(may_be_named).annotate(key=Cast("donor_id", CharField()), words=empty).distinct()
    return list(
        side(Province.objects, PROVINCE, "slug", "full_name", "aliases").union(
            side(FormerProvince.objects, FORMER, "successor__slug", "name", "aliases"),
            side(Programme.objects, BY_PROGRAMME, "slug", "name", "summary"),
            side(Round.objects.annotate(words=F("programme__name")), ROUND, "slug", "name", "words"),
            side(donors, BY_DONOR, "key", "donor__name", "words"),
            all=True,
        )
    )


def programmes():
    return list(Programme.objects.all())


def corrections():
    """Approved corrections of closed periods, the latest first."""
    return list(
        Correction.objects.filter(state=Correction.State.APPROVED, is_public=True).order_by("-decided_at", "-pk")
    )


def closed_periods():
    """Months and years whose figures are final, the latest first, a year before its months."""
    return sorted(ClosedPeriod.objects.all(), key=lambda period: (-period.year, period.month or 0))


def addresses():
    """(programme, round and province slugs, years with a page, hand-overs, codes of figures)."""
    programmes = Programme.objects.values_list("slug", flat=True)
    done = HandoverEvent.objects.done().order_by("pk").values_list("pk", flat=True)
    rounds_ = Round.objects.values_list("slug", flat=True)
    provinces = Province.objects.values_list("slug", flat=True)
    codes = PublishedFigure.objects.current().order_by("code").values_list("code", flat=True)
    return list(programmes), list(rounds_), list(provinces), sorted(years()), list(done), list(codes)
