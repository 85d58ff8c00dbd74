"""Cards that end soon, and which of those who hold them have a next one: on a later list, whatever its state."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from programmes.models import INSURANCE_KINDS, Gift, Insurance

DAYS = 60
CARDS = tuple(kind for kind in INSURANCE_KINDS if kind.insurance is Insurance.HEALTH)


def months_ending(today, days=DAYS):
    """First days of the months whose last day lies between today and `days` later, in their order."""
    month, until, found = today.replace(day=1), today + timedelta(days=days), []
    while (last := month.replace(day=monthrange(month.year, month.month)[1])) <= until:
        found.append(month)
        month = last + timedelta(days=1)
    return found


def month_after(first_day, months):
    """The first day of the month that comes so many months after that of `first_day`."""
    number = first_day.year * 12 + first_day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def given_cards():
    """Cards that somebody has received."""
    return Gift.objects.filter(kind__in=CARDS, event__isnull=False)


def ending_in(months):
    """Cards received that end with one of these months (first days), each with `beyond`, the first day after it.

    Two queries: the pairs of first month and length that there are, of which few end then, and the cards of those.
    """
    spans = given_cards().order_by().values_list("starts_on", "months").distinct()
    whens = []
    for starts_on, count in spans:
        beyond = month_after(starts_on, count)
        if month_after(beyond, -1) in months:
            whens.append((Q(starts_on=starts_on, months=count), beyond))
    if not whens:
        return Gift.objects.none().annotate(beyond=Value(None, output_field=DateField()))
    chosen = Q()
    for condition, _beyond in whens:
        chosen |= condition
    beyond = Case(*(When(condition, then=Value(day)) for condition, day in whens), output_field=DateField())
    return given_cards().filter(chosen).annotate(beyond=beyond)


def with_next(cards):
    """`ending_in`, each with `has_next`: the same person, by whatever record, is on a list with a card from then on."""
    later = Gift.objects.filter(kind__in=CARDS, starts_on__gte=OuterRef("beyond"))
    later = later.exclude(outcome=Gift.Outcome.RETURNED)
    mine, same = later.filter(recipient=OuterRef("person")), later.filter(recipient__same_as=OuterRef("person"))
    return cards.annotate(person=Coalesce("recipient__same_as", "recipient")).annotate(
        has_next=Exists(mine) | Exists(same)
    )


def count_ending(months):
    """first day of a month -> (cards that end with it and have a next one, those that have none); two queries."""
    found = {month: [0, 0] for month in months}
    counted = with_next(ending_in(months)).order_by().values_list("beyond", "has_next").annotate(count=Count("pk"))
    for beyond, has_next, count in counted:
        found[month_after(beyond, -1)][0 if has_next else 1] += count
    return {month: tuple(pair) for month, pair in found.items()}
