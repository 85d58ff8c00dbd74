"""Publish a dated rate. What is published is never changed: a later rate takes its place from its first day on."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import Rate, bulk
from programmes.rules import rates
from programmes.rules.problems import insist
from programmes.totals import apply

CODES = "TW"  # rates of headquarters: TW001, TW002, ...; the reference data has codes of its own
AUDITED = ("code", "family", "category_code", "province", "value", "effective_from", "effective_to", "legal_source")


@transaction.atomic
def publish(rate, *, by):
    """Add a rate; headquarters only, who holds the right."""
    bulk.hold("rates")  # two officers do not take one code, nor publish the same rate twice
    insist(rights.check(by, "add_rate"), rates.check_new(rate))
    rate.code = _next_code()
    rate.full_clean()
    rate.save(force_insert=True)
    audit.note("publish", rate, by=by, after=audit.values(rate, AUDITED))
    apply.touch()
    return rate


def _next_code():
    taken = Rate.objects.filter(code__startswith=CODES).values_list("code", flat=True)
    return f"{CODES}{max((int(code[len(CODES) :]) for code in taken), default=0) + 1:03}"
