"""A list is filed for its cards and books and the answer comes home, all through the pages of the portal."""

import io
import zipfile
from collections import Counter

import openpyxl
import pytest
from django.db.models import Sum
from django.urls import reverse

from programmes.actions import gift_lists, undo
from programmes.exchange.filing.papers import Papers
from programmes.exchange.options import Options
from programmes.models import PARTS, AuditEvent, GiftList, ImportBatch, Issuance
from tests import factories as f
from tests import sheets
from tests.admin.pages import said, text_of
from tests.admin.test_imports import confirm, send
from tests.exchange.doors import judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PEOPLE, REFUSED = 500, 20
REASON = "Đã có thẻ do ngân sách đóng"
SORTS = (  # what the first, second … of ten people are given
    *[("thẻ BHYT", "hộ cận nghèo", "")] * 5,
    *[("thẻ BHYT", "học sinh, sinh viên khó khăn", "")] * 2,
    *[("thẻ BHYT", "người cao tuổi", "2")] * 2,
    ("sổ BHXH", "hộ nghèo", ""),
)
WITH_WHAT = {
    "dv-name": "BHXH tỉnh Nghệ An",
    "dv-code": "TA0040A",
    "dv-payer": "Nhà hảo tâm",
    "ds-facility_code": "40001",
    "ds-facility_name": "Trạm y tế xã Minh Họa",
}


@pytest.fixture
def officer(db):
    f.the_rates()
    return f.the_maker()


@pytest.fixture
def round_(db):
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


def a_person(number):
    kind, category, order = SORTS[number % 10]
    line = sheets.a_line(number, **{"Loại quà": kind, "Đối tượng": category, "Thứ tự trong hộ": order})
    line |= {"Số tháng": "6", "Địa chỉ": "Bản Pà"}
    return {heading: cell for heading, cell in line.items() if heading not in {"Số tiền (đồng)", "NSNN hỗ trợ"}}


@pytest.fixture
def filed_list(officer, round_, tmp_path):
    """An approved list of so many people: cards of three objects, and books."""
    told = take_in(sheets.a_csv(tmp_path, [a_person(n) for n in range(1, PEOPLE + 1)]), "gifts", officer, round_)
    assert told.new == PEOPLE
    return f.approved(gift_lists.submit(GiftList.objects.get(), by=officer))


def page_of(gift_list):
    return reverse("admin:programmes_giftlist_filing", args=[gift_list.pk])


def describe(client, gift_list):
    communes = "\n".join(f"Xã Minh Họa {place}\t1700{place}" for place in range(7))
    return client.post(page_of(gift_list), {**WITH_WHAT, "xa-lines": communes, "luu": "1"}, follow=True)


def take(client, gift_list, name="zip"):
    return b"".join(client.post(page_of(gift_list), {"tep": name}).streaming_content)


def an_answer(number):
    """What social insurance says of a person: every 25th is refused."""
    line = a_person(number)
    given = f"{4_000_000_000 + number * 7919:010}"
    is_refused = number % (PEOPLE // REFUSED) == 0
    return {
        "STT": str(number),
        "Họ tên": line["Họ và tên"],
        "CCCD": line["Số CCCD"],
        "Số thẻ, số sổ": "" if is_refused else given,
        "Từ ngày": "" if is_refused else "01/12/2025",
        "Đến ngày": "" if is_refused else "31/05/2026",
        "Lý do không cấp": REASON if is_refused else "",
        "Người trả lời": "Bộ phận một cửa",
    }


def cells(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_a_list_goes_out_as_forms_and_the_answer_comes_home(officer, round_, filed_list, at, tmp_path):
    client = at(officer)
    page = text_of(client.get(page_of(filed_list)))
    assert "Chưa ghi mã đơn vị lập hồ sơ." in page
    assert "7 xã chưa có mã" in page
    assert "Tải cả bộ" not in page

    assert said(describe(client, filed_list)) == ["Đã lưu thông tin lập hồ sơ."]
    page = text_of(client.get(page_of(filed_list)))
    assert "Cần có trước khi lập tệp" not in page
    assert "xã chưa có mã" not in page

    box = zipfile.ZipFile(io.BytesIO(take(client, filed_list)))
    official = [name for name in box.namelist() if "VNPT" not in name]
    assert len(official) == 4
    told, others = Counter(), Counter()
    for name in official:
        rows = cells(box.read(name))
        total = next(row for row in rows if row[1] == "Cộng tăng")
        others[name[:3]] += total[12] if name.startswith("D03") else total[17]
        kind = "thẻ BHYT" if name.startswith("D03") else "sổ BHXH"
        for written in (name, name.replace(".xlsx", "-VNPT.xlsx")):
            path = tmp_path / written
            path.write_bytes(box.read(written))
            back = judge(path, "gifts", officer, round_, Options(common={"kind": kind, "province": "Nghệ An"}))
            assert (back.new, back.changed, back.errors) == (0, 0, []), written
            told["read back"] += back.unchanged
    assert told["read back"] == 2 * PEOPLE
    sums = filed_list.gifts.aggregate(**{name: Sum(name) for name in PARTS})
    assert sum(others.values()) == sums["donor_cost_vnd"]
    papers = Papers(filed_list).papers
    assert {name: sum(getattr(line, name) for paper in papers for line in paper.lines) for name in PARTS} == sums
    taken = AuditEvent.objects.filter(verb="export", target_type="giftlist").get()
    assert (taken.actor, taken.after["records"]) == (officer.username, 2 * PEOPLE)

    answers = [an_answer(number) for number in range(1, PEOPLE + 1)]
    batch, _page = send(client, *answers, model="issuance")
    assert (batch.report["new"], batch.report["rejected"]) == (PEOPLE, 0)
    confirm(client, batch)
    assert batch.state == ImportBatch.State.STORED
    stored = {one.gift_id: one for one in Issuance.objects.all()}
    assert len(stored) == PEOPLE
    assert Counter(one.refusal for one in stored.values()) == {"": PEOPLE - REFUSED, REASON: REFUSED}

    filed_again = Papers(filed_list).lines
    assert Counter(stored[line.gift].refusal for line in filed_again) == {REASON: REFUSED}
    assert "Thẻ, sổ không được cấp, chưa xử lý" in text_of(client.get(reverse("admin:index")))
    event = f.a_planned_handover([filed_list])
    sheet = text_of(client.post(reverse("admin:programmes_handoverevent_sheet", args=[event.pk])))
    assert sheet.count("không cấp") == REFUSED
    assert "4000007919" not in sheet
    assert "••••••7919" in sheet
    url = reverse("admin:programmes_handoverevent_outcomes", args=[event.pk])
    assert f"không cấp: {REASON}" in text_of(client.get(url, {"tinh-trang": "khong-cap"}))

    client.post(url, {"refused": "1"})
    filing = client.get(page_of(filed_list))
    page = text_of(filing)
    assert "Xem kết quả cấp thẻ, sổ của danh sách" in page
    answered = client.get(filing.context["answered_url"]).context["cl"]
    assert answered.result_count == PEOPLE
    assert "Không cấp 20 Chưa có kết quả 0" in page
    assert "Mọi thẻ, sổ của danh sách đã có kết quả." in page

    again, _page = send(client, *answers, model="issuance")
    assert (again.report["new"], again.report["unchanged"]) == (0, PEOPLE)
    undo.undo(batch, reason="Nhầm tệp", by=officer)
    assert not Issuance.objects.exists()
