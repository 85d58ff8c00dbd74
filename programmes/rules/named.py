"""Whom a record is about, and whether a text names them: their names as others write them, without marks or title."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q

from programmes.models import (
    BankLine,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Gift,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Recipient,
    RightsRequest,
)
from programmes.rules.eligibility import records_of_person
from programmes.rules.same_donor import records_of
from programmes.rules.traces import Traces, runs_of_words
from programmes.standards.names import fold, without_title

SHORTEST, LONGEST = 2, 8  # words of a name; one word may be anything
_BETWEEN_WORDS = re.compile(r"[\s_.\-]+")
_AROUND = " ,;:!?()[]{}<>/\"'“”‘’…"


# Table -> (the people who receive, those who give) that a record is about; None where there are none.
_ABOUT = {
    Recipient: lambda record: (records_of_person([record.pk]), None),
    Gift: lambda record: (records_of_person([record.recipient_id]), None),
    Issuance: lambda record: (records_of_person([record.gift.recipient_id]), None),
    Conflict: lambda record: (records_of_person([record.gift.recipient_id]), None),
    RightsRequest: lambda record: (records_of_person([record.recipient_id]), records_of([record.donor_id])),
    Donor: lambda record: (None, records_of([record.pk])),
    DonorJoin: lambda record: (None, records_of([record.first_id, record.second_id])),
    Donation: lambda record: (None, records_of([record.donor_id])),
    DonationMove: lambda record: (None, records_of([record.donor_id, record.donor_before_id])),
    BankLine: lambda record: (None, Donor.objects.filter(donations__bank_matches__line=record.pk)),
    GiftList: lambda record: (Recipient.objects.filter(gifts__gift_list=record.pk), None),
    HandoverEvent: lambda record: (Recipient.objects.filter(gifts__gift_list__handover_lines__event=record.pk), None),
    Correction: lambda record: (
        Recipient.objects.filter(Q(gifts__event__in=[record.event_id]) | Q(gifts__in=[record.gift_id])),
        Donor.objects.filter(donations__in=[record.donation_id]),
    ),
    ImportBatch: lambda record: (
        Recipient.objects.filter(Q(batch=record.pk) | Q(gifts__batch=record.pk)),
        Donor.objects.filter(Q(batch=record.pk) | Q(donations__batch=record.pk)),
    ),
}
OF_MANY = (GiftList, HandoverEvent, ImportBatch)  # whoever writes of them may not know the names


def names_in(text, record):
    """The names, as a search knows them, of people whom `record` is about and the text names; three statements."""
    tell = _ABOUT.get(type(record))
    said = _names_said(text) if tell else set()
    if not said:
        return set()
    receivers, givers = tell(record)
    found = set()
    if receivers is not None:
        found |= set(receivers.filter(search_key__in=said).values_list("search_key", flat=True))
    if givers is not None:
        known = givers.filter(kind__in=Donor.PERSONS).values_list("name", "contact_person")
        found |= said & {fold(_plain(name)) for names in known for name in names if name}
    return found


def without(names, text):
    """The text with a sign in place of these names."""
    return Traces(names, ()).taken_out_of(text, mark="•••")


def _names_said(text):
    """All that may be a name: each run of so many words of the text."""
    words = [word.strip(_AROUND) for word in _BETWEEN_WORDS.split(fold(text))]
    return set(runs_of_words([word for word in words if word], SHORTEST, LONGEST))


def _plain(name):
    try:
        return without_title(name)
    except ValidationError:
        return name
