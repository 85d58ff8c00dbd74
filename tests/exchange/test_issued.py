"""The answer of social insurance, in whatever columns: each number and refusal goes to its gift, or is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.models import AuditEvent, GiftKind, Issuance
from programmes.rules.trails import check_code
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CARD, BOOK = "CN3404012345671", "4012345671"
BOOK_OF_SIX_MONTHS = {"kind": GiftKind.SI_BOOK, "months": 6, "donor_cost_vnd": 990_000, "state_support_vnd": 990_000}


@pytest.fixture
def person(officer):
    return f.a_recipient(by=officer, full_name="Vừ Thị Ân")


@pytest.fixture
def gifts(officer, person):
    """A card and a book for one person, and a card for another, on an approved list."""
    gift_list = f.a_gift_list(by=officer)
    f.a_gift(gift_list, by=officer, recipient=person)
    f.a_gift(gift_list, by=officer, recipient=person, **BOOK_OF_SIX_MONTHS)
    f.a_gift(gift_list, by=officer)
    f.approved(f.gift_lists.submit(gift_list, by=officer))
    return list(gift_list.gifts.order_by("pk"))


@pytest.fixture
def answer(officer, gifts, tmp_path):
    """Store rows of an answer, heading -> cell; what is told of them."""
    return lambda *rows: take_in(sheets.a_csv(tmp_path, [{"STT": "1", **row} for row in rows]), "issued", officer)


def numbers():
    return {one.gift.kind: one.number for one in Issuance.objects.select_related("gift")}


@pytest.mark.parametrize(
    "cells",
    [
        {"Số thẻ BHYT": CARD, "Mã số BHXH": BOOK},
        {"Mã thẻ BHYT": CARD.lower(), "Số sổ BHXH": f"{BOOK[:4]} {BOOK[4:]}"},
        {"SoTheBHYT": CARD, "MasoBHXH": BOOK},
    ],
)
def test_a_row_tells_of_the_card_and_of_the_book_of_a_person(answer, person, cells):
    told = answer({"Số CCCD": person.citizen_number, "Họ và tên": person.full_name, **cells})
    assert (counts(told)["new"], numbers()) == (2, {"hi_card": CARD, "si_book": BOOK})


def test_a_card_may_have_the_number_of_the_person(answer, gifts):
    other = gifts[2].recipient
    answer({"Số CCCD": other.citizen_number, "Mã số BHXH": BOOK, "Giá trị từ": "01/12/2025"})
    assert numbers() == {"hi_card": BOOK}


def test_the_check_code_of_the_sheet_names_a_gift(answer, gifts):
    answer({"Mã đối chiếu": check_code(gifts[1]).lower(), "Lý do không cấp": "Đang đóng BHXH bắt buộc"})
    assert [(one.gift, one.refusal) for one in Issuance.objects.all()] == [(gifts[1], "Đang đóng BHXH bắt buộc")]


def test_a_later_answer_takes_the_place_of_a_refusal_and_says_so(answer, gifts, officer):
    number = gifts[2].recipient.citizen_number
    answer({"Số CCCD": number, "Số thẻ BHYT": "", "Lý do không cấp": "Sai ngày sinh"})
    told = answer({"Số CCCD": number, "Số thẻ BHYT": CARD, "Lý do không cấp": ""})
    assert (counts(told)["changed"], numbers()) == (1, {"hi_card": CARD})
    assert Issuance.objects.get().refusal == ""


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Số thẻ BHYT": "CN9404012345671"}, "card_number_form"),
        ({"Mã số BHXH": "123456789"}, "si_lost_zero"),
        ({"Số thẻ BHYT": "", "Giá trị từ": "01/12/2025"}, "issued_nothing"),
        ({"Số thẻ BHYT": CARD, "Lý do không cấp": "Đã có thẻ"}, "issued_and_refused"),
        ({"Số thẻ, số sổ": CARD}, "issued_kind_missing"),
        ({"Lý do không cấp": "Đã có thẻ"}, "issued_kind_missing"),
        ({"Số thẻ BHYT": CARD, "Họ và tên": "Lò Văn Khác"}, "issued_name_differs"),
        ({"Số thẻ BHYT": CARD, "Giá trị từ": "01/12/2025", "Giá trị đến": "30/11/2025"}, "issued_ends_before"),
        ({"Số thẻ BHYT": CARD, "Số CCCD": "040056000099"}, "issued_unasked"),
        ({"Số thẻ BHYT": CARD, "Số CCCD": ""}, "issued_to_nobody"),
    ],
)
def test_what_cannot_be_given_to_one_gift_is_refused(answer, person, cells, code):
    told = answer({"Số CCCD": person.citizen_number, "Họ và tên": person.full_name, **cells})
    assert codes(told) == [code]
    assert not Issuance.objects.exists()


def number(person, si_number):
    person.si_number = si_number
    person.save()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Mã số BHXH": BOOK}, "issued_number_differs"),
        ({"Số thẻ BHYT": CARD, "Giá trị từ": "15/01/2026"}, "issued_other_month"),
        ({"Loại": "thẻ BHYT", "Lý do không cấp": "Đã có thẻ"}, "issued_refused_received"),
    ],
)
def test_what_differs_from_the_books_is_taken_and_told(answer, person, gifts, cells, code):
    number(person, "4099999999" if "differs" in code else "")
    f.handovers.note_the_rest(f.a_planned_handover([gifts[0].gift_list]), by=f.the_maker())
    told = answer({"Số CCCD": person.citizen_number, **cells})
    assert ([warning.code for warning in told.warnings], told.new) == ([code], 1)


def test_the_answer_brings_the_number_of_a_person_who_has_none(answer, gifts):
    person = gifts[0].recipient
    told = answer({"Số CCCD": person.citizen_number, "Số thẻ BHYT": CARD, "Mã số BHXH": BOOK})
    person.refresh_from_db()
    assert (person.si_number, told.warnings) == (BOOK, [])
    assert AuditEvent.objects.filter(target_type="recipient", verb="correct").latest("pk").after == {
        "fields": ["si_number"]
    }


@pytest.mark.parametrize(
    ("known", "cells", "kept", "code"),
    [
        ("4099999999", {"Số thẻ BHYT": CARD, "Mã số BHXH": ""}, "4099999999", "issued_number_differs"),
        ("", {"Số thẻ BHYT": CARD, "Mã số BHXH": "4099999999"}, BOOK, "issued_number_differs"),
        (None, {"Số thẻ BHYT": CARD, "Mã số BHXH": ""}, "", "issued_number_taken"),
    ],
)
def test_a_number_that_contradicts_the_books_is_told_and_not_kept(answer, gifts, known, cells, kept, code):
    person, other = gifts[0].recipient, gifts[2].recipient
    number(person, known or "")
    number(other, BOOK if known is None else "")
    told = answer({"Số CCCD": person.citizen_number, **cells})
    person.refresh_from_db()
    assert ([warning.code for warning in told.warnings], person.si_number) == ([code], kept)


def test_a_person_whom_another_office_keeps_is_not_numbered(answer, gifts):
    person = gifts[2].recipient
    type(person).objects.filter(pk=person.pk).update(office=f.an_office(f.DIEN_BIEN))
    answer({"Số CCCD": person.citizen_number, "Số thẻ BHYT": CARD})
    person.refresh_from_db()
    assert (person.si_number, Issuance.objects.count()) == ("", 1)


def test_one_number_for_two_people_is_refused(answer, gifts):
    people = [gifts[0].recipient, gifts[2].recipient]
    told = answer(*({"Số CCCD": one.citizen_number, "Loại": "thẻ BHYT", "Số thẻ BHYT": CARD} for one in people))
    assert codes(told) == ["issued_number_of_another"]


def test_the_list_of_another_office_is_not_answered(gifts, tmp_path):
    row = {"STT": "1", "Số CCCD": gifts[2].recipient.citizen_number, "Số thẻ BHYT": CARD}
    stranger = f.the_maker(f.an_office(f.DIEN_BIEN))
    assert codes(judge(sheets.a_csv(tmp_path, [row]), "issued", stranger)) == ["issued_unasked"]


def test_an_answer_of_many_asks_no_more_than_that_of_one(answer, gifts):
    def statements(rows):
        with CaptureQueriesContext(connection) as asked:
            answer(*rows)
        return len(asked)

    rows = [{"Số CCCD": one.recipient.citizen_number, "Loại": one.kind, "Lý do không cấp": "Thiếu"} for one in gifts]
    assert statements(rows[1:]) == statements(rows[:1])


def test_the_number_is_not_readable_in_the_database():
    f.an_issuance()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM programmes_issuance")
        stored = bytes(cursor.fetchone()[0])
    assert CARD[-10:].encode() not in stored
    assert Issuance.objects.get().masked_number == "•••••••••••5671"


def test_of_a_row_that_is_refused_nothing_is_to_be_stored(answer, person):
    row = {"Số CCCD": person.citizen_number, "Mã số BHXH": BOOK, "Số thẻ BHYT": ""}
    told = answer(row, {**row, "Số thẻ BHYT": CARD})
    assert (codes(told), len(told.plan.new)) == (["issued_twice"], 1)
