"""Register and correct recipients. The audit tells that and by whom, never the identity itself."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, rights
from programmes.models import Recipient
from programmes.models.base import particulars
from programmes.rules import erasures, identity
from programmes.rules.eligibility import records_of_person
from programmes.rules.problems import insist
from programmes.rules.rights_requests import check_lift, check_restrict
from programmes.rules.versions import as_seen
from programmes.standards.dates import today_in_vietnam
from programmes.standards.names import fold
from programmes.standards.runs import runs_of

PERSONAL = sorted(field.name for field in particulars(Recipient))


def _prepare(recipient):
    insist(identity.check_recipient(recipient))
    recipient.citizen_hash = identity.number_key(recipient)
    recipient.likeness = identity.likeness(
        fold(recipient.full_name), recipient.birth_date, recipient.province_id, recipient.commune
    )


@transaction.atomic
def register(recipient, *, by):
    """Enter a person who is not known yet."""
    rights.admit(recipient, by)
    _prepare(recipient)
    recipient.full_clean(exclude=["entered_by"])
    recipient.save(force_insert=True)
    audit.note("register", recipient, by=by)
    return recipient


@transaction.atomic
def register_many(recipients, *, by):
    """Enter many persons who are not known yet; each must name its office. The caller notes them in the audit."""
    insist(rights.check(by, "add_recipient", *{recipient.office for recipient in recipients}))
    for recipient in recipients:
        recipient.entered_by = by
        _prepare(recipient)
        recipient.clean_fields(exclude={"entered_by", "office", "province"})
        recipient.search_key = fold(recipient.full_name)
    return Recipient.objects.bulk_create(recipients, batch_size=500)


@transaction.atomic
def correct(recipient, *, by):
    """Store changed details; the audit names the changed fields, not their contents."""
    stored = Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    insist(rights.check(by, "change_recipient", stored.office, recipient.office))
    insist(erasures.check_erased(stored), identity.check_correction(stored, recipient))
    _prepare(recipient)
    recipient.full_clean()
    recipient.save()
    changed = [name for name in PERSONAL if getattr(stored, name) != getattr(recipient, name)]
    audit.note("correct", recipient, by=by, after={"fields": changed})
    return recipient


@transaction.atomic
def reveal(recipient, *, reason, by):
    """Show the NUMBERS of a person to who says why; noted before it is shown."""
    insist(rights.check(by, "view_citizen_number", recipient.office))
    audit.note("reveal", recipient, by=by, reason=reason)


@transaction.atomic
def restrict(recipient, *, by):
    """Use the data of a person no further, in all records of them, whichever office keeps these."""
    insist(rights.check(by, "change_rightsrequest", recipient.office), check_restrict(recipient))
    return _restrict(recipient, today_in_vietnam(), "restrict", by)


@transaction.atomic
def lift(recipient, *, reason, by):
    """Use the data again: the person has agreed, or what was contested is settled."""
    insist(rights.check(by, "change_rightsrequest", recipient.office), check_lift(recipient))
    return _restrict(recipient, None, "lift_restriction", by, reason)


def _restrict(recipient, day, verb, by, reason=""):
    people = records_of_person([recipient.pk]).select_for_update(of=("self",)).order_by("pk").in_bulk()
    as_seen(people[recipient.pk], recipient)
    found = sorted(people)
    said = {"restricted_on": day, "restricted_by_conclusion": False}
    Recipient.objects.filter(pk__in=found).update(**said, updated_at=timezone.now())
    audit.note(verb, recipient, by=by, after={"people": runs_of(found)}, reason=reason)
    recipient.refresh_from_db()
    return recipient
