"""On which lists the new gifts of a previewed file go, as the books stand when its page is opened."""

from itertools import islice
from typing import NamedTuple

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftList, GiftListTotal, Province, Round
from programmes.models.sums import sum_of
from programmes.rules.batches import homes_of
from programmes.rules.gifts import drafts_for, drafts_of, may_take
from programmes.standards.money import format_number

SHOWN_HOMES = 10


class Destination(NamedTuple):
    """So many lines of the file go on `draft`, which has `held` gifts; on a list yet to be opened where it is None."""

    lines: int
    draft: GiftList | None
    province: Province
    round: Round
    decision_number: str


class Others(NamedTuple):
    """The lists that the page does not name."""

    lists: int
    lines: int


def _with_held(lists):
    return lists.annotate(held=sum_of(GiftListTotal.objects, "quantity", gift_list=OuterRef("pk")))


def list_choices(batch):
    """[(code, what the officer reads)] of the drafts that could take gifts of the file; empty where there is none."""
    homes = homes_of(batch.report)
    drafts = [
        draft
        for draft in (drafts_of(homes, _with_held(GiftList.objects.select_related("province"))) if homes else ())
        if any(may_take(draft, home) for home in homes)
    ]
    return [(draft.code, _choice_words(draft)) for draft in reversed(drafts[-SHOWN_HOMES:])]


def _choice_words(draft):
    decision = _("quyết định %s") % draft.decision_number if draft.decision_number else _("chưa có số quyết định")
    held = _("đã có %s suất") % format_number(draft.held) if draft.held else _("chưa có suất nào")
    return f"{draft.code}: {draft.province}, {decision}, {held}"


def destinations(batch):
    """Of a previewed file: the first lists of its new gifts, and the Others."""
    lines_of = dict(islice(homes_of(batch.report).items(), SHOWN_HOMES))
    report = batch.report
    others = Others(report.get("home_count", 0) - len(lines_of), report.get("new", 0) - sum(lines_of.values()))
    if not lines_of:
        return [], others
    drafts = drafts_for(lines_of, _with_held(GiftList.objects), batch.options)
    rounds = Round.objects.in_bulk({home.round_id for home in lines_of})
    provinces = Province.objects.in_bulk({home.province_id for home in lines_of})
    return [
        Destination(lines, drafts.get(home), provinces[home.province_id], rounds[home.round_id], home.decision_number)
        for home, lines in lines_of.items()
    ], others
