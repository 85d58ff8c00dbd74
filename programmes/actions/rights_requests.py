"""Receive, extend, answer and refuse what persons ask about their own data."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from programmes.access.scope import sees_all
from programmes.actions import audit, codes, donors, erasures, handovers, recipients, rights
from programmes.actions.drills import offices_that_saw
from programmes.models import Attachment, Donation, Gift, HandoverEvent, ImportBatch, Note, RightsRequest
from programmes.rules import rights_requests as rules
from programmes.rules import same_donor
from programmes.rules.eligibility import records_of_person
from programmes.rules.problems import first_of, insist
from programmes.rules.versions import as_seen
from programmes.standards.runs import runs_of

RIGHT = "change_rightsrequest"
ERASED_FOR = "Theo yêu cầu %(code)s của chủ thể dữ liệu."
AUDITED = ("office", "code", "kind", "received_on", "channel", "due_on", "state")


class Data(NamedTuple):
    """All that the register holds of one person.

    `people` are the records of a recipient, `gifts` and `donations` theirs with list and event, `batches` the files
    that brought them, `notes` and `papers` what stands beside these records; `seen_by` is [(code of an office, how
    often), ...].
    """

    people: list
    gifts: list
    donations: list
    batches: list
    notes: list
    papers: list
    seen_by: list


def _locked(request):
    return as_seen(RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk), request)


def code_of(number):
    """ "YC-000012"."""
    return f"YC-{number:06}"


@transaction.atomic
def receive(request, *, by):
    """Write a request down; it belongs to the office that keeps the person, and its clock runs from `received_on`."""
    insist(rules.check_request(request))
    request.office, request.entered_by = request.person.office, by
    insist(rights.check(by, "add_rightsrequest", request.office))
    request.due_on, request.state = rules.due_on(request), RightsRequest.State.RECEIVED
    codes.give([request], code_of)
    request.full_clean(exclude=["entered_by"])
    request.save(force_insert=True)
    audit.note("receive_request", request, by=by, after=audit.values(request, AUDITED))
    return request


@transaction.atomic
def extend(request, *, reason, by):
    """Put the answer off, once, and say why; the person is told by the slip."""
    request = _locked(request)
    insist(rights.check(by, RIGHT, request.office), rules.check_extension(request))
    before = audit.values(request, ("due_on",))
    request.due_on, request.extension_reason = rules.put_off(request), reason
    request.extended_at, request.extended_by = timezone.now(), by
    request.save()
    audit.note("extend", request, by=by, before=before, after=audit.values(request, ("due_on",)), reason=reason)
    return request


@transaction.atomic
def answer(request, *, what, by):
    """Do what was asked, as far as the register does it, and keep `what` is told to the person."""
    request = _locked(request)
    insist(rights.check(by, RIGHT, request.office), rules.check_answer(request))
    if request.kind == RightsRequest.Kind.WITHDRAW:
        _withdraw(request, by)
    elif request.kind == RightsRequest.Kind.RESTRICT:
        (donors if request.donor_id else recipients).restrict(request.person, by=by)
    return _close(request, RightsRequest.State.ANSWERED, by, answer=what)


@transaction.atomic
def erase(request, *, what, by):
    """Erase who the person is, and keep `what` is told to them; for who may erase, which nobody does who enters."""
    request = _locked(request)
    right = "erase_donor" if request.donor_id else "erase_recipient"
    insist(rights.check(by, right, request.office), rules.check_erase(request))
    _close(request, RightsRequest.State.ANSWERED, by, answer=what)
    take_out, person = (erasures.anonymise, request.donor) if request.donor_id else (erasures.erase, request.recipient)
    take_out(person, reason=ERASED_FOR % {"code": request.code}, by=by)  # last: it reaches what was just written
    request.refresh_from_db()
    return request


@transaction.atomic
def refuse(request, *, reason, by):
    """Answer that it is not done, and why."""
    request = _locked(request)
    insist(rights.check(by, RIGHT, request.office), rules.check_open(request))
    return _close(request, RightsRequest.State.REFUSED, by, reason, refusal=reason)


def _close(request, state, by, reason="", **said):
    before = audit.values(request, ("state",))
    for name, value in {"state": state, "answered_at": timezone.now(), "answered_by": by, **said}.items():
        setattr(request, name, value)
    request.full_clean()
    request.save()
    verb = "answer_request" if state == RightsRequest.State.ANSWERED else "refuse_request"
    audit.note(verb, request, by=by, before=before, after=audit.values(request, ("state",)), reason=reason)
    return request


def consents_of(request):
    """The consents that stand: the donor who may be named, or the events of a recipient whose photo is shown."""
    if request.donor_id:
        one = request.donor.one
        return [one] if one.consented_on else []
    people = records_of_person([request.recipient_id])
    shown = HandoverEvent.objects.filter(gifts__recipient__in=people, photo_consented_on__isnull=False)
    return list(shown.distinct().order_by("pk"))


def _withdraw(request, by):
    """The public pages lose the name, or the photos, with this transaction."""
    for record in consents_of(request):
        if request.donor_id:
            record.consented_on = None
            donors.correct(record, by=by)
        else:
            handovers.hide_photo(record, by=by)


def check_show(request, by):
    """Problems of `by` printing what the register holds of the person: while the person waits for just that."""
    return first_of(
        rights.check(by, RIGHT, request.office),
        rights.check(by, "view_citizen_number"),
        rules.check_asks_to_see(request),
        () if sees_all(by) else rules.check_own_conclusion(request, by),
    )


@transaction.atomic
def show(request, *, by):
    """The Data of the person, for the sheet that they are given; noted before it is shown."""
    insist(check_show(request, by))
    people, gifts, donations, sources, records = [], [], [], [], []
    if request.recipient_id:
        people = list(records_of_person([request.recipient_id]).select_related("office", "province").order_by("pk"))
        gifts = list(
            Gift.objects.filter(recipient__in=people)
            .select_related("gift_list__office", "round__programme", "event", "issuance")
            .order_by("pk")
        )
        sources = [*people, *gifts]
    else:
        records = same_donor.records_of([request.donor_id])
        donations = list(Donation.objects.filter(donor__in=records).select_related("programme").order_by("pk"))
        sources += [*records, *donations]
    batches = list(ImportBatch.objects.filter(pk__in={record.batch_id for record in sources}).select_related("office"))
    seen_by = offices_that_saw({person.pk for person in people})
    audit.note("show_person", request, by=by, after={"people": runs_of(sorted(person.pk for person in people))})
    beside = [found for found in (people, records, donations) if found]
    written = [note for found in beside for note in Note.objects.of(*found)]
    attached = [paper for found in beside for paper in Attachment.objects.of(*found)]
    return Data(people, gifts, donations, batches, written, attached, seen_by)
