"""Register and correct donors; use the data of a person who gives no further."""

from django.db import transaction

from programmes.actions import audit, codes, donor_joins, notes, rights
from programmes.models import Donor, Office, bulk
from programmes.rules import erasures, same_donor
from programmes.rules.problems import first_of, insist
from programmes.rules.programmes import check_withdrawal as check_nothing_hangs
from programmes.rules.rights_requests import check_is_person, check_lift, check_restrict
from programmes.rules.versions import as_seen
from programmes.standards.dates import today_in_vietnam
from programmes.standards.names import fold
from programmes.totals import apply

AUDITED = ("office", "code", "kind", "consented_on", "parent")


@transaction.atomic
def register(donor, *, by):
    """Enter a new donor; without a code it gets one from its number."""
    rights.admit(donor, by)
    given_code, donor.code = donor.code, donor.code or f"moi-{by.pk}"
    donor.full_clean(exclude=["entered_by"])
    donor.save(force_insert=True)
    if not given_code:
        donor.code = code_of(donor.pk)
        donor.save(update_fields=["code"])
    audit.note("register", donor, by=by, after=audit.values(donor, AUDITED) | _alike(donor))
    return donor


def _alike(donor):
    """Donors who were told to be like this one, which was stored all the same."""
    found = same_donor.alike(donor)
    return {"alike": [one.donor.pk for one in found]} if found else {}


def register_with(batch, donors, *, by):
    """Enter the new donors whom a file of other records names, as `register`; statements do not grow with them."""
    if not donors:
        return
    offices = Office.objects.in_bulk({donor.office_id for donor in donors})
    insist(rights.check(by, "add_donor", *offices.values()))
    for donor in donors:
        donor.batch, donor.entered_by, donor.search_key = batch, by, fold(donor.name)
    codes.give(donors, code_of)
    bulk.insert(donors)
    audit.note_many("register", Donor, ((donor.pk, {}, audit.values(donor, AUDITED)) for donor in donors), by=by)


def code_of(number):
    """ "NHT-000012", of a donor who was given no other."""
    return f"NHT-{number:06}"


@transaction.atomic
def reveal(donor, *, reason, by):
    """Show telephone and bank account of a donor to who says why; noted before it is shown."""
    insist(rights.check(by, "view_citizen_number", donor.office))
    audit.note("reveal", donor, by=by, reason=reason)


@transaction.atomic
def correct(donor, *, by):
    """Store changed details of a donor."""
    stored = Donor.objects.select_for_update(of=("self",)).get(pk=donor.pk)
    insist(rights.check(by, "change_donor", stored.office, donor.office), erasures.check_erased(stored))
    insist(same_donor.check_own_words(stored, same_donor.changed_of(donor, stored)))
    before = audit.values(stored, AUDITED)
    donor.full_clean()
    donor.save()
    donor_joins.tell_all(donor)
    audit.note("correct", donor, by=by, before=before, after=audit.values(donor, AUDITED))
    apply.touch()
    return donor


def check_withdrawal(donor, by):
    """Problems of `by` withdrawing a donor."""
    return first_of(rights.check(by, "change_donor", donor.office), check_nothing_hangs(donor))


@transaction.atomic
def withdraw(donor, *, reason, by):
    """Remove a donor entered twice or by mistake, while nothing hangs on the record; the audit trail keeps it.

    What is written and attached beside a single person goes too: nobody could erase it later.
    """
    donor = as_seen(Donor.objects.select_for_update(of=("self",)).get(pk=donor.pk), donor)
    insist(check_withdrawal(donor, by))
    audit.note("withdraw_record", donor, by=by, before=audit.values(donor, AUDITED), reason=reason)
    if donor.kind in Donor.PERSONS:
        notes.forget_persons([donor])
    apply.donors_joined([donor.pk])  # of donations that went, cells of zeros are left
    donor.delete()


@transaction.atomic
def restrict(donor, *, by):
    """Use the data of a person who gives no further; what was given stays in the books, without the name in public."""
    insist(rights.check(by, "change_rightsrequest", donor.office), check_is_person(donor), check_restrict(donor))
    return _restrict(donor, today_in_vietnam(), "restrict", by)


@transaction.atomic
def lift(donor, *, reason, by):
    """Use the data again: the person has agreed, or what was contested is settled."""
    insist(rights.check(by, "change_rightsrequest", donor.office), check_lift(donor))
    return _restrict(donor, None, "lift_restriction", by, reason)


def _restrict(donor, day, verb, by, reason=""):
    """Of the person, so at every record of the donor."""
    stored = as_seen(Donor.objects.select_for_update(of=("self",)).get(pk=donor.pk), donor)
    stored.restricted_on = day
    stored.save(update_fields=["restricted_on", "updated_at"])
    for other in same_donor.records_of([stored.pk]).exclude(pk=stored.pk).exclude(restricted_on=day):
        Donor.objects.filter(pk=other.pk).update(restricted_on=day)
        audit.note(verb, other, by=by, reason=reason)
    audit.note(verb, stored, by=by, reason=reason)
    apply.touch()
    return stored
