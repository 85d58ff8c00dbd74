"""Register and correct donors."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import Donor
from programmes.rules.problems import insist
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
        donor.code = f"NHT-{donor.pk:06}"
        donor.save(update_fields=["code"])
    audit.note("register", donor, by=by, after=audit.values(donor, AUDITED))
    return donor


@transaction.atomic
def correct(donor, *, by):
    """Store changed details of a donor."""
    stored = Donor.objects.select_for_update(of=("self",)).get(pk=donor.pk)
    insist(rights.check(by, "change_donor", stored.office, donor.office))
    before = audit.values(stored, AUDITED)
    donor.full_clean()
    donor.save()
    audit.note("correct", donor, by=by, before=before, after=audit.values(donor, AUDITED))
    apply.touch()
    return donor
