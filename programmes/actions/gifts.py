"""Issue, correct and withdraw gifts of a draft list, one at a time; whole files come through actions/imports.py."""

from django.db import transaction

from programmes.actions import audit
from programmes.actions.gift_lists import locked
from programmes.models import Gift
from programmes.rules import gifts
from programmes.rules.problems import insist
from programmes.totals import apply

AUDITED = (
    "gift_list",
    "kind",
    "recipient",
    "quantity",
    "months",
    "starts_on",
    "donor_cost_vnd",
    "state_support_vnd",
    "local_topup_vnd",
)


@transaction.atomic
def issue(gift, *, by):
    """Put one gift on a draft list."""
    gift_list = locked(gift.gift_list)
    gift.round, gift.entered_by = gift_list.round, by
    insist([*gifts.check_list_is_open(gift_list), *gifts.check_gift(gift)])
    gift.full_clean(exclude=["entered_by", "round"])
    gift.validate_constraints()
    gift.save(force_insert=True)
    audit.note("issue", gift, by=by, after=audit.values(gift, AUDITED))
    apply.gift_lists_changed([gift_list.pk])
    return gift


@transaction.atomic
def correct(gift, *, by):
    """Change one gift of a draft list; whoever changes it becomes its maker."""
    stored = Gift.objects.get(pk=gift.pk)
    gift_list = locked(stored.gift_list)
    gift.gift_list, gift.round, gift.entered_by = gift_list, gift_list.round, by
    insist([*gifts.check_list_is_open(gift_list), *gifts.check_gift(gift)])
    gift.full_clean(exclude=["round"])
    gift.validate_constraints()
    gift.save()
    audit.note("correct", gift, by=by, before=audit.values(stored, AUDITED), after=audit.values(gift, AUDITED))
    apply.gift_lists_changed([gift_list.pk])
    return gift


@transaction.atomic
def withdraw(gift, *, by, reason=""):
    """Take one gift off a draft list."""
    gift_list = locked(gift.gift_list)
    insist(gifts.check_list_is_open(gift_list))
    audit.note("withdraw", gift, by=by, before=audit.values(gift, AUDITED), reason=reason)
    gift.delete()
    apply.gift_lists_changed([gift_list.pk])
