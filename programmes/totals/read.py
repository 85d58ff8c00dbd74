"""What the faces read: totals, and the few public words around them. Every query of a public page is here."""

from typing import NamedTuple

from django.db.models import Case, CharField, F, Sum, Value, When
from django.db.models.functions import Cast

from programmes.models import (
    ClosedPeriod,
    Correction,
    DonationTotal,
    DonorTotal,
    Gift,
    GiftTotal,
    HandoverEvent,
    Programme,
    Province,
    PublishedFigure,
    Round,
    TotalsState,
)


class GivenCell(NamedTuple):
    """Gifts handed over: slugs of programme and province; the value is of the programme, and in all."""

    year: int
    programme: str
    province: str
    kind: str
    quantity: int
    donor_cost_vnd: int
    total_vnd: int


class Receipt(NamedTuple):
    """Approved receipts of a year, of a programme (key: slug) or of a donor (key: "" where no one is named).

    `group` is the position of the programme, or the kind of the donor.
    """

    side: str
    key: str
    name: str
    group: str
    year: int | None
    amount_vnd: int | None


BY_PROGRAMME, BY_DONOR = "programme", "donor"
FACE_VALUE = F("gifttotal__donor_cost_vnd") + F("gifttotal__state_support_vnd") + F("gifttotal__local_topup_vnd")
PLACE = ("code", "name", "full_name", "slug", "region", "tile_row", "tile_column")


def state():
    """Version and as-of time of everything public; version 0 before the first record."""
    return TotalsState.objects.filter(pk=1).first() or TotalsState(pk=1)


def given():
    """(provinces, cells): all provinces as dicts, and each GivenCell, in one query."""
    keys = ("gifttotal__year", "gifttotal__round__programme__slug", "gifttotal__kind")
    rows = (
        Province.objects.order_by("code")
        .values_list(*PLACE, *keys)
        .annotate(quantity=Sum("gifttotal__quantity"), cost=Sum("gifttotal__donor_cost_vnd"), total=Sum(FACE_VALUE))
    )
    provinces, cells = {}, []
    for *place, year, programme, kind, quantity, cost, total in rows:
        found = dict(zip(PLACE, place, strict=True))
        provinces[found["slug"]] = found
        if year is not None:
            cells.append(GivenCell(year, programme, found["slug"], kind, quantity, cost, total))
    return list(provinces.values()), cells


def _by_programme():
    rows = Programme.objects.order_by().annotate(
        side=Value(BY_PROGRAMME, output_field=CharField()),
        key=F("slug"),
        group=Cast("position", CharField()),
        year=F("donationtotal__year"),
    )
    return rows.values_list("side", "key", "name", "group", "year").annotate(sum=Sum("donationtotal__amount_vnd"))


def _by_donor(may_be_named):
    """Donors outside `may_be_named` (a Q over DonorTotal) are one, without key, name and kind."""

    def if_named(expression):
        named = When(may_be_named, then=Cast(expression, CharField()))
        return Case(named, default=Value(""), output_field=CharField())

    rows = DonorTotal.objects.order_by().annotate(
        side=Value(BY_DONOR, output_field=CharField()),
        key=if_named("donor_id"),
        name=if_named("donor__name"),
        group=if_named("donor__kind"),
    )
    return rows.values_list("side", "key", "name", "group", "year").annotate(sum=Sum("amount_vnd"))


def receipts():
    """Receipts by programme, in the order of the programmes; one without receipts has year None."""
    return _in_order(Receipt(*row) for row in _by_programme())


def _in_order(rows):
    return sorted(rows, key=lambda row: (int(row.group), row.key, row.year or 0))


def donors(may_be_named):
    """Receipts by donor and year, of those who may be named; all others together."""
    return [Receipt(*row) for row in _by_donor(may_be_named)]


def receipts_and_donors(may_be_named):
    """Both sides of the same money in one query."""
    rows = [Receipt(*row) for row in _by_programme().union(_by_donor(may_be_named), all=True).order_by()]
    return _in_order(row for row in rows if row.side == BY_PROGRAMME), [row for row in rows if row.side == BY_DONOR]


def published(**where):
    """Published figures, the latest year first, and in it the longest period."""
    found = PublishedFigure.objects.filter(**where).select_related("programme")
    return list(found.order_by("-period_end", "period_start", "code"))


def handovers(limit, **where):
    """The latest hand-overs that are done; what is planned is nobody's business yet."""
    done = HandoverEvent.objects.filter(state=HandoverEvent.State.DONE, **where)
    return list(done.select_related("province", "round__programme").order_by("-held_on", "-pk")[:limit])


def handover(number):
    """A hand-over that is done; None for one that is planned or not there."""
    done = HandoverEvent.objects.filter(state=HandoverEvent.State.DONE, pk=number)
    return done.select_related("province", "round__programme").first()


def quantities_beside(event):
    """(event, kind, people or pieces) of every hand-over of the same year, programme and province."""
    beside = HandoverEvent.objects.filter(
        state=HandoverEvent.State.DONE,
        province=event.province_id,
        round__programme=event.round.programme_id,
        held_on__year=event.held_on.year,
    )
    rows = Gift.objects.filter(event__in=beside).order_by("kind", "event").values_list("event", "kind")
    return list(rows.annotate(quantity=Sum("quantity")))


def programme(slug):
    return Programme.objects.filter(slug=slug).first()


def rounds(programme_):
    return list(Round.objects.filter(programme=programme_).order_by("-starts_on", "slug"))


def programmes():
    return list(Programme.objects.all())


def corrections():
    """Approved corrections of closed periods, the latest first."""
    return list(Correction.objects.filter(state=Correction.State.APPROVED).order_by("-decided_at", "-pk"))


def closed_periods():
    """Months and years whose figures are final, the latest first, a year before its months."""
    return sorted(ClosedPeriod.objects.all(), key=lambda period: (-period.year, period.month or 0))


def addresses():
    """(programme slugs, province slugs, years with a record or a published figure, hand-overs), for the sitemap."""
    years = {year for total in (DonationTotal, GiftTotal) for year in total.objects.values_list("year", flat=True)}
    for start, end in PublishedFigure.objects.values_list("period_start__year", "period_end__year"):
        years.update(range(start, end + 1))
    programmes = Programme.objects.values_list("slug", flat=True)
    done = HandoverEvent.objects.filter(state=HandoverEvent.State.DONE).order_by("pk").values_list("pk", flat=True)
    return list(programmes), list(Province.objects.values_list("slug", flat=True)), sorted(years), list(done)
