"""The drill after a breach: whose data an account has seen between two days, from what the audit trail noted."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit, rights
from programmes.actions.visits import PERSON_OF
from programmes.models import AuditEvent, Gift, Officer, Recipient
from programmes.rules.problems import Problem, first_of, insist
from programmes.standards.names import initials
from programmes.standards.runs import numbers_in

RIGHT = "view_auditevent"
FILES = {"preview", "import"}  # whoever reads a file into the books has seen its people
AT_ONCE = 5_000


class Seen(NamedTuple):
    """A person whose data was seen: id of the record, initials, office; first and last day, how often, which acts."""

    pk: int
    name: str
    office: str
    first: object
    last: object
    times: int
    verbs: tuple


def check(by):
    """Problems of `by` asking: whoever reads the trail of the whole country."""
    return first_of(rights.check(by, RIGHT), rights.check_headquarters(by))


@transaction.atomic
def who_was_seen(username, first, last, *, by):
    """[Seen, ...] by id, of the days `first` to `last`; the question is noted. `by` is None on the command line."""
    if by:
        insist(check(by))
    insist(_check(username, first, last))
    acts = defaultdict(dict)
    events = AuditEvent.objects.filter(actor=username, at__date__gte=first, at__date__lte=last).order_by("pk")
    for event in events.iterator(AT_ONCE):
        for pk in _people_in(event):
            acts[pk].setdefault(event.verb, []).append(event.at)
    found = _named(acts)
    told = {"from": audit.plain(first), "to": audit.plain(last), "records": len(found)}
    audit.note("who_was_seen", _account(username), by=by, after=told)
    return found


def _check(username, first, last):
    acted = AuditEvent.objects.filter(actor=username)
    if not (acted.exists() or Officer.objects.filter(username=username).exists()):
        message = _("Không có tài khoản “%s” và nhật ký không có việc nào của tên này; hãy ghi đúng tên đăng nhập.")
        yield Problem("username", "account_unknown", message % username)
    if first > last:
        yield Problem("last", "days_reversed", _("Ngày đầu phải trước hoặc trùng ngày cuối; hãy đổi lại hai ngày."))


def _account(username):
    return Officer.objects.filter(username=username).first() or Officer


def _people_in(event):
    """Ids of the people that an event shows to who did it."""
    for values in (event.before, event.after):
        yield from numbers_in(values.get("people", []))
        if isinstance(values.get("recipient"), int):
            yield values["recipient"]
    if not event.target_id.isdecimal():
        return
    target = int(event.target_id)
    if event.target_type == "importbatch" and event.verb in FILES:
        of_file = Gift.objects.filter(batch=target, recipient__isnull=False)
        yield from of_file.values_list("recipient", flat=True).distinct().order_by()
        yield from Recipient.objects.filter(batch=target).values_list("pk", flat=True).order_by()
    elif event.target_type == "recipient":
        yield target
    elif path := _PATHS.get(event.target_type):
        yield from path[0]._base_manager.filter(pk=target).exclude(**{path[1]: None}).values_list(path[1], flat=True)


_PATHS = {model._meta.model_name: (model, path) for model, path in PERSON_OF.items() if model is not Recipient}


def offices_that_saw(people):
    """[(code of an office, how often it saw one of these people), ...] by the trail, for themselves; no officer."""
    found = Counter()
    for event in AuditEvent.objects.filter(_may_tell_of(people)).order_by().iterator(AT_ONCE):
        if not people.isdisjoint(_people_in(event)):
            found[event.office_code] += 1
    return sorted(found.items())


def _may_tell_of(people):
    """The events among which are all that `_people_in` finds one of these people in."""
    ids = {name: model._base_manager.filter(**{f"{path}__in": people}) for name, (model, path) in _PATHS.items()}
    targets = {name: {*found.values_list("pk", flat=True)} for name, found in ids.items()} | {"recipient": people}
    sources = Recipient.objects.filter(pk__in=people), Gift.objects.filter(recipient__in=people)
    targets["importbatch"] = {pk for found in sources for pk in found.values_list("batch", flat=True) if pk}
    told = Q(before__has_key="people") | Q(after__has_key="people")
    told |= Q(before__recipient__in=people) | Q(after__recipient__in=people)
    for name, found in targets.items():
        told |= Q(target_type=name, target_id__in={str(pk) for pk in found})
    return told


def _named(acts):
    """A record that is gone since keeps its number."""
    ids, people = sorted(acts), {}
    for start in range(0, len(ids), AT_ONCE):
        rows = Recipient.objects.filter(pk__in=ids[start : start + AT_ONCE])
        people |= {pk: told for pk, *told in rows.values_list("pk", "full_name", "office__name")}
    found = []
    for pk in ids:
        name, office = people.get(pk, ("", ""))
        times = sorted(at for ats in acts[pk].values() for at in ats)
        days = localdate(times[0]), localdate(times[-1])
        found.append(Seen(pk, initials(name), office, *days, len(times), tuple(sorted(acts[pk]))))
    return found
