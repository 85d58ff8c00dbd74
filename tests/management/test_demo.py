"""The demonstration in the database of the tests; test_serving.py runs it as a newcomer does."""

import pytest
from django.core.management import CommandError, call_command

from programmes.management import sample
from programmes.models import Donor, GiftList, Officer, TotalsState
from tests import factories

pytestmark = pytest.mark.django_db


def demo():
    call_command("demo", no_serve=True)


def counts():
    return [model.objects.count() for model in (Donor, GiftList, Officer)]


@pytest.mark.parametrize("make", [factories.an_officer, factories.a_donor, factories.a_gift_list])
def test_it_refuses_a_database_with_real_records(make):
    make()
    before = counts()
    with pytest.raises(CommandError, match="đã có dữ liệu thật"):
        demo()
    assert counts() == before
    assert not TotalsState.objects.filter(is_sample=True).exists()


def test_it_refuses_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="PRODUCTION"):
        demo()
    assert not Officer.objects.exists()


def test_reference_data_alone_is_not_real_records():
    call_command("load_reference", verbosity=0)
    assert not sample.holds_real_records()
