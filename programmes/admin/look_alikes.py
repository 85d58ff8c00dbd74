"""Records of donors beside one on a page, as the officer may see them: who is like it, who is the same."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for, sees_all
from programmes.models import Donation, Donor

SOMEBODY = _("một cá nhân")


class Told(NamedTuple):
    """One record. Of another office's there is no address, "" for `url` and `code`, None for `pk`, and of its single
    persons no name.
    """

    pk: int | None
    name: str
    code: str
    url: str
    office: str
    ways: str
    last_on: date | None


def is_named_to(donor, officer):
    """Whether the officer may know who it is: single persons are known to who works for their office."""
    return may_work_for(officer, donor.office) or donor.kind not in Donor.PERSONS


def named_to(officer):
    """The same as a condition over donors."""
    return Q() if sees_all(officer) else Q(office=officer.office_id) | ~Q(kind__in=Donor.PERSONS)


def told(donor, officer, ways="", last_on=None):
    """A record; of one that is like another in which `ways`, and when it gave last."""
    is_own, is_named = may_work_for(officer, donor.office), is_named_to(donor, officer)
    return Told(
        pk=donor.pk if is_own else None,
        name=donor.name if is_named else SOMEBODY,
        code=donor.code if is_own else "",
        url=reverse("admin:programmes_donor_change", args=[donor.pk]) if is_own else "",
        office=str(donor.office),
        ways=ways,
        last_on=last_on if is_named else None,
    )


def told_in_short(donor, officer):
    """ "Công ty Sông Lam (NHT-000012)"; of another office's its office in place of the code."""
    record = told(donor, officer)
    return f"{record.name} ({record.code or record.office})"


def told_of(found, officer):
    """The Alikes of same_donor in words; one statement for the days of their last gifts."""
    days = {}
    if found:
        given = Donation.objects.filter(donor__in=[one.donor.pk for one in found], received_on__isnull=False)
        days = dict(given.order_by().values_list("donor").annotate(Max("received_on")))
    return [told(one.donor, officer, one.words, days.get(one.donor.pk)) for one in found]
