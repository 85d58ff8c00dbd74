"""The refused rows as a file: the sender's own layout, what is wrong in a last column, ready to be sent again."""

import csv
import io

import openpyxl
import pytest

from programmes.access import roles
from programmes.exchange.desk import errors_file
from programmes.exchange.desk.intake import receive
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import AuditEvent, Gift, ImportBatch
from tests import sheets
from tests.admin.test_imports import address
from tests.exchange.tcvn3 import tcvn3
from tests.factories import an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LAST = "Lỗi cần sửa"
WRONG = {"Số tháng": "0", "Ngày sinh": "31/02/1956"}


@pytest.fixture
def look_at(officer, round_):
    """The previewed batch of a file."""

    def send(path):
        with path.open("rb") as file:
            batch = receive(file, filename=path.name, layout=LAYOUTS["gifts"], by=officer, round_=round_)
        preview_upload(batch)
        return batch

    return send


def written(folder, batch, suffix="xlsx"):
    path = folder / f"loi.{suffix}"
    errors_file.write(path, batch)
    if suffix == "xlsx":
        return [[cell or "" for cell in row] for row in sheets.cells_of(path)]
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_refused_rows_stand_under_the_senders_own_headings(look_at, tmp_path, suffix):
    rows = sheets.table([sheets.a_line(1), sheets.a_line(2, **WRONG), sheets.a_line(3), sheets.a_line(4, **WRONG)])
    found = written(tmp_path, look_at(sheets.a_csv(tmp_path, rows)), suffix)
    assert found[0] == [*rows[0], LAST]
    assert [row[:-1] for row in found[1:]] == [rows[2], rows[4]]


def test_all_that_is_wrong_with_a_row_stands_in_its_last_cell(look_at, tmp_path):
    found = written(tmp_path, look_at(sheets.a_csv(tmp_path, [sheets.a_line(1, **WRONG)])))
    assert found[1][-1].startswith("Ngày sinh: ")
    assert "Số tháng: Số tháng phải từ 1 đến 120" in found[1][-1]


def test_the_title_above_the_header_and_strange_columns_are_kept(look_at, tmp_path):
    table = sheets.table([sheets.a_line(1, **WRONG, **{"Dân tộc": "Thái"}), sheets.a_line(2)])
    path = sheets.a_csv(tmp_path, [["DANH SÁCH TẶNG THẺ"], *table])
    found = written(tmp_path, look_at(path))
    assert [found[0][0], found[1][-2:], found[2][-2]] == ["DANH SÁCH TẶNG THẺ", ["Dân tộc", LAST], "Thái"]
    assert len(found) == 3


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_once_mended_the_file_is_taken_as_it_is(look_at, tmp_path, suffix):
    good = sheets.a_line(7, **{"Ghi chú": "=1+1 là ghi chú"})
    batch = look_at(sheets.a_csv(tmp_path, [sheets.a_line(1), {**good, **WRONG}]))
    heading, row = written(tmp_path, batch, suffix)
    mended = [good.get(name, cell) for name, cell in zip(heading, row, strict=True)]
    again = look_at(sheets.a_csv(tmp_path, [heading, mended], name="da-sua.csv"))
    assert (again.report["rejected"], again.report["new"]) == (0, 1)
    assert again.report["unknown"] == [LAST]


WITHOUT_COMMUNE = ("STT", "Họ và tên", "Ngày sinh", "Đối tượng", "Loại quà", "Số tiền (đồng)")


def sparse(number, **over):
    line = {**sheets.a_line(number), "Loại quà": "quà Tết", **over}
    return [line[name] for name in WITHOUT_COMMUNE]


def mended(rows, header=0):
    """The rows as the officer sends them again: the wrong kind put right."""
    kind = rows[header].index("Loại quà")
    return [*rows[: header + 1], *([*row[:kind], "quà Tết", *row[kind + 1 :]] for row in rows[header + 1 :])]


def stored(look_at, folder, rows):
    batch = look_at(sheets.a_csv(folder, rows, name="da-sua.csv"))
    assert (batch.report["rejected"], batch.report["errors"]) == (0, [])
    store_upload(batch)
    return Gift.objects.select_related("recipient").order_by("pk")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_the_group_rows_said_is_written_into_the_refused_rows(look_at, tmp_path, suffix):
    wrong = {"Loại quà": "xe đạp"}
    rows = [
        WITHOUT_COMMUNE,
        ["A. Xã Nam Đông"],
        ["I. Hộ nghèo"],
        sparse(1, **{"Đối tượng": "", **wrong}),
        sparse(2, **{"Đối tượng": ""}),
        ["II. Hộ cận nghèo"],
        sparse(3, **{"Đối tượng": ""}),
        ["B. Xã Minh Họa"],
        sparse(4, **{"Đối tượng": "hộ nghèo", **wrong}),
    ]
    found = written(tmp_path, look_at(sheets.a_csv(tmp_path, rows)), suffix)
    assert found[0] == [*WITHOUT_COMMUNE, "Xã/Phường", LAST]
    gifts = stored(look_at, tmp_path, mended(found))
    assert [(gift.recipient.commune, gift.category) for gift in gifts] == [
        ("Xã Nam Đông", "poor_household"),
        ("Xã Minh Họa", "poor_household"),
    ]


def test_what_as_above_stood_for_is_written_into_the_refused_row(look_at, tmp_path):
    rows = sheets.table([sheets.a_line(1), sheets.a_line(2, **{"Xã/Phường": "nt", "Loại quà": "xe đạp"})])
    found = written(tmp_path, look_at(sheets.a_csv(tmp_path, rows)))
    assert [row[rows[0].index("Xã/Phường")] for row in found[1:]] == ["Xã Minh Họa 1"]


def test_cells_merged_over_rows_are_written_into_each_refused_row(look_at, tmp_path):
    wrong = {"Loại quà": "xe đạp", "Xã/Phường": None}
    rows = sheets.table([sheets.a_line(1), sheets.a_line(2, **wrong)])
    path = sheets.a_workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    column = rows[0].index("Xã/Phường") + 1
    book.active.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    book.save(path)
    assert written(tmp_path, look_at(path))[1][column - 1] == "Xã Minh Họa 1"


def test_rows_of_every_sheet_stand_under_the_header_of_the_first(look_at, tmp_path):
    rows = sheets.table([sheets.a_line(1, **{"Loại quà": "xe đạp"})])
    turned = [row[::-1] for row in sheets.table([sheets.a_line(2), sheets.a_line(3, **{"Loại quà": "xe đạp"})])]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in turned:
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    batch = look_at(path)
    assert [error["at"] for error in batch.report["errors"]] == ["2", "3 (Xã B)"]
    gifts = stored(look_at, tmp_path, mended(written(tmp_path, batch)))
    assert [gift.recipient.full_name for gift in gifts] == [sheets.a_line(n)["Họ và tên"] for n in (1, 3)]


def test_a_column_that_a_later_sheet_alone_has_is_added_for_its_rows(look_at, tmp_path):
    wrong = {"Loại quà": "xe đạp"}
    book = openpyxl.Workbook()
    for row in sheets.table([sheets.a_line(1, **wrong)]):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in sheets.table([{"Điện thoại": "0912000002", **sheets.a_line(2, **wrong), "Ghi chú": "neo đơn"}]):
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    rows = written(tmp_path, look_at(path))
    gifts = stored(look_at, tmp_path, mended(rows))
    assert rows[0][-3:] == ["Ghi chú", "Điện thoại", LAST]
    assert [(gift.recipient.full_name, gift.recipient.phone, gift.note) for gift in gifts] == [
        (sheets.a_line(1)["Họ và tên"], "", ""),
        (sheets.a_line(2)["Họ và tên"], "0912000002", "neo đơn"),
    ]


def test_letters_that_the_officer_had_converted_are_written_in_unicode(look_at, tmp_path):
    rows = sheets.table([sheets.a_line(n, **{"Số tháng": "0"}) for n in (1, 2, 3)])
    path = sheets.a_workbook(tmp_path, [[tcvn3(cell).decode("latin-1") for cell in row] for row in rows])
    batch = look_at(path)
    batch.options = {"text": "tcvn3", "answered": {"text:": "Đúng"}}
    preview_upload(batch)
    found = written(tmp_path, batch)
    assert [row[1] for row in found] == [row[1] for row in rows]


def test_a_row_wider_than_the_header_loses_nothing(look_at, tmp_path):
    heading, row = sheets.table([sheets.a_line(1, **WRONG)])
    found = written(tmp_path, look_at(sheets.a_csv(tmp_path, [heading, [*row, "", "ngoài lề"]])))
    assert found[0][-1] == LAST
    assert found[1][-2] == "ngoài lề"


def test_all_refused_rows_are_there_not_only_the_first_thousand(look_at, tmp_path):
    batch = look_at(sheets.a_csv(tmp_path, [sheets.a_line(n, **{"Số tháng": "0"}) for n in range(1, 1502)]))
    assert len(batch.report["errors"]) == 1000
    assert len(written(tmp_path, batch, "csv")) == 1502


def test_a_file_with_very_many_refused_rows_is_offered_as_csv_alone(look_at, tmp_path):
    batch = look_at(sheets.a_csv(tmp_path, [sheets.a_line(1, **WRONG)]))
    assert errors_file.suffixes(batch) == ("xlsx", "csv")
    batch.report["rejected"] = 20_001
    assert errors_file.suffixes(batch) == ("csv",)


def test_a_download_is_noted_like_an_export(look_at, tmp_path, officer, at):
    batch = look_at(sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **WRONG)]))
    answer = at(officer).post(address("importbatch", "errors", batch.pk, "csv"))
    assert LAST in b"".join(answer.streaming_content).decode()
    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.target_id, event.after) == (
        officer.username,
        str(batch.pk),
        {"layout": "gifts", "records": 1},
    )


def test_who_may_not_import_takes_no_rows_away(look_at, tmp_path, at):
    batch = look_at(sheets.a_csv(tmp_path, [sheets.a_line(1, **WRONG)]))
    auditor = at(an_officer(roles.AUDITOR))
    assert auditor.post(address("importbatch", "errors", batch.pk, "csv")).status_code == 403
    assert "Tệp dòng lỗi" not in auditor.get(address("importbatch", "change", batch.pk)).content.decode()
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_an_upload_without_a_preview_has_no_such_file(officer, at):
    batch = ImportBatch.objects.create(
        layout="gifts", owner=officer, office=officer.office, filename="x.csv", file="x.csv", size_bytes=1, token="t"
    )
    assert at(officer).post(address("importbatch", "errors", batch.pk, "csv")).status_code == 404
