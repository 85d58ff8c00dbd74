"""Headings in few letters, and codes beside names: taken for what they are where nothing surer stands beside them."""

import csv
import re
from pathlib import Path

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.sheets.vocabulary import WHOLES, Words
from programmes.models import Recipient
from tests.exchange.doors import codes
from tests.exchange.list_rows import HEADER, repairs
from tests.exchange.test_headings import found, header_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

KEYS = ("gifts", "donors", "donations", "bank_lines")
GIFTS, DONORS, DONATIONS, BANK_LINES = (LAYOUTS[key].columns for key in KEYS)
FACTS = Path(__file__).parents[3] / "shared/domain/form_columns.csv"
SHORT = ["TT", "Chủ hộ", "NS", "Giới", "số CC", "Thôn", "Xã", "Loại", "Mấy tháng", "Bắt đầu", "Thành tiền"]
UNUSED = (
    *("Mã thẻ cũ", "Ký nhận", "DT", "Dân tộc", "Quan hệ", "BV", "KCB", "Mã xã", "MA_XA"),
    *("TEN_HUYEN", "MA_HUYEN", "Tuổi", "Lớp", "Trường", "Số khẩu", "Mức hưởng", "Nơi cấp", "Ngày cấp", "Email", "Loai"),
)
UNDERSTOOD = {
    "birth": ("NS", "sinh", "N. sinh", "Sinh năm", "NGAY_SINH"),
    "sex": ("Giới", "Giới tính (Nam/Nữ)", "GIOI_TINH"),
    "citizen_number": ("số CC", "CC", "Thẻ CC", "CMTND/CCCD", "SĐDCN", "SO_CCCD"),
    "phone": ("Số điện thoại LH", "SĐT", "ĐTDĐ", "SO_DIEN_THOAI"),
    "address": ("Đ/c", "ĐC", "Xóm", "Bản", "Khối", "Khu", "Làng", "Hộ khẩu", "DIACHI"),
    "category": ("ĐTTH", "MA_DOI_TUONG", "TEN_DOI_TUONG", "Mã đối tượng"),
    "months": ("mấy tháng", "Thời hạn", "SO_THANG", "HSD", "Hạn thẻ", "Đến ngày"),
    "starts_on": ("bắt đầu", "Bắt đầu từ", "Từ ngày", "Hiệu lực từ", "TU_NGAY"),
    "commune": ("TEN_XA", "Tên xã"),
    "province": ("TEN_TINH", "MA_TINH", "Mã tỉnh", "Matinh_DangSS"),
    "si_number": ("MA_SO_BHXH", "MASOBHXH"),
    "total_vnd": ("Mức đóng",),
}


def taken(*headings, **told):
    """Heading -> name of the column that it is taken for, "" for none."""
    header, _rows = header_of(list(headings), **told)
    return dict(header.seen)


@pytest.mark.parametrize(("name", "heading"), [(name, word) for name, words in UNDERSTOOD.items() for word in words])
def test_a_short_heading_is_understood(name, heading):
    assert taken("Họ và tên", "Loại quà", heading)[heading] == name


@pytest.mark.parametrize("heading", UNUSED)
def test_a_heading_of_something_else_is_listed_and_not_mistaken(heading):
    assert taken("Họ và tên", "Loại quà", heading)[heading] == ""


@pytest.mark.parametrize(
    ("heading", "surer"),
    [("Loại", "Loại quà"), ("NS", "Ngày sinh"), ("Giới", "Giới tính"), ("CC", "Số CCCD"), ("MA_TINH", "TEN_TINH")]
    + [("Mã đối tượng", "Đối tượng"), ("MA_DOI_TUONG", "TEN_DOI_TUONG"), ("Họ tên chủ hộ", "Họ và tên")],
)
def test_beside_a_surer_heading_a_short_one_is_not_read_and_no_contradiction(heading, surer):
    needed = [word for word in ("Họ và tên", "Loại quà") if word != surer]
    found = taken(heading, surer, *needed)
    assert (found[heading], bool(found[surer])) == ("", True)


NOT_OF_THE_PERSON = re.compile(  # where the result is received, signs and rates, what two programs mean otherwise
    r"NN$|NoiNhan|NhanBanGiay|recipients|typeBirthday|CCNS|ChiCoNamSinh|moneyPayment|reason|^khaiSinh", re.IGNORECASE
)


@pytest.mark.skipif(not FACTS.exists(), reason=f"the columns of the forms, which are facts, are not at {FACTS}")
@pytest.mark.parametrize("form", ["D03-TS", "D05-TS"])
def test_every_name_that_a_program_gives_to_a_column_of_the_form_is_understood(form):
    rows = [row for row in csv.DictReader(FACTS.read_text(encoding="utf-8").splitlines()) if row["form"] == form]
    wanted = {row["machine_name"]: row["our_field"] for row in rows if row["machine_name"] and row["our_field"]}
    wanted = {name: field for name, field in wanted.items() if not NOT_OF_THE_PERSON.search(name)}
    words = Words(GIFTS, {})
    taken_for = {name: words.field(name) for name in wanted}
    assert {name: WHOLES.get(field, field) for name, field in taken_for.items()} == wanted


def test_the_head_of_a_household_is_the_person_where_nobody_else_is_named(send):
    person = ["1", "Lò Thị Ân", "1956", "nữ", "", "Thôn 1", "Xã Minh Họa", "quà Tết", "", "", "500.000"]
    told = send(person, header=SHORT)
    assert (codes(told), Recipient.objects.get().full_name, Recipient.objects.get().sex) == ([], "Lò Thị Ân", "female")
    assert taken("Họ và tên đệm", "Tên", "Chủ hộ", "Loại quà")["Chủ hộ"] == ""
    assert taken("Nhóm người nhận", "Chủ hộ", "Loại quà")["Chủ hộ"] == ""


def test_what_stands_below_the_head_of_a_household_is_not_of_the_list():
    header, _rows = header_of(
        ["Họ và tên", "Chủ hộ", "", "Loại quà"],
        ["", "Họ tên", "Năm sinh", ""],
        ["Lò Thị Ân", "Lò Văn Ba", "1956", "quà"],
    )
    assert header.titles == {"full_name": "Họ và tên", "kind": "Loại quà"}


def test_letters_that_mean_a_budget_below_money_are_no_birth():
    header, _rows = header_of(["Họ và tên", "Loại quà", "Kinh phí", ""], ["", "", "NS", "Khác"])
    assert "birth" not in header.titles


@pytest.mark.parametrize("columns", [DONORS, DONATIONS, BANK_LINES])
@pytest.mark.parametrize("heading", ["NS", "Giới", "sinh", "CC", "mấy tháng", "bắt đầu", "Khu", "MA_TINH", "Chủ hộ"])
def test_the_short_headings_of_people_are_none_of_donors_and_money(columns, heading):
    assert found(heading, columns) in (None, "address" if heading == "Khu" else None)


def in_province(look, code):
    header = ["MA_TINH" if title == "Số CCCD" else title for title in HEADER]
    row = ["1", "Lò Thị Ân", "1956", code, "Xã Minh Họa", "hộ cận nghèo", "quà Tết", "", "", "500.000"]
    return look(row, header=header)


def test_a_province_is_read_by_its_code_which_is_shown_and_one_that_none_has_is_refused(look):
    told = in_province(look, "40")
    assert (codes(told), told.new, repairs(told, "province_code")) == (
        [],
        1,
        [(2, "Tỉnh/Thành phố", "mã 40", "Nghệ An")],
    )
    assert codes(in_province(look, "99")) == ["not_found"]


def test_a_heading_that_two_sure_words_claim_is_still_refused():
    with pytest.raises(FileProblem, match="Hai cột"):
        header_of(["Họ và tên", "Loại quà", "Loại hình", "Số CCCD"])
