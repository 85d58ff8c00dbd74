"""Whoever has a file read asks about its numbers: each counts, and beyond the day's limit nothing is told of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.access import roles
from programmes.actions import look_ups
from programmes.admin.history import entries
from programmes.models import AuditEvent, Gift, Recipient
from programmes.rules import identity
from programmes.rules import look_ups as rules
from tests import factories as f
from tests import sheets
from tests.admin.pages import adding, changelist, refused, rows
from tests.exchange.doors import codes, counts, import_file, judge, take_in

pytestmark = pytest.mark.django_db

MADE_UP = "Lò Văn Bịa"


@pytest.fixture
def strangers(db):
    """Three people whom Điện Biên keeps."""
    return [f.a_recipient(office=f.an_office(f.DIEN_BIEN), birth_date=None) for _each in range(3)]


def line(number, place, name=MADE_UP):
    return sheets.a_line(place, **{"Họ và tên": name, "Số CCCD": number, "Ngày sinh": "", "Giới tính": ""})


@pytest.fixture
def file_of(tmp_path):
    """A file that gives these numbers to somebody made up."""

    def write(*numbers, name="hoi.csv"):
        return sheets.a_csv(tmp_path, [line(number, place) for place, number in enumerate(numbers, 1)], name=name)

    return write


def test_each_number_that_the_office_does_not_hold_counts_once_a_day_however_often_it_is_sent(
    file_of, strangers, officer, round_
):
    own, numbers = f.a_recipient(by=officer), [person.citizen_number for person in strangers]
    for name in ("mot.csv", "hai.csv"):
        told = judge(file_of(*numbers, own.citizen_number, "040056000099", name=name), "gifts", officer, round_)
        assert codes(told) == ["person_differs"] * 4
        assert rules.asked_today(officer) == 4
    assert rules.asked_today(f.an_officer()) == 0


def test_what_was_counted_yesterday_is_forgotten(file_of, strangers, officer, round_, monkeypatch):
    number = strangers[0].citizen_number
    judge(file_of(number), "gifts", officer, round_)
    today = timezone.localtime()
    monkeypatch.setattr(timezone, "now", lambda: today + timedelta(days=1))
    assert rules.asked_today(officer) == 0
    judge(file_of(number), "gifts", officer, round_)
    assert rules.asked_today(officer) == 1


def test_the_trail_holds_how_many_were_asked_and_no_key_of_a_number(file_of, strangers, officer, round_, monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 2)
    judge(file_of(*(person.citizen_number for person in strangers)), "gifts", officer, round_)
    events = AuditEvent.objects.filter(verb="look_up")
    [entry] = entries(events, officer)
    assert {str(change.label): change.after for change in entry.changes} == {
        "số định danh đã hỏi": "2",
        "số định danh hỏi quá hạn mức, không trả lời": "1",
        "người nhận": f"2 người: số {strangers[0].pk}–{strangers[1].pk}",
    }
    assert [
        key
        for key in map(identity.citizen_hash, [p.citizen_number for p in strangers])
        if key.hex()[:12] in str(events.get().after)
    ] == []


def test_beyond_the_limit_known_and_unknown_numbers_look_alike(file_of, strangers, officer, round_, monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 1)
    known = [person.citizen_number for person in strangers]
    first = judge(file_of(known[0], known[1]), "gifts", officer, round_)
    assert codes(first) == ["person_differs"]  # the first was counted and is told, the second is not
    of_known, of_unknown = (
        judge(file_of(number), "gifts", officer, round_) for number in (known[2], f.a_citizen_number())
    )
    of_known.report["samples"]["new"][0][0] = of_unknown.report["samples"]["new"][0][0]
    assert of_known.report == of_unknown.report
    assert counts(of_known) == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0}
    assert rules.asked_today(officer) == 1


def test_a_gift_elsewhere_is_not_told_beyond_the_limit_either(strangers, officer, round_, monkeypatch, tmp_path):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 0)
    [person, *_others] = strangers
    f.a_gift(f.a_gift_list(office=person.office, round=round_), recipient=person)
    path = sheets.a_csv(tmp_path, [line(person.citizen_number, 1, person.full_name)])
    assert counts(judge(path, "gifts", officer, round_)) == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0}
    assert codes(take_in(path, "gifts", officer, round_)) == ["numbers_spent"]
    assert Gift.objects.count() == 1


def test_what_storing_would_refuse_is_told_of_no_row_and_nothing_is_stored(
    file_of, strangers, officer, round_, monkeypatch
):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 0)
    told = take_in(file_of(f.a_citizen_number(), strangers[0].citizen_number), "gifts", officer, round_)
    [error] = told.errors
    assert (error.code, error.line, error.column) == ("numbers_spent", 0, "")
    assert "nhờ BHXH Việt Nam nhập tệp này" in error.message
    assert Gift.objects.count() == 0


def test_the_limit_stops_nobody_from_entering_new_people(file_of, officer, round_, monkeypatch, at):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 1)
    told = take_in(file_of(*(f.a_citizen_number() for _each in range(3))), "gifts", officer, round_)
    assert counts(told) == {"new": 3, "changed": 0, "unchanged": 0, "rejected": 0}
    typed = {"full_name": "Vừ Thị Mỷ", "province": f.NGHE_AN, "commune": "Xã Mường Xén"}
    number = f.a_citizen_number()
    at(officer).post(adding("recipient"), {**typed, "new_number": number, "papers_checked": "on"})
    assert Recipient.objects.get(full_name="Vừ Thị Mỷ").citizen_number == number
    again = at(officer).post(adding("recipient"), {**typed, "new_number": number, "papers_checked": "on"})
    assert refused(again) == {"new_number": ["look_up_day_spent"]}  # that it is known is not told
    assert AuditEvent.objects.filter(verb="ask_burst").count() == 1


def test_what_a_file_was_told_is_taken_from_what_may_be_looked_up(file_of, strangers, officer, round_, monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 2)
    judge(file_of(*(person.citizen_number for person in strangers)), "gifts", officer, round_)
    assert [problem.code for problem in rules.check_look_up(officer, 1)] == ["look_up_day_spent"]


def test_a_dry_run_writes_nothing_and_is_told_no_more_than_is_left(file_of, strangers, officer, round_, monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 2)
    path = file_of(*(person.citizen_number for person in strangers))
    for _again in range(2):
        _status, told = import_file("gifts", path, officer, "--round", round_.slug, "--dry-run")
        assert (told["rejected"], told["new"]) == (2, 1)
    assert not AuditEvent.objects.filter(verb__in=("look_up", "ask_burst")).exists()


def test_headquarters_sees_every_record_and_is_not_counted(file_of, strangers, headquarters_officer, round_):
    f.an_office()
    told = judge(file_of(strangers[0].citizen_number), "gifts", headquarters_officer, round_)
    assert codes(told) == ["person_differs"]
    assert rules.asked_today(headquarters_officer) == 0


def test_many_numbers_cost_as_many_statements_as_two(officer):
    keys, costs = [bytes([place]) * 16 for place in range(40)], []
    look_ups.tell([b"k" * 16], by=officer)
    for asked in (keys[:2], keys[2:]):
        with CaptureQueriesContext(connection) as spent:
            look_ups.tell(asked, by=officer)
        costs.append(len(spent))
    assert costs[0] == costs[1]


BURST = "Cán bộ hỏi nhiều số định danh của cơ quan khác, 7 ngày qua"


def waiting(at, officer):
    return {str(task.label): task for task in at(officer).get("/quan-tri/").context["waiting"]}


@pytest.mark.parametrize(("setting", "value"), [("BURST", 3), ("NUMBERS_A_DAY", 1)])
def test_a_burst_stands_on_the_front_page_of_headquarters_and_auditors(
    setting, value, file_of, strangers, officer, round_, monkeypatch, at
):
    monkeypatch.setattr(rules, setting, value)
    judge(file_of(strangers[0].citizen_number), "gifts", officer, round_)
    auditor = f.an_officer(roles.AUDITOR)
    assert BURST not in waiting(at, auditor)
    judge(file_of(*(person.citizen_number for person in strangers)), "gifts", officer, round_)
    for reader in (auditor, f.the_maker(f.headquarters())):
        assert waiting(at, reader)[BURST].count == 1
    assert BURST not in waiting(at, f.an_officer(roles.APPROVER, office=officer.office))
    assert BURST not in waiting(at, officer)
    [event] = rows(at(auditor).get(f"{changelist('auditevent')}?lam=ask_burst"))
    assert (event.actor, event.after["numbers"]) == (officer.username, 3)
    assert AuditEvent.objects.filter(verb="ask_burst").count() == 1
