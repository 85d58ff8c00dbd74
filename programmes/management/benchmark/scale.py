"""How the time of each page and check grows with the register: the same pages over few and over many gifts."""

import time
from functools import partial
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Max, Min
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, reverse

from programmes.access.roles import APPROVER, PROVINCIAL_OFFICER
from programmes.access.scope import visible_to
from programmes.management.benchmark.filling import fill
from programmes.management.benchmark.scratch import appoint, scratch_database
from programmes.models import Office
from programmes.totals import checks, rebuild

PROVINCE = "40"
SEARCHED = "phuong"
PUBLIC = ("home", "years", "programmes", "rounds", "provinces", "donors", "handovers", "checks")


class Visit(NamedTuple):
    """One thing that is done: seconds of the faster of two turns, statements of the database."""

    who: str
    what: str
    seconds: float
    statements: int


def measure_scale(sizes, tell):
    """For each size what each page and check took; ratios are to the first size. `tell` hears of each at once."""
    measured = [_of_size(gifts, tell) for gifts in sizes]
    first = {(visit.who, visit.what): visit.seconds for visit in measured[0]}
    rows = [
        {
            "gifts": gifts,
            **visit._asdict(),
            "seconds": round(visit.seconds, 3),
            "ratio": _ratio(visit, first),
        }
        for gifts, visits in zip(sizes, measured, strict=True)
        for visit in visits
    ]
    return {"database": connection.vendor, "pages": rows}


def _ratio(visit, first):
    """How many times as long as over the first size; None for what was not there, as a last page."""
    before = first.get((visit.who, visit.what))
    return round(visit.seconds / before, 1) if before else None


def _of_size(gifts, tell):
    with scratch_database() as officer, override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        checker = appoint("do-toc-do-duyet", APPROVER)
        fill(gifts, officer, checker)
        found = []
        for visit in _everything(officer):
            found.append(visit)
            tell(f"{gifts} {visit.who}: {visit.what} {visit.seconds:.3f}")
        return found


def _everything(officer):
    yield from _as_officer("headquarters", officer)
    office = Office.objects.get(province=PROVINCE).code
    yield from _as_officer("province", appoint("do-toc-do-tinh", PROVINCIAL_OFFICER, office))
    yield from _visits("visitor", Client(), [(name, reverse(f"public:{name}")) for name in PUBLIC])
    for check in checks.CHECKS:
        yield _timed("worker", f"check {check.code}", partial(checks.run, check))
    yield _timed("worker", "rebuild_totals --check", rebuild.differences)


def _as_officer(who, officer):
    client = Client()
    client.force_login(officer)
    yield from _visits(who, client, [("front page", reverse("admin:index"))])
    for model in apps.get_app_config("programmes").get_models():
        if officer.has_perm(f"programmes.view_{model._meta.model_name}"):
            yield from _visits(who, client, _addresses(client, officer, model))


def _addresses(client, officer, model):
    """(what, address) of a table: its list, each filter, a search, the record in the middle, its autocomplete."""
    name = model._meta.model_name
    try:
        home = reverse(f"admin:programmes_{name}_changelist")
    except NoReverseMatch:
        return
    yield f"{name} first page", home
    shown = client.get(home).context_data["cl"]
    table, last = shown.model_admin, shown.paginator.num_pages
    if last > 1:
        yield f"{name} last page", f"{home}?p={last}"
    for spec in shown.filter_specs:
        choices = [choice["query_string"] for choice in spec.choices(shown) if choice.get("query_string")]
        if len(choices) > 1:
            yield f"{name} filter {spec.title}", home + choices[-1]
    if table.search_fields:
        yield f"{name} search", f"{home}?q={SEARCHED}"
    seen = visible_to(officer, model._default_manager.order_by("pk"))
    ends = seen.aggregate(first=Min("pk"), last=Max("pk")) if _has_numbers(model) else {}
    if ends.get("first"):
        middle = seen.filter(pk__gte=(ends["first"] + ends["last"]) // 2).first()
        yield f"{name} record", reverse(f"admin:programmes_{name}_change", args=[middle.pk])
    for field in table.autocomplete_fields:
        yield (
            f"{name} autocomplete {field}",
            f"{reverse('admin:autocomplete')}?app_label=programmes&model_name={name}&field_name={field}&term={SEARCHED}",
        )


def _has_numbers(model):
    return model._meta.pk.get_internal_type().endswith("AutoField")


def _visits(who, client, addresses):
    for what, address in addresses:
        yield _timed(who, what, partial(client.get, address))


def _timed(who, what, work):
    turns = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            begin = time.perf_counter()
            work()
            turns.append(time.perf_counter() - begin)
    return Visit(who, what, min(turns), len(asked))
