"""Donors of the books who are like one on a form, as the officer may see them."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for
from programmes.models import Donation, Donor

SOMEBODY = _("một cá nhân")


class Told(NamedTuple):
    """One look-alike: `url` and `code` are "" where it is another office's, whose single persons have no name here."""

    name: str
    code: str
    url: str
    office: str
    ways: str
    last_on: date | None


def told_of(found, officer):
    """The Alikes of same_donor in words; one statement for the days of their last gifts."""
    days = {}
    if found:
        given = Donation.objects.filter(donor__in=[one.donor.pk for one in found], received_on__isnull=False)
        days = dict(given.order_by().values_list("donor").annotate(Max("received_on")))
    return [_told(one, officer, days.get(one.donor.pk)) for one in found]


def _told(one, officer, last_on):
    donor, is_own = one.donor, may_work_for(officer, one.donor.office)
    return Told(
        name=donor.name if is_own or donor.kind not in Donor.PERSONS else SOMEBODY,
        code=donor.code if is_own else "",
        url=reverse("admin:programmes_donor_change", args=[donor.pk]) if is_own else "",
        office=str(donor.office),
        ways=one.words,
        last_on=last_on if is_own or donor.kind not in Donor.PERSONS else None,
    )
