"""The lists of the full sample go their way: submitted, approved, paid for, handed over, each by its own verb."""

from datetime import timedelta
from itertools import islice

from programmes.actions import allocations, gift_lists, handovers
from programmes.management.sample.full.plans import APPROVED, DRAFT, SUBMITTED
from programmes.management.sample.lists import PLACES, TITLES
from programmes.models import Gift, GiftList, HandoverEvent

Outcome = Gift.Outcome
BY_PROXY_FROM = 100  # in a hand-over of so many somebody sends another


class Course:
    """`officers` by username; `shares` is number of a plan -> [(donation, đồng)]; what lies after `today` waits."""

    def __init__(self, officers, shares, today):
        self.makers = {"40": officers["nghean"], "11": officers["dienbien"]}
        self.headquarters, self.checker = officers["trunguong"], officers["pheduyet"]
        self.shares, self.today = shares, today

    def run(self, plans):
        """Bring each list as far as its plan says."""
        lists = GiftList.objects.select_related("office", "round", "province")
        lists = {each.decision_number: each for each in lists.filter(decision_number__in=_decisions(plans))}
        for plan in plans:
            self._run(plan, lists[plan.decision_number])

    def _run(self, plan, gift_list):
        by = self.makers.get(plan.province, self.headquarters)
        gift_list.decision_on = plan.day - timedelta(days=12)
        gift_list.note = "Danh sách minh họa, không có thật."
        gift_list = gift_lists.correct(gift_list, by=by)
        if plan.stage == DRAFT:
            return
        gift_list = gift_lists.submit(gift_list, by=by)
        if plan.stage == SUBMITTED:
            return
        gift_list = gift_lists.approve(gift_list, by=self.checker)
        shares = [(donation, amount, None) for donation, amount in self.shares.get(plan.number, ())]
        allocations.allocate_many(gift_list, shares, by=self.headquarters)
        if plan.stage != APPROVED:
            self._hand_over(plan, gift_list, by)

    def _hand_over(self, plan, gift_list, by):
        event = self._planned(plan, gift_list, plan.day, by)
        if plan.day > self.today:
            return
        counts = plan.later, plan.absent, plan.returned, int(plan.gifts >= BY_PROXY_FROM)
        ids = iter(sorted(gift_list.gifts.order_by().values_list("pk", flat=True), reverse=True) if any(counts) else ())
        waiting, absent, returned, by_proxy = (list(islice(ids, count)) for count in counts)
        outcomes = {Outcome.ABSENT: waiting + absent, Outcome.RETURNED: returned, Outcome.BY_PROXY: by_proxy}
        if outcomes := {name: ids for name, ids in outcomes.items() if ids}:
            handovers.note_sheet(event, outcomes, {}, by=by)
        handovers.note_the_rest(event, by=by)
        handovers.hand_over(event, by=by)
        if waiting:
            self._hand_over_later(plan, gift_list, waiting, by)

    def _hand_over_later(self, plan, gift_list, gifts, by):
        """Whoever was absent and comes two weeks later; the others stay absent."""
        event = self._planned(plan, gift_list, plan.later_on, by)
        if plan.later_on > self.today:
            return
        handovers.note_outcomes(event, gifts, Outcome.HANDED_OVER, by=by)
        still = gift_list.gifts.expected().exclude(pk__in=gifts).values_list("pk", flat=True)
        if still := list(still):
            handovers.note_outcomes(event, still, Outcome.ABSENT, by=by)
        handovers.hand_over(event, by=by)

    def _planned(self, plan, gift_list, held_on, by):
        leader = "Đoàn công tác BHXH Việt Nam" if held_on.month == 12 else gift_list.office.name
        event = HandoverEvent(
            office=gift_list.office,
            round=gift_list.round,
            province=gift_list.province,
            title=f"{TITLES[plan.kind]} tại {gift_list.province.name}",
            place=PLACES[plan.kind],
            held_on=held_on,
            delegation=f"{leader} (minh họa)",
        )
        return handovers.plan(event, [gift_list], by=by)


def _decisions(plans):
    return [plan.decision_number for plan in plans]
