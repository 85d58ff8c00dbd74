"""A form that says above its table how many per cent the state pays, as D03-TS does."""

import pytest

from programmes.models import Gift
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def rates():
    f.the_rates()


def a_form(tmp_path, share, **over):
    line = {name: cell for name, cell in sheets.a_line(1, **over).items() if name != "NSNN hỗ trợ"}
    above = f"Lương cơ sở: 2.340.000   Tỷ lệ NSNN hỗ trợ theo quy định: {share}\r\n"
    return sheets.a_csv(tmp_path, [line], before=above)


def test_what_the_state_pays_is_reckoned_from_the_share_above_the_table(tmp_path, officer, round_):
    told = take_in(a_form(tmp_path, "70%"), "gifts", officer, round_)
    gift = Gift.objects.get()
    assert (codes(told), gift.donor_cost_vnd, gift.state_support_vnd) == ([], 379_080, 884_520)
    assert [(repair.before, repair.after) for repair in told.repairs if repair.code == "state_share_said"] == [
        ("70%", "884.520")
    ]
    assert judge(a_form(tmp_path, "70%"), "gifts", officer, round_).unchanged == 1


def test_a_share_that_is_not_that_of_the_rates_is_told_and_not_used(tmp_path, officer, round_):
    told = take_in(a_form(tmp_path, "30%"), "gifts", officer, round_)
    assert Gift.objects.get().state_support_vnd == 0
    (warned,) = [note for note in told.warnings if note.code == "state_share_differs"]
    assert "NSNN hỗ trợ 30%, nhưng theo định mức của đối tượng này NSNN hỗ trợ 884.520 đồng" in warned.message
