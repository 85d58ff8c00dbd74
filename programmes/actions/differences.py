"""What the officer does about gifts whose value is not the computed one: look, take the computed, or accept."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from programmes.actions import audit, rights, valuations
from programmes.actions.gift_lists import locked, revalue
from programmes.models import PARTS, Valuation
from programmes.rules import gifts
from programmes.rules.problems import first_of, insist
from programmes.totals import apply


def check_open(gift_list, by):
    """Problems of `by` working on the values of a list: the right, the office, and a draft."""
    right = rights.check(by, "submit_giftlist", gift_list.office)
    yield from first_of(right, gifts.check_list_is_open(gift_list))


def check_settling(gift_list, by):
    """As `check_open`, and there are differences to settle."""
    found = gifts.check_has_differences(gift_list.gifts.differing().count())
    yield from first_of(check_open(gift_list, by), found)


@transaction.atomic
def value(gift_list, *, by):
    """Compute the values of a draft by the rates of today; what is written in its gifts stays."""
    gift_list = locked(gift_list)
    insist(check_open(gift_list, by))
    told = {"revalued": revalue(gift_list)}
    gift_list.save(update_fields=["difference_reason", "updated_at"])
    told |= {"differing": gift_list.gifts.differing().count(), "unvalued": gift_list.gifts.unvalued().count()}
    audit.note("value", gift_list, by=by, after=told)
    return gift_list


@transaction.atomic
def accept(gift_list, *, reason, by):
    """Let the written values stand beside the computed ones, with the reason that the approver will read.

    Who accepts becomes a maker of the list, and so does not approve it.
    """
    gift_list = locked(gift_list)
    insist(check_settling(gift_list, by))
    before = {"entered_by": gift_list.entered_by_id}
    gift_list.difference_reason, gift_list.entered_by = reason, by
    gift_list.save()
    after = {"entered_by": by.pk, **_figures(gift_list.gifts.differing())}
    audit.note("accept_difference", gift_list, by=by, before=before, after=after, reason=reason)
    return gift_list


@transaction.atomic
def take(gift_list, *, by):
    """Put the computed values in place of the written ones; who does so becomes the maker of these gifts."""
    gift_list = locked(gift_list)
    insist(check_settling(gift_list, by))
    differing = gift_list.gifts.differing()
    events = [_event(gift, by) for gift in differing.select_related("valuation").order_by("pk")]
    before, ids = _figures(differing), [pk for pk, _before, _after in events]
    for computed in Valuation.objects.filter(pk__in=differing.order_by().values("valuation").distinct()):
        parts = {name: getattr(computed, name) for name in PARTS}
        differing.filter(valuation=computed).order_by().update(**parts, entered_by=by, updated_at=timezone.now())
    audit.note_many("correct", gift_list.gifts.model, events, by=by)
    audit.note("take_values", gift_list, by=by, before=before, after=_figures(gift_list.gifts.filter(pk__in=ids)))
    apply.gift_lists_changed([gift_list.pk])
    valuations.gifts_changed([gift_list.pk])
    return gift_list


def _event(gift, by):
    before = {"entered_by": gift.entered_by_id, **{name: getattr(gift, name) for name in PARTS}}
    after = {"entered_by": by.pk, **{name: getattr(gift.valuation, name) for name in PARTS}}
    return gift.pk, before, after


def _figures(gifts):
    """How many gifts, and the đồng of each payer."""
    row = gifts.order_by().aggregate(gifts=Count("pk"), **{f"sum_{name}": Sum(name) for name in PARTS})
    return {"gifts": row["gifts"], **{name: row[f"sum_{name}"] or 0 for name in PARTS}}
