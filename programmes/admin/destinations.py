"""On which lists the new gifts of a previewed file go, as the books stand when its page is opened."""

from typing import NamedTuple

from django.db.models import OuterRef

from programmes.models import GiftList, GiftListTotal, Province, Round
from programmes.models.sums import sum_of
from programmes.rules.gifts import ListKey, newest_drafts


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


def destinations(report):
    """Of the report of a preview: the first lists of its new gifts, and the Others."""
    lines_of = {ListKey(*home): lines for *home, lines in report.get("homes", ())}
    others = Others(report.get("home_count", 0) - len(lines_of), report.get("new", 0) - sum(lines_of.values()))
    if not lines_of:
        return [], others
    held = sum_of(GiftListTotal.objects, "quantity", gift_list=OuterRef("pk"))
    drafts = newest_drafts(lines_of, GiftList.objects.annotate(held=held))
    rounds = Round.objects.in_bulk({home.round_id for home in lines_of})
    provinces = Province.objects.in_bulk({home.province_id for home in lines_of})
    return [
        Destination(lines, drafts.get(home), provinces[home.province_id], rounds[home.round_id], home.decision_number)
        for home, lines in lines_of.items()
    ], others
