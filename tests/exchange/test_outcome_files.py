"""The sheet of a hand-over comes back marked as a file: each mark goes to its gift, or is refused with row and cure."""

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file
from programmes.models import AuditEvent, Gift, ImportBatch
from programmes.rules.trails import check_code
from tests import factories as f
from tests import sheets
from tests.admin.pages import text_of
from tests.exchange.doors import codes, counts, judge, read, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def event():
    return f.a_planned_handover([f.an_approved_list(gifts=4)])


@pytest.fixture
def gifts(event):
    return list(Gift.objects.order_by("pk"))


@pytest.fixture
def back(gifts, tmp_path):
    """Store rows that came back, heading -> cell, of the gifts in their order; what is told of them."""

    def stored(*rows, by=None):
        lines = [
            {"Mã đối chiếu": check_code(gift), "Họ và tên": gift.recipient.full_name, **row}
            for gift, row in zip(gifts, rows, strict=False)
        ]
        return take_in(sheets.a_csv(tmp_path, lines), "outcomes", by or f.the_maker())

    return stored


def test_marks_words_and_codes_each_note_their_gift_with_who_came_for_it(back):
    told = back(
        {"Đã nhận": "x"},
        {"Nhận thay": "X", "Người nhận thay": "Lò Văn Ví Dụ", "Quan hệ": "trưởng thôn"},
        {"Kết quả": "vắng"},
        {"Kết quả": "returned"},
    )
    assert counts(told) == {"new": 4, "changed": 0, "unchanged": 0, "rejected": 0}
    assert list(Gift.objects.order_by("pk").values_list("outcome", "proxy_name", "proxy_kin")) == [
        ("handed_over", "", ""),
        ("by_proxy", "Lò Văn Ví Dụ", "village_head"),
        ("absent", "", ""),
        ("returned", "", ""),
    ]


def test_who_came_for_it_told_later_is_a_change_and_is_counted_as_one(back):
    back({"Nhận thay": "x"}, {"Đã nhận": "x"})
    told = back({"Nhận thay": "x", "Người nhận thay": "Lò Văn Ví Dụ"}, {"Đã nhận": "x"}, {"Vắng mặt": "x"})
    assert counts(told) == {"new": 1, "changed": 1, "unchanged": 1, "rejected": 0}
    stored = AuditEvent.objects.filter(verb="import").latest("pk").after
    assert (stored["new"], stored["changed"]) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Mã đối chiếu": "AAAAA", "Đã nhận": "x"}, "outcome_code_unknown"),
        ({"Họ và tên": "Lò Văn Khác", "Đã nhận": "x"}, "outcome_name_differs"),
        ({"Đã nhận": "x", "Vắng mặt": "x"}, "outcome_marked_twice"),
        ({"Đã nhận": ""}, "outcome_not_marked"),
        ({"Đã nhận": "x", "Người nhận thay": "Lò Văn Ví Dụ"}, "proxy_without_mark"),
        ({"Kết quả": "mất thẻ"}, "choice_unknown"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_stored(back, cells, code):
    told = back(cells, {"Đã nhận": "x"})
    assert codes(told) == [code]
    assert set(Gift.objects.values_list("outcome", flat=True)) == {""}


def test_a_code_told_twice_and_a_card_that_was_refused_are_told(gifts, tmp_path):
    f.an_issuance(gifts[1], number="", valid_from=None, refusal="Đã có thẻ")
    lines = [{"Mã đối chiếu": check_code(gift), "Đã nhận": "x"} for gift in (gifts[0], gifts[0], gifts[1])]
    told = judge(sheets.a_csv(tmp_path, lines), "outcomes", f.the_maker())
    assert codes(told) == ["outcome_told_twice", "card_was_refused"]


def test_a_gift_whose_months_were_given_anew_is_told_with_its_row_before_anything_is_stored(tmp_path):
    person, maker = f.a_recipient(), f.the_maker()
    gift = f.a_gift(recipient=person)
    event = f.a_planned_handover([f.approved(f.gift_lists.submit(gift.gift_list, by=maker))])
    f.handovers.note_outcomes(event, [gift.pk], "returned", by=maker)
    f.gift_lists.submit(f.a_gift(recipient=person).gift_list, by=maker)
    told = judge(sheets.a_csv(tmp_path, [{"Mã đối chiếu": check_code(gift), "Vắng mặt": "x"}]), "outcomes", maker)
    assert codes(told) == ["months_taken_meanwhile"]


def test_the_codes_of_another_office_are_foreign(back):
    assert codes(back({"Đã nhận": "x"}, by=f.the_maker(f.an_office(f.DIEN_BIEN)))) == ["outcome_code_unknown"]


def test_the_sheet_leaves_without_numbers_and_comes_back_as_it_went(event, gifts, at, tmp_path):
    client = at(f.an_officer())
    answer = client.post(reverse("admin:programmes_handoverevent_marked", args=[event.pk]))
    path = tmp_path / "ket-qua.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    guide = openpyxl.load_workbook(path)["Hướng dẫn"].iter_rows(values_only=True)
    assert ("Đã nhận", "x") in [(row[0], row[2]) for row in guide]
    text = str(list(read(path)))
    for gift in gifts:
        assert check_code(gift) in text
        assert gift.recipient.citizen_number not in text
    assert AuditEvent.objects.filter(verb="export", after__layout="outcomes", after__records=4).exists()
    f.handovers.note_the_rest(event, by=f.the_maker())
    export_file(path, LAYOUTS["outcomes"], Gift.objects.all())
    assert counts(judge(path, "outcomes", f.the_maker())) == {"new": 0, "changed": 0, "unchanged": 4, "rejected": 0}


def test_the_page_of_the_file_names_its_event_and_leads_there(event, back, at):
    f.a_planned_handover(title="Buổi trao khác")
    back({"Đã nhận": "x"}, {"Vắng mặt": "x"})
    page = at(f.the_maker()).get(reverse("admin:programmes_importbatch_change", args=[ImportBatch.objects.get().pk]))
    where = reverse("admin:programmes_handoverevent_change", args=[event.pk])
    assert page.content.decode().count(f'href="{where}"') == 2
    assert f"Mở buổi trao {event}" in text_of(page)
    assert "Buổi trao khác" not in text_of(page)


def test_a_long_file_costs_no_more_statements(tmp_path):
    def cost(gifts):
        event = f.a_planned_handover([f.an_approved_list(gifts=gifts)])
        here = Gift.objects.filter(gift_list__handover_lines__event=event)
        path = sheets.a_csv(tmp_path, [{"Mã đối chiếu": check_code(gift), "Đã nhận": "x"} for gift in here])
        with CaptureQueriesContext(connection) as queries:
            take_in(path, "outcomes", f.the_maker())
        return len(queries)

    cost(1)
    assert cost(2) == cost(12)
