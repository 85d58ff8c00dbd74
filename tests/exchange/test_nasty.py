"""What careless, hurried and hostile hands put into cells; each must be right or be refused in words."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from programmes.exchange.layouts import LAYOUTS
from programmes.management.reference import load_reference
from programmes.models import Donation, Donor, Gift, Office, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, export_file, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def country():
    """The 34 provinces with their old names, and headquarters."""
    load_reference(settings.BASE_DIR / "fixtures")


@pytest.fixture
def nationwide(country):
    return f.the_maker(Office.objects.get(code="TW"))


@pytest.fixture
def send(officer, round_, tmp_path):
    def store(*lines, by=officer, layout="gifts"):
        return take_in(sheets.a_csv(tmp_path, list(lines)), layout, by, round_)

    return store


# Names of places


PLACES = [
    ("Nghệ An", "Nghệ An"),
    ("Tỉnh Nghệ An", "Nghệ An"),
    ("tỉnh nghệ an", "Nghệ An"),
    ("T. Nghệ An", "Nghệ An"),
    ("NGHE AN", "Nghệ An"),
    ("TP.HCM", "Hồ Chí Minh"),
    ("TP HCM", "Hồ Chí Minh"),
    ("TP Hồ Chí Minh", "Hồ Chí Minh"),
    ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
    ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
    ("Hà Giang", "Tuyên Quang"),
    ("Bình Dương", "Hồ Chí Minh"),
    ("Thừa Thiên Huế", "Huế"),
    ("Thừa Thiên - Huế", "Huế"),
    ("Bà Rịa – Vũng Tàu", "Hồ Chí Minh"),
    ("Đăk Lăk", "Đắk Lắk"),
    ("Đắc Lắc", "Đắk Lắk"),
    ("Khánh Hoà", "Khánh Hòa"),
    (unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk"),
    ("  Hà\u00a0Nội ", "Hà Nội"),
]


def test_a_province_is_known_by_its_old_and_careless_names(send, nationwide):
    rows = [sheets.a_line(number, **{"Tỉnh/TP": written}) for number, (written, _province) in enumerate(PLACES, 1)]
    assert codes(send(*rows, by=nationwide)) == []
    gifts = Gift.objects.order_by("pk").select_related("gift_list__province")
    assert [gift.gift_list.province.name for gift in gifts] == [province for _written, province in PLACES]


def test_a_place_that_is_none_is_refused(send, nationwide):
    nowhere = ["Nghệ Tĩnh", "40", "?", "=1+1", "Việt Nam", "Hà Nội, Nghệ An"]
    rows = [sheets.a_line(number, **{"Tỉnh/TP": written}) for number, written in enumerate(nowhere, 1)]
    assert codes(send(*rows, by=nationwide)) == ["not_found"] * len(nowhere)


def test_an_earmark_may_bear_an_old_name(send, nationwide):
    f.a_donor(code="NHT-1", by=nationwide)
    line = {"Số chứng từ": "1", "Nhà hảo tâm": "NHT-1", "Số tiền": "1 tỷ", "Ngày nhận": "4/3/2026"}
    send({**line, "Có địa chỉ: tỉnh": "Hà Giang"}, by=nationwide, layout="donations")
    assert Donation.objects.get().earmark.name == "Tuyên Quang"


# Identifiers


@pytest.mark.parametrize(
    "written",
    [
        "040 056 000 001",
        "'040056000001",
        "040.056.000.001",
        " 040056000001 ",
        "０４００５６０００００１",
        "040056\u200b000001",
    ],
)
def test_a_citizen_number_is_read_through_its_dress(send, written):
    assert codes(send(sheets.a_line(1, **{"Số CCCD": written}))) == []
    assert Recipient.objects.get().citizen_number == "040056000001"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (40056000001, "citizen_lost_zero"),
        (4.0056e10, "citizen_lost_zero"),
        ("4,0056E+10", "citizen_lost_digits"),
        ("4.0056E+10", "citizen_lost_digits"),
        (187654321, "citizen_old_id"),
        ("0400560000011", "citizen_form"),
        ("04005600000", "citizen_lost_zero"),
        ("đang làm", "citizen_form"),
        ("O40056000001", "citizen_form"),
        (True, "citizen_form"),
        (date(2026, 3, 4), "citizen_form"),
    ],
)
def test_a_citizen_number_that_lost_something_is_refused(officer, round_, tmp_path, cell, code):
    path = sheets.a_workbook(tmp_path, [sheets.a_line(1, **{"Số CCCD": cell})])
    told = judge(path, "gifts", officer, round_)
    assert codes(told) == [code]
    assert str(cell) not in told.errors[0].message, "a message never repeats a number"


def test_a_number_that_contradicts_the_row_is_taken_and_told(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1, **{"Giới tính": "nam", "Ngày sinh": "1/1/1980"})])
    told = judge(path, "gifts", officer, round_)
    assert codes(told) == []
    assert sorted(warning.code for warning in told.warnings) == ["citizen_birth_year", "citizen_sex"]


# Names, sex, dates


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Ân"), "Nguyễn Thị Ân"),
        ("  Nguyễn   Thị\u00a0Ân\t", "Nguyễn Thị Ân"),
        ("Ðặng Thị Ân", "Đặng Thị Ân"),
        ("NGUYỄN THỊ ÂN", "Nguyễn Thị Ân"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Nguyễn\nThị Ân", "Nguyễn Thị Ân"),
        ("Nguyễn Thị Ân\u200b\ufeff", "Nguyễn Thị Ân"),
    ],
)
def test_a_name_is_stored_clean(send, written, stored):
    assert codes(send(sheets.a_line(1, **{"Họ và tên": written}))) == []
    assert Recipient.objects.get().full_name == stored


@pytest.mark.parametrize(
    "written", ["A", "12", "Nguyễn Văn 1", "Nguyễn <b>An</b>", "=cmd|'/c calc'!A1", "x@y.vn", "N" * 101, "—"]
)
def test_a_name_that_is_none_is_refused(send, written):
    assert codes(send(sheets.a_line(1, **{"Họ và tên": written}))) in (
        ["name_form"],
        ["text_too_long"],
        ["name_missing"],
    )


@pytest.mark.parametrize(
    ("heading", "written", "sex"),
    [
        ("Giới tính", "Nữ", "female"),
        ("Phái", "NAM", "male"),
        ("Nam/Nữ", "nu", "female"),
        ("Nữ", "x", "female"),
        ("Giới tính", "nam.", "male"),
        ("Giới tính", "Nam giới", "male"),
        ("Giới tính", "Nữ giới", "female"),
        ("Nữ (đánh dấu x)", "x", "female"),
        ("Nữ (đánh dấu x)", "X", "female"),
        ("Nữ (đánh dấu x)", "", "male"),
        ("Giới tính", "F", "female"),
        ("Giới tính", "1", "male"),
    ],
)
def test_sex_in_its_usual_forms(send, heading, written, sex):
    line = sheets.a_line(1)
    del line["Giới tính"]
    send({**line, heading: written})
    assert Recipient.objects.get().sex == sex


@pytest.mark.parametrize("heading", ["Giới tính", "Nam/Nữ", "Phái"])
def test_a_cross_says_whose_sex_it_is_only_under_nam_or_nu(send, heading):
    line = sheets.a_line(1)
    del line["Giới tính"]
    told = send({**line, heading: "x"})
    assert [(error.column, error.code) for error in told.errors] == [("Giới tính", "choice_unknown")]
    assert "ghi một trong: nam, nữ" in told.errors[0].message


@pytest.mark.parametrize(
    "written", ["29/2/1957", "00/13/1956", "32/1/1956", "1/1/1899", "hôm qua", "12345", "1/2", "2099"]
)
def test_a_birth_that_never_was_is_refused(send, written):
    assert codes(send(sheets.a_line(1, **{"Ngày sinh": written}))) in (
        ["date_impossible"],
        ["date_form"],
        ["birth_out_of_range"],
    )


@pytest.mark.parametrize(
    ("written", "month"),
    [("12/2025", 12), ("T12/2025", 12), ("tháng 3 năm 2026", 3), ("01/12/2025", 12), ("2025-12", 12)],
)
def test_a_month_in_its_usual_forms(send, written, month):
    send(sheets.a_line(1, **{"Từ tháng": written}))
    assert Gift.objects.get().starts_on.month == month


@pytest.mark.parametrize(
    ("written", "months"), [("12", 12), ("12 tháng", 12), ("1 năm", 12), ("T12/2025-T11/2026", 12)]
)
def test_a_number_of_months_in_its_usual_forms(send, written, months):
    send(sheets.a_line(1, **{"Số tháng": written}))
    assert Gift.objects.get().months == months


@pytest.mark.parametrize("written", ["0", "-1", "121", "1,5", "12 ngày", "mười hai", "1e3"])
def test_months_that_are_none_are_refused(send, written):
    assert len(codes(send(sheets.a_line(1, **{"Số tháng": written})))) == 1
    assert not Gift.objects.exists()


# Money


@pytest.mark.parametrize(
    "written",
    [
        "-379.080",
        "(379.080)",
        "379.08",
        "379,0",
        "37.9080",
        "1.263.60",
        "54,38",
        "1,263 triệu",
        "9" * 30,
        "1e6",
        "0x10",
        "∞",
        "NaN",
        "½",
        "٣٧٩",
        "=379080",
        "379.080 USD",
        "$379",
        "ba trăm nghìn",
        "379.080/tháng",
        "379.080 + 1",
    ],
)
def test_money_that_is_not_certain_is_refused(send, written):
    told = send(sheets.a_line(1, **{"Số tiền (đồng)": written}))
    assert [error.column for error in told.errors] == ["Số tiền (đồng)"], written
    assert told.errors[0].code.startswith("money_"), written


@pytest.mark.parametrize(
    ("written", "dong"),
    [("54,38 tỷ", 54_380_000_000), ("94.770", 94_770), ("1,26 tr", 1_260_000), ("５００．０００", 500_000)],
)
def test_money_that_is_certain_is_read(send, written, dong):
    send(sheets.a_line(1, **{"Số tiền (đồng)": written}))
    assert Gift.objects.get().donor_cost_vnd == dong


# The sheet


def test_empty_rows_extra_columns_and_short_rows_do_no_harm(officer, round_, tmp_path):
    header, *rows = sheets.table(sheets.lines(2))
    rows = [[*header, "", "Ký nhận", ""], [], [*rows[0], "", "", "", "", " "], [" "] * 5, [], rows[1]]
    told = take_in(sheets.a_csv(tmp_path, rows), "gifts", officer, round_)
    assert counts(told) == {"new": 2, "changed": 0, "unchanged": 0, "rejected": 0}


def test_a_total_row_is_never_a_person(send):
    total = {"STT": "", "Họ và tên": "Tổng cộng", "Số tiền (đồng)": "758.160"}
    told = send(sheets.a_line(1), sheets.a_line(2), total)
    assert counts(told) == {"new": 2, "changed": 0, "unchanged": 0, "rejected": 0}
    assert told.control == {"donor_cost_vnd": 758_160}
    assert Recipient.objects.count() == 2


def test_a_workbook_of_blank_lines_under_a_header_has_no_rows(officer, round_, tmp_path):
    path = sheets.a_workbook(tmp_path, [list(sheets.a_line(1)), [None], ["  "]])
    assert codes(take_in(path, "gifts", officer, round_)) == ["no_rows"]


def test_gifts_of_an_unknown_kind_or_category_are_refused_with_the_choices(send):
    told = send(sheets.a_line(1, **{"Loại quà": "xe đạp", "Đối tượng": "giàu có"}))
    assert codes(told) == ["choice_unknown"] * 2
    message = " ".join(error.message for error in told.errors)
    assert "thẻ BHYT" in message
    assert "hộ cận nghèo" in message


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Thẻ BHYT", "hi_card"),
        ("the bhyt", "hi_card"),
        ("BHYT hộ gia đình", "hi_card"),
        ("Sổ BHXH", "si_book"),
        ("BHXH tự nguyện", "si_book"),
        ("Quà Tết", "tet_package"),
        ("hi_card", "hi_card"),
        ("BHXH TN", "si_book"),
        ("01 thẻ BHYT", "hi_card"),
        ("1 suất quà Tết.", "tet_package"),
        ("Thẻ BHYT hộ gia đình", "hi_card"),
    ],
)
def test_kinds_of_gifts_in_their_usual_words(send, written, kind):
    send(sheets.a_line(1, **{"Loại quà": written}))
    assert Gift.objects.get().kind == kind


@pytest.mark.parametrize("written", ["02 thẻ BHYT", "11 thẻ BHYT", "Thẻ BHYT xe buýt", "1", "BHTN"])
def test_a_kind_that_says_more_or_something_else_is_not_guessed(send, written):
    assert codes(send(sheets.a_line(1, **{"Loại quà": written}))) == ["choice_unknown"]


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("Người DTTS", "ethnic_minority"),
        ("Người già neo đơn", "elderly"),
        ("Khuyết tật nặng", "disabled"),
        ("Hộ nghèo.", "poor_household"),
    ],
)
def test_categories_in_their_usual_words(send, written, category):
    send(sheets.a_line(1, **{"Đối tượng": written}))
    assert Gift.objects.get().category == category


def test_dn_is_an_enterprise(send):
    send({"Tên nhà tài trợ": "Công ty A", "Loại": "DN"}, layout="donors")
    assert Donor.objects.get().kind == "enterprise"


# Donations and donors


@pytest.fixture
def give(send, country, officer):
    f.a_donor(code="NHT-1", by=officer)
    base = {"Số chứng từ": "1", "Nhà hảo tâm": "NHT-1", "Số tiền": "1 tỷ", "Ngày nhận": "4/3/2026"}
    return lambda **over: send({**base, **over}, layout="donations")


def test_today_is_no_future_and_tomorrow_is(give):
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    assert codes(give(**{"Ngày nhận": f"{tomorrow:%d/%m/%Y}"})) == ["received_in_future"]
    assert codes(give(**{"Ngày nhận": f"{today:%d/%m/%Y}"})) == []


def test_a_negative_donation_is_no_reversal(give):
    assert codes(give(**{"Số tiền": "-1.000.000"})) == ["amount_not_positive"]
    assert codes(give(**{"Số tiền": "(1.000.000)"})) == ["money_negative"]
    assert codes(give(**{"Số tiền": "--1"})) == ["money_negative"]
    assert codes(give(**{"Số tiền": "-"})) != []


@pytest.mark.parametrize("written", ["+84 912 345 678", "0912.345.678", "0912-345-678"])
def test_a_phone_is_kept_as_written(send, written):
    send({"Tên nhà tài trợ": "Công ty A", "Loại": "doanh nghiệp", "SĐT": written}, layout="donors")
    assert counts(send({"Tên nhà tài trợ": "Công ty A", "Loại": "doanh nghiệp", "SĐT": written}, layout="donors")) == {
        "new": 0,
        "changed": 0,
        "unchanged": 1,
        "rejected": 0,
    }


# Anything


NASTY_CELLS = [
    "",
    " ",
    "\x00",
    "\x1b[31m",
    "'",
    '"',
    "=1+1",
    "💉",
    "\u202eabc",
    "x" * 5000,
    "-1",
    "0",
    "1e999",
    "NULL",
    "None",
]


def rows_with_one_nasty_cell(layout):
    """The example row of the template, again and again under new keys, each time with another cell spoilt."""
    columns = LAYOUTS[layout].columns
    numbers = [column for column in columns if column.content == "citizen"]
    by_key = numbers[0] if numbers else columns[0]
    yield [column.heading for column in columns]
    number = 0
    for place in range(len(columns)):
        for cell in NASTY_CELLS:
            number += 1
            key = sheets.a_citizen_number(number, sex="nữ") if numbers else f"K{number}"
            good = [key if column is by_key else column.example for column in columns]
            yield [*good[:place], cell, *good[place + 1 :]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whatever_a_cell_holds_is_refused_in_words_or_stored_and_comes_back_the_same(tmp_path, nationwide, layout):
    f.a_donor(code="NHT-001", by=nationwide)
    header, *rows = rows_with_one_nasty_cell(layout)
    told = judge(sheets.a_csv(tmp_path, [header, *rows]), layout, nationwide)
    assert told.rows == len(rows) == told.new + told.changed + told.unchanged + told.rejected
    assert all(error.message and error.code and error.line > 1 for error in told.errors)
    assert {error.column for error in told.errors} <= {*header, ""}

    if layout in {"issued", "outcomes"}:
        return  # they answer to gifts, and here are none
    sound = [row for line, row in enumerate(rows, 2) if line not in told.refused_lines]
    path = sheets.a_csv(tmp_path, [header, *sound])
    assert len(sound) > 20
    assert take_in(path, layout, nationwide).errors == []
    assert counts(take_in(path, layout, nationwide))["unchanged"] == len(sound)
    for name in ("gui-lai.csv", "gui-lai.xlsx", "gui-lai.json"):
        export_file(layout, tmp_path / name)
        again = take_in(tmp_path / name, layout, nationwide)
        assert (again.errors, again.new, again.changed) == ([], 0, 0)
