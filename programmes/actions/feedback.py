"""Receive what visitors ask and tell, give it to an office, answer it, set it aside. The trail keeps no word of it."""

from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, codes, rights
from programmes.models import Feedback, bulk
from programmes.rules import feedback as rules
from programmes.rules import public_texts
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen
from programmes.standards.dates import start_of_day

RIGHT = "change_feedback"
VISITOR = "khách trên cổng"
AUDITED = ("code", "kind", "about", "due_on", "office", "state")
State = Feedback.State


def _locked(record):
    return as_seen(Feedback.objects.select_for_update(of=("self",)).get(pk=record.pk), record)


def code_of(number):
    """ "PA-000012"."""
    return f"PA-{number:06}"


@transaction.atomic
def receive(record, *, nonce):
    """Keep what a visitor has sent by the form of this nonce; returns the record that is kept and its receipt code.

    Nobody is asked for a right. One form is kept once: whoever presses twice gets the receipt of the first time.
    """
    record.text, record.contact = rules.as_kept(record.text), rules.as_kept(record.contact)
    insist(rules.check_sent(record))
    bulk.hold("feedback")
    code = rules.code_of(nonce)
    if stored := rules.sent_with(code):
        insist(rules.check_sent_again(stored, record))
        return stored, code
    now = timezone.now()
    today = Feedback.objects.filter(received_at__gte=start_of_day(timezone.localtime(now)))
    insist(rules.check_room(today.count()))
    record.code_hash, record.state = rules.hash_of(code), State.RECEIVED
    record.received_at, record.due_on = now, rules.due_on(now)
    codes.give([record], code_of)
    record.full_clean()
    record.save(force_insert=True)
    by = SimpleNamespace(username=VISITOR, office=record.office)
    audit.note("receive_feedback", record, by=by, after=audit.values(record, AUDITED))
    return record, code


@transaction.atomic
def assign(record, *, office, by):
    """Give it to the office that is to answer; its day stays."""
    record = _locked(record)
    insist(rights.check(by, RIGHT, record.office), rules.check_open(record), rules.check_assignment(record, office))
    return _change("assign_feedback", record, by, office=office, state=State.HANDLED)


@transaction.atomic
def answer(record, *, answer, by):
    """Answer what waits; the visitor reads it by the receipt code."""
    record = _locked(record)
    insist(rights.check(by, RIGHT, record.office), rules.check_open(record))
    return _answered("answer_feedback", record, answer, by, closed_at=timezone.now())


@transaction.atomic
def correct_answer(record, *, answer, by):
    """Put another answer in the place of the one that was given; when it was answered first stays."""
    record = _locked(record)
    insist(rights.check(by, RIGHT, record.office), rules.check_answered(record))
    return _answered("correct_answer", record, answer, by)


def _answered(verb, record, answer, by, **more):
    record.answer = rules.as_kept(answer)
    problems = public_texts.settle(record, {"answer"})
    insist(rules.check_answer(record.answer), problems)
    return _change(verb, record, by, state=State.ANSWERED, answer=record.answer, closed_by=by, **more)


@transaction.atomic
def set_aside(record, *, aside_as, reason, by):
    """Leave it without an answer, on a ground that the visitor is told; why just this one, the trail keeps."""
    record = _locked(record)
    insist(rights.check(by, RIGHT, record.office), rules.check_open(record))
    closed = {"state": State.ASIDE, "aside_as": aside_as, "closed_at": timezone.now(), "closed_by": by}
    return _change("set_feedback_aside", record, by, reason, **closed)


@transaction.atomic
def take_up(record, *, reason, by):
    """Handle after all what was set aside; its day stays."""
    record = _locked(record)
    insist(rights.check(by, RIGHT, record.office), rules.check_aside(record))
    opened = {"state": State.HANDLED, "aside_as": "", "closed_at": None, "closed_by": None}
    return _change("take_feedback_up", record, by, reason, **opened)


@transaction.atomic
def reveal(record, *, reason, by):
    """Note who sees how the visitor may be reached, and why."""
    insist(rights.check(by, "view_citizen_number", record.office), rights.check(by, RIGHT, record.office))
    audit.note("reveal_contact", record, by=by, reason=reason)


def _change(verb, record, by, reason="", **said):
    names = [name for name in said if name != "answer"]
    before = audit.values(record, names)
    for name, value in said.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    audit.note(verb, record, by=by, before=before, after=audit.values(record, names), reason=reason)
    return record
