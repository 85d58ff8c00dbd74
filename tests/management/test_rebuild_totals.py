import pytest
from django.core.management import call_command

from programmes.models import DonationTotal, GiftListTotal
from programmes.totals import rebuild
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def donation():
    return factories.an_approved_donation()


def test_check_is_silent_when_the_totals_agree(donation, capsys):
    factories.a_handover()
    call_command("rebuild_totals", check=True)
    assert capsys.readouterr().out == ""


def test_check_names_the_wrong_cell_and_leaves_it(donation, capsys):
    DonationTotal.objects.update(amount_vnd=1)
    with pytest.raises(SystemExit) as stopped:
        call_command("rebuild_totals", check=True)
    told = capsys.readouterr().out
    assert stopped.value.code == 1
    assert f"DonationTotal [year=2025, programme_id={donation.programme_id}, form=cash]" in told
    assert "đang ghi donations=1, amount_vnd=1; tính lại donations=1, amount_vnd=5000000" in told
    assert DonationTotal.objects.get().amount_vnd == 1


def test_a_missing_cell_is_named(capsys):
    factories.a_handover()
    GiftListTotal.objects.all().delete()
    with pytest.raises(SystemExit):
        call_command("rebuild_totals", check=True)
    assert "đang ghi (không có); tính lại quantity=2" in capsys.readouterr().out


def test_without_check_it_says_what_was_wrong_and_mends_it(donation, capsys):
    DonationTotal.objects.update(donations=7)
    call_command("rebuild_totals")
    assert "donations=7" in capsys.readouterr().out
    assert rebuild.differences() == []
