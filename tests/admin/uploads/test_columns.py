"""The page of an upload: which column is which, what holds for the whole file, where its header stands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programmes.admin.batch_forms import ColumnForm
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import NO_HEADER
from programmes.models import (
    Gift,
    HeadingMemory,
    ImportBatch,
)
from tests import sheets
from tests.admin.pages import text_of
from tests.admin.test_imports import address, confirm, send
from tests.admin.uploads.forms import WRONG, choose, numbered
from tests.exchange.doors import import_file
from tests.museum.builders import protected, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def mapped(client, batch, heading, wanted):
    """Say on the page of the upload that `heading` stands for the column `wanted`; what the officer then reads."""
    form = client.get(address("importbatch", "change", batch.pk)).context["forms"]["columns"]
    data = {f"column-{n}": form.fields[f"column-{n}"].initial for n in range(len(form.headings))}
    place = form.headings.index(heading)
    chosen = next(value for value, label in form.fields[f"column-{place}"].choices if label == wanted)
    return choose(client, batch, "doc-lai", **{**data, f"column-{place}": chosen})


REMEMBERED = "Đang dùng cách ghép cột đã nhớ của cơ quan: “Diễn giải lạ” → “Ghi chú”"


def test_a_column_is_given_another_meaning_and_the_office_keeps_it_once_the_file_is_stored(client, officer, round_):
    line = sheets.a_line(1, **{"Diễn giải lạ": "x"})
    batch, page = send(client, line, round=round_.pk)
    assert "Cột không dùng tới: Diễn giải lạ" in text_of(page)
    assert "cách ghép cột đã nhớ" not in mapped(client, batch, "Diễn giải lạ", "Ghi chú"), "it was chosen here"
    assert batch.options["mapping"] == {"Diễn giải lạ": "note"}
    confirm(client, batch)
    memory = HeadingMemory.objects.get()
    assert (memory.office, memory.layout, memory.heading, memory.column) == (
        officer.office,
        "gifts",
        "Diễn giải lạ",
        "note",
    )
    later, page = send(client, line, round=round_.pk)
    assert later.options["mapping"] == {"Diễn giải lạ": "note"}
    assert REMEMBERED in text_of(page)
    assert "cách ghép cột đã nhớ" not in text_of(send(client, sheets.a_line(2), round=round_.pk)[1])


def test_a_choice_made_for_a_file_that_was_dropped_is_not_remembered(client, round_):
    line = sheets.a_line(1, **{"Diễn giải lạ": "x"})
    batch, _page = send(client, line, round=round_.pk)
    mapped(client, batch, "Diễn giải lạ", "Ghi chú")
    client.post(address("importbatch", "cancel", batch.pk))
    _later, page = send(client, line, round=round_.pk)
    assert "Cột không dùng tới: Diễn giải lạ" in text_of(page)
    assert not HeadingMemory.objects.exists()


def test_a_remembered_choice_that_is_changed_is_remembered_as_changed(client, round_):
    first, _page = send(client, sheets.a_line(1, **{"Diễn giải lạ": "x"}), round=round_.pk)
    mapped(client, first, "Diễn giải lạ", "Ghi chú")
    confirm(client, first)
    second, _page = send(client, sheets.a_line(2, **{"Diễn giải lạ": "x"}), round=round_.pk)
    assert "cách ghép cột đã nhớ" not in mapped(client, second, "Diễn giải lạ", "— không dùng —")
    assert HeadingMemory.objects.get().column == "note"
    choose(client, second, "doc-lai", gift_list="new")
    confirm(client, second)
    assert HeadingMemory.objects.get().column == ""
    _third, page = send(client, sheets.a_line(3, **{"Diễn giải lạ": "x"}), round=round_.pk)
    assert "“Diễn giải lạ” → không dùng" in text_of(page)


def test_a_known_heading_that_one_file_has_no_use_for_is_read_again_in_the_next(client, round_):
    line = sheets.a_line(1, **{"Ghi chú": "x", "Diễn giải lạ": "y"})
    first, _page = send(client, line, round=round_.pk)
    mapped(client, first, "Ghi chú", "— không dùng —")
    mapped(client, first, "Diễn giải lạ", "Điện thoại")
    mapped(client, first, "Diễn giải lạ", "— không dùng —")
    confirm(client, first)
    assert [*HeadingMemory.objects.values_list("heading", "column")] == [("Diễn giải lạ", "")]
    second, _page = send(client, line, round=round_.pk)
    assert second.report["mapped"]["Ghi chú"] == "note"


def test_the_command_line_tells_of_a_remembered_choice_too(client, officer, round_, tmp_path):
    first, _page = send(client, sheets.a_line(1, **{"Diễn giải lạ": "x"}), round=round_.pk)
    mapped(client, first, "Diễn giải lạ", "Ghi chú")
    confirm(client, first)
    path = sheets.a_csv(tmp_path, [sheets.a_line(2, **{"Diễn giải lạ": "x"})])
    for arguments in (["--dry-run"], []):
        _status, told = import_file("gifts", path, officer, "--round", round_.slug, *arguments)
        assert [REMEMBERED in warning["message"] for warning in told["warnings"]] == [True]


def test_two_columns_of_the_file_are_not_the_same_one(client, round_):
    batch, page = send(client, *sheets.lines(1), round=round_.pk)
    form = page.context["forms"]["columns"]
    data = {f"column-{n}": "0" for n in range(len(form.headings))}
    assert "mỗi cột trong sổ chỉ chọn một lần" in choose(client, batch, "doc-lai", **data)
    assert not HeadingMemory.objects.exists()


@pytest.mark.parametrize(
    ("change", "heading", "code"),
    [
        ({"Loại quà": None, "Quà gì": "thẻ BHYT"}, "Quà gì", "Thiếu cột “Loại quà”"),
        ({"Kinh phí": "1"}, "Số tiền (đồng)", "cùng là “Số tiền (đồng)”"),
    ],
)
def test_a_file_whose_columns_are_not_understood_is_mapped_and_previewed_again(client, round_, change, heading, code):
    line = {name: cell for name, cell in {**sheets.a_line(1), **change}.items() if cell is not None}
    batch, page = send(client, line, round=round_.pk)
    assert batch.state == "failed"
    assert code in text_of(page)
    form = page.context["forms"]["columns"]
    assert "Đổi cách hiểu" in text_of(page)
    data = {f"column-{n}": form.fields[f"column-{n}"].initial for n in range(len(form.headings))}
    place = form.headings.index(heading)
    wanted = {"Quà gì": "Loại quà"}.get(heading, heading)
    chosen = next(value for value, label in form.fields[f"column-{place}"].choices if label == wanted)
    choose(client, batch, "doc-lai", **{**data, f"column-{place}": chosen})
    assert (batch.state, batch.report["new"], batch.report["rejected"]) == ("previewed", 1, 0)


def test_only_gifts_are_counted_as_given_before(client, round_):
    _batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Trong đó đã tặng" in text_of(page)
    _batch, page = send(client, {"Tên nhà hảo tâm": "Nguyễn Văn A", "Loại": "cá nhân"}, model="donor")
    assert "Bị từ chối" in text_of(page)
    assert "Trong đó đã tặng" not in text_of(page)


def test_the_first_rows_show_the_gift_and_what_changes(client, round_):
    first, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, first)
    changed = sheets.a_line(1, **{"Số tháng": "6", "Số tiền (đồng)": "189.540", "Xã/Phường": "Xã Mới"})
    _batch, page = send(client, changed, sheets.a_line(2), sheets.a_line(3), round=round_.pk)
    shown = text_of(page)
    assert "thẻ BHYT, 12 tháng, 379.080 đồng" in shown
    assert "xã, phường, đặc khu: Xã Minh Họa 1 → Xã Mới; số tháng: 12 → 6" in shown
    assert "379.080 → 189.540" in shown


def test_a_file_without_a_kind_of_gift_is_of_the_one_kind_that_its_officer_names(client, round_):
    lines = [{**line, "Ghi chú": "Minh họa"} for line in sheets.lines(3)]
    for line in lines:
        del line["Loại quà"]
    batch, page = send(client, *lines, round=round_.pk)
    assert batch.state == "failed"
    assert "chờ trả lời Cần trả lời trước khi đọc tiếp Thiếu cột “Loại quà”" in text_of(page)
    assert "· không đọc được" not in text_of(page)
    assert "Nếu mọi dòng như nhau, điền ở “Điền chung cho cả tệp” dưới đây." in text_of(page)
    choose(client, batch, "doc-lai", **{"common-kind": "tet_package"})
    assert (batch.state, batch.report["new"], batch.options["common"]) == ("previewed", 3, {"kind": "tet_package"})
    confirm(client, batch)
    assert batch.state == "stored"
    assert set(Gift.objects.values_list("kind", flat=True)) == {"tet_package"}


@pytest.mark.parametrize(
    "data",
    [protected(), sheets.csv_text(sheets.table(sheets.lines(1))).encode()],
    ids=("password", "csv"),
)
def test_no_choice_is_offered_for_a_file_that_could_not_be_opened(client, round_, data):
    file = SimpleUploadedFile("danh-sach.xlsx", data)
    page = text_of(client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True))
    assert ImportBatch.objects.get().state == "failed"
    assert "của cả tệp" not in page
    assert "Xem trước lại" not in page


def test_a_sheet_with_people_stays_out_only_once_its_officer_says_so(client, round_):
    rows = sheets.table(sheets.lines(2))
    lacking = [["Quà gì" if cell == "Loại quà" else cell for cell in row] for row in sheets.table([sheets.a_line(3)])]
    file = SimpleUploadedFile("danh-sach.xlsx", workbook(rows, lacking))
    page = client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True)
    batch = ImportBatch.objects.get()
    assert "Trang “Trang 2” có danh sách người nhưng không được đọc" in text_of(page)
    confirm(client, batch)
    assert batch.state == "previewed"
    assert "Bạn đã chọn: Bỏ qua, chỉ nhập các trang đọc được." in choose(
        client, batch, "doc-lai", **{"question-0": "0"}
    )
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("stored", 2)


def test_what_holds_for_the_whole_file_fills_blanks_and_changes_nothing_that_is_written(client, round_):
    lines = sheets.lines(3)
    lines[1]["Loại quà"], lines[1]["Số tháng"] = "", ""
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["new"], batch.report["rejected"]) == (2, 1)
    assert "trống ở 1 dòng" in text_of(page)
    choose(client, batch, "doc-lai", **{"common-kind": "hi_card", "common-months": "6 tháng"})
    assert (batch.report["new"], batch.report["rejected"]) == (3, 0)
    confirm(client, batch)
    assert list(Gift.objects.order_by("pk").values_list("kind", "months")) == [
        ("hi_card", 12),
        ("hi_card", 6),
        ("hi_card", 12),
    ]


def test_what_holds_for_the_whole_file_is_read_as_a_cell_is(client, round_):
    batch, _page = send(client, {**sheets.a_line(1), "Số tháng": ""}, round=round_.pk)
    page = choose(client, batch, "doc-lai", **{"common-months": "mười hai"})
    assert (batch.options.get("common", {}), batch.report["rejected"]) == ({}, 1)
    assert "Số tháng phải từ 1 đến 120" in page


def test_the_refused_rows_of_a_file_of_one_kind_can_be_sent_again(client, round_):
    lines = [{**line, **(WRONG if n == 1 else {})} for n, line in numbered(3)]
    for line in lines:
        del line["Loại quà"]
    batch, _page = send(client, *lines, round=round_.pk)
    choose(client, batch, "doc-lai", **{"common-kind": "hi_card"})
    file = client.post(address("importbatch", "errors", batch.pk, "csv"))
    head, row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert "Loại quà,Lỗi cần sửa" in head
    assert "thẻ BHYT" in row


def test_a_file_that_names_its_kinds_is_not_asked_for_one(client, round_):
    _batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Loại quà của cả tệp" not in text_of(page)


def test_a_kind_that_no_gift_has_is_not_taken_for_the_file(client, round_):
    line = sheets.a_line(1)
    del line["Loại quà"]
    batch, _page = send(client, line, round=round_.pk)
    choose(client, batch, "doc-lai", **{"common-kind": "xe_dap"})
    assert (batch.state, batch.options.get("common", {})) == ("failed", {})


def test_an_officer_points_at_the_header_of_a_file_and_says_what_its_columns_are(client, round_):
    lines = [{"Wer": name, "Was": "quà Tết", "Bis": "x"} for name in ("Lò Thị Mỷ", "Vừ A Ba")]
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.state, "Dòng 1 là tiêu đề Wer Was Bis" in text_of(page)) == ("failed", True)
    choose(client, batch, "doc-lai", header_line="1")
    assert (batch.options["header_line"], batch.report["headings"]) == (1, ["Wer", "Was", "Bis"])
    names = [column.name for column in LAYOUTS["gifts"].columns]
    chosen = [str(names.index(name)) for name in ("full_name", "kind", "note")]
    page = choose(client, batch, "doc-lai", **{f"column-{place}": column for place, column in enumerate(chosen)})
    assert (batch.state, batch.report["rows"], "Bạn đã chọn: Dòng 1 là tiêu đề" in page) == ("previewed", 2, True)
    choose(client, batch, "hoi-lai")
    assert batch.options["header_line"] == 0


def test_a_file_without_a_header_is_mapped_by_letters_and_its_errors_come_back_with_headings(client, round_):
    people = [list(line.values()) for line in (sheets.a_line(1, **{"Tỉnh/TP": "Hà Tiên"}), *sheets.lines(3)[1:])]
    file = SimpleUploadedFile("danh-sach.csv", sheets.csv_text(people).encode())
    page = client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True)
    batch = ImportBatch.objects.latest("pk")
    assert (batch.state, "Tệp không có dòng tiêu đề" in text_of(page)) == ("failed", True)
    choose(client, batch, "doc-lai", header_line=str(NO_HEADER))
    form = ColumnForm(batch=batch, drafts=[])
    assert "đề xuất theo nội dung cột" in form.fields["column-1"].help_text
    proposed = {name: field.initial for name, field in form.fields.items()}
    names = [column.name for column in LAYOUTS["gifts"].columns]
    chosen = {5: "province", 9: "months", 10: "starts_on", 11: "donor_cost_vnd"}
    chosen = {f"column-{place}": str(names.index(name)) for place, name in chosen.items()}
    page = choose(client, batch, "doc-lai", **{**proposed, **chosen})
    assert (batch.state, batch.report["rows"], batch.report["rejected"]) == ("previewed", 3, 1)
    assert "Bạn đã chọn: Tệp không có dòng tiêu đề" in page
    file = client.post(address("importbatch", "errors", batch.pk, "csv"))
    head, row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert head.startswith(",Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,")
    assert "Lò" in row
