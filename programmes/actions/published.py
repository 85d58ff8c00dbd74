"""Enter, revise and publish figures that someone made public. What is published stays; a change is a new version."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, rights, sealed_records
from programmes.models import PublishedFigure
from programmes.rules import approvals, public_texts, published, relations
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen
from programmes.totals import apply

AUDITED = (
    *("code", "version", "state", "measure", "stage", "subject", "programme", "round"),
    *("province", "former_province", "place_office", "place_detail", "is_partial", "donors"),
    *("period_kind", "period_start", "period_end", "value", "value_to", "currency", "foreign_amount", "qualifier"),
    *("wording", "source_date", "as_of", "relations", "entered_by"),
)


@transaction.atomic
def enter(figure, *, by):
    """Enter a figure with its source as a draft; of a code that is published already it is the next version."""
    insist(rights.check(by, "add_publishedfigure"))
    figure.entered_by = by
    _store_new(figure)
    audit.note("record", figure, by=by, after=audit.values(figure, AUDITED), reason=figure.reason)
    return figure


@transaction.atomic
def revise(figure, *, reason, by):
    """A draft of the next version, with the content of the published one, for its maker to change."""
    figure = _locked(figure)
    insist(rights.check(by, "add_publishedfigure"), published.check_revision(figure))
    return enter(published.successor(figure, reason), by=by)


@transaction.atomic
def correct(figure, *, by):
    """Store changes of a draft; who changes it becomes its maker."""
    stored = _locked(figure)
    insist(
        rights.check(by, "change_publishedfigure", stored.entered_by.office),
        published.check_is_draft(stored),
        _judged(figure),
    )
    before = audit.values(stored, AUDITED)
    figure.entered_by = by
    figure.full_clean()
    figure.save()
    audit.note("correct", figure, by=by, before=before, after=audit.values(figure, AUDITED))
    return figure


@transaction.atomic
def withdraw(figure, *, reason, by):
    """Take a draft away; the audit trail keeps it."""
    figure = _locked(figure)
    insist(
        rights.check(by, "delete_publishedfigure", figure.entered_by.office),
        published.check_removal(figure, published.others(figure.code)),
    )
    audit.note("drop_draft", figure, by=by, before=audit.values(figure, AUDITED), reason=reason)
    figure.delete()


@transaction.atomic
def publish(figure, *, by):
    """Show a draft to the public; not by who entered or corrected it."""
    figure = _locked(figure)
    insist(
        rights.check(by, "publish_publishedfigure"),
        approvals.check_publication(figure, by),
        _judged(figure),
    )
    figure.state = PublishedFigure.State.PUBLISHED
    figure.published_at, figure.published_by = timezone.now(), by
    figure.save()
    sealed_records.seal_figures([figure], by=by)
    audit.note("publish", figure, by=by, after=audit.values(figure, AUDITED), reason=figure.reason)
    apply.touch()
    return figure


@transaction.atomic
def bring(figures, *, by):
    """Enter figures that come with the release, in the name of `by`; the release itself is the second person.

    Only `load_reference` calls it: what it brings was reviewed with the code.
    """
    insist(rights.check(by, "add_publishedfigure"))
    for figure in figures:
        figure.entered_by, figure.state = by, PublishedFigure.State.PUBLISHED
        _store_new(figure)
        audit.note("publish", figure, by=by, after=audit.values(figure, AUDITED))
    if figures:
        sealed_records.seal_figures(figures, by=by)
        apply.touch()
    return figures


def _store_new(figure):
    insist(_judged(figure))
    figure.full_clean(exclude=["entered_by"])
    figure.save(force_insert=True)


def _judged(figure):
    """Problems of a figure, its texts clean: by itself, as a version, and with what it says of others."""
    public_texts.clean(figure)
    yield from published.check(figure)
    yield from published.check_version(figure, published.in_force(figure.code))
    others = published.others(figure.code)
    yield from published.check_among(figure, others)
    yield from relations.check(figure, others, relations.told_by(others.values()))


def _locked(figure):
    return as_seen(PublishedFigure.objects.select_for_update(of=("self",)).get(pk=figure.pk), figure)
