"""Publish and correct figures that someone made public."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import PublishedFigure
from programmes.rules import published
from programmes.rules.problems import insist
from programmes.totals import apply

AUDITED = ("code", "indicator", "period_start", "period_end", "value", "unit", "qualifier", "wording", "as_of")


@transaction.atomic
def publish(figure, *, by):
    """Enter a figure with its source."""
    figure.entered_by = by
    insist(rights.check(by, "add_publishedfigure"), published.check(figure))
    figure.full_clean(exclude=["entered_by"])
    figure.save(force_insert=True)
    audit.note("publish", figure, by=by, after=audit.values(figure, AUDITED))
    apply.touch()
    return figure


@transaction.atomic
def correct(figure, *, by):
    """Store a correction; both versions stay in the audit trail."""
    before = audit.values(PublishedFigure.objects.select_for_update(of=("self",)).get(pk=figure.pk), AUDITED)
    insist(rights.check(by, "change_publishedfigure"), published.check(figure))
    figure.full_clean()
    figure.save()
    audit.note("correct", figure, by=by, before=before, after=audit.values(figure, AUDITED))
    apply.touch()
    return figure
