"""The page of an upload: what the officer reads, confirms and takes back; who may, and until when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.admin.batches import grouped
from programmes.models import (
    AuditEvent,
    Category,
    Gift,
    GiftList,
    ImportBatch,
)
from tests import sheets
from tests.admin.pages import said, text_of
from tests.admin.test_imports import address, confirm, send
from tests.admin.uploads.forms import WRONG, all_boxes, choose, page_of
from tests.factories import an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_faults_of_two_sheets_are_told_apart():
    note = {"code": "months_missing", "column": "Số tháng", "message": "Thiếu số tháng."}
    first = [{**note, "line": line, "at": str(line), "sheet": ""} for line in range(2, 9)]
    second = {**note, "line": 12, "at": "2 (Trang 2)", "sheet": "Trang 2"}
    assert [(one["rows"], one["sheet"]) for one in grouped([*first, second])] == [(7, ""), (1, "Trang 2")]


# Good rows, or all or nothing


def test_all_or_nothing_is_the_default_and_good_rows_alone_are_a_choice(client, round_):
    batch, page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), sheets.a_line(3), round=round_.pk)
    assert "Khi ghi: ghi cả tệp hoặc không ghi dòng nào." in text_of(page)
    assert "Đổi: khi ghi, chỉ ghi 2 dòng đúng, bỏ 1 dòng lỗi" in page.content.decode()
    confirm(client, batch)
    assert not Gift.objects.exists()
    assert "Xác nhận ghi 2 dòng" not in page.content.decode()
    page = choose(client, batch, "dong-dung", take_good="on")
    assert "Khi ghi: chỉ ghi 2 dòng đúng, bỏ 1 dòng lỗi." in page
    confirm(client, batch)
    assert (batch.state, batch.report["new"], batch.report["rejected"]) == ("stored", 2, 1)
    assert Gift.objects.count() == 2


def test_a_stored_file_leads_to_its_list(client, round_):
    batch, _page = send(client, sheets.a_line(1), round=round_.pk)
    confirm(client, batch)
    assert f"Mở danh sách {GiftList.objects.get()}" in page_of(client, batch)


def test_the_choice_of_good_rows_can_be_taken_back(client, round_):
    batch, _page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    choose(client, batch, "dong-dung", take_good="on")
    assert "Còn dòng bị từ chối" in choose(client, batch, "dong-dung")
    confirm(client, batch)
    assert not Gift.objects.exists()


def test_where_no_row_is_good_there_is_nothing_to_take(client, round_):
    batch, _page = send(client, sheets.a_line(1, **WRONG), round=round_.pk)
    assert "Tệp không có gì mới để ghi" in choose(client, batch, "dong-dung", take_good="on")


def test_the_page_promises_to_store_only_what_can_be_stored(client, round_):
    batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Nếu xác nhận, sẽ ghi" in text_of(page)
    confirm(client, batch)
    _again, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Tệp không có gì mới để ghi" in text_of(page)
    assert "Nếu xác nhận, sẽ ghi" not in text_of(page)
    assert "Kết quả đọc tệp" in text_of(page)


# One form for all that leads to another reading


def test_a_column_an_answer_and_a_total_chosen_together_all_hold(client, round_):
    line = {**sheets.a_line(1), "Số tháng": "", "Đối tượng": "Hộ loại CN", "Diễn giải lạ": "x"}
    batch, page = send(client, line, round=round_.pk)
    sent = all_boxes(
        page,
        columns={"Diễn giải lạ": "Ghi chú"},
        answers={"Số tháng": "6"},
        controls={"Tổng số người": "1"},
    )
    choose(client, batch, "doc-lai", **sent)
    options = batch.options
    assert (options["mapping"], options["common"]) == ({"Diễn giải lạ": "note"}, {"months": "6"})
    assert (options["control_people"], options["control_vnd"]) == (1, None)
    assert batch.options["values"] == {"category": {"ho loai cn": Category.NEAR_POOR}}
    assert (batch.report["new"], batch.report["rejected"]) == (1, 0)


def test_a_file_is_not_stored_without_what_was_chosen_since_it_was_read(client, round_):
    lines = [{name: text for name, text in line.items() if name != "Đối tượng"} for line in sheets.lines(2)]
    batch, page = send(client, *lines, round=round_.pk)
    address_ = address("importbatch", "confirm", batch.pk)
    for sent in ({"controls": {"Tổng số người": "99"}}, {"answers": {"Đối tượng": Category.POOR}}):
        answer = client.post(address_, {**all_boxes(page, **sent), "mark": page.context["mark"]}, follow=True)
        batch.refresh_from_db()
        assert "nên chưa ghi" in text_of(answer)
        assert (batch.state, Gift.objects.count()) == ("previewed", 0)
        page = client.get(address("importbatch", "change", batch.pk))
    assert "Không khớp số người: tổng ghi 99" in text_of(page)
    choose(client, batch, "doc-lai", control_people="2")
    page = client.get(address("importbatch", "change", batch.pk))
    client.post(address_, {**all_boxes(page), "mark": page.context["mark"]})
    batch.refresh_from_db()
    assert (batch.state, {*Gift.objects.values_list("category", flat=True)}) == ("stored", {Category.POOR})


def test_what_cannot_be_read_stays_in_its_box_with_all_that_was_chosen_beside_it(client, round_):
    line = {**sheets.a_line(1), "Số tháng": "", "Diễn giải lạ": "x"}
    batch, page = send(client, line, round=round_.pk)
    sent = all_boxes(page, columns={"Diễn giải lạ": "Ghi chú"}, answers={"Số tháng": "mười hai"})
    page = client.post(address("importbatch", "choose", batch.pk, "doc-lai"), sent)
    (refusal,) = said(page)
    assert refusal.startswith("Số tháng phải từ 1 đến 120, ô này ghi “mười hai”")
    assert all_boxes(page) == sent
    batch.refresh_from_db()
    assert (batch.state, batch.options.get("mapping", {})) == ("previewed", {})


# Owner, time, tabs


def test_only_the_owner_chooses(client, round_, at):
    batch, _page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    colleague = at(an_officer())
    for part in ("doc-lai", "dong-dung", "hoi-lai"):
        assert "Chỉ người tải tệp lên" in choose(colleague, batch, part, take_good="on")
    assert batch.options == {}
    assert "Khi ghi:" not in page_of(colleague, batch)


def test_there_is_no_other_choice(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    assert client.post(address("importbatch", "choose", batch.pk, "khac")).status_code == 404
    assert client.get(address("importbatch", "choose", batch.pk, "doc-lai")).status_code == 405


def test_a_preview_of_yesterday_is_not_stored(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(hours=24, minutes=1))
    answer = confirm(client, batch)
    assert "Tệp đã tải lên quá 24 giờ" in text_of(answer)
    assert (batch.state, Gift.objects.count()) == ("previewed", 0)


def test_what_a_second_tab_has_changed_is_read_before_it_is_stored(client, round_):
    batch, page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    seen = page.context["mark"]
    choose(client, batch, "dong-dung", take_good="on")
    answer = client.post(address("importbatch", "confirm", batch.pk), {"mark": seen})
    assert said(answer) == ["Bản xem trước đã khác với bản bạn vừa đọc; xem lại rồi xác nhận."]
    assert not Gift.objects.exists()


def test_nothing_is_chosen_after_the_file_is_stored(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    assert "Tệp đang được xử lý hoặc đã xong" in choose(client, batch, "dong-dung", take_good="on")
    assert batch.state == "stored"


# Progress


def test_the_page_of_a_file_at_work_shows_how_far_it_is_with_and_without_a_script(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    ImportBatch.objects.update(state="confirmed", rows_done=1)
    page = client.get(address("importbatch", "change", batch.pk)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert '<progress id="progress" max="100" value="50">' in page
    answer = client.get(address("importbatch", "progress", batch.pk))
    assert answer.json() == {"working": True, "percent": 50, "text": "Đã đọc 1 dòng."}
    ImportBatch.objects.update(state="stored")
    assert client.get(address("importbatch", "progress", batch.pk)).json()["working"] is False


# Taking back


def test_a_stored_file_is_taken_back_with_a_reason(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    stored = confirm(client, batch)
    assert "Rút lại lần nhập này" in text_of(stored)
    where = address("importbatch", "verb", batch.pk, "rut-lai")
    asked = text_of(client.get(where))
    assert "suất quà được rút 2" in asked
    assert "người nhận được xóa khỏi sổ 2" in asked
    assert "Bắt buộc nhập ô này" in text_of(client.post(where, {"reason": ""}))
    page = text_of(client.post(where, {"reason": "Nhầm đợt"}, follow=True))
    assert "Lý do: Nhầm đợt" in page
    assert "2 suất quà được rút" in page
    assert not Gift.objects.exists()
    again, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, again)
    assert Gift.objects.count() == 2


def test_the_page_says_before_that_corrections_stay(client, round_):
    confirm(client, send(client, sheets.a_line(1), round=round_.pk)[0])
    lines = (sheets.a_line(1, **{"Số tiền (đồng)": "400.000"}), sheets.a_line(2))
    batch, _page = send(client, *lines, round=round_.pk)
    confirm(client, batch)
    asked = text_of(client.get(address("importbatch", "verb", batch.pk, "rut-lai")))
    assert "dòng đã sửa bản ghi cũ, không hoàn lại 1" in asked


def test_a_submitted_list_keeps_its_file(client, officer, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    gift_lists.submit(GiftList.objects.get(), by=officer)
    assert "Không rút lại được: Danh sách" in page_of(client, batch)
    client.post(address("importbatch", "verb", batch.pk, "rut-lai"), {"reason": "Nhầm"})
    assert Gift.objects.count() == 2


def test_another_officer_takes_nothing_back(client, round_, at):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    for stranger in (an_officer(), an_officer(roles.AUDITOR)):
        at(stranger).post(address("importbatch", "verb", batch.pk, "rut-lai"), {"reason": "Nhầm"})
    assert Gift.objects.count() == 2
    assert not AuditEvent.objects.filter(verb="undo_import").exists()


def test_a_file_that_could_not_be_read_can_be_put_aside(client, round_):
    batch, page = send(client, {"Wer": "Lò Thị Mỷ"}, round=round_.pk)
    assert (batch.state, "Bỏ tệp này" in page.content.decode()) == ("failed", True)
    client.post(address("importbatch", "cancel", batch.pk))
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert "Tải lên tệp khác" in page_of(client, batch)


# Size


def test_the_page_begins_with_what_stops_the_file_and_ends_with_its_first_rows(client, round_):
    lines = [{**line, "Họ và tên": f"Ðặng Thị {line['Họ và tên']}"} for line in sheets.lines(3)]
    lines[0] |= WRONG | {"Đối tượng": "Hộ loại CN"}
    lines[1]["Số tiền (đồng)"] = "379"
    shown = text_of(send(client, *lines, round=round_.pk)[1])
    parts = ["Chưa ghi được:", "Dòng bị từ chối", "Cần bạn trả lời", "Nên xem lại (", "Kết quả đọc tệp", "Khi ghi:"]
    parts += ["Ô hệ thống tự sửa khi đọc (", "Vài dòng đầu mỗi loại"]
    assert sorted(parts, key=shown.index) == parts


def test_rows_with_the_same_fault_are_one_line_of_the_page(client, round_):
    lines = [{**line, "Số tháng": ""} for line in sheets.lines(261)]
    lines[3]["Ngày sinh"] = "31/02/1956"
    _batch, page = send(client, *lines, round=round_.pk)
    shown = [(error["rows"], error["places"], error["column"]) for error in page.context["errors"]]
    assert shown == [(261, "2, 3, 4, 5, 6, …", "Số tháng"), (1, "5", "Ngày sinh")]


def test_the_page_stays_small_whatever_is_wrong(client, officer, round_):
    lines = [
        sheets.a_line(n, **{"Số CCCD": "1" * 300, "Loại quà": f"quà lạ {n} " + "x" * 500, "Ngày sinh": "31/02/1956"})
        for n in range(3000)
    ]
    lines[0].update({f"Cột thừa {n} " + "y" * 150: "z" for n in range(80)})
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["rejected"], batch.state) == (3000, "previewed")
    assert len(page.content) < 200_000
    assert "dưới đây gộp từ 1.000 lỗi đầu" in text_of(page)


def test_of_many_different_faults_the_page_says_how_many_it_does_not_show(client, round_):
    lines = [{**line, "Ngày sinh": f"31/02/{1700 + number}"} for number, line in enumerate(sheets.lines(130))]
    page = text_of(send(client, *lines, round=round_.pk)[1])
    assert "Xem thêm 94 lỗi khác" in page
    assert "Còn 30 lỗi khác không hiện ở đây." in page


def test_the_page_asks_the_database_as_often_for_many_rows(client, round_):
    taken = []
    for first, count in ((1, 3), (100, 300)):
        batch, _page = send(client, *(sheets.a_line(n) for n in range(first, first + count)), round=round_.pk)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, batch)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 15


def test_whoever_only_reads_uploads_now_is_offered_no_button_not_even_at_the_own_one(client, officer, round_):
    batch, page = send(client, sheets.a_line(1), round=round_.pk)
    doing = [address("importbatch", name, batch.pk) for name in ("confirm", "cancel")]
    assert all(url in page.content.decode() for url in doing)
    officer.groups.set([Group.objects.get(name=roles.AUDITOR.name)])
    shown = client.get(address("importbatch", "change", batch.pk)).content.decode()
    assert not any(url in shown for url in (*doing, address("giftlist", "import")))
    assert "Chưa ghi được" in shown
    for url in doing:
        client.post(url)
    batch.refresh_from_db()
    assert batch.state == "previewed"
