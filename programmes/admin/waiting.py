"""Which rows wait for an officer, as a condition of each task (tasks.py), and what waits that is no row of a table."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.roles import holds_two_duties
from programmes.access.scope import sees_all
from programmes.admin.same_person import PERMISSION, queue_office
from programmes.models import (
    AuditEvent,
    BankLine,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Gift,
    GiftList,
    HandoverEvent,
    PublishedFigure,
    RightsRequest,
    feedback,
)
from programmes.rules import periods
from programmes.rules.handovers import WAITS_FOR
from programmes.rules.look_ups import BURST_DAYS, officers_in_bursts
from programmes.rules.same_person import count_waiting
from programmes.standards.dates import today_in_vietnam
from programmes.standards.money import format_number
from programmes.totals import balances

MONTHS = 6  # that stand by name
SOON = timedelta(days=14)  # what comes later is no news yet


class Waiting(NamedTuple):
    """A task as the front page shows it."""

    label: str
    count: int
    url: str


def donations_to_approve(officer):
    """What is of a closed period is approved with its correction."""
    return Q(state=Donation.State.RECEIVED) & ~Q(entered_by=officer) & ~Q(periods.in_closed_period("received_on"))


def _near(officer):
    """What the officer entered, or a colleague of the own office, who may have left."""
    return Q(entered_by=officer) | Q(office=officer.office_id)


def donations_to_correct(officer):
    late = Q(state=Donation.State.RECEIVED) & Q(periods.in_closed_period("received_on"))
    return late & _near(officer) & ~Q(Exists(periods.waiting(donation=OuterRef("pk"))))


def events_to_correct(officer):
    return _late_events() & _near(officer) & ~Q(Exists(periods.waiting(event=OuterRef("pk"))))


def _late_events():
    return Q(state=HandoverEvent.State.PLANNED) & Q(periods.in_closed_period("held_on"))


def unthanked(officer):
    """Approved donations that stand, whose donors are known, may be written to, and have not been thanked."""
    standing = Q(state=Donation.State.APPROVED, reverses__isnull=True, reversal__isnull=True)
    may_be_thanked = ~Q(donor__kind=Donor.Kind.ANONYMOUS) & Q(donor__restricted_on=None, donor__erased_on=None)
    return standing & Q(thanked_on__isnull=True) & may_be_thanked


def unexplained(officer):
    return Q(state=BankLine.State.UNEXPLAINED)


def lists_to_approve(officer):
    own_gift = Gift.objects.filter(gift_list=OuterRef("pk"), entered_by=officer)
    return Q(state=GiftList.State.SUBMITTED) & ~Q(entered_by=officer) & ~Q(submitted_by=officer) & ~Exists(own_gift)


def returned(officer):
    return Q(state=GiftList.State.DRAFT) & ~Q(return_reason="")


def drafts(officer):
    return Q(state=GiftList.State.DRAFT, return_reason="")


def waits_for(key):
    _label, condition = WAITS_FOR[key]
    return lambda officer: condition


def day_has_come(officer):
    return Q(state=HandoverEvent.State.PLANNED, held_on__lte=timezone.localdate())


def corrections_to_decide(officer):
    return Q(state=Correction.State.PROPOSED) & ~Q(proposed_by=officer)


def moves_to_decide(officer):
    return Q(state=DonationMove.State.PROPOSED) & ~Q(proposed_by=officer) & ~Q(donation__entered_by=officer)


def joins_to_decide(officer):
    return Q(state=DonorJoin.State.PROPOSED) & ~Q(proposed_by=officer)


def _conflicts(state):
    return Q(state=state, gift__gift_list__state=GiftList.State.SUBMITTED) & ~Q(other__outcome=Gift.Outcome.RETURNED)


def to_propose(officer):
    return _conflicts(Conflict.State.OPEN)


def to_decide(officer):
    mine = Q(proposed_by=officer) | Q(gift__entered_by=officer) | Q(gift__gift_list__entered_by=officer)
    return _conflicts(Conflict.State.PROPOSED) & ~(mine | Q(gift__gift_list__submitted_by=officer))


def figures_to_publish(officer):
    """Drafts of others; a province publishes none."""
    drafts = Q(state=PublishedFigure.State.DRAFT) & ~Q(entered_by=officer)
    return drafts if sees_all(officer) else Q(pk__isnull=True)


def lacks_money(officer):
    return balances.lacks_money()


def outcomes_missing(officer):
    undecided = Gift.objects.expected().filter(gift_list__handover_lines__event=OuterRef("pk"), outcome="")
    return day_has_come(officer) & Exists(undecided)


def refused(officer):
    """Cards and books that were not given out, for gifts that somebody still expects."""
    return ~Q(refusal="") & Q(gift__event__isnull=True) & ~Q(gift__outcome=Gift.Outcome.RETURNED)


def two_duties(officer):
    return holds_two_duties()


def requests_late(officer):
    return requests_open(officer) & Q(due_on__lt=today_in_vietnam())


def requests_open(officer):
    return Q(state=RightsRequest.State.RECEIVED)


def feedback_late(officer):
    return feedback.late()


def feedback_open(officer):
    return feedback.waiting()


def breaches_open(officer):
    return Q(closed_at__isnull=True)


def _ours(officer):
    return Q(entered_by=officer) | Q(submitted_by=officer) | Q(office=officer.office_id)


def lists_put_forward(officer):
    """What waits for an approver; whoever may approve it has it among the own tasks."""
    return Q(state=GiftList.State.SUBMITTED) & _ours(officer)


def donations_put_forward(officer):
    return Q(state=Donation.State.RECEIVED) & ~Q(periods.in_closed_period("received_on")) & _near(officer)


def pledged(officer):
    return Q(state=Donation.State.PLEDGED) & _near(officer)


def conflicts_put_forward(officer):
    return _conflicts(Conflict.State.PROPOSED)


def _put_forward(officer, model, *offices):
    """Proposals of the officer, or about what one of these offices, the own, keeps."""
    own = reduce(or_, (Q(**{path: officer.office_id}) for path in offices))
    return Q(state=model.State.PROPOSED) & (Q(proposed_by=officer) | own)


def corrections_put_forward(officer):
    return _put_forward(officer, Correction, "donation__office", "event__office")


def moves_put_forward(officer):
    return _put_forward(officer, DonationMove, "donation__office")


def joins_put_forward(officer):
    return _put_forward(officer, DonorJoin, "first__office", "second__office")


def own_figures(officer):
    return Q(state=PublishedFigure.State.DRAFT, entered_by=officer)


def event_is_near(officer):
    today = timezone.localdate()
    return Q(state=HandoverEvent.State.PLANNED, held_on__gt=today, held_on__lte=today + SOON)


def round_ends_soon(officer):
    today = timezone.localdate()
    return Q(ends_on__gte=today, ends_on__lte=today + SOON)


def list_url(model):
    return reverse(f"admin:programmes_{model._meta.model_name}_changelist")


def beside_tables(officer):
    """The Waiting of what is no row of a table."""
    return [*_people_alike(officer), *_bursts(officer), *_months_to_close(officer)]


def _people_alike(officer):
    """Records that look like one person; a page of its own, since a pair is no row of a table."""
    if not officer.has_perm(PERMISSION):
        return []
    office, url = queue_office(officer), reverse("admin:programmes_recipient_same_person")
    pairs, proposed = count_waiting(officer, office)
    to_decide = _("Kết luận về người giống nhau do cơ quan khác đề nghị, chờ bạn quyết định")
    found = (
        Waiting(_("Cặp người nhận giống nhau, chưa kết luận"), pairs, url),
        Waiting(to_decide, proposed, f"{url}#cho-quyet-dinh"),
    )
    return [each for each in found if each.count]


def _bursts(officer):
    """Who asks about the people of other offices in numbers; for headquarters and auditors, who read the trail."""
    may_read = sees_all(officer) and officer.has_perm("programmes.view_auditevent")
    count = officers_in_bursts() if may_read else 0
    told = _("Cán bộ hỏi nhiều số định danh của cơ quan khác, %d ngày qua") % BURST_DAYS
    return [Waiting(told, count, f"{list_url(AuditEvent)}?lam=ask_burst")] if count else []


def _months_to_close(officer):
    """The months that are over and open still, whatever their year, for who may close them."""
    if not (sees_all(officer) and officer.has_perm("programmes.add_closedperiod")):
        return []
    months = periods.months_to_close(today_in_vietnam())
    if not months:
        return []
    named = ", ".join(f"{month}/{year}" for year, month in months[:MONTHS])
    if earlier := len(months[MONTHS:]):
        named = _("%(named)s và %(count)s tháng trước") % {"named": named, "count": format_number(earlier)}
    told = _("Tháng đã hết, chưa khóa sổ: %s") % named
    return [Waiting(told, len(months), reverse("admin:programmes_closedperiod_add"))]
