"""Lists on official forms, and headings that say more than one word, as offices send them."""

import pytest

from programmes.exchange.options import Options
from programmes.models import Gift
from tests import factories as f
from tests.exchange.case_files import NEEDED, case_file
from tests.exchange.doors import codes, take_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    NEEDED,
]
CARDS = {"kind": "thẻ BHYT"}


@pytest.fixture
def store():
    """(what is told of the file whose name begins so, the gifts that it became)."""

    def stored(number, **common):
        round_, officer = f.a_round(slug="so-the-2026", name="Sổ, thẻ 2026"), f.the_maker()
        told = take_in(case_file(number), "gifts", officer, round_, Options(common=common))
        return told, Gift.objects.select_related("recipient", "gift_list__province").order_by("pk")

    return stored


def test_the_province_of_the_hospital_is_not_that_of_the_list(store):
    told, gifts = store("17")
    assert (codes(told), {gift.gift_list.province.name for gift in gifts}) == ([], {"Nghệ An"})


def test_the_form_of_health_cards_is_read_as_it_is(store):
    told, gifts = store("28", **CARDS)
    assert (codes(told), told.rows, told.control) == ([], 3, {"people": 3, "donor_cost_vnd": 1_137_240})
    assert [gift.recipient.sex for gift in gifts] == ["female", "male", "female"]
    assert {(gift.category, gift.donor_cost_vnd, gift.gift_list.province.name) for gift in gifts} == {
        ("near_poor_household", 379_080, "Nghệ An")
    }


def test_a_header_of_three_levels_is_one(store):
    told, gifts = store("29", **CARDS, months="12", donor_cost_vnd="379.080")
    assert told.rows == 1
    assert (codes(told), [gift.recipient.full_name for gift in gifts]) == ([], ["Lê Thị Thử"])


def test_of_money_in_parts_the_programme_pays_its_own(store):
    told, gifts = store("29b")
    assert codes(told) == []
    assert [(gift.donor_cost_vnd, gift.state_support_vnd) for gift in gifts] == [(379_080, 884_520), (189_540, 442_260)]


def test_of_an_old_and_a_new_number_the_new_one_is_taken(store):
    told, gifts = store("30")
    assert [gift.recipient.citizen_number for gift in gifts] == ["040150000011", "040051000012"]
    assert (codes(told), [note.code for note in told.warnings]) == ([], ["column_second"])


def test_headings_of_many_words_are_known(store):
    told, gifts = store("33")
    assert (codes(told), told.header.unknown) == ([], [])
    found = {(gift.recipient.commune, gift.category, gift.months, gift.donor_cost_vnd) for gift in gifts}
    assert found == {("Xã Thử Nghiệm", "near_poor_household", 12, 379_080)}
