"""The figures of one year that are told as one list, and what of them changed between two readings."""

from django.db.models import Sum

from programmes.models import Disclosure, DonationTotal, GiftKind

RAISED, GIVEN, COST = "raised_vnd", "given", "given_vnd"
DONG = "đồng"


def figures(year):
    """{(figure, of, unit): value}: raised by programme and in all, gifts and their cost by kind, cost in all.

    `of` is the slug of a programme, a kind of gift, or "" for the whole year.
    """
    found = {(RAISED, "", DONG): 0, (COST, "", DONG): 0}
    raised = DonationTotal.objects.filter(year=year).order_by().values_list("programme__slug")
    for programme, amount in raised.annotate(sum=Sum("amount_vnd")):
        found[RAISED, programme, DONG] = amount
        found[RAISED, "", DONG] += amount
    told = Disclosure.objects.filter(year=year).exclude(height__in=Disclosure.HIDDEN)
    given = told.order_by().values_list("kind")
    for kind, quantity, cost in given.annotate(quantity=Sum("quantity"), cost=Sum("donor_cost_vnd")):
        found[GIVEN, kind, GiftKind(kind).unit] = quantity
        found[COST, kind, DONG] = cost
        found[COST, "", DONG] += cost
    return found


def changes(before, after):
    """What differs and is told, in the order of the figures, as Correction.figures has it."""
    keys = dict.fromkeys([*before, *after])
    both = ((key, before.get(key, 0), after.get(key, 0)) for key in keys)
    return [
        dict(zip(("figure", "of", "unit"), key, strict=True), old=old, new=new, is_hidden=False)
        for key, old, new in both
        if old != new
    ]


def given(year):
    """People and pieces given in a year by kind, told or not."""
    rows = Disclosure.objects.filter(year=year).order_by().values_list("kind")
    return dict(rows.annotate(sum=Sum("quantity")))
