"""A citizen number that cannot be read, for want of its key or damaged, is said to be so and is never written over."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from programmes.actions import gift_lists, recipients
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file
from programmes.models import Gift, Recipient, encrypt
from programmes.rules.problems import RuleViolation
from tests import sheets
from tests.admin.pages import changelist, offered, page, said, text_of
from tests.exchange.doors import codes, counts, judge, take_in
from tests.factories import (
    a_citizen_number,
    a_gift,
    a_planned_handover,
    a_recipient,
    a_round,
    an_approved_list,
    an_officer,
    fund,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NO_KEY, SHORT, WHOLE = b"none" + b"x" * 40, encrypt("0401")[:9], encrypt("040156000001")
DAMAGED = WHOLE[:-1] + bytes([WHOLE[-1] ^ 1])
WORDS = "không đọc được: thiếu khóa, báo người quản trị"
DAMAGED_WORDS = "không đọc được: dữ liệu hỏng, ghi lại từ giấy tờ"


def stored():
    """The numbers as they lie in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_number FROM programmes_recipient ORDER BY id")
        return [bytes(number) for (number,) in cursor.fetchall()]


def spoilt(person, number=NO_KEY):
    Recipient.objects.filter(pk=person.pk).update(citizen_number=number)
    return Recipient.objects.get(pk=person.pk)


@pytest.fixture
def event(db):
    """A planned hand-over of three cards; the number of the first person cannot be read."""
    event = a_planned_handover([fund(an_approved_list(gifts=3))])
    spoilt(Gift.objects.order_by("pk").first().recipient)
    return event


@pytest.mark.parametrize(
    ("number", "told"),
    [(NO_KEY, WORDS), (SHORT, DAMAGED_WORDS), (DAMAGED, DAMAGED_WORDS)],
    ids=["no key", "short", "damaged"],
)
def test_the_number_is_said_to_be_unreadable_and_its_bytes_stay(number, told):
    person = spoilt(a_recipient(), number)
    assert person.masked_number == told
    person.save()
    assert stored() == [number]


def test_every_page_with_such_a_person_is_shown(event, at):
    client, gift = at(an_officer()), Gift.objects.order_by("pk").first()
    sheet = client.post(reverse("admin:programmes_handoverevent_sheet", args=[event.pk]))
    outcomes = client.get(reverse("admin:programmes_handoverevent_outcomes", args=[event.pk]))
    lists = [client.get(changelist(model)) for model in ("recipient", "gift")]
    answers = [sheet, client.get(page(gift.recipient)), *lists]
    assert [text_of(answer).count(WORDS) for answer in answers] == [1, 2, 1, 1]  # the form and the line of facts
    assert [answer.status_code for answer in (outcomes, client.get(page(gift)))] == [200, 200]
    assert sum(WORDS in text for text in offered(client, "gift", "recipient")) == 1


def test_correcting_such_a_person_keeps_number_and_key(at):
    officer = an_officer()
    person = spoilt(a_recipient(by=officer))
    details = {"province": officer.office.province_id, "commune": "Xã Mường Xén", "seen": person.updated_at.isoformat()}
    at(officer).post(page(person), {"full_name": "Vừ Thị Dung", "phone": "0912", **details})
    after = Recipient.objects.get()
    assert (after.full_name, after.phone, stored()) == ("Vừ Thị Dung", "0912", [NO_KEY])
    assert bytes(after.citizen_hash) == bytes(person.citizen_hash)


def test_the_number_is_entered_again_even_where_the_person_is_settled_but_no_other():
    person = a_recipient()
    number, officer = person.citizen_number, person.entered_by
    gift_lists.submit(a_gift(by=officer, recipient=person).gift_list, by=officer)
    person = spoilt(person)
    person.citizen_number = a_citizen_number()
    with pytest.raises(RuleViolation, match="đã có trong danh sách"):
        recipients.correct(person, by=officer)
    person.citizen_number = number
    recipients.correct(person, by=officer)
    assert Recipient.objects.get().citizen_number == number


def test_a_file_finds_such_a_person_by_the_key(tmp_path):
    officer, round_ = an_officer(), a_round(slug="so-the-2025")
    path = sheets.a_csv(tmp_path, sheets.lines(3))
    take_in(path, "gifts", officer, round_)
    Recipient.objects.update(citizen_number=NO_KEY)
    again = take_in(path, "gifts", officer, round_)
    assert counts(again) == {"new": 0, "changed": 0, "unchanged": 3, "rejected": 0}
    assert stored() == [NO_KEY] * 3


def test_a_file_that_would_lack_numbers_is_not_written_and_a_masked_one_says_it(event, at, tmp_path):
    name = Gift.objects.order_by("pk").first().recipient.full_name
    with pytest.raises(CommandError, match=f"1 dòng có số không đọc được .{name}."):
        call_command("export_file", "gifts", tmp_path / "o.csv")
    assert list(tmp_path.iterdir()) == []
    client = at(an_officer())
    answer = client.post(reverse("admin:programmes_giftlist_export"), {"suffix": "xlsx"})
    assert "1 dòng có số không đọc được" in said(answer)[0]
    export_file(tmp_path / "masked.csv", LAYOUTS["gifts"], Gift.objects.all(), masked=True)
    assert (tmp_path / "masked.csv").read_text().count(WORDS) == 1
    assert codes(judge(tmp_path / "masked.csv", "gifts", an_officer())) == ["citizen_form"] * 3
