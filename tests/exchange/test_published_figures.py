"""Files of published figures: drafts and versions, all that a figure says, files of the former columns."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import published
from programmes.models import FormerProvince, Measure, PublishedFigure, Stage
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, export_file, import_file, take_in

pytestmark = pytest.mark.django_db

FORMER = {
    "Mã số liệu": "S01",
    "Chỉ tiêu": "số tiền huy động",
    "Kỳ từ ngày": "01/01/2025",
    "Kỳ đến ngày": "31/12/2025",
    "Giá trị": "54,38 tỷ",
    "Đơn vị": "đồng",
    "Mức độ": "đúng",
    "Cách nêu": "54,38 tỷ đồng",
    "Nguồn": "Bài báo",
    "Nơi công bố": "Báo",
    "Số liệu đến ngày": "4/3/2026",
}


def a_line(code="S01", **over):
    return {
        "Mã số liệu": code,
        "Chỉ tiêu": "thẻ BHYT",
        "Giai đoạn": "đã trao",
        "Kỳ": "2025",
        "Giá trị": "32.000",
        "Mức độ": "gần",
        "Cách nêu": "gần 32.000 thẻ BHYT",
        "Nguồn": "Bài báo",
        "Nơi công bố": "Báo",
        "Ngày công bố": "12/2025",
        **over,
    }


@pytest.fixture
def send(headquarters_officer, tmp_path):
    def store(*lines):
        return take_in(sheets.a_csv(tmp_path, list(lines)), "published_figures", headquarters_officer)

    return store


@pytest.fixture
def yen_bai(db):
    """Since July 2025 a part of another unit, as the former Lào Cai is."""
    lao_cai, yen_bai = (
        FormerProvince.objects.create(
            code=code, name=name, valid_to=date(2025, 6, 30), successor=f.a_province(), citizen_prefix=f"0{code}"
        )
        for code, name in (("10", "Lào Cai"), ("15", "Yên Bái"))
    )
    return yen_bai


def publish_all():
    for draft in PublishedFigure.objects.filter(state="draft"):
        published.publish(draft, by=f.the_checker())


def test_a_file_makes_drafts_and_the_same_file_again_changes_nothing(send):
    assert counts(send(a_line()))["new"] == 1
    figure = PublishedFigure.objects.get()
    assert (figure.state, figure.value, figure.source_precision) == ("draft", 32_000, "month")
    assert counts(send(a_line()))["unchanged"] == 1
    publish_all()
    assert counts(send(a_line()))["unchanged"] == 1
    assert PublishedFigure.objects.count() == 1


def test_a_changed_line_of_a_published_figure_is_a_draft_of_its_next_version_with_a_reason(send):
    send(a_line())
    publish_all()
    more = {"Giá trị": "33.000", "Cách nêu": "gần 33.000 thẻ BHYT"}
    assert codes(send(a_line(**more))) == ["version_reason_missing"]
    told = send(a_line(**more, **{"Lý do thay đổi": "Nguồn cập nhật"}))
    assert counts(told)["changed"] == 1
    first, second = PublishedFigure.objects.order_by("version")
    assert (first.value, first.state, second.value, second.state) == (32_000, "published", 33_000, "draft")
    assert counts(send(a_line(**more, **{"Lý do thay đổi": "Nguồn cập nhật"})))["unchanged"] == 1


def test_a_reason_alone_changes_nothing(send):
    send(a_line())
    publish_all()
    assert counts(send(a_line(**{"Lý do thay đổi": "Xem lại"})))["unchanged"] == 1


def test_a_changed_draft_stays_the_same_version(send):
    send(a_line())
    assert counts(send(a_line(**{"Ghi chú": "Đã đối chiếu"})))["changed"] == 1
    assert PublishedFigure.objects.get().note == "Đã đối chiếu"


def test_a_file_of_the_former_columns_is_read_as_it_was_shown(send):
    assert counts(send(FORMER))["new"] == 1
    figure = PublishedFigure.objects.get()
    assert (figure.measure, figure.stage, figure.period_kind) == (Measure.MONEY, Stage.RAISED, "year")
    assert (figure.source_date, figure.as_of) == (date(2026, 3, 4), None)
    assert counts(send(FORMER))["unchanged"] == 1


@pytest.mark.parametrize(
    ("indicator", "number", "wording", "expected"),
    [
        ("sổ BHXH và thẻ BHYT đã trao", "185.055", "185.055 sổ và thẻ", ("books_and_cards", "given", "")),
        ("giá trị sổ BHXH và thẻ BHYT đã trao", "52,5 tỷ", "52,5 tỷ đồng", ("money", "value", "books_and_cards")),
        ("suất quà Tết đã trao", "2.000", "2.000 suất quà Tết", ("packages", "given", "")),
        ("người thụ hưởng", "144.000", "144 nghìn người", ("people", "given", "")),
        ("đoàn công tác", "12", "12 đoàn", ("delegations", "given", "")),
    ],
)
def test_every_former_indicator_says_its_measure_and_stage(send, indicator, number, wording, expected):
    send(FORMER | {"Chỉ tiêu": indicator, "Giá trị": number, "Cách nêu": wording, "Đơn vị": ""})
    figure = PublishedFigure.objects.get()
    assert (figure.measure, figure.stage, figure.subject) == expected


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"Giá trị": "hơn 52,5 tỷ"}, "money_form"),
        ({"Giá trị": ""}, "value_and_qualifier"),
        ({"Mức độ": "không nêu số"}, "value_and_qualifier"),
        ({"Kỳ": "từ 4/3/2025 đến 1/3/2025"}, "period_in_order"),
        ({"Kỳ": "", "Kỳ từ ngày": "31/12/2025", "Kỳ đến ngày": "1/1/2025"}, "period_order"),
        ({"Kỳ": "2025", "Kỳ từ ngày": "01/02/2025"}, "period_told_twice"),
        ({"Kỳ": ""}, "period_missing"),
        ({"Kỳ": "2099"}, "period_not_begun"),
        ({"Kỳ": "", "Kỳ từ ngày": "01/01/1900", "Kỳ đến ngày": "31/12/2099"}, "period_too_early"),
        ({"Ngày công bố": "1/1/2099"}, "published_in_future"),
        ({"Kỳ": "Tết Bính Ngọ 2025"}, "season_name"),
        ({"Chỉ tiêu": "lòng tốt"}, "choice_unknown"),
        ({"Chỉ tiêu": "khác"}, "choice_unknown"),
        ({"Đơn vị": "cái"}, "choice_unknown"),
        ({"Đơn vị": "sổ"}, "unit_of_other_measure"),
        ({"Giai đoạn": ""}, "stage_missing"),
        ({"Giai đoạn": "giá trị"}, "stage_of_measure"),
        ({"Chỉ tiêu": "thẻ BHYT đã trao", "Giai đoạn": "dự kiến"}, "stage_told_twice"),
        ({"Của": "sổ BHXH"}, "subject_unasked"),
        ({"Địa chỉ nguồn": "không phải địa chỉ"}, "invalid"),
        ({"Số liệu đến ngày": "hôm qua"}, "date_form"),
        ({"Giá trị": "32.000 %"}, "ratio_form"),
        ({"Giá trị": "35,987 %"}, "ratio_form"),
        ({"Giá trị": "−5 %"}, "ratio_negative"),
        ({"Giá trị": "-32.000"}, "figure_negative"),
        ({"Giá trị": f"{'9' * 30} %"}, "ratio_too_large"),
        ({"Giá trị": "9" * 30}, "money_too_large"),
        ({"Ngoại tệ": "USD", "Số ngoại tệ": "-160000"}, "figure_negative"),
        ({"Giá trị": "32 %"}, "number_of_other_form"),
        ({"Nơi": "Xứ Không Có"}, "not_found"),
        ({"Là một phần của": "S01"}, "relation_to_itself"),
        ({"Là một phần của": "S99"}, "relation_to_nothing"),
        ({"Mã số liệu": "Số 1"}, "figure_code"),
        ({"Mã số liệu": "atom.xml"}, "figure_code_is_address"),
        ({"Phiên bản": "2"}, "version_not_first"),
        ({"Phiên bản": "7", "Lý do thay đổi": "Nguồn sửa"}, "version_not_first"),
        ({"Phiên bản": "99999", "Lý do thay đổi": "Nguồn sửa"}, "version_form"),
        ({"Phiên bản": "−1"}, "version_form"),
        ({"Phiên bản": "1e3"}, "version_form"),
    ],
)
def test_a_faulty_line_is_refused(send, over, code):
    assert code in codes(send({**a_line(), **over}))
    assert not PublishedFigure.objects.exists()


def test_codes_that_differ_in_capitals_alone_are_one_code(send):
    assert codes(send(a_line("H001"), a_line("h001"))) == ["figure_code_in_capitals"] * 2
    send(a_line("H001"))
    assert codes(send(a_line("h001"))) == ["figure_code_in_capitals"]
    assert PublishedFigure.objects.get().code == "H001"


def test_a_name_of_before_july_2025_means_the_former_unit_in_its_time(send, yen_bai):
    before = a_line("A", **{"Nơi": "Yên Bái", "Kỳ": "2022", "Ngày công bố": "2023"})
    assert counts(send(before))["new"] == 1
    figure = PublishedFigure.objects.get()
    assert (figure.former_province, figure.present_province) == (yen_bai, yen_bai.successor)


def test_a_former_unit_is_refused_after_it_is_gone(send, yen_bai):
    assert codes(send(a_line(Nơi="Yên Bái", Kỳ="Tết Bính Ngọ 2026"))) == ["former_province_gone"]


def test_relations_go_out_and_come_back_and_are_said_once(send, tmp_path, headquarters_officer):
    whole = a_line("TONG", **{"Bao gồm": "PHAN"})
    part = a_line("PHAN", **{"Là một phần của": "TONG", "Mâu thuẫn với": "KHAC"})
    other = a_line("KHAC", **{"Mâu thuẫn với": "PHAN"})
    assert counts(send(whole, part, other))["new"] == 3
    said = dict(PublishedFigure.objects.values_list("code", "relations"))
    assert said == {"TONG": {"contains": ["PHAN"]}, "PHAN": {"conflicts_with": ["KHAC"]}, "KHAC": {}}
    assert counts(send(whole, part, other))["unchanged"] == 3
    for name in ("a.csv", "a.xlsx", "a.json"):
        export_file("published_figures", tmp_path / name)
        status, told = import_file("published_figures", tmp_path / name, headquarters_officer)
        assert (status, told["unchanged"], told["errors"]) == (0, 3, [])


def test_containment_that_goes_round_is_refused(send):
    lines = [a_line(code, **{"Là một phần của": whole}) for code, whole in (("A", "B"), ("B", "C"), ("C", "A"))]
    told = send(*lines)
    assert codes(told) == ["relation_circle"] * 3
    assert "C → A → B → C" in told.errors[-1].message


def test_all_that_a_figure_says_goes_out_and_comes_back(send, tmp_path, headquarters_officer, yen_bai):
    programme = f.a_programme()
    round_ = f.a_round(programme=programme)
    send(
        a_line(
            "A", **{"Nơi": "Yên Bái", "Kỳ": "6 tháng đầu năm 2022", "Ngày công bố": "2022", "Địa điểm cụ thể": "8 xã"}
        ),
        a_line("B", **{"Chỉ một phần": "x", "Nhà hảo tâm theo nguồn": "Ngân hàng Minh Họa; bưu điện"}),
        a_line("C", **{"Giá trị": "100", "Giá trị đến": "120", "Mức độ": "khoảng", "Cách nêu": "khoảng 100-120 thẻ"}),
        a_line(
            "D",
            **{
                "Chỉ tiêu": "số tiền",
                "Giai đoạn": "giá trị đã trao",
                "Của": "thẻ BHYT",
                "Giá trị": "",
                "Ngoại tệ": "usd",
                "Số ngoại tệ": "160.000",
                "Mức độ": "khoảng",
                "Cách nêu": "khoảng 160.000 USD",
                "Đợt": round_.slug,
            },
        ),
        a_line(
            "E",
            **{
                "Chỉ tiêu": "tỷ lệ",
                "Của": "thẻ BHYT",
                "Giá trị": "35,98 %",
                "Cận dưới": "35,97 %",
                "Cận trên": "36 %",
                "Mức độ": "đúng",
                "Cách nêu": "35,98% số thẻ",
                "Nơi": str(f.an_office()),
                "Số liệu đến ngày": "31/12/2025",
                "Ngày công bố": "1/2026",
            },
        ),
    )
    assert PublishedFigure.objects.count() == 5
    publish_all()
    draft = published.revise(PublishedFigure.objects.get(code="C"), reason="Nguồn sửa", by=headquarters_officer)
    assert draft.version == 2
    for name in ("a.csv", "a.xlsx", "a.json"):
        export_file("published_figures", tmp_path / name)
        status, told = import_file("published_figures", tmp_path / name, headquarters_officer)
        assert (status, told["unchanged"], told["errors"]) == (0, 5, [])


def test_the_last_versions_of_another_database_start_again_as_the_first(send, tmp_path, headquarters_officer):
    send(a_line())
    publish_all()
    send(a_line(**{"Ghi chú": "Đã đối chiếu", "Lý do thay đổi": "Nguồn sửa"}))
    export_file("published_figures", tmp_path / "a.csv")
    assert import_file("published_figures", tmp_path / "a.csv", headquarters_officer)[1]["unchanged"] == 1
    elsewhere = a_line("S02", **{"Phiên bản": "2", "Lý do thay đổi": "Nguồn sửa"})
    told = send(elsewhere)
    assert "phiên bản 1; ghi 1 hoặc để trống" in told.errors[0].message
    assert counts(send(elsewhere | {"Phiên bản": ""}))["new"] == 1


def test_a_file_writes_the_digits_and_signs_that_are_seen(send):
    foreign = a_line(**{"Cách nêu": "gần \u0663\u0662.000 th\u200bẻ", "Ghi chú": "\u202a２０２５"})
    assert counts(send(foreign))["new"] == 1
    figure = PublishedFigure.objects.get()
    assert (figure.wording, figure.note) == ("gần 32.000 thẻ", "2025")


def test_a_relation_of_other_things_is_told_at_both_lines_wherever_they_stand(send):
    money = {"Chỉ tiêu": "số tiền", "Giai đoạn": "huy động", "Giá trị": "54 tỷ", "Cách nêu": "gần 54 tỷ đồng"}
    lines = [a_line("A", **{"Bao gồm": "B"}), a_line("B", **money)]
    assert codes(send(*lines)) == ["relation_of_other_measure"] * 2
    assert codes(send(*lines[::-1])) == ["relation_of_other_measure"] * 2
    send(a_line("B", **money))
    publish_all()
    assert codes(send(lines[0])) == ["relation_of_other_measure"]


def test_a_file_of_two_hundred_figures_takes_as_many_statements_as_one_of_ten(send):
    send(a_line("Z"))
    few = [a_line(f"A{number}", **{"Là một phần của": "Z"}) for number in range(10)]
    many = [a_line(f"B{number}", **{"Là một phần của": "Z"}) for number in range(200)]
    taken = []
    for lines in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert send(*lines).errors == []
        taken.append(len(queries))
    assert taken[0] == taken[1] < 45
