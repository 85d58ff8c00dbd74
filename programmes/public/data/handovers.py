"""Hand-overs, a line for each kind of gift; small numbers hidden as on their pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, are_samples, in_order
from programmes.totals import open_data


def rows(_where, _after):
    events = {event.pk: event for event in open_data.handovers()}
    is_sample = are_samples()
    return in_order(_row(events[line.event], line, is_sample) for line in open_data.handover_lines())


def _row(event, line, is_sample):
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
        line.quantity,
        line.donor_cost_vnd,
        line.total_vnd,
        shared.FEW if line.quantity is None else shared.SHOWN,
        is_sample,
        reverse("public:handover", args=[event.pk]),
    )


TABLE = Table(
    "handovers",
    _("Các buổi trao"),
    _(
        "Mỗi dòng là một loại quà đã trao tận tay tại một buổi trao, theo số khi trao. Không nêu người nhận; số từ 1 "
        "đến 10 người không được nêu."
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
