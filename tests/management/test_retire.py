"""What has been kept for its days is listed first, and goes only when somebody says so."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programmes.access import roles
from programmes.actions import erasures, retention
from programmes.models import AuditEvent, Gift, OfficerSession, Recipient
from programmes.models.base import ERASED
from programmes.rules.retention import KINDS
from tests import factories as f

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=KINDS["people"].days + 1)


def long_ago(*people):
    Recipient.objects.filter(pk__in=[person.pk for person in people]).update(created_at=LONG_AGO)


def a_session_that_is_over():
    session = OfficerSession.get_session_store_class()()
    session.save()
    OfficerSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))


def test_nothing_goes_before_it_is_confirmed_and_the_trail_tells_what_went(capsys):
    a_session_that_is_over()
    call_command("retire")
    said = capsys.readouterr().out
    assert "phiên đăng nhập: 1, cũ nhất" in said
    assert "Chưa xóa gì" in said
    assert OfficerSession.objects.count() == 1
    call_command("retire", "--confirm")
    assert not OfficerSession.objects.exists()
    assert AuditEvent.objects.get(verb="retire").after == {"kind": "sessions", "records": 1}
    call_command("retire")
    assert "Không có gì hết thời hạn lưu." in capsys.readouterr().out


def test_people_without_a_gift_for_years_lose_their_identity_in_the_name_of_who_may_erase(capsys):
    idle, waiting, helped = f.a_recipient(full_name="Vừ Thị Ân"), f.a_recipient(), f.a_recipient()
    f.a_gift(recipient=waiting)
    f.a_gift(recipient=helped)
    met_again, newer = f.a_recipient(), f.a_recipient()
    Recipient.objects.filter(pk=newer.pk).update(same_as=met_again)
    long_ago(idle, waiting, helped, met_again)
    Gift.objects.filter(recipient=waiting).update(created_at=LONG_AGO)
    assert [*retention.due("people").records] == [idle]
    call_command("retire", "--confirm")
    assert "giữ lại, cần --by" in capsys.readouterr().out
    assert Recipient.objects.get(pk=idle.pk).full_name == "Vừ Thị Ân"
    call_command("retire", "--confirm", by=f.an_officer(roles.APPROVER).username)
    assert [*Recipient.objects.filter(full_name=ERASED)] == [idle]
    assert not retention.due("people").records.exists()


def test_texts_and_files_are_read_once_for_all_who_go_and_lose_each_of_them(capsys, monkeypatch):
    people = [f.a_recipient(full_name=name) for name in ("Vừ Thị Ân", "Lò Văn Bình", "Y Ban")]
    told = f"gọi cho {people[0].citizen_number[:3]} {people[0].citizen_number[3:]} và LÒ VĂN-BÌNH, y ban"
    f.a_recipient(full_name="Ở Gần", commune=people[1].commune, address=told)
    far = f.a_recipient(full_name="Ở Xa", commune="Xã Khác", address="Cạnh nhà Lò Văn Bình")
    long_ago(*people)
    read = []
    monkeypatch.setattr(erasures.Read, "_rows", _counted(erasures.Read._rows, read))
    call_command("retire", "--confirm", by=f.an_officer(roles.APPROVER).username)
    assert Recipient.objects.filter(full_name=ERASED).count() == len(people)
    near = Recipient.objects.get(full_name="Ở Gần")
    assert near.address == f"gọi cho {ERASED} và {ERASED}, {ERASED}"
    assert Recipient.objects.get(pk=far.pk).address == "Cạnh nhà Lò Văn Bình"
    assert len(read) == len(erasures.TEXTS)


def _counted(work, calls):
    def count(*arguments):
        calls.append(arguments)
        return work(*arguments)

    return staticmethod(count)


def test_nobody_is_erased_in_the_name_of_who_may_not():
    with pytest.raises(CommandError, match="không có quyền"):
        call_command("retire", "--confirm", by=f.the_maker().username)
    with pytest.raises(CommandError, match="Không có cán bộ"):
        call_command("retire", by="ai-do")
