"""Remind whoever decides that something waits: once a day of each thing, by whoever waits. It changes nothing."""

from django.db import transaction

from programmes.access.scope import may_work_for
from programmes.actions import audit, proposals, rights
from programmes.models import Correction, DonationMove, DonorJoin, GiftList
from programmes.rules import periods, reminders
from programmes.rules.problems import first_of, insist

# Who puts such a record forward waits for it.
RIGHTS = {
    GiftList: "submit_giftlist",
    Correction: "add_correction",
    DonationMove: "reverse_donation",
    DonorJoin: "add_donorjoin",
}


@transaction.atomic
def remind(record, *, by):
    """Tell it on the front page and in the daily mail of those whose turn it is; the trail says who reminded."""
    record = proposals.held(record)
    insist(check(record, by))
    audit.note("remind", record, by=by)
    return record


def check(record, by):
    """Problems of `by` reminding of a record, of which one office at least is the own."""
    offices = _offices(record)
    own = [office for office in offices if may_work_for(by, office)]
    return first_of(rights.check(by, RIGHTS[type(record)], *own or offices), reminders.check(record))


def _offices(record):
    if isinstance(record, DonorJoin):
        return [record.first.office, record.second.office]
    if isinstance(record, Correction):
        return [periods.office_of(record)]
    return [record.donation.office if isinstance(record, DonationMove) else record.office]
