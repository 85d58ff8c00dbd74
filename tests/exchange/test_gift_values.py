"""Values in a gift file: what came stays beside what is computed, what is left empty is computed and said so."""

import pytest

from programmes.actions import drafts
from programmes.models import Gift, GiftList, ImportBatch, Recipient, Valuation
from programmes.rules.rates import Rates
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EMPTY = {"Số tiền (đồng)": "", "NSNN hỗ trợ": ""}
BY_HOUSEHOLD = {"Đối tượng": "lao động tự do", "Thứ tự trong hộ": "2", **EMPTY}


@pytest.fixture
def send(tmp_path):
    f.the_rates()
    round_ = f.a_round()

    def send(*lines, door=take_in):
        return door(sheets.a_csv(tmp_path, list(lines)), "gifts", f.the_maker(), round_)

    return send


def test_what_the_file_says_is_kept_beside_what_is_computed(send):
    send(sheets.a_line(1), sheets.a_line(2, **{"Số tiền (đồng)": "400.000"}))
    found = Gift.objects.order_by("donor_cost_vnd").values_list("donor_cost_vnd", "valuation__donor_cost_vnd")
    assert list(found) == [(379_080, 379_080), (400_000, 379_080)]
    assert Valuation.objects.count() == 1


def test_a_file_without_a_column_for_the_state_differs_only_where_its_cost_does(send):
    lines = [sheets.a_line(1), sheets.a_line(2, **{"Số tiền (đồng)": "400.000"})]
    send(*({name: cell for name, cell in line.items() if name != "NSNN hỗ trợ"} for line in lines))
    assert [gift.donor_cost_vnd for gift in Gift.objects.differing()] == [400_000]


def test_a_file_whose_list_was_cancelled_is_taken_back_and_may_be_stored_again(send):
    send(sheets.a_line(1), sheets.a_line(2))
    drafts.cancel(GiftList.objects.get(), reason="Chọn nhầm đợt", by=f.the_maker())
    assert (ImportBatch.objects.get().state, Recipient.objects.count()) == ("undone", 0)
    assert counts(send(sheets.a_line(1), sheets.a_line(2)))["new"] == 2


def test_an_empty_value_is_computed_and_listed_among_the_repairs(send):
    told = send(sheets.a_line(1, **EMPTY))
    gift = Gift.objects.get()
    assert (gift.donor_cost_vnd, gift.state_support_vnd, gift.local_topup_vnd) == (379_080, 884_520, 0)
    assert [(r.line, r.column, r.code, r.after) for r in told.repairs] == [
        (2, "Số tiền (đồng)", "value_computed", "379.080")
    ]


def test_a_household_member_is_valued_by_the_order_in_the_household(send):
    send(sheets.a_line(1, **BY_HOUSEHOLD))
    gift = Gift.objects.get()
    assert (gift.household_order, gift.donor_cost_vnd, gift.valuation.category_code) == (
        2,
        884_520,
        "household_member_2",
    )


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({**BY_HOUSEHOLD, "Thứ tự trong hộ": ""}, "thiếu thứ tự trong hộ"),
        ({**EMPTY, "Đối tượng": ""}, "chưa ghi đối tượng"),
        ({**EMPTY, "NSNN hỗ trợ": "1.000"}, "phần hỗ trợ đã ghi khác phần tính được"),
        ({**EMPTY, "Loại quà": "suất quà Tết"}, "chỉ thẻ BHYT và sổ BHXH"),
    ],
    ids=("no order", "no category", "other support", "no insurance"),
)
def test_an_empty_value_that_cannot_be_computed_is_asked_for_with_the_reason(send, over, why):
    told = send(sheets.a_line(1, **over), door=judge)
    assert codes(told) == ["value_missing"]
    assert why in told.errors[0].message


@pytest.mark.parametrize("order", ["0", "21", "một"])
def test_an_order_in_the_household_that_is_none_is_refused(send, order):
    told = send(sheets.a_line(1, **{**BY_HOUSEHOLD, "Thứ tự trong hộ": order}), door=judge)
    assert told.rejected == 1


def test_the_same_file_with_empty_values_changes_nothing_the_second_time(send):
    send(sheets.a_line(1, **EMPTY), sheets.a_line(2, **BY_HOUSEHOLD))
    again = send(sheets.a_line(1, **EMPTY), sheets.a_line(2, **BY_HOUSEHOLD), door=judge)
    assert counts(again) == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}


def test_an_empty_value_does_not_overwrite_what_the_books_hold(send):
    send(sheets.a_line(1, **{"Số tiền (đồng)": "400.000"}))
    told = send(sheets.a_line(1, **EMPTY), door=judge)
    assert counts(told) == {"new": 0, "changed": 0, "unchanged": 1, "rejected": 0}


def test_a_gift_that_a_file_changes_is_valued_again_and_a_reason_accepted_before_is_gone(send):
    send(sheets.a_line(1))
    gift_list = Gift.objects.get().gift_list
    gift_list.difference_reason = "Giá theo biên lai cũ"
    gift_list.save()
    send(sheets.a_line(1, **{"Số tháng": "6"}))
    gift = Gift.objects.get()
    assert (gift.months, gift.valuation.donor_cost_vnd, gift.differs) == (6, 189_540, True)
    assert gift.gift_list.difference_reason == ""


def test_the_rates_are_read_once_however_many_lines_need_them(send, monkeypatch):
    loads, load = [], Rates.load
    monkeypatch.setattr(Rates, "load", classmethod(lambda cls: loads.append(1) or load()))
    send(*(sheets.a_line(number, **EMPTY) for number in range(1, 41)), door=judge)
    assert len(loads) == 1
