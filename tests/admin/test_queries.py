"""A list costs as many queries with 20 rows as with 2."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.admin.base import PortalAdmin
from programmes.management.reference import load_reference
from programmes.models import ImportBatch
from tests.admin.pages import changelist, rows
from tests.factories import (
    a_conflict,
    a_donation,
    a_donor,
    a_gift,
    a_number,
    a_planned_handover,
    a_published_figure,
    a_recipient,
    a_round,
    a_superuser,
    an_approved_donation,
    an_officer,
)


def a_batch():
    officer, token = an_officer(), f"tep-{a_number()}"
    return ImportBatch.objects.create(
        layout="donors", owner=officer, office=officer.office, filename="a.csv", sha256="0", size_bytes=1, token=token
    )


MAKERS = {
    "donor": a_donor,
    "donation": a_donation,
    "giftlist": a_gift,
    "gift": a_gift,
    "recipient": a_recipient,
    "handoverevent": a_planned_handover,
    "programme": a_round,
    "round": a_round,
    "publishedfigure": a_published_figure,
    "officer": an_officer,
    "auditevent": a_donor,
    "importbatch": a_batch,
    "conflict": a_conflict,
    "ledgerentry": an_approved_donation,
}


def cost(client, model):
    """(statements, rows, bytes) of the list of a table."""
    client.get(changelist(model))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(changelist(model))
    return len(queries), len(rows(answer)), len(answer.content)


@pytest.mark.parametrize("model", MAKERS)
def test_a_longer_list_costs_no_more_queries_and_a_page_of_it_is_not_heavy(model, at):
    client = at(a_superuser())
    MAKERS[model]()
    MAKERS[model]()
    few, short, light = cost(client, model)
    for _each in range(18):
        MAKERS[model]()
    many, long, heavy = cost(client, model)
    assert long >= short + 18
    assert many == few
    assert many <= 14
    assert light + (PortalAdmin.list_per_page - short) * (heavy - light) / (long - short) < 80_000


@pytest.mark.parametrize("model", ["province", "formerprovince", "office", "rate"])
def test_a_list_of_reference_data_costs_few_queries(model, at):
    load_reference(settings.BASE_DIR / "fixtures")
    queries, shown, _size = cost(at(a_superuser()), model)
    assert shown > 30
    assert queries <= 9
