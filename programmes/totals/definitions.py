"""Each total as data: its table, the keys of a cell, the measures, and the facts it is the sum of."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Case, F, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from programmes.models import PARTS, Disclosure, Donation, DonationTotal, DonorTotal, Gift, GiftListTotal

GIFT_MEASURES = ("quantity", *PARTS)


class Total(NamedTuple):
    """`facts()` is a query of the cells as they are counted; keys are column names of the table."""

    model: type
    keys: tuple
    measures: tuple
    facts: Callable

    @property
    def columns(self):
        """What a cell is: the columns of the table, in the order of those of `facts`."""
        return self.keys + self.measures


def _cells(facts, keys, measures):
    """One row a cell. `keys` and `measures` map a column of the total to an expression over the facts."""
    renamed = facts.order_by().annotate(**{f"cell_{name}": expression for name, expression in keys.items()})
    grouped = renamed.values_list(*(f"cell_{name}" for name in keys))
    return grouped.annotate(**{f"sum_{name}": Sum(expression) for name, expression in measures.items()})


DONATION_MEASURES = {
    "donations": Case(When(reverses__isnull=True, then=Value(1)), default=Value(-1)),
    "amount_vnd": F("amount_vnd"),
}


def _donation_facts():
    keys = {"year": ExtractYear("received_on"), "programme_id": F("programme_id"), "form": F("form")}
    return _cells(Donation.objects.approved(), keys, DONATION_MEASURES)


ONE_DONOR = Coalesce("donor__same_as", "donor")  # of a donation: records of one donor count as the first


def _donor_facts(donations=None):
    keys = {"year": ExtractYear("received_on"), "donor_id": ONE_DONOR, "is_anonymous": F("is_anonymous")}
    return _cells(Donation.objects.approved() if donations is None else donations, keys, DONATION_MEASURES)


def donor_facts_of(donors):
    """Cells of DonorTotal, of the approved donations of these records."""
    return _donor_facts(Donation.objects.approved().filter(donor__in=donors))


def gift_list_facts(gifts=None):
    """Cells of GiftListTotal, of all gifts or of a queryset of them."""
    gifts = Gift.objects.all() if gifts is None else gifts
    keys = {"gift_list_id": F("gift_list_id"), "kind": F("kind")}
    return _cells(gifts, keys, {name: F(name) for name in GIFT_MEASURES})


def _event_facts(gifts=None):
    done = (Gift.objects.all() if gifts is None else gifts).filter(event__isnull=False)
    return _cells(done, {"event_id": F("event_id"), "kind": F("kind")}, {name: F(name) for name in GIFT_MEASURES})


def event_facts(gifts=None):
    """Dicts of event_id, kind and GIFT_MEASURES: gifts that were handed over, of all or of a queryset of them."""
    return (dict(zip(DISCLOSURES.columns, cell, strict=True)) for cell in _event_facts(gifts))


DONATIONS = Total(DonationTotal, ("year", "programme_id", "form"), ("donations", "amount_vnd"), _donation_facts)
DONORS = Total(DonorTotal, ("year", "donor_id", "is_anonymous"), ("donations", "amount_vnd"), _donor_facts)
GIFT_LISTS = Total(GiftListTotal, ("gift_list_id", "kind"), GIFT_MEASURES, gift_list_facts)
# Several rows of an event and kind add up to its cell.
DISCLOSURES = Total(Disclosure, ("event_id", "kind"), GIFT_MEASURES, _event_facts)

TOTALS = (DONATIONS, DONORS, GIFT_LISTS)
