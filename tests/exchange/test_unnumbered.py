"""Donations without a voucher number: numbered by the books, known again by what was given, entered once."""

import json
from datetime import date

import pytest

from programmes.actions import donations
from programmes.exchange.file_problem import FileProblem
from programmes.models import Donation, Donor, Programme
from tests import factories as f
from tests import sheets
from tests.exchange.doors import import_file, judge

pytestmark = pytest.mark.django_db
BY_THE_BOOKS = {"common": {"code": "tự đánh số"}}


@pytest.fixture(autouse=True)
def programme():
    f.a_donor(name="Công ty Minh Họa", code="NHT-1")
    return f.a_programme(slug="tang-so-the", name="Tặng sổ BHXH, thẻ BHYT")


@pytest.fixture
def officer():
    return f.the_maker()


def gift(**over):
    line = {"Nhà hảo tâm": "NHT-1", "Số tiền": "5.000.000", "Ngày ủng hộ": "4/3/2026", "Hiện vật": ""}
    return {**line, "Chương trình": "tang-so-the", **over}


OTHERS = (gift(), gift(**{"Số tiền": "6.000.000"}), gift(**{"Ngày ủng hộ": "5/3/2026"}), gift(**{"Hiện vật": "Gạo"}))


@pytest.fixture
def send(officer, tmp_path):
    """Send a file of these lines, unnumbered but for those that say their number; (what is told, exit status)."""

    def store(*lines, **answers):
        path = sheets.a_csv(tmp_path, list(lines))
        (answers_path := tmp_path / "tra-loi.json").write_text(json.dumps({**BY_THE_BOOKS, **answers}))
        status, told = import_file("donations", path, officer, "--answers", answers_path)
        return {"status": status, **told}

    return store


def test_a_file_without_the_column_says_how_to_go_on_and_what_columns_it_has(officer, tmp_path):
    path = sheets.a_csv(tmp_path, [gift()])
    with pytest.raises(FileProblem) as refused:
        judge(path, "donations", officer)
    assert str(refused.value) == (
        "Thiếu cột “Số chứng từ”; tệp có “Nhà hảo tâm”, “Số tiền”, “Ngày ủng hộ”, “Hiện vật”, “Chương trình”. Hãy chọn "
        "cột của tệp, hoặc thêm cột này (xem tệp mẫu). Không có “Số chứng từ” thì chọn “để phần mềm đánh số”."
    )


def test_the_books_number_what_has_no_number_and_the_same_file_again_adds_nothing(send):
    by_hand = f.a_donation(by=f.the_maker())
    assert (send(*OTHERS)["new"], Donation.objects.count()) == (4, 5)
    new = Donation.objects.exclude(pk=by_hand.pk).order_by("pk")
    assert [one.code for one in new] == [f"UH-{by_hand.pk + n:07}" for n in (1, 2, 3, 4)]
    again = send(*OTHERS)
    assert (again["unchanged"], again["new"], Donation.objects.count()) == (4, 0, 5)
    assert [note["code"] for note in again["warnings"]] == ["donation_in_books"] * 4
    assert f"Coi là khoản {new[0].code} đã có trong sổ" in again["warnings"][0]["message"]
    more = send(gift(), gift(**{"Số tiền": "7.000.000"}))
    assert (more["unchanged"], more["new"]) == (1, 1)


def test_rows_that_say_the_same_are_asked_about_and_stand_for_as_many_donations(send):
    asked = send(gift(), gift(), gift(**{"Số tiền": "6.000.000"}))
    assert (asked["status"], Donation.objects.count()) == (1, 0)
    assert "dòng 2 và 3." in asked["questions"]["statement"]["same"]["asked"]
    assert send(gift(), gift(), statement={"same": "1"})["new"] == 2
    assert send(gift(), gift(), statement={"same": "1"})["unchanged"] == 2
    assert send(gift(), gift(), gift(), statement={"same": "1"})["new"] == 1
    assert Donation.objects.count() == 3


def test_only_the_empty_cells_of_the_column_are_numbered_and_a_number_finds_its_own(send):
    numbered = gift(**{"Số chứng từ": "PT-1"})
    told = send(
        numbered, gift(**{"Số chứng từ": ""}), gift(**{"Số chứng từ": "Để phần mềm đánh số", "Số tiền": "9 triệu"})
    )
    assert told["new"] == 3
    assert Donation.objects.filter(code="PT-1").exists()
    assert send(numbered, gift(**{"Số chứng từ": ""}))["unchanged"] == 2


def test_what_was_reversed_may_be_entered_again(send):
    donation = f.an_approved_donation(
        donor=Donor.objects.get(), programme=Programme.objects.get(), received_on=date(2026, 3, 4), by=f.the_maker()
    )
    assert send(gift())["unchanged"] == 1
    donations.reverse(donation, reason="Ghi nhầm nhà hảo tâm", by=f.the_maker())
    assert send(gift())["new"] == 1


def test_a_code_that_an_office_has_given_by_hand_is_passed_over(send):
    last = f.a_donation(by=f.the_maker())
    f.a_donation(by=f.the_maker(), code=f"UH-{last.pk + 2:07}")
    send(gift())
    assert Donation.objects.order_by("pk").last().code == f"UH-{last.pk + 3:07}"


@pytest.mark.parametrize("label", ["Tổng cộng", "Cộng:", "Tổng số tiền ủng hộ", "TỔNG TIỀN"])
def test_the_sum_below_them_is_no_donor_and_is_held_against_them(send, label):
    total = dict.fromkeys(gift(), "") | {"Nhà hảo tâm": label, "Số tiền": "11.000.000"}
    assert send(*OTHERS[:2], total)["new"] == 2
    wrong = send(gift(**{"Số tiền": "8.000.000"}), total)
    assert [error["code"] for error in wrong["errors"]] == ["control_differs"]


@pytest.mark.parametrize("name", ["Tổng công ty Minh Họa", "Tổng Văn Thử"])
def test_a_donor_whose_name_begins_like_a_sum_is_one(send, name):
    f.a_donor(name=name, by=f.the_maker())
    assert send(gift(**{"Nhà hảo tâm": name}))["new"] == 1
