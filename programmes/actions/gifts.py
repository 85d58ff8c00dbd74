"""Issue, correct and withdraw gifts of a draft list; whole files come through gift_files.py."""

from django.db import transaction

from programmes.actions import audit, eligibility, recipients, rights, valuations
from programmes.actions.gift_lists import locked
from programmes.models import PARTS, Gift
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
    "household_order",
    *PARTS,
    "entered_by",
)
NOT_CLEANED = {"gift_list", "round", "recipient", "batch", "entered_by"}


def _changed(gift_list):
    apply.gift_lists_changed([gift_list.pk])
    valuations.gifts_changed([gift_list.pk])


@transaction.atomic
def issue(gift, *, by):
    """Put one gift on a draft list."""
    gift_list = locked(gift.gift_list)
    gift.round, gift.entered_by = gift_list.round, by
    insist(rights.check(by, "add_gift", gift_list.office))
    insist([*gifts.check_list_is_open(gift_list), *gifts.check_gift(gift)])
    gift.full_clean(exclude=["entered_by", "round"])
    gift.validate_constraints()
    valuations.attach([gift], gift_list.province_id)
    gift.save(force_insert=True)
    audit.note("issue", gift, by=by, after=audit.values(gift, AUDITED))
    _changed(gift_list)
    return gift


@transaction.atomic
def issue_many(gift_list, many, *, by):
    """Put many gifts on a draft list at once; recipients who are not known yet are registered with them."""
    gift_list = locked(gift_list)
    insist(rights.check(by, "add_gift", gift_list.office), gifts.check_list_is_open(gift_list))
    new = {id(gift.recipient): gift.recipient for gift in many if gift.recipient_id is None and gift.recipient}
    recipients.register_many(list(new.values()), by=by)
    for gift in many:
        gift.gift_list, gift.round, gift.entered_by = gift_list, gift_list.round, by
        if gift.recipient_id is None:
            gift.recipient = gift.recipient  # its number is known only now
        insist(gifts.check_gift(gift))
        gift.clean_fields(exclude=NOT_CLEANED)
    valuations.attach(many, gift_list.province_id)
    Gift.objects.bulk_create(many, batch_size=500)
    audit.note("issue_many", gift_list, by=by, after={"gifts": len(many), "recipients": len(new)})
    _changed(gift_list)
    return many


@transaction.atomic
def correct(gift, *, by):
    """Change one gift of a draft list; whoever changes it becomes its maker."""
    gift_list = locked(Gift.objects.select_related("gift_list").get(pk=gift.pk).gift_list)
    stored = Gift.objects.get(pk=gift.pk)  # only now: until the list was held a colleague could correct it too
    gift.gift_list, gift.round, gift.entered_by = gift_list, gift_list.round, by
    insist(rights.check(by, "change_gift", gift_list.office))
    insist([*gifts.check_list_is_open(gift_list), *gifts.check_gift(gift)])
    gift.full_clean(exclude=["round"])
    gift.validate_constraints()
    valuations.attach([gift], gift_list.province_id)
    gift.save()
    audit.note("correct", gift, by=by, before=audit.values(stored, AUDITED), after=audit.values(gift, AUDITED))
    _changed(gift_list)
    return gift


@transaction.atomic
def withdraw(gift, *, by):
    """Take one gift off a draft list."""
    gift_list = locked(gift.gift_list)
    insist(rights.check(by, "delete_gift", gift_list.office), gifts.check_list_is_open(gift_list))
    audit.note("withdraw", gift, by=by, before=audit.values(gift, AUDITED))
    eligibility.forget([gift])
    gift.delete()
    _changed(gift_list)
