"""Ask about a citizen number across all offices: each asking is noted and counted before it is answered."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import Recipient, bulk
from programmes.rules import identity, look_ups
from programmes.rules.problems import insist


def _note(numbers, by):
    bulk.hold(f"look_up {by.pk}")  # two windows of one officer share one day's count
    insist(look_ups.check_look_up(by, len(numbers)))
    audit.note("look_up", Recipient, by=by, after={"numbers": len(numbers)})


@transaction.atomic
def ask(numbers, *, by):
    """{number: [Received, ...]} for checked numbers, in their order."""
    numbers = list(dict.fromkeys(numbers))
    insist(rights.check(by, "look_up_recipient"))
    _note(numbers, by)
    keys = {number: identity.citizen_hash(number) for number in numbers}
    found = look_ups.received(keys.values(), by.office_id)
    return {number: found[key] for number, key in keys.items()}


@transaction.atomic
def is_known(number, *, by, besides=None):
    """Whether a record other than `besides` has this number, in whatever office; counts as one look-up."""
    insist(rights.check(by, "look_up_recipient"))
    _note([number], by)
    others = Recipient.objects.filter(citizen_hash=identity.citizen_hash(number)).exclude(pk=besides)
    return others.exists()
