"""What the books tell and keep back of gifts handed over: read from Disclosure, told or not."""

from django.db.models import Sum

from programmes.models import Disclosure

CELL = ("year", "round", "province", "kind")


def handed_over():
    """{(year, round, province, kind): (quantity, đồng of donors)}, without what came back."""
    sums = Disclosure.objects.values(*CELL).annotate(gifts=Sum("quantity"), cost=Sum("donor_cost_vnd")).order_by()
    return {tuple(row[name] for name in CELL): (row["gifts"], row["cost"]) for row in sums if row["gifts"]}


def count():
    """Gifts handed over, of all kinds."""
    return sum(gifts for gifts, _cost in handed_over().values())
