"""The demonstration in the database of the tests; test_serving.py runs it as a newcomer does."""

import pytest
from django.core.management import CommandError, call_command

from programmes.management import sample
from programmes.management.sample import full
from programmes.management.sample.full import plans
from programmes.models import Donor, GiftList, Officer, Province, TotalsState
from tests import factories

pytestmark = pytest.mark.django_db


def demo(**options):
    call_command("demo", no_serve=True, **options)


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


def test_it_does_not_come_on_top_of_the_small_sample(monkeypatch):
    monkeypatch.setattr(sample, "is_loaded", lambda: True)
    with pytest.raises(CommandError, match="bộ dữ liệu minh họa nhỏ"):
        demo(full=True)
    assert not Province.objects.exists()


def test_stopped_half_way_it_leaves_nothing_and_says_so(monkeypatch, settings):
    def stopped(*_anything):
        raise KeyboardInterrupt

    uploads = settings.DATA_DIR / "uploads"
    before = set(uploads.rglob("*"))
    monkeypatch.setattr(full, "planned", lambda rng, _one_in: plans.planned(rng, 5_000))
    monkeypatch.setattr(full.GiftFiles, "_others", stopped)
    with pytest.raises(CommandError, match="chạy lại để nạp từ đầu"):
        demo(full=True)
    assert not Officer.objects.exists()
    assert not GiftList.objects.exists()
    assert {path for path in uploads.rglob("*") if path.is_file()} <= before
