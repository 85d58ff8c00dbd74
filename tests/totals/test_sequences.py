"""The totals are what a recount of the facts gives; after any sequence of acts is for flows/test_books.py."""

from datetime import date

import pytest

from programmes.models import DonationTotal, GiftKind, GiftListTotal
from programmes.totals import apply, definitions
from programmes.totals.rebuild import differences, rebuild
from tests import factories as f
from tests import told

pytestmark = pytest.mark.django_db


def a_little_of_everything():
    f.an_approved_donation(amount_vnd=5_000_000)
    f.a_handover()
    f.a_gift()


def test_a_rebuild_after_ordinary_work_finds_nothing_wrong_and_changes_no_number():
    a_little_of_everything()
    before = [
        list(total.model.objects.order_by(*total.keys).values(*total.keys, *total.measures))
        for total in definitions.TOTALS
    ]
    assert rebuild() == []
    after = [
        list(total.model.objects.order_by(*total.keys).values(*total.keys, *total.measures))
        for total in definitions.TOTALS
    ]
    assert before == after
    assert all(before)


def test_a_second_hand_over_adds_its_own_gifts_to_the_cell_in_the_year_it_was_held():
    round_ = f.a_round()
    f.a_handover([f.an_approved_list(round=round_, gifts=1)], held_on=date(2024, 12, 31))
    f.a_handover([f.an_approved_list(round=round_, gifts=2)], held_on=date(2025, 1, 1))
    f.a_handover([f.an_approved_list(round=round_, gifts=3)], held_on=date(2025, 1, 2))
    cell = (round_.pk, "40", GiftKind.HI_CARD)
    assert told.handed_over() == {(2024, *cell): (1, 379_080), (2025, *cell): (5, 5 * 379_080)}


@pytest.mark.parametrize("total", definitions.TOTALS, ids=lambda total: total.model.__name__)
@pytest.mark.parametrize("fault", ["wrong number", "lost cell", "extra cell"])
def test_a_planted_fault_in_any_total_is_found_and_mended(total, fault):
    a_little_of_everything()
    cell = total.model.objects.first()
    if fault == "wrong number":
        setattr(cell, total.measures[-1], getattr(cell, total.measures[-1]) + 1)
        cell.save()
    elif fault == "lost cell":
        cell.delete()
    else:
        extra = {name: getattr(cell, name) for name in (*total.keys, *total.measures)}
        key = "year" if "year" in total.keys else "kind"
        extra[key] = 1999 if key == "year" else GiftKind.RELIEF
        total.model.objects.create(**extra)
    assert [difference.table for difference in differences()] == [total.model.__name__]
    rebuild()
    assert differences() == []


def test_reported_figures_are_never_part_of_a_total():
    f.a_published_figure(value=54_380_000_000)
    assert not DonationTotal.objects.exists()
    assert told.count() == 0
    assert differences() == []


def test_the_totals_of_a_list_and_what_is_handed_over_are_two_numbers():
    f.a_gift()
    assert (GiftListTotal.objects.get().quantity, told.count()) == (1, 0)


def test_adding_to_many_cells_is_one_statement_each_and_adds_up():
    programme = f.a_programme()
    cell = {"year": 2025, "programme_id": programme.pk, "form": "cash", "donations": 1, "amount_vnd": 10}
    apply.add(definitions.DONATIONS, [cell, cell, {**cell, "year": 2026}])
    assert list(DonationTotal.objects.order_by("year").values_list("year", "donations", "amount_vnd")) == [
        (2025, 2, 20),
        (2026, 1, 10),
    ]
    DonationTotal.objects.all().delete()
