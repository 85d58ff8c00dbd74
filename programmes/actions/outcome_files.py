"""Note the outcomes of a file, in the caller's transaction: all rows or none."""

from programmes.actions import audit, handovers, rights
from programmes.models import Gift, HandoverEvent
from programmes.rules.problems import insist


def note(plan, *, by, batch):
    """How many outcomes are noted for the first time and how many anew; the statements do not grow with the rows."""
    insist(rights.check_file(by, batch.layout, {batch.office_id, *plan.offices}))
    events = {*plan.outcomes, *plan.proxies}
    here = {pk for told in plan.outcomes.values() for ids in told.values() for pk in ids}
    here.update(pk for told in plan.proxies.values() for pk in told)
    new = Gift.objects.filter(pk__in=here, outcome="").count()
    for event in HandoverEvent.objects.filter(pk__in=events).order_by("pk"):
        handovers.note_sheet(event, plan.outcomes[event.pk], {}, plan.proxies[event.pk], by=by)
    audit.note("import", batch, by=by, after={"sha256": batch.sha256, "new": new, "changed": len(here) - new})
    return new, len(here) - new
