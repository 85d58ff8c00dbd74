"""Sums over the rows that belong to another row, as expressions to annotate it with."""

from django.db.models import BigIntegerField, Subquery, Sum
from django.db.models.functions import Coalesce


def sum_of(rows, measure="amount_vnd", **where):
    """Sum of `measure` over those of `rows` for which `where` holds (OuterRef names the outer row), 0 without any."""
    found = rows.filter(**where).order_by().values(*where)
    return Coalesce(Subquery(found.annotate(sum=Sum(measure)).values("sum")), 0, output_field=BigIntegerField())
