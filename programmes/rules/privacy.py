"""What the public may see: who is named, and what is said in place of a small number of people."""

from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from programmes.models import Donor

FEW_AT_MOST = 10
LEAST_CHOICE = 5
ROUNDED_TO = 100

# Over rows of a donor that say whether the gift has no name (DonorTotal, Donation): organisations and the collective
# of staff by name; a person only with consent, while the data are not restricted, and nobody for what was given without
# a name.
MAY_BE_NAMED = Q(is_anonymous=False) & (
    ~Q(donor__kind__in=Donor.PERSONS)
    | ~Q(donor__kind=Donor.Kind.ANONYMOUS) & Q(donor__consented_on__isnull=False, donor__restricted_on__isnull=True)
)


def may_be_named(donor):
    """MAY_BE_NAMED of one donor, for what was given by name."""
    is_free = donor.consented_on is not None and donor.restricted_on is None
    return donor.kind not in Donor.PERSONS or donor.kind != Donor.Kind.ANONYMOUS and is_free


class Hidden(StrEnum):
    """What stands in public instead of a number of people, and of their đồng; as text in the language of the page.

    LITTLE stands for money that rounds to nothing (standards.money.in_hundred_millions).
    """

    FEW = gettext_noop("dưới 11")
    WITHHELD = gettext_noop("không nêu")
    LITTLE = gettext_noop("dưới 50 triệu")

    def __str__(self):
        return _(self.value)

    def __format__(self, spec):
        return format(str(self), spec)


def in_place_of(rows):
    """What stands where nothing is shown and so many rows of 1 to 10 people are hidden; 0 where there is none."""
    if not rows:
        return 0
    return Hidden.FEW if rows == 1 else Hidden.WITHHELD


def rounded_down(count):
    """A count of rows of the books in whole hundreds: exact, it would tell how many came since yesterday."""
    if 0 < count < ROUNDED_TO:
        return _("dưới %(count)s") % {"count": ROUNDED_TO}
    return count // ROUNDED_TO * ROUNDED_TO


def shares_may_be_told(shares):
    """Whether donors may be told their shares of the people of an event and kind, whose number is public.

    `shares` are people by donation. Only shares above FEW_AT_MOST are ever told; whoever has the codes of all of them
    knows the sum of the others, which must leave LEAST_CHOICE values for each or be nothing.
    """
    small = [share for share in shares if 0 < share <= FEW_AT_MOST]
    rest = sum(small)
    lowest = max(1, rest - FEW_AT_MOST * (len(small) - 1))
    highest = min(FEW_AT_MOST, rest - len(small) + 1)
    return not small or (rest > FEW_AT_MOST and highest - lowest + 1 >= LEAST_CHOICE)


def part_may_be_told(donations, people):
    """Whether donors may be told that they helped at an event of so many people, paid for by so many donations."""
    return people - (donations - 1) >= LEAST_CHOICE


def name_on_receipt(donation, *, for_staff=False):
    """The donor's name as a receipt shows it, "" where it does not.

    Whoever holds the code may be anybody who saw the paper: behind it only those are named whom the public pages
    name. What staff print and hand to the donor bears the name, unless it was given without one, or the donor has asked
    that it be used no further.
    """
    donor = donation.donor
    if donation.is_anonymous or donor.kind == Donor.Kind.ANONYMOUS or donor.restricted_on:
        return ""
    return donor.one.name if for_staff or may_be_named(donor) else ""
