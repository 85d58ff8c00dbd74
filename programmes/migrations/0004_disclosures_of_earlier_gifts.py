"""What was handed over before there were disclosures: a row of each event and kind, not decided on yet.

`migrate` decides afterwards, in the order of the hand-overs. What corrections told of gifts was counted by a former
rule; beside the new figures it would tell differences.
"""

from django.db import migrations
from django.db.models import Sum

from programmes.migrations._guarded import GuardedMigration

MEASURES = ("quantity", "donor_cost_vnd", "state_support_vnd", "local_topup_vnd")


def fill(apps, schema_editor):
    AuditEvent, Disclosure, Gift = (apps.get_model("programmes", name) for name in ("AuditEvent", "Disclosure", "Gift"))
    closed = AuditEvent.objects.filter(verb="hand_over", target_type="handoverevent").order_by("pk")
    place = {int(pk): (number, at) for number, (pk, at) in enumerate(closed.values_list("target_id", "at"))}
    keys = ("event", "event__held_on", "event__round", "event__province", "kind")
    given = Gift.objects.filter(event__isnull=False).order_by().values(*keys)
    cells = list(given.annotate(**{f"sum_{name}": Sum(name) for name in MEASURES}))
    cells.sort(key=lambda cell: (place.get(cell["event"], (len(place),))[0], cell["event"], cell["kind"]))
    Disclosure.objects.bulk_create(
        [
            Disclosure(
                event_id=cell["event"],
                kind=cell["kind"],
                year=cell["event__held_on"].year,
                round_id=cell["event__round"],
                province_id=cell["event__province"],
                **({"created_at": place[cell["event"]][1]} if cell["event"] in place else {}),
                **{name: cell[f"sum_{name}"] for name in MEASURES},
            )
            for cell in cells
        ],
        batch_size=500,
    )


def keep_back(apps, schema_editor):
    Correction = apps.get_model("programmes", "Correction")
    for correction in Correction.objects.exclude(figures=[]):
        for change in correction.figures:
            change["is_hidden"] = change["is_hidden"] or change["figure"] != "raised_vnd"
        correction.save(update_fields=["figures"])


class Migration(GuardedMigration):
    dependencies = [("programmes", "0003_disclosures")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(keep_back, migrations.RunPython.noop),
    ]
