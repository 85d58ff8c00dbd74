"""What waits under two tariffs at once waits alone from now on, each row under a name of its own, and so is never told.

The tariff of a row named the day on which a rate of the country began, and whether its province had ever had its own.
So rows from before and after another change waited together; their đồng would tell how many people came from each.
Which rows those are follows from the rates alone, and nothing that was told changes. All others keep their name.
"""

from datetime import date, timedelta

from django.db import migrations
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from programmes.migrations._guarded import GuardedMigration

FAMILIES = {
    "hi_card": (
        "base_salary",
        "bhyt_contribution_rate",
        "bhyt_state_support_min",
        "bhyt_local_topup",
        "bhyt_household_factor",
    ),
    "si_book": (
        "rural_poverty_line",
        "bhxh_voluntary_rate",
        "bhxh_voluntary_state_support",
        "bhxh_voluntary_local_topup",
    ),
}
ALONE = Concat(Value("alone "), Cast("pk", CharField()))


def part(apps, schema_editor):
    Disclosure, Rate = (apps.get_model("programmes", name) for name in ("Disclosure", "Rate"))
    waiting = Disclosure.objects.filter(height="waiting").exclude(tariff="")
    keys = ("year", "kind", "province_id", "tariff")
    rates = list(Rate.objects.values_list("family", "province_id", "effective_from", "effective_to"))
    for year, kind, province, tariff in list(waiting.order_by().values_list(*keys).distinct()):
        if _is_mixed(year, tariff, [rate[1:] for rate in rates if rate[0] in FAMILIES[kind]]):
            waiting.filter(year=year, kind=kind, province_id=province, tariff=tariff).update(tariff=ALONE)


def _is_mixed(year, tariff, rates):
    """Whether in that year, while it held, a rate changed of which this tariff says nothing; it says of the first own."""
    day, _slash, own = tariff.partition("/")
    since = date.fromisoformat(day) if day else date.min
    following = min((start for province, start, _end in rates if province is None and start > since), default=date.max)
    starts = sorted({start for province, start, _end in rates if own and province == own})
    ends = [end + timedelta(days=1) for province, _start, end in rates if end and province in (None, own)]
    first, last = max(since, date(year, 1, 1)), min(following, date(year + 1, 1, 1))
    return any(first < change < last for change in starts[1:] + ends)


class Migration(GuardedMigration):
    dependencies = [("programmes", "0008_money_set_aside")]

    operations = [migrations.RunPython(part, migrations.RunPython.noop)]
