"""Cards that end soon, and which of those who hold them have a next one: on a later list, whatever its state."""

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, Gift, GiftListTotal, Insurance, Programme
from programmes.rules.gifts import check_gift
from programmes.rules.rates import Rates
from programmes.rules.valuation import Unknown, Worths, case_of

DAYS = 60
CARDS = tuple(kind for kind in INSURANCE_KINDS if kind.insurance is Insurance.HEALTH)
PERSON = Coalesce("recipient__same_as", "recipient")  # of a gift: records of one person count as the first


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
    return cards.annotate(person=PERSON).annotate(has_next=Exists(mine) | Exists(same))


def programmes_of_cards():
    """The programmes whose rounds fit a list of cards: those that have a card on any list, a draft too."""
    cards = GiftListTotal.objects.filter(kind__in=CARDS, quantity__gt=0)
    return Programme.objects.filter(Exists(cards.filter(gift_list__round__programme=OuterRef("pk"))))


def count_ending(months):
    """first day of a month -> (cards that end with it and have a next one, those that have none); two queries."""
    found = {month: [0, 0] for month in months}
    counted = with_next(ending_in(months)).order_by().values_list("beyond", "has_next").annotate(count=Count("pk"))
    for beyond, has_next, count in counted:
        found[month_after(beyond, -1)][0 if has_next else 1] += count
    return {month: tuple(pair) for month, pair in found.items()}


def without_next_by_province(cards):
    """Province -> how many of `ending_in` cards have no next one, where there are any."""
    lacking = with_next(cards).filter(has_next=False).order_by().values_list("gift_list__province")
    return dict(lacking.annotate(count=Count("pk")))


HAS_NEXT = _("đã có thẻ tiếp theo, hoặc đã có trong danh sách khác")
IN_ROUND = _("đã có thẻ BHYT trong đợt này")
REFUSED = _("cơ quan BHXH không cấp thẻ lần trước")
TWICE = _("có hai thẻ cùng hết hạn, chỉ đề nghị một lần")


def proposed_again(cards, round_, province):
    """(new gifts for `round_`, reason -> how many are left out) of `ending_in` cards; four queries however many.

    Kind, category, length and place in the household go on, the months follow, the value is by the rates in force.
    """
    told = ("citizen_number", "without_papers", "restricted_on", "erased_on", "same_as", "office")
    records = ("recipient", "recipient__same_as")
    people = [f"{record}__{name}" for record in records for name in ("id", *told)]
    own = ("id", "kind", "category", "months", "household_order", "recipient", "issuance__refusal", "gift_list__office")
    cards = (
        with_next(cards)
        .select_related("recipient__same_as", "issuance", "gift_list")
        .only(*own, *people)
        .order_by("pk")
    )
    of_round = Gift.objects.filter(round=round_, kind__in=CARDS).annotate(person=PERSON)
    of_round = of_round.filter(person__in=cards.order_by().values("person"))
    in_round, worths = set(of_round.values_list("person", flat=True)), Worths(Rates.load())
    new, left_out = {}, Counter()
    for card in cards:
        gift = _next_gift(card)
        if reason := _left_out(card, gift, in_round, new, worths[case_of(gift, province.pk)]):
            left_out[str(reason)] += 1
        else:
            for name, amount in worths[case_of(gift, province.pk)].parts.items():
                setattr(gift, name, amount)
            new[card.person] = gift
    return list(new.values()), left_out


def _next_gift(card):
    """For the first record of the person; where the office of the list does not keep that, for the record that the card
    is of: of the first it was told neither name nor number.
    """
    names = ("kind", "category", "months", "household_order")
    first = card.recipient.same_as
    person = first if first and first.office_id == card.gift_list.office_id else card.recipient
    return Gift(recipient=person, starts_on=card.beyond, **{name: getattr(card, name) for name in names})


def _left_out(card, gift, in_round, new, worth):
    """Why whoever holds the card is not proposed again; "" where they are."""
    if card.has_next:
        return HAS_NEXT
    if card.person in in_round:
        return IN_ROUND
    if card.person in new:
        return TWICE
    if hasattr(card, "issuance") and card.issuance.refusal:
        return REFUSED
    if isinstance(worth, Unknown):
        return worth
    return next((problem.message for problem in check_gift(gift)), "")
