"""Hand-overs, a line for each kind of gift; small numbers hidden as on their pages."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, are_samples, in_order
from programmes.public.given import Given
from programmes.rules.privacy import Hidden, suppress_parts
from programmes.totals import open_data, read


def rows(_where, _after):
    events = {event.pk: event for event in open_data.handovers()}
    lines, is_sample = open_data.handover_lines(), are_samples()
    hidden = _hidden(events, lines)
    return in_order(_row(events[line.event], line, hidden.get((line.event, line.kind)), is_sample) for line in lines)


def _hidden(events, lines):
    """(event, kind) -> what stands in place of its number.

    Where a province hides its number of a year, programme and kind, so do its events; where it shows the number, they
    are the parts of it.
    """
    _provinces, cells = read.given()
    given, parts, found = Given(cells), defaultdict(dict), {}
    for line in lines:
        event = events[line.event]
        where = (event.held_on.year, event.round.programme.slug, event.province.slug, line.kind)
        parts[where][line.event] = line.quantity
    for (year, programme, province, kind), quantities in parts.items():
        whole = given.of(year=year, programme=programme, province=province, kind=kind).quantity
        if isinstance(whole, Hidden):
            mark = whole if len(quantities) == 1 else Hidden.WITHHELD
            found.update({(event, kind): mark for event in quantities})
        else:
            found.update({(event, kind): mark for event, mark in suppress_parts(quantities).items()})
    return found


def _row(event, line, mark, is_sample):
    measures = (line.quantity, line.donor_cost_vnd, line.total_vnd)
    return (
        f"{event.held_on.isoformat()}.{event.pk}.{line.kind}",
        event.pk,
        event.held_on.isoformat(),
        f"{event.held_on:%Y-%m}",
        event.held_on.year,
        event.title,
        event.place,
        event.province.code,
        event.round.programme.slug,
        event.round.slug,
        line.kind,
        GiftKind(line.kind).unit,
        *((None,) * len(measures) if mark else measures),
        shared.status_of(mark),
        is_sample,
        reverse("public:handover", args=[event.pk]),
    )


TABLE = Table(
    "handovers",
    _("Các buổi trao"),
    _(
        "Mỗi dòng là một loại quà đã trao tận tay tại một buổi trao. Không nêu người nhận; số từ 1 đến 10 người và số "
        "làm lộ nó không được nêu."
    ),
    (
        shared.identifier(_("Ngày, số của buổi trao và loại quà.")),
        Column("event", Type.INTEGER, _("Số của buổi trao trong địa chỉ của trang."), is_filter=True),
        Column("day", Type.DATE, _("Ngày trao."), is_filter=True),
        Column("month", Type.MONTH, _("Tháng trao."), is_filter=True),
        shared.YEAR,
        Column("title", Type.STRING, _("Tên buổi trao.")),
        Column("place", Type.STRING, _("Địa điểm.")),
        shared.PROVINCE,
        shared.PROGRAMME,
        shared.ROUND,
        shared.KIND,
        shared.UNIT,
        shared.QUANTITY,
        shared.DONOR_COST,
        shared.TOTAL,
        shared.STATUS,
        shared.IS_SAMPLE,
        shared.ADDRESS,
    ),
    rows,
    month="month",
)
