"""What has been kept for its days is listed first, and goes only when somebody says so."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programmes.access import roles
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
    long_ago(idle, waiting, helped)
    Gift.objects.filter(recipient=waiting).update(created_at=LONG_AGO)
    call_command("retire", "--confirm")
    assert "giữ lại, cần --by" in capsys.readouterr().out
    assert Recipient.objects.get(pk=idle.pk).full_name == "Vừ Thị Ân"
    call_command("retire", "--confirm", by=f.an_officer(roles.APPROVER).username)
    assert [*Recipient.objects.filter(full_name=ERASED)] == [idle]


def test_nobody_is_erased_in_the_name_of_who_may_not():
    with pytest.raises(CommandError, match="không có quyền"):
        call_command("retire", "--confirm", by=f.the_maker().username)
    with pytest.raises(CommandError, match="Không có cán bộ"):
        call_command("retire", by="ai-do")
