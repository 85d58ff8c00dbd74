"""The audit trail proves itself: whoever has the database and not the keys changes nothing in it unseen."""

import random
from datetime import timedelta

import pytest
from django.db import connection, transaction

from programmes.actions import audit, seals
from programmes.models import AuditEvent, AuditSeal, Donor
from programmes.standards.runs import runs_of
from programmes.totals.seals import head, verify
from tests import factories as f
from tests.guards import break_by_hand, lowered
from tests.totals import tamper

pytestmark = pytest.mark.django_db
TRIALS = 110


def sealed(count):
    """So many events of two acts, one by itself and one of many, sealed as after the commit of each."""
    by, last = f.the_maker(), AuditEvent.objects.order_by("pk").last()
    audit.note("export", Donor, by=by, after={"records": 3, "layout": "donors"}, reason="Đối chiếu cuối năm")
    audit.note_many("correct", Donor, ((pk, {"amount_vnd": 1}, {"amount_vnd": pk}) for pk in range(1, count)), by=by)
    new = AuditEvent.objects.filter(pk__gt=last.pk if last else 0).order_by("pk")
    seals.seal(runs_of(new.values_list("pk", flat=True)))


@pytest.fixture(scope="module")
def trail(shared_books):
    """Thirty events under five seals; the head of the day as another machine keeps it."""
    f.a_donation()
    for _each in range(5):
        sealed(6)
    return head()


def kinds(heads=()):
    return {fault.kind for fault in verify(heads).faults}


def test_a_trail_that_nobody_touched_is_whole(trail):
    report = verify([trail])
    assert (report.faults, report.unsealed) == ([], [])
    assert report.events == report.head.total == AuditEvent.objects.count()


def test_every_one_of_a_hundred_random_tamperings_is_found(trail):
    unseen = []
    for number in range(TRIALS):
        chance, way = random.Random(number), tamper.WAYS[number % len(tamper.WAYS)]
        with transaction.atomic():
            way(chance)
            if not verify([trail]).faults:
                unseen.append((number, way.__name__))
            transaction.set_rollback(True)
    assert unseen == []


@pytest.mark.parametrize("name", [field.attname for field in AuditEvent._meta.concrete_fields])
def test_each_column_of_an_event_is_proved(name, trail):
    event = AuditEvent.objects.order_by("pk")[3]
    later = event.at + timedelta(microseconds=1)
    other = {"id": 10**6, "at": later, "before": {"x": 1}, "after": {"x": 1}, "mark": b"x" * 32}
    tamper.put(tamper.EVENTS, event.pk, **{name: other.get(name, "khac")})
    assert kinds() >= ({"missing", "foreign"} if name == "id" else {"changed"})


def test_what_was_done_to_a_line_is_told_with_its_number(trail):
    event = AuditEvent.objects.order_by("pk")[2]
    tamper.put(tamper.EVENTS, event.pk, actor="nguoi-khac")
    (fault,) = verify().faults
    assert fault.message.startswith(f"Dòng {event.pk} đã bị sửa sau khi ghi; nay đọc là: ")
    assert "nguoi-khac" in fault.message


def test_lines_that_are_gone_are_told_from_the_first_to_the_last(trail):
    first = AuditEvent.objects.order_by("pk")[2].pk
    break_by_hand(f"DELETE FROM {tamper.EVENTS} WHERE id IN (%s, %s)", [first, first + 1])
    (fault,) = verify().faults
    assert fault.message.startswith(f"Mất các dòng {first} đến {first + 1}, đã niêm phong lúc ")


def test_a_cut_tail_is_seen_by_the_head_kept_elsewhere_and_by_nothing_else(trail):
    tamper.cut_the_tail(random.Random(1))
    assert kinds() == set()
    assert kinds([trail]) == {"head_lost"}


def test_a_trail_sealed_anew_does_not_meet_the_head_kept_elsewhere(trail):
    with lowered() as cursor:
        cursor.execute(f"DELETE FROM {tamper.EVENTS} WHERE id = (SELECT max(id) FROM {tamper.EVENTS})")
        cursor.execute(f"DELETE FROM {tamper.SEALS}")
    seals.begin()
    assert kinds() == set()
    assert kinds([trail]) == {"head_lost"}


def test_an_event_written_just_now_is_sound_before_it_is_sealed(trail):
    audit.note("export", Donor, by=f.the_maker())
    report = verify([trail])
    assert report.faults == []
    seals.catch_up(report)
    assert verify([trail]).unsealed == []
    assert verify([trail]).faults == []


def test_an_event_slipped_in_is_not_sealed_by_the_next_one(trail):
    tamper.insert(random.Random(0))
    audit.note("export", Donor, by=f.the_maker())
    seals.catch_up(verify())
    assert kinds() == {"foreign"}


def test_what_was_noted_before_there_were_marks_is_sealed_as_it_stands(trail):
    with lowered() as cursor:
        cursor.execute(f"UPDATE {tamper.EVENTS} SET mark = %s", [b""])
        cursor.execute(f"DELETE FROM {tamper.SEALS}")
    assert kinds() == set()
    seals.begin()
    sealed(2)
    assert kinds() == set()
    tamper.put(tamper.EVENTS, AuditEvent.objects.order_by("pk").first().pk, actor="nguoi-khac")
    assert kinds() == {"seal_changed"}


def test_a_seal_holds_a_thousand_events_at_most(trail):
    sealed(2_500)
    assert [seal.total - trail.total for seal in AuditSeal.objects.filter(pk__gt=trail.number)] == [1000, 2000, 2500]
    assert verify().faults == []


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL keeps neither such a time nor such a mark")
@pytest.mark.parametrize(("name", "value"), [("at", "hôm qua"), ("mark", "dấu"), ("at", "")])
def test_what_is_no_time_and_no_mark_is_a_fault_and_no_crash(name, value, trail):
    tamper.put(tamper.EVENTS, AuditEvent.objects.first().pk, **{name: value})
    assert "changed" in kinds()
    tamper.put(tamper.SEALS, trail.number - 2, **{name: value})
    assert "seal_changed" in kinds()
