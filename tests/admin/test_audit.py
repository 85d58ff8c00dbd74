"""The trail tells who came, whom they saw, and what was done to which record; it narrows to each of these."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.access.tries import TRIES
from programmes.actions import audit, donors, look_ups
from programmes.admin.lists import LongList
from programmes.models import AuditEvent, Donor, Gift, Recipient
from programmes.standards.runs import numbers_in
from tests import factories as f
from tests.admin.pages import changelist, page, text_of
from tests.guards import lowered

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DRILL = "admin:programmes_auditevent_drill"


def noted(verb):
    return AuditEvent.objects.filter(verb=verb).order_by("pk")


def taken(answer):
    """The file, read to its end."""
    return b"".join(answer.streaming_content)


def people_in(event):
    return numbers_in(event.after["people"])


# Who came and went


def test_a_login_and_a_logout_are_noted_with_the_address(client):
    officer = f.an_officer()
    client.post(reverse("admin:login"), {"username": officer.username, "password": f.PASSWORD})
    client.post(reverse("admin:logout"))
    for verb in ("login", "logout"):
        event = noted(verb).get()
        assert (event.actor, event.target_id, event.after) == (
            officer.username,
            str(officer.pk),
            {"address": "127.0.0.1"},
        )


def test_a_line_of_the_trail_is_read_in_words_and_tells_what_was_before_only_where_there_was_something(client, at):
    client.post(reverse("admin:login"), {"username": f.an_officer().username, "password": f.PASSWORD})
    donor = f.a_donor(kind="bank")
    donor.kind = "enterprise"
    donors.correct(donor, by=f.the_maker())
    reader = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    came, changed = (text_of(reader.get(page(noted(verb).get()))) for verb in ("login", "correct"))
    assert f"dòng nhật ký số {noted('login').get().pk}" in came
    assert "Địa chỉ mạng: 127.0.0.1" in came
    assert "Loại: ngân hàng → doanh nghiệp" in changed
    assert "login" not in came


def test_a_failed_login_names_an_account_and_never_what_is_none(client):
    officer = f.an_officer()
    for name in (officer.username, "mat-khau-go-nham"):
        client.post(reverse("admin:login"), {"username": name, "password": "sai"})
    known, unknown = noted("login_failed")
    assert (known.actor, known.target_id) == (officer.username, str(officer.pk))
    assert (unknown.actor, unknown.target_id) == ("không rõ", "")
    assert not AuditEvent.objects.filter(actor="mat-khau-go-nham").exists()


def test_a_stranger_does_not_fill_the_trail_with_names(client):
    for number in range(TRIES + 5):
        client.post(reverse("admin:login"), {"username": f"la-{number}", "password": "sai"}, REMOTE_ADDR="192.0.2.77")
    assert noted("login_failed").count() == TRIES


# A long trail


def test_a_search_reads_the_trail_once_and_neither_counts_all_nor_looks_in_which_years_it_found_something(at):
    donors.correct(f.a_donor(kind="bank"), by=f.the_maker())
    reader = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    with CaptureQueriesContext(connection) as asked:
        assert f.the_maker().username in text_of(reader.get(changelist("auditevent"), {"q": f.the_maker().username}))
    of_the_trail = [query["sql"] for query in asked if 'FROM "programmes_auditevent"' in query["sql"]]
    assert len([sql for sql in of_the_trail if "LIKE" in sql]) == 1
    assert not [sql for sql in of_the_trail if "DISTINCT" in sql or "MIN(" in sql]


def test_a_search_that_finds_too_much_shows_the_newest_and_says_so(at, monkeypatch):
    for _each in range(4):
        audit.note("export", Donor, by=f.the_maker())
    reader = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    search = partial(reader.get, changelist("auditevent"), {"q": f.the_maker().username})
    whole = search()
    monkeypatch.setattr(LongList, "farthest", 3)
    cut = search()
    newest = AuditEvent.objects.filter(actor=f.the_maker().username).order_by("-pk")[:3]
    assert list(cut.context["cl"].result_list) == list(newest)
    assert ["dòng mới nhất" in text_of(answer) for answer in (whole, cut)] == [False, True]


def test_the_trail_is_narrowed_by_the_years_months_and_days_of_the_calendar(at):
    with lowered() as cursor:
        cursor.execute("DELETE FROM programmes_auditevent")
    for moment in ("2024-11-29T17:00:00+00:00", "2025-01-02T08:00:00+00:00"):
        AuditEvent.objects.create(at=moment, actor="can-bo", verb="export", target_type="donor")
    reader = at(f.an_officer(roles.AUDITOR, f.headquarters()))

    def offered(**asked):
        days = reader.get(changelist("auditevent"), asked).context["days"]
        return [choice["title"] for choice in days["choices"]], days["back"] and days["back"]["title"]

    assert offered() == (["2024", "2025"], None)
    assert offered(at__year=2024) == (["Tháng 11/2024", "Tháng 12/2024"], "Tất cả các ngày")
    assert offered(at__year=2024, at__month=11) == (["30/11"], "2024")
    assert offered(at__year=2025, at__month=1, at__day=2) == (["2/1"], "Tháng 1/2025")


# Whom they saw


def test_who_opens_the_page_of_a_person_is_noted(at):
    officer, person = f.an_officer(), f.a_recipient()
    at(officer).get(page(person))
    event = noted("read").get()
    assert (event.actor, event.target_type, event.target_id) == (officer.username, "recipient", str(person.pk))
    assert people_in(event) == [person.pk]


@pytest.mark.parametrize("where", ["recipient", "gift"])
def test_who_reads_a_list_of_people_is_noted_with_those_shown(where, at):
    people = [gift.recipient_id for gift in (f.a_gift(), f.a_gift())]
    at(f.an_officer()).get(changelist(where))
    assert people_in(noted("read_list").get()) == people


def test_names_offered_while_typing_are_noted(at):
    person = f.a_recipient(full_name="Lò Thị Mai")
    asked = {"app_label": "programmes", "model_name": "gift", "field_name": "recipient", "term": "mai"}
    at(f.an_officer()).get(reverse("admin:autocomplete"), asked)
    assert people_in(noted("read_list").get()) == [person.pk]


@pytest.mark.parametrize("where", ["programmes_recipient_find", "search"])
@pytest.mark.parametrize("is_known", [True, False])
def test_who_looks_for_a_number_is_noted_without_the_number(is_known, where, at):
    number = f.a_citizen_number()
    person = f.a_recipient(citizen_number=number) if is_known else None
    at(f.an_officer()).post(reverse(f"admin:{where}"), {"number": number, "q": number})
    event = noted("search_number").get()
    assert (event.target_id, event.after) == (str(person.pk) if person else "", {"found": is_known})
    assert number not in str(AuditEvent.objects.values_list())


def test_an_export_is_noted_with_its_filter_its_people_and_whether_numbers_were_masked(at):
    gift, other = f.a_gift(), f.a_gift()
    where = reverse("admin:programmes_giftlist_export")
    taken(at(f.an_officer()).post(f"{where}?q={gift.gift_list.code}", {"suffix": "csv"}))
    event = noted("export").get()
    assert event.after["filters"] == ["tìm theo chữ"]
    assert (event.after["records"], event.after["masked"]) == (1, False)
    assert people_in(event) == [gift.recipient_id]
    assert other.recipient_id != gift.recipient_id


# What is kept of a change


def test_what_is_personal_or_a_hardship_is_told_by_its_field_alone():
    audit.note_many(
        "correct", Gift, [(1, {"category": "poor", "months": 3}, {"category": "", "months": 6})], by=f.the_maker()
    )
    event = noted("correct").get()
    assert (event.before, event.after) == ({"months": 3}, {"months": 6, "fields": ["category"]})


def test_a_value_that_was_noted_before_is_shown_masked(at):
    donor = f.a_donor()
    event = AuditEvent.objects.create(
        verb="correct",
        target_type="donor",
        target_id=str(donor.pk),
        actor="x",
        before={"phone": "0912345678"},
        after={},
    )
    shown = text_of(at(f.an_officer(roles.AUDITOR, f.headquarters())).get(page(event)))
    assert "0912345678" not in shown
    assert "đã che" in shown


# How it is read


def test_a_record_is_told_by_its_name_with_a_link_to_who_may_open_it(at):
    gift_list = f.a_gift_list()
    event = noted("draw_up").get()
    for address in (changelist("auditevent"), page(event)):
        shown = at(f.an_officer(roles.AUDITOR, f.headquarters())).get(address).content.decode()
        assert str(gift_list) in shown
        assert f'href="{page(gift_list)}"' in shown
    hidden = at(f.an_officer(roles.ADMINISTRATOR, f.headquarters())).get(page(event)).content.decode()
    assert str(gift_list) not in hidden
    assert page(gift_list) not in hidden


@pytest.mark.parametrize(
    ("narrow", "verbs"),
    [
        ({"nguoi": "nhap-40"}, {"draw_up"}),
        ({"lam": "look_up"}, {"look_up"}),
        ({"loai": "giftlist"}, {"draw_up"}),
        ({"co-quan": "11"}, {"look_up"}),
        ({"nguoi": "khong-ai"}, set()),
    ],
    ids=str,
)
def test_the_trail_narrows_to_an_officer_an_act_a_kind_and_an_office(narrow, verbs, at):
    f.a_gift_list()
    audit.note("look_up", Recipient, by=f.the_maker(f.an_office(f.DIEN_BIEN)))
    shown = at(f.an_officer(roles.AUDITOR, f.headquarters())).get(changelist("auditevent"), narrow)
    assert {event.verb for event in shown.context["cl"].result_list} == verbs


def test_the_trail_narrows_to_one_record(at):
    first, _second = f.a_gift_list(), f.a_gift_list()
    where = {"ban-ghi": f"giftlist-{first.pk}"}
    shown = at(f.an_officer(roles.AUDITOR, f.headquarters())).get(changelist("auditevent"), where)
    assert [event.target_id for event in shown.context["cl"].result_list] == [str(first.pk)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("day", "count"), [("2000-01-01", 1), ("9999-12-31", 0)])
def test_a_day_written_into_the_address_of_the_trail_begins_here(day, count, at):
    client = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    audit.note("export", Donor, by=f.the_maker())
    shown = client.get(changelist("auditevent"), {"at__gte": day, "lam": "export"})
    assert len(shown.context["cl"].result_list) == count


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "asked", ["at__gte=0001-01-01", "at__lt=x", "at__gte=%00", "at__gte=2026-02-31", "at__year=0", "at__year=1"]
)
def test_a_day_of_no_calendar_leads_back_to_the_list(asked, at):
    client = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    assert client.get(f"{changelist('auditevent')}?{asked}").status_code == 302


# The drill after a breach


@pytest.fixture
def seen(at):
    """An officer who has opened one person, and the lists of a colleague's office hold one more."""
    officer, person, stranger = f.an_officer(), f.a_recipient(full_name="Lò Thị Mai"), f.a_recipient()
    at(officer).get(page(person))
    at(f.an_officer()).get(page(stranger))
    return officer, person


def asked(officer, **over):
    today = timezone.localdate().strftime("%d/%m/%Y")
    return {"username": officer.username, "first": today, "last": today, **over}


def test_the_drill_lists_whom_an_account_has_seen_by_number_and_initials(at, seen):
    officer, person = seen
    answer = at(f.an_officer(roles.AUDITOR, f.headquarters())).post(reverse(DRILL), asked(officer))
    shown = text_of(answer)
    assert [one.pk for one in answer.context["found"]] == [person.pk]
    assert "1 người" in shown
    assert "L. T. M." in shown
    assert person.full_name not in shown
    assert noted("who_was_seen").get().target_id == str(officer.pk)


def test_the_drill_comes_as_a_file(at, seen):
    officer, person = seen
    answer = at(f.an_officer(roles.AUDITOR, f.headquarters())).post(reverse(DRILL), asked(officer, csv="1"))
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head == "Số hồ sơ,Họ tên (chữ đầu),Cơ quan,Ngày đầu,Ngày cuối,Số lần"
    assert row.startswith(f"{person.pk},L. T. M.,")


def test_only_headquarters_with_the_trail_drills(at, seen):
    for officer in (
        f.an_officer(),
        f.an_officer(roles.APPROVER, f.an_office()),
        f.an_officer(roles.HEADQUARTERS_OFFICER),
    ):
        expected = 200 if officer.office.is_headquarters else 403
        assert at(officer).get(reverse(DRILL)).status_code == expected


def test_the_command_counts_prints_and_writes_a_file(seen, tmp_path, capsys):
    officer, person = seen
    today = timezone.localdate()
    call_command("who_was_seen", officer.username, str(today), str(today), csv=tmp_path / "ai.csv")
    assert f"{officer.username}, {today:%d/%m/%Y} đến {today:%d/%m/%Y}: 1 người." in capsys.readouterr().out
    assert str(person.pk) in (tmp_path / "ai.csv").read_text()
    call_command("who_was_seen", officer.username, str(today - timedelta(days=9)), str(today - timedelta(days=1)))
    assert ": 0 người." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("khong-ai", "2026-01-01", "2026-01-31"), "Không có tài khoản “khong-ai”"),
        (("duyet", "2026-02-01", "2026-01-01"), "Ngày đầu phải trước"),
        (("duyet", "1/2/2026", "2026-01-01"), "Ngày ghi dạng 2026-11-30"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, told):
    f.the_checker()
    with pytest.raises(CommandError, match=told):
        call_command("who_was_seen", *arguments)


def test_whom_an_answer_by_number_tells_of_counts_as_seen(at):
    """One number, a file and the form of a new person; nobody is named of whom nothing was told."""
    gift = f.a_submitted_list(gifts=1, office=f.an_office(f.DIEN_BIEN)).gifts.get()
    person, others = gift.recipient, [f.a_recipient(office=f.an_office(f.DIEN_BIEN)) for _each in range(2)]
    by_number, by_file, by_form = (f.an_officer() for _each in range(3))
    asked_of = [person.citizen_number, others[0].citizen_number, f.a_citizen_number()]
    at(by_number).post(reverse("admin:programmes_recipient_look_up"), {"numbers": "\n".join(asked_of)})
    look_ups.tell([bytes(others[0].citizen_hash), b"k" * 16], by=by_file)
    look_ups.is_known(others[1].citizen_number, by=by_form)
    reader = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    for officer, one in ((by_number, person), (by_file, others[0]), (by_form, others[1])):
        found = reader.post(reverse(DRILL), asked(officer)).context["found"]
        assert [(each.pk, each.verbs) for each in found] == [(one.pk, ("look_up",))]
    for number in asked_of:
        assert number not in str(list(noted("look_up").values()))


def test_files_papers_and_acts_count_as_seen(at):
    officer = f.an_officer()
    gift = f.a_gift(by=officer)
    taken(at(officer).post(reverse("admin:programmes_giftlist_export"), {"suffix": "csv"}))
    audit.note("print_sheet", Donor, by=officer, after={"people": [[7_000_000, 7_000_001]]})
    drill = at(f.an_officer(roles.AUDITOR, f.headquarters())).post(reverse(DRILL), asked(officer))
    found = {one.pk: one for one in drill.context["found"]}
    assert set(found) == {gift.recipient_id, 7_000_000, 7_000_001}
    assert {"register", "issue", "export"} <= set(found[gift.recipient_id].verbs)
    assert found[7_000_000].name == ""
