"""Ask about citizen numbers across all offices: what is asked is noted and counted before it is answered."""

from django.db import transaction
from django.db.models.expressions import RawSQL

from programmes.access.scope import sees_all
from programmes.actions import audit, rights
from programmes.models import Recipient, bulk
from programmes.rules import identity, look_ups
from programmes.rules.problems import insist
from programmes.standards.runs import runs_of


def _hold(by):
    bulk.hold(f"look_up {by.pk}")  # two windows of one officer share one day's count


def _admit(numbers, by):
    _hold(by)
    insist(look_ups.check_look_up(by, len(numbers)))


def _note(verb, counts, people, by):
    """Note a question, and of whom its answer tells, for the drill; whether of anybody. `people` are records."""
    ids = people.order_by("pk").values_list("pk", flat=True)
    found = {"people": runs} if (runs := runs_of(ids)) else {}
    audit.note(verb, Recipient, by=by, after={**counts, **found})
    return bool(found)


@transaction.atomic
def ask(numbers, *, by):
    """{number: [Received, ...]} for checked numbers, in their order."""
    numbers = list(dict.fromkeys(numbers))
    insist(rights.check(by, "look_up_recipient"))
    _admit(numbers, by)
    keys = {number: identity.citizen_hash(number) for number in numbers}
    found = look_ups.received(keys.values(), by.office_id)
    told = Recipient.objects.filter(citizen_hash__in=[key for key, gifts in found.items() if gifts])
    _note("look_up", {"numbers": len(numbers)}, told, by)
    return {number: found[key] for number, key in keys.items()}


@transaction.atomic
def is_known(number, *, by, besides=None):
    """Whether a record other than `besides` has this number, in whatever office; counts as one look-up."""
    insist(rights.check(by, "look_up_recipient"))
    _admit([number], by)
    return _note("look_up", {"numbers": 1}, _others(number, besides), by)


@transaction.atomic
def bars_entry(number, *, by, besides=None):
    """As `is_known` when the day's numbers are spent: whoever is new is entered all the same, anybody else is not.

    The office is not told why; headquarters is.
    """
    insist(rights.check(by, "look_up_recipient"))
    others = _others(number, besides)
    is_barred = others.exists()
    if is_barred:
        _note("ask_burst", {"numbers": 1}, others, by)
    return is_barred


def _others(number, besides):
    return Recipient.objects.filter(citizen_hash=identity.citizen_hash(number)).exclude(pk=besides)


@transaction.atomic
def tell(keys, *, by, counted=True):
    """The keys of numbers of a file of which this officer may be told what other offices hold; None where of all.

    A number that the own office does not hold counts once a day, before anything is told of it. When the day's numbers
    are spent the file goes on, and of the rest nothing is told. A dry run writes nothing, so it is not `counted`: it is
    told what is left.
    """
    insist(rights.check_import(by, "gifts"))
    if sees_all(by):
        return None
    _hold(by)
    strangers, marks = _without_own(by, list(keys)), look_ups.marks_of_today(by)
    known = {key for key in strangers if marks and look_ups.mark(key, by) in marks}
    fresh = [key for key in strangers if key not in known]
    told = fresh[: max(look_ups.NUMBERS_A_DAY - look_ups.asked_today(by), 0)]
    if fresh and counted:
        counts = {"numbers": len(told), "unanswered": len(fresh) - len(told)}
        answered = Recipient.objects.filter(citizen_hash__in=told)
        _note("look_up", {**counts, "marks": [look_ups.mark(key, by) for key in told]}, answered, by)
    return known.union(told)


def _without_own(by, keys):
    """Those of the keys that no record of the own office has, in their order."""
    with bulk.keys_table(keys):
        held = Recipient.objects.filter(office=by.office_id, citizen_hash__in=RawSQL("SELECT key FROM wanted", ()))
        own = {bytes(key) for key in held.values_list("citizen_hash", flat=True).order_by()}
    return [key for key in keys if key not in own]


def note_elsewhere(count, withheld, *, by):
    """Headquarters is told of many numbers that other offices know otherwise than a file, or of any not answered."""
    insist(rights.check_import(by, "gifts"))
    if withheld or count >= look_ups.BURST:
        audit.note("ask_burst", Recipient, by=by, after={"numbers": count})
