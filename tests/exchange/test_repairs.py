"""Cells that say what they mean in another way than the books write it: mended, listed, or asked for."""

import json
import unicodedata
from datetime import date

import pytest
from django.conf import settings

from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.hidden import without_numbers
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.management.reference import load_reference
from programmes.models import Commune, FormerProvince, Gift, ImportBatch, Office, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def look(officer, round_, tmp_path):
    """What is told of lines that nobody stores; in a workbook where told."""

    def examined(*lines, options=None, write=sheets.a_csv):
        path = write(tmp_path, list(lines))
        options = options or Options()
        return judge(path, "gifts", officer, round_, options)

    return examined


def repairs_of(told):
    return [(repair.line, repair.column, repair.code, repair.before, repair.after) for repair in told.repairs]


def asked(told):
    return [(question.option, question.key) for question in told.questions]


def test_a_clean_file_has_no_repairs_and_no_questions(look):
    told = look(*sheets.lines(20))
    assert (repairs_of(told), asked(told), told.warnings, told.control) == ([], [], [], {})
    assert (told.people, told.donor_cost_vnd) == (20, 20 * 379_080)


@pytest.mark.parametrize(
    ("heading", "before", "code", "after"),
    [
        ("Ngày sinh", "4/3/56", "year_of_two_digits", "04/03/1956"),
        ("Ngày sinh", "04.03.1956", "marks_of_date", "04/03/1956"),
        ("Ngày sinh", "00/1956", "day_unknown", "1956"),
        ("Ngày sinh", "/1956", "day_unknown", "1956"),
        ("Ngày sinh", "/ /1956", "day_unknown", "1956"),
        ("Ngày sinh", "00/03/1956", "day_unknown", "03/1956"),
        ("Ngày sinh", "4-3-56", "year_of_two_digits", "04/03/1956"),
        ("Họ và tên", unicodedata.normalize("NFD", "Lò Thị Ân"), "letters_composed", "Lò Thị Ân"),
        ("Họ và tên", "Ðặng Thị Ân", "eth_to_d", "Đặng Thị Ân"),
        ("Họ và tên", "Lò\u00a0Thị Ân", "invisible_signs", "Lò Thị Ân"),
        ("Họ và tên", "Lò Thị Ân\u200b", "invisible_signs", "Lò Thị Ân"),
        ("Họ và tên", "LÒ THỊ H'ÂN", "name_capitals", "Lò Thị H'Ân"),
        ("Họ và tên", "lò thị h'ân", "name_small_letters", "Lò Thị H'Ân"),
        ("Số tiền (đồng)", "３７９０８０", "full_width", "379080"),
        ("Số tiền (đồng)", "379 nghìn", "money_in_words", "379.000"),
    ],
)
def test_a_repair_is_listed_with_its_line_and_both_texts(look, heading, before, code, after):
    told = look(sheets.a_line(1), sheets.a_line(2, **{heading: before, "Số CCCD": sheets.a_citizen_number(2)}))
    assert codes(told) == []
    assert [(line, what, old, new) for line, _column, what, old, new in repairs_of(told)] == [(3, code, before, after)]


@pytest.mark.parametrize(
    ("heading", "written", "code", "before", "after"),
    [
        ("Mã số BHXH", "0123 456 780", "number_without_signs", "•••• ••• 780", "•••••••780"),
        ("Điện thoại", "912000001", "phone_zero", "••••••001", "•••••••001"),
        ("Điện thoại", "ĐT: 0912.000.001", "phone_label", "ĐT: ••••.•••.001", "••••.•••.001"),
        ("Điện thoại", "SĐT ０９１２０００００１", "full_width", "SĐT •••••••００１", "SĐT •••••••001"),
        ("Ghi chú", "chạy\u200b thận, gọi 0912000001", "invisible_signs", "•••••", "•••••"),
    ],
)
def test_a_repair_of_what_tells_of_a_person_shows_where_and_not_what(look, heading, written, code, before, after):
    told = look(sheets.a_line(1, **{heading: written}))
    assert codes(told) == []
    assert (2, code, before, after) in [(line, *rest) for line, _column, *rest in repairs_of(told)]


@pytest.mark.parametrize(
    ("heading", "written", "hidden"),
    [
        ("Ngày sinh", "0912000001", "0912000"),
        ("Từ tháng", "0912 000 001", "0912"),
        ("Số tháng", "4012345678", "40123"),
        ("Giới tính", "040156000123", "040156"),
    ],
)
def test_a_refused_cell_is_told_by_its_place_and_not_by_what_of_a_person_stands_in_it(look, heading, written, hidden):
    told = look(sheets.a_line(1, **{heading: written}))
    (error,) = [error for error in told.errors if error.column == heading]
    assert error.line == 2
    assert hidden not in error.message
    kept = json.dumps([told.report[name] for name in ("errors", "warnings", "repairs")], ensure_ascii=False)
    assert hidden not in kept


@pytest.mark.parametrize("written", ["12", "0"])
def test_the_sentence_of_a_refused_number_stays_whole_whatever_stands_in_its_cell(look, written):
    (error,) = look(sheets.a_line(1, **{"Số CCCD": written})).errors
    assert "phải có đúng 12 chữ số; hãy chép lại từ căn cước và để cột ở dạng Văn bản để giữ các số 0" in error.message


def test_money_in_a_sentence_stays_readable():
    for text in ("1.263.600.000", "Cột này cộng được 1 263 600 000", "1263600000 đồng", "FT25359000001 đứng ở dòng 3"):
        assert without_numbers(text) == text


@pytest.mark.parametrize("written", ["1956", "03/1956", "4/3/1956", "1956-03-04"])
def test_what_is_plain_is_no_repair(look, written):
    assert repairs_of(look(sheets.a_line(1, **{"Ngày sinh": written}))) == []


def test_a_serial_number_of_excel_is_a_day_and_a_year_is_a_year(officer, round_, tmp_path):
    lines = [sheets.a_line(1, **{"Ngày sinh": 20518, "Từ tháng": 45992}), sheets.a_line(2, **{"Ngày sinh": 1956})]
    told = take_in(sheets.a_workbook(tmp_path, lines), "gifts", officer, round_)
    assert codes(told) == []
    assert told.repair_counts == {"excel_serial": 2}
    births = Recipient.objects.order_by("pk").values_list("birth_date", "birth_precision")
    assert list(births) == [(date(1956, 3, 4), "day"), (date(1956, 1, 1), "year")]
    assert Gift.objects.order_by("pk").first().starts_on == date(2025, 12, 1)


def test_an_old_province_is_repaired_to_the_new_one(officer, round_, tmp_path):
    load_reference(settings.BASE_DIR / "fixtures")
    nationwide = f.the_maker(Office.objects.get(code="TW"))
    lines = [sheets.a_line(1, **{"Tỉnh/TP": "Hà Giang"}), sheets.a_line(2, **{"Tỉnh/TP": "TP.HCM"})]
    told = take_in(sheets.a_csv(tmp_path, lines), "gifts", nationwide, round_)
    assert codes(told) == []
    assert repairs_of(told) == [(2, "Tỉnh/Thành phố", "old_province", "Hà Giang", "Tuyên Quang")]


@pytest.mark.parametrize(
    ("title", "told_of"),
    [
        ("(Kèm theo Quyết định số 12/QĐ-BHXH ngày 30 tháng 6 năm 2025)", ["Tuyên Quang", "Quảng Trị"]),
        ("Kèm theo Quyết định số 12/QĐ-BHXH ngày 01/12/2024", ["Tuyên Quang", "Quảng Trị"]),
        ("(Kèm theo Quyết định số 12/QĐ-BHXH ngày 01 tháng 7 năm 2025)", []),
        ("DANH SÁCH TẶNG THẺ", []),
    ],
)
def test_a_name_that_is_used_again_means_the_old_unit_in_a_list_of_its_time(officer, round_, tmp_path, title, told_of):
    load_reference(settings.BASE_DIR / "fixtures")
    nationwide = f.the_maker(Office.objects.get(code="TW"))
    places = ["Tuyên Quang", "Hà Giang", "Quảng Trị", "Nghệ An"]
    lines = [sheets.a_line(n, **{"Tỉnh/TP": place}) for n, place in enumerate(places, 1)]
    path = sheets.a_csv(tmp_path, [[title], *sheets.table(lines)])
    told = take_in(path, "gifts", nationwide, round_)
    assert codes(told) == []
    again = [(before, after) for _line, _column, _code, before, after in repairs_of(told) if before != "Hà Giang"]
    assert again == [(name, f"{name} (từ 1/7/2025)") for name in told_of]
    assert set(Gift.objects.values_list("gift_list__province__name", flat=True)) == {
        "Tuyên Quang",
        "Quảng Trị",
        "Nghệ An",
    }


def test_every_name_that_is_used_again_leads_to_the_province_that_has_it_now(db):
    load_reference(settings.BASE_DIR / "fixtures")
    lookups = Lookups(None)
    for former in FormerProvince.objects.select_related("successor"):
        assert lookups.province(former.name) == former.successor


def test_a_lost_zero_is_refused_and_asked_for_once(look):
    lines = [sheets.a_line(number, **{"Số CCCD": sheets.a_line(number)["Số CCCD"][1:]}) for number in (1, 2)]
    told = look(*lines)
    assert codes(told) == ["citizen_lost_zero"] * 2
    assert asked(told) == [("zeros", "")]


def test_a_lost_zero_of_an_insurance_number_is_asked_for_and_put_back_as_well(look):
    line = sheets.a_line(1, **{"Mã số BHXH": "123456780"})
    told = look(line)
    assert (codes(told), asked(told)) == (["si_lost_zero"], [("zeros", "")])
    told = look(line, options=Options(zeros=True))
    assert (codes(told), asked(told)) == ([], [])
    assert [repair[2:] for repair in repairs_of(told)] == [("si_zero", "••••••780", "•••••••780")]


def test_a_lost_zero_is_put_back_when_the_officer_says_so(look):
    number = sheets.a_line(1)["Số CCCD"]
    told = look(sheets.a_line(1, **{"Số CCCD": number[1:]}), options=Options(zeros=True))
    assert (codes(told), asked(told), told.new) == ([], [], 1)
    (repair,) = told.repairs
    assert repair.code == "citizen_zero"
    assert number[4:8] not in repair.before + repair.after, "a number is never shown whole"


def test_digits_that_excel_lost_are_refused_whatever_the_officer_says(look):
    assert codes(look(sheets.a_line(1, **{"Số CCCD": "3,8E+10"}), options=Options(zeros=True))) == [
        "citizen_lost_digits"
    ]


# Citizen numbers


def in_full_width(text):
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "written",
    [
        in_full_width,
        lambda number: f"{number}\u00a0",
        lambda number: f"\u200b{number}",
        lambda number: f"{number[:4]}.{number[4:8]}\u200b{number[8:]}",
        "\u200b".join,
        lambda number: f"{in_full_width(number[:6])} {number[6:]}",
    ],
)
def test_no_repair_of_a_citizen_number_shows_it_in_full(look, written):
    number = sheets.a_citizen_number(1, sex="nữ", year=1941)
    told = look(sheets.a_line(1, **{"Số CCCD": written(number)}))
    assert (codes(told), told.new) == ([], 1)
    assert told.repairs
    shown = json.dumps([told.report, told.questions], ensure_ascii=False, default=str)
    report = unicodedata.normalize("NFKC", shown)
    digits = "".join(char for char in report if char.isdigit() or char == "•")
    assert number not in digits
    assert number[3:8] not in digits


# The decimal sign of a column


def amounts(*texts):
    return [sheets.a_line(number, **{"Số tiền (đồng)": text}) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    "texts",
    [
        ["94.770"],
        ["94.770", "379.080", "1.263.600"],
        ["94,770", "1,263,600"],
        ["94.770", "54,38 tỷ"],
        ["94770", "1 263 600"],
    ],
)
def test_a_column_that_agrees_with_itself_is_not_asked_about(look, texts):
    assert asked(look(*amounts(*texts))) == []


@pytest.mark.parametrize(
    "texts", [["1.263", "12.5"], ["94.770", "1,263,600"], ["1.263.600", "1,263,600"], ["1.263", "1,263"]]
)
def test_a_column_that_contradicts_itself_is_asked_about(look, texts):
    told = look(*amounts(*texts))
    assert asked(told) == [("decimal", "donor_cost_vnd")]
    assert [value for value, _label in told.questions[0].choices] == [",", "."]


@pytest.mark.parametrize(("texts", "sign"), [(["1.263"], ","), (["1.263", "", "5.000"], ","), (["1,263"], ".")])
def test_a_column_of_nothing_but_thousands_that_make_little_is_asked_about(look, texts, sign):
    lines = amounts(*(text for text in texts if text))
    told = look(*lines)
    assert asked(told) == [("decimal", "donor_cost_vnd")]
    assert "Nếu là nghìn hay triệu đồng, hãy ghi đủ số đồng" in told.questions[0].message
    ((value, _label),) = told.questions[0].choices
    answered = look(*lines, options=Options(decimal={"donor_cost_vnd": value}))
    assert (value, asked(answered), codes(answered), answered.donor_cost_vnd) == (sign, [], [], told.donor_cost_vnd)


@pytest.mark.parametrize(
    "over",
    [
        {"Họ và tên": "Tổng cộng", "Số tiền (đồng)": "12.630"},
        {"Họ và tên": "Cộng xã Minh Họa", "Số tiền (đồng)": "63.150"},
        {"Họ và tên": "NGƯỜI LẬP BIỂU", "Số tiền (đồng)": "GIÁM ĐỐC"},
        {heading: heading for heading in sheets.a_line()},
    ],
    ids=["total", "subtotal", "signatures", "header-again"],
)
def test_what_is_no_line_does_not_hide_that_a_column_makes_little(look, over):
    other = dict.fromkeys(sheets.a_line(), "") | over
    told = look(*amounts(*["1.263"] * 10), other)
    assert (asked(told), told.rows) == ([("decimal", "donor_cost_vnd")], 10)


def test_a_gift_that_cost_nothing_does_not_hide_that_a_column_makes_little(look):
    assert asked(look(*amounts("1.263", "0"))) == [("decimal", "donor_cost_vnd")]


def test_a_total_that_counts_people_is_no_small_amount(look):
    total = dict.fromkeys(sheets.a_line(), "") | {"Họ và tên": "Tổng cộng", "NSNN hỗ trợ": "3"}
    assert look(*sheets.lines(3), total).warnings == []


@pytest.mark.parametrize("texts", [["1.263", "94.770"], ["1263"], ["1.263 đồng"], ["9.999", "10.000"]])
def test_what_can_only_be_dong_is_not_asked_about(look, texts):
    assert asked(look(*amounts(*texts))) == []


def test_an_amount_of_a_few_dong_is_told(look):
    told = look(*amounts("379", "0", "379.080"))
    assert [(note.column, note.code) for note in told.warnings] == [("Số tiền (đồng)", "amount_small")]
    assert "(0; 379)" in told.warnings[0].message
    assert look(*amounts("1.000", "379.080")).warnings == []


def test_an_authority_that_adds_nothing_is_no_small_amount(look):
    assert look(sheets.a_line(1, **{"NSNN hỗ trợ": "0"})).warnings == []


def test_the_sign_that_the_officer_told_is_obeyed(look):
    dot = Options(decimal={"donor_cost_vnd": "."})
    told = look(*amounts("94,770", "1,263,600"), options=dot)
    assert (told.donor_cost_vnd, asked(told)) == (94_770 + 1_263_600, [])
    assert codes(look(*amounts("94.770", "1,263,600"), options=dot)) == ["money_fraction"]


def test_repairs_are_kept_in_bounds_and_counted_whole(look):
    lines = [{**line, "Họ và tên": "Ðặng Thị Ân"} for line in sheets.lines(1200)]
    told = look(*lines)
    assert len(told.repairs) == 200
    assert told.repair_counts == {"eth_to_d": 1200}
    assert told.report["repair_count"] == 1200


# A day's work


def test_a_messy_workbook_goes_from_upload_to_stored(officer, round_, tmp_path):
    """Title rows, group rows, a totals row, four eaten zeros, a block of decomposed letters, three wrong dates."""
    lines = sheets.lines(12)
    for line in lines:
        line["Đối tượng"] = ""
    for line in lines[:4]:
        line["Số CCCD"] = int(line["Số CCCD"])
    for line in lines[4:8]:
        line["Họ và tên"] = unicodedata.normalize("NFD", line["Họ và tên"])
    for line, day in zip(lines[8:11], ("30/02/1956", "12/25/1956", "hôm qua"), strict=True):
        line["Ngày sinh"] = day

    def written():
        header, *rows = sheets.table(lines)
        width = len(header)
        total = ["", "Tổng cộng: 12 người", *[None] * (width - 4), "4.548.960", None]
        return sheets.a_workbook(
            tmp_path,
            [
                ["BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN"],
                ["DANH SÁCH TẶNG THẺ BẢO HIỂM Y TẾ"],
                ["(Kèm theo Quyết định số 12/QĐ-BHXH ngày 01 tháng 12 năm 2025)"],
                [],
                header,
                [str(number) for number in range(1, width + 1)],
                ["I", "Hộ nghèo"],
                *rows[:6],
                ["II", "Hộ cận nghèo"],
                *rows[6:],
                total,
                ["", "Bằng chữ: Bốn triệu năm trăm bốn mươi tám nghìn chín trăm sáu mươi đồng"],
                ["", "", "", "", "", "Nghệ An, ngày 01 tháng 12 năm 2025"],
                ["", "NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC"],
            ],
        )

    first = take_in(written(), "gifts", officer, round_)
    assert asked(first) == [("zeros", "")]
    assert sorted({error.code for error in first.errors}) == ["citizen_lost_zero", "date_form", "date_impossible"]
    assert first.control == {"people": 12, "donor_cost_vnd": 4_548_960}
    assert not Gift.objects.exists()

    for number, line in enumerate(lines[8:11], 9):
        line["Ngày sinh"] = sheets.a_line(number)["Ngày sinh"]
    path = written()
    with path.open("rb") as stream:
        batch = intake.receive(stream, filename=path.name, layout=LAYOUTS["gifts"], by=officer, round_=round_)
    batch.options = Options(zeros=True).as_json()
    preview_upload(batch)
    assert batch.report["questions"] == []
    assert batch.report["repair_counts"] == {"citizen_zero": 4, "group_carried": 2, "letters_composed": 4}
    outcome = store_upload(batch)
    control, decision = outcome.reading.control, outcome.decision
    assert decision.new == 12
    assert ImportBatch.objects.get(pk=batch.pk).state == ImportBatch.State.STORED
    assert (decision.people.taken, decision.donor_cost_vnd.taken) == (control["people"], control["donor_cost_vnd"])
    categories = Gift.objects.order_by("pk").values_list("category", flat=True)
    assert list(categories) == ["poor_household"] * 6 + ["near_poor_household"] * 6


def test_a_commune_is_stored_in_one_spelling_and_each_other_is_listed(officer, round_, tmp_path):
    Commune.objects.create(code="17506", name="Xã Yên Thành", province=officer.office.province, search_key="x")
    written = ["Xã Yên Thành", "xã Yên Thành", "X. Yên Thành", "XÃ YÊN THÀNH", "Yên Thành", "P. VINH", "Nơi khác"]
    lines = [sheets.a_line(number, **{"Xã/Phường": text}) for number, text in enumerate(written, 1)]
    told = take_in(sheets.a_csv(tmp_path, lines), "gifts", officer, round_)
    stored = [*Recipient.objects.order_by("pk").values_list("commune", flat=True)]
    assert (codes(told), stored) == ([], [*["Xã Yên Thành"] * 5, "Phường Vinh", "Nơi khác"])
    assert [before for _line, _column, code, before, _after in repairs_of(told) if code == "commune_written"] == [
        *written[1:6]
    ]
