"""Close a month or a year: from then on its figures change only by a public correction."""

from django.db import transaction

from programmes.actions import audit, disclosures, rights, sealed_records
from programmes.models import bulk
from programmes.rules import periods
from programmes.rules.problems import insist
from programmes.totals import apply


@transaction.atomic
def close(period, *, by):
    """Enter a closed period. Waits for whoever is changing figures just now; they come before or are refused."""
    bulk.hold("periods")
    period.closed_by = by
    insist(rights.check(by, "add_closedperiod"), periods.check_close(period))
    period.full_clean(exclude=["closed_by"])
    period.save(force_insert=True)
    audit.note("close_period", period, by=by, after={"year": period.year, "month": period.month})
    sealed_records.seal_period(period, by=by)
    if period.month is None:
        disclosures.close_year(period.year, period.closed_at)
    apply.touch()
    return period
