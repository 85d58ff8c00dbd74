"""Propose the people whose cards end soon again: one new draft list with the months that follow, in one act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import audit, gift_lists, gifts, rights
from programmes.models import GiftList
from programmes.rules import renewals
from programmes.rules.problems import Problem, insist


def outlook(round_, province, month, *, by):
    """(new gifts, reason -> how many are left out) of the cards that end with `month` there, in the officer's scope."""
    cards = visible_to(by, renewals.ending_in([month]))
    return renewals.proposed_again(cards.filter(gift_list__province=province), round_, province)


@transaction.atomic
def draw_up_next(round_, province, month, *, by):
    """A draft list of the officer's own office with the next card of each; refuses where nobody is left to propose."""
    insist(rights.check(by, "add_giftlist", by.office))
    new, left_out = outlook(round_, province, month, by=by)
    insist([] if new else [Problem("", "nobody_to_propose", _("Không còn ai để đề nghị tiếp; xem lý do bên dưới."))])
    gift_list = gift_lists.draw_up(GiftList(round=round_, office=by.office, province=province), by=by)
    gifts.issue_many(gift_list, new, by=by)
    told = {"month": month.isoformat(), "gifts": len(new), "left_out": sum(left_out.values())}
    audit.note("draw_up_next", gift_list, by=by, after=told)
    return gift_list
