"""Erase who a person is, at request: the records stay for the books, and nobody can tell whose they were.

A record of the person loses its particulars. What the gifts say of their receiver goes with them; an uploaded file that
names the person goes as a whole; other texts lose the name and the numbers.
"""

import json
import os
from collections import defaultdict
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.contrib.messages.storage.session import SessionStorage
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from programmes.actions import audit, imports, notes, paper_batches, rights
from programmes.models import (
    Attachment,
    BankLine,
    Breach,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Feedback,
    Gift,
    GiftList,
    HandoverEvent,
    HandoverOutcome,
    HeadingMemory,
    ImportBatch,
    Issuance,
    Note,
    OfficerSession,
    Recipient,
    RightsRequest,
    SamePersonVerdict,
    SavedView,
    ValueMemory,
    bulk,
)
from programmes.models.base import ERASED
from programmes.models.fields import HASH_BYTES, EncryptedTextField, Unreadable
from programmes.models.kept_files import at_path
from programmes.models.recipients import NUMBERS
from programmes.rules import erasures, reasons
from programmes.rules.eligibility import records_of_person
from programmes.rules.problems import insist
from programmes.rules.same_donor import records_of
from programmes.rules.traces import Traces, keys_of_file, keys_of_text
from programmes.standards.names import fold
from programmes.totals import apply

MESSAGES = SessionStorage.session_key
STAYS = {"province", "same_as"}  # of a person: who lives in a province is nobody, and the records of one stay together


class Near(NamedTuple):
    """What a person is near to: the records, the ids of the lists that hold a gift of theirs, those of the offices."""

    people: list
    lists: list
    offices: set


def _of_lists(near):
    return Q(gift_list__in=near.lists)


def _of_offices(path="office"):
    return lambda near: Q(**{f"{path}__in": near.offices})


def _of_nobody(_near):
    return Q(pk__in=())


def _neighbours(near):
    told = (Q(province=person.province_id, commune=person.commune) for person in near.people)
    return Q.create([_of_nobody(near), *told], connector=Q.OR)


# Texts that may name anybody, and the rows in which a name, which is that of many, is taken for this person's. A number
# counts in every row.
TEXTS = (
    (Gift, ("note", "proxy_name"), _of_lists),
    (HandoverOutcome, ("proxy_name",), lambda near: Q(gift__gift_list__in=near.lists)),
    (GiftList, ("return_reason", "note"), _of_offices()),
    (HandoverEvent, ("title", "place", "delegation", "note", "photo_caption"), _of_offices()),
    (Conflict, ("reason",), _of_offices("gift__gift_list__office")),
    (DonationMove, ("reason",), _of_offices("donation__office")),
    (Correction, ("reason", "proxy_name"), _of_offices("event__office")),
    (Issuance, ("refusal",), _of_offices("gift__gift_list__office")),
    (Recipient, ("address", "without_papers"), _neighbours),
    (DonorJoin, ("reason",), lambda near: Q(first__office__in=near.offices) | Q(second__office__in=near.offices)),
    (SamePersonVerdict, ("reason",), _of_offices("first__office")),
    (ImportBatch, ("filename", "message", "options", "report"), _of_offices()),
    (HeadingMemory, ("heading",), _of_offices()),
    (ValueMemory, ("text", "meaning"), _of_offices()),
    (RightsRequest, ("extension_reason", "answer", "refusal"), _of_offices()),
    (Note, ("text",), _of_offices()),
    (Attachment, ("filename",), _of_offices()),
    (Breach, ("what", "whose", "measures"), lambda _near: Q()),
    (Feedback, ("about_name", "text", "contact", "answer"), lambda _near: Q()),
    (Donor, ("note",), _of_nobody),
    (Donation, ("note",), _of_nobody),
    (BankLine, ("payer", "description", "reason"), _of_nobody),
    (DBTaskResult, ("args_kwargs", "traceback"), lambda _near: Q()),
)


class Read:
    """What texts and files may hold of many people who are erased one after another: each is read once for all of them.

    What is written in the meantime is not among it, so it is made for so many people as are erased within minutes.
    """

    def __init__(self, people):
        wanted = set()
        for person in people:
            wanted |= _traces(list(records_of_person([person.pk]))).keys
        self.rows = {model: self._rows(model, names, wanted) for model, names, _where in TEXTS}
        self.files = {batch.pk: _keys_of_batch(batch, wanted) for batch in ImportBatch.objects.exclude(file="")}

    @staticmethod
    def _rows(model, names, wanted):
        """Key -> ids of the rows in whose texts it stands."""
        found = defaultdict(set)
        for pk, *texts in model._base_manager.order_by().values_list("pk", *names).iterator():
            for key in wanted.intersection(keys_of_text(_told_in(texts))):
                found[key].add(pk)
        return found

    def rows_near(self, traces, model):
        return set().union(*(self.rows[model].get(key, ()) for key in traces.keys))

    def may_name(self, batch, traces):
        """Whether an upload may name the person; one that has come since is looked into."""
        return batch.pk not in self.files or traces.are_near(self.files[batch.pk])


def _told_in(value):
    """All texts and keys of a JSON value, each on a line of its own."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return "\n".join(filter(None, map(_told_in, value)))
    return value if isinstance(value, str) else ""


def _keys_of_batch(batch, wanted):
    told = _told_in([batch.filename, batch.message, batch.options, batch.report])
    found = wanted.intersection(keys_of_text(told))
    for path in _paths(batch):
        if (keys := keys_of_file(path, wanted)) is None:
            return None
        found |= keys
    return found


@transaction.atomic
def erase(recipient, *, reason, by, read=None):
    """Erase the particulars of a person in every record that is found to be of that person; not to be taken back.

    `read` is a Read of all who are erased together.
    """
    _hold_files(ImportBatch.Layout.GIFTS, ImportBatch.Layout.ISSUED)
    held = records_of_person([recipient.pk]).select_for_update(of=("self",)).select_related("office").order_by("pk")
    people = list(held)
    insist(rights.check(by, "erase_recipient", *(person.office for person in people)))
    traces, near = _traces(people), _near(people)
    insist(
        [problem for person in people for problem in erasures.check_erased(person)],
        erasures.check_maker(people, by),
        reasons.check(reason),
        erasures.check_reason(reason, traces),
        erasures.check_gifts(people),
    )
    files = _files(traces, near, _brought(people), read)
    _empty(people, {"likeness": lambda: os.urandom(HASH_BYTES)})
    _empty_gifts(people)
    _clean(people, files, traces, near, reason, by, read)
    recipient.refresh_from_db()
    return recipient


@transaction.atomic
def anonymise(donor, *, reason, by):
    """Erase the particulars of a person who gives; the donations, and reference and sum of their bank lines, stay."""
    _hold_files(*ImportBatch.Layout)
    held = records_of([donor.pk]).select_for_update(of=("self",)).select_related("office").order_by("pk")
    donors = list(held)
    insist(rights.check(by, "erase_donor", *(each.office for each in donors)))
    given = Donation.objects.filter(donor__in=donors)
    lines = BankLine.objects.filter(matches__donation__in=given)
    traces = _traces_of_donor(donors, lines)
    insist(
        erasures.check_is_natural(donors[0]),
        [problem for each in donors for problem in erasures.check_erased(each)],
        erasures.check_maker(donors, by),
        reasons.check(reason),
        erasures.check_reason(reason, traces),
    )
    near = Near([], [], {*(each.office_id for each in donors), *given.values_list("office", flat=True)})
    brought = {
        *(each.batch_id for each in donors),
        *given.values_list("batch", flat=True),
        *lines.values_list("batch", flat=True),
    }
    files = _files(traces, near, brought)
    _empty(donors, {"consented_on": lambda: None})
    given.exclude(note="").update(note="")
    DonorJoin.objects.filter(Q(first__in=donors) | Q(second__in=donors)).update(reason=ERASED)
    BankLine.objects.filter(pk__in=lines.values("pk")).update(payer=ERASED, description=ERASED)
    paper_batches.forget(paper_batches.about({*given.values_list("pk", flat=True)}))
    _clean(donors, files, traces, near, reason, by)
    apply.touch()
    donor.refresh_from_db()
    return donor


def _hold_files(*layouts):
    for layout in sorted(layouts):
        bulk.hold(f"import {layout}")  # no file brings the person back meanwhile


def _traces_of_donor(donors, lines):
    keys = {donor.search_key for donor in donors}
    names = {payer for payer in lines.values_list("payer", flat=True) if fold(payer) in keys}
    names |= {name for donor in donors for name in (donor.name, donor.contact_person)}
    numbers = (number for each in donors for number in (each.tax_code, each.bank_account, each.phone, each.email))
    return Traces(names, {number for number in numbers if not isinstance(number, Unreadable)})


def _clean(records, files, traces, near, reason, by, read=None):
    """Take whoever these records were out of files and texts, and note it of each."""
    for batch in files:
        batch.filename = traces.taken_out_of(batch.filename)
        imports.destroy(batch)
    asked = {"donor__in": records} if isinstance(records[0], Donor) else {"recipient__in": records}
    RightsRequest.objects.filter(**asked).update(asker="", proof="")  # whoever came for them is near to them
    papers = notes.forget_persons(records)
    texts = sum(_take_out(traces, near, read, *where) for where in TEXTS) + _clean_sessions(traces)
    texts += _drop_views(traces, near)
    for record in records:
        audit.note("erase", record, by=by, after={"files": len(files) + papers, "texts": texts}, reason=reason)


def _traces(people):
    issued = Issuance.objects.filter(gift__recipient__in=people).values_list("number", flat=True)
    numbers = [number for person in people for number in attrgetter(*NUMBERS)(person)]
    known = {str(number) for number in (*numbers, *issued) if number and not isinstance(number, Unreadable)}
    return Traces({person.full_name for person in people}, known - {ERASED})


def _near(people):
    lists = dict(GiftList.objects.filter(gifts__recipient__in=people).values_list("pk", "office"))
    return Near(people, list(lists), {*lists.values(), *(person.office_id for person in people)})


def _brought(people):
    """The ids of the uploads that brought these people, their gifts or the answers to them."""
    gifts = Gift.objects.filter(recipient__in=people)
    answers = Issuance.objects.filter(gift__in=gifts)
    found = (person.batch_id for person in people), gifts.values_list("batch", flat=True)
    return {*chain(*found, answers.values_list("batch", flat=True))}


def _files(traces, near, brought, read=None):
    """The uploads of these ids, or that name the person, whose file is still there; none of them is at work."""
    kept = ImportBatch.objects.select_for_update(of=("self",)).exclude(file="").order_by("pk")
    found = [
        one
        for one in kept
        if one.pk in brought
        or ((read is None or read.may_name(one, traces)) and _names(one, traces, by_name=one.office_id in near.offices))
    ]
    insist(erasures.check_files(found))
    return found


def _names(batch, traces, *, by_name):
    told = f"{batch.filename} {batch.message} {batch.options} {batch.report}"
    if traces.stand_in(told, by_name=by_name):
        return True
    return any(traces.may_stand_in_file(path, by_name=by_name) for path in _paths(batch))


def _paths(batch):
    """Those of its files that are there, each for as long as it is looked at."""
    for name in (batch.file.name, batch.faults_name):
        if default_storage.exists(name):
            with at_path(name) as path:
                yield path


def _blank(field):
    """What a column of a person's particulars holds when they are gone."""
    if field.null:
        return None
    is_bytes = field.get_internal_type() == "BinaryField" and not isinstance(field, EncryptedTextField)
    return b"" if is_bytes else ""


def _empty(records, made):
    """Empty the particulars of records of one table; `made` are columns that get a value of their own."""
    model, words = type(records[0]), {type(records[0]).SEARCH_FROM: ERASED, "search_key": fold(ERASED)}
    particulars = {name: _blank(model._meta.get_field(name)) for name in model.Privacy.personal - STAYS}
    for record in records:
        values = {**particulars, **words, **{name: make() for name, make in made.items()}}
        model.objects.filter(pk=record.pk).update(**values, erased_on=timezone.localdate())


def _empty_gifts(people):
    """What was noted of the gifts of the person; the decisions about them stay, without their words."""
    gifts = Gift.objects.filter(recipient__in=people)
    gifts.exclude(note="", proxy_name="").update(note="", proxy_name="", proxy_kin="")
    for told in (HandoverOutcome, Correction):  # whoever came for them is near to them
        told.objects.filter(gift__in=gifts).exclude(proxy_name="").update(proxy_name="", proxy_kin="")
    answers = Issuance.objects.filter(gift__in=gifts)
    answers.update(valid_from=None, valid_to=None)
    answers.exclude(refusal="").update(refusal=ERASED)
    answers.filter(refusal="").update(number=ERASED)
    Conflict.objects.filter(Q(gift__in=gifts) | Q(other__in=gifts)).exclude(reason="").update(reason=ERASED)
    SamePersonVerdict.objects.filter(Q(first__in=people) | Q(second__in=people)).update(reason=ERASED)


def _take_out(traces, near, read, model, names, where_named):
    """Take the name and the numbers out of texts; returns of how many rows."""
    rows, changed = model._base_manager.order_by(), 0
    if read:
        found = read.rows_near(traces, model)
        named = {*rows.filter(where_named(near), pk__in=found).values_list("pk", flat=True)} if found else set()
    else:
        named = {*rows.filter(where_named(near)).values_list("pk", flat=True)}
        found = _numbered(traces, rows, names)
    for row in rows.filter(pk__in=named | found).only("pk", *names):
        told = {name: getattr(row, name) for name in names}
        left = {name: traces.taken_out_of_json(value, by_name=row.pk in named) for name, value in told.items()}
        if left != told:
            fitting = {name: _fitting(model._meta.get_field(name), value) for name, value in left.items()}
            model._base_manager.filter(pk=row.pk).update(**fitting)
            changed += 1
    return changed


def _numbered(traces, rows, names):
    """The ids of the rows in whose texts one of the numbers may stand."""
    # A worksheet eats the zeros before a number.
    numbers = [number.lstrip("0") for number in traces.numbers]
    numbered = [Q(**{f"{name}_text__icontains": number}) for name in names for number in numbers]
    as_text = rows.annotate(**{f"{name}_text": Cast(name, TextField()) for name in names})
    return {*as_text.filter(Q.create(numbered, connector=Q.OR)).values_list("pk", flat=True)} if numbered else set()


def _fitting(field, value):
    """A text that has become longer than its column loses its end."""
    return value[: field.max_length] if isinstance(value, str) and field.max_length else value


def _drop_views(traces, near):
    """Filters that officers of the offices named after the person go, for two of one officer are never named alike."""
    views = SavedView.objects.filter(officer__office__in=near.offices).exclude(name="")
    return sum(view.delete()[0] for view in views if traces.stand_in(view.name))


def _clean_sessions(traces):
    """What pages wanted to tell of the person on the next page; returns to how many officers."""
    changed = 0
    for session in OfficerSession.objects.all():
        told = session.get_decoded()
        left = traces.taken_out_of_json(told)
        if traces.stand_in(str(json.loads(told.get(MESSAGES, "[]")))):
            left.pop(MESSAGES)
        if left != told:
            data = session.get_session_store_class()().encode(left)
            OfficerSession.objects.filter(pk=session.pk).update(session_data=data)
            changed += 1
    return changed
