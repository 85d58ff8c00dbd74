"""Half of two hundred people are erased: nothing of them is left anywhere, the others and every total stay."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from programmes.access import roles
from programmes.actions import erasures
from programmes.models import Gift, GiftList, HandoverEvent, Recipient
from programmes.totals import read, rebuild, seals
from tests import factories as f
from tests.flows.canaries import PEOPLE, a_year, found_in, name_of, tokens_of

pytestmark = pytest.mark.django_db

WHY = {"reason": "Phiếu yêu cầu 12/2026"}


def what_counts():
    """Totals, books and the chain of the trail."""
    said = StringIO()
    call_command("check_books", stdout=said)
    verified = seals.verify()
    return {
        "books": re.sub(r"\(.*? dòng\)", "", said.getvalue()),
        "differences": list(rebuild.differences()),
        "given": repr(read.given()),
        "lists": [*GiftList.objects.order_by("pk").values("pk", "state", "value_vnd", "funded_vnd")],
        "gifts": [*Gift.objects.order_by("pk").values("pk", "recipient", "outcome", "donor_cost_vnd", "category")],
        "faults": verified.faults,
    }


def test_of_whoever_is_erased_nothing_is_left_and_everything_else_stays(uploads, sent):
    people = a_year(sent)
    half, by = PEOPLE // 2, f.an_officer(roles.APPROVER, f.an_office())
    before = what_counts()
    assert {where for where, _token in found_in(uploads, range(half))} >= {
        "programmes_recipient",
        "programmes_gift",
        "programmes_issuance",
        "programmes_importbatch",
        "programmes_handoverevent",
        "programmes_valuememory",
        "programmes_bankline",
        "programmes_giftlist",
        "sessions",
        "files",
    }
    for person in people[:half]:
        erasures.erase(person, **WHY, by=by)
    assert found_in(uploads, range(half)) == set()
    assert what_counts() == before
    stayed = found_in(uploads, range(half, PEOPLE))
    kept = {*Recipient.objects.filter(erased_on=None).values_list("full_name", flat=True)}
    assert kept == {name_of(number) for number in range(half, PEOPLE)}
    for number in range(half, PEOPLE):
        assert {token for where, token in stayed if where in {"programmes_recipient", "programmes_issuance"}} >= (
            tokens_of(number)
        )
    assert name_of(PEOPLE - 2) in HandoverEvent.objects.get().note


@pytest.mark.one_database
@pytest.mark.parametrize("reach", ["_empty_gifts", "_files", "_clean_sessions", "TEXTS"])
def test_a_reach_that_is_left_out_is_seen(reach, uploads, sent, monkeypatch):
    people, by = a_year(sent), f.an_officer(roles.APPROVER, f.an_office())
    nothing = {"_empty_gifts": None, "_files": [], "_clean_sessions": 0}
    monkeypatch.setattr(erasures, reach, () if reach == "TEXTS" else lambda *_given: nothing[reach])
    for person in people[:6]:
        erasures.erase(person, **WHY, by=by)
    assert found_in(uploads, range(6)) != set()
