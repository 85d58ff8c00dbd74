"""The history page tells the audit trail, in words; nothing else keeps a second one."""

import ast

import pytest
from django.contrib.admin.models import LogEntry

from programmes.access import roles
from programmes.actions import donations
from programmes.actions.audit import note
from programmes.admin.history import VERBS, entries
from programmes.models import AuditEvent, Donation
from tests.admin.pages import changelist, page, text_of
from tests.architecture.sources import files, name_of
from tests.factories import a_donation, a_gift, an_approved_donation, an_officer, headquarters, the_maker


def test_the_history_of_a_donation_says_who_did_what(at):
    donation = an_approved_donation(amount_vnd=1_263_600)
    shown = text_of(at(an_officer(roles.AUDITOR)).get(page(donation, "history")))
    assert "Ghi mới" in shown
    assert "Duyệt" in shown
    assert "Số tiền (đồng): 1.263.600" in shown
    assert "Ngày nhận: 04/03/2025" in shown
    assert f"Nhà hảo tâm: {donation.donor}" in shown


def test_what_was_done_without_an_account_is_told_as_done_at_the_server(at):
    officer = an_officer(roles.AUDITOR, headquarters())
    note("appoint", officer, by=None)
    for address in (changelist("auditevent"), "/quan-tri/"):
        shown = text_of(at(officer).get(address))
        assert "áy chủ" in shown
        assert "dòng lệnh" not in shown
    assert f"Người vận hành máy chủ đã lập tài khoản {officer.username}" in shown


def test_a_correction_shows_before_and_after_of_what_changed(at):
    donation = a_donation(amount_vnd=1_000_000)
    donation.amount_vnd = 2_000_000
    donations.correct(donation, by=the_maker())
    shown = text_of(at(an_officer(roles.AUDITOR)).get(page(donation, "history")))
    assert "Số tiền (đồng): 1.000.000 → 2.000.000" in shown
    assert "Chương trình:" in shown.split("Ghi mới")[1]
    assert "Chương trình:" not in shown.split("Ghi mới")[0]


def test_a_person_who_receives_is_never_named_in_the_trail(at):
    gift = a_gift()
    client = at(an_officer(roles.AUDITOR))
    event = AuditEvent.objects.get(verb="issue")
    for address in (page(event), changelist("auditevent")):
        assert gift.recipient.full_name not in client.get(address).content.decode()
    (entry,) = entries([event], an_officer(roles.HEADQUARTERS_OFFICER))
    assert gift.recipient.full_name not in str(entry.changes)


def test_a_donor_is_named_only_to_who_may_see_donors(at):
    donation = a_donation()
    event = AuditEvent.objects.get(verb="record")
    assert str(donation.donor) in str(entries([event], an_officer(roles.AUDITOR)))
    assert str(donation.donor) not in str(entries([event], an_officer(roles.ADMINISTRATOR)))


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"year": 2026}, "2026"),
        ({"from": "2026-12-01"}, "01/12/2026"),
        ({"seen_at": "2026-12-01T02:03:04+00:00"}, "01/12/2026 09:03"),
        ({"code": "20261201"}, "20261201"),
        ({"code": "2026-13-45"}, "2026-13-45"),
        ({"rows": 137849580}, "137.849.580"),
    ],
)
def test_years_days_and_moments_of_the_trail_are_written_as_offices_write_them(db, told, shown):
    event = AuditEvent(verb="close_period", target_type="closedperiod", target_id="1", after=told)
    (entry,) = entries([event], an_officer(roles.AUDITOR))
    assert [change.after for change in entry.changes] == [shown]


def test_the_admin_keeps_no_second_trail(at):
    officer = an_officer()
    donation = a_donation(by=officer)
    at(officer).post(page(donation), {"donor": donation.donor_id})
    at(officer).post(page(a_gift(by=officer), "delete"), {"post": "yes"})
    assert Donation.objects.count() == 1
    assert LogEntry.objects.count() == 0


def test_an_officer_of_a_province_reads_the_trail_of_the_own_office(at):
    a_donation()
    approver = an_officer(roles.APPROVER, office=the_maker().office)
    event = AuditEvent.objects.get(verb="record")
    AuditEvent.objects.create(verb="record", target_type="donation", target_id="1", actor="x", office_code="11")
    shown = at(approver).get(changelist("auditevent"), {"lam": "record"})
    assert list(shown.context["cl"].result_list) == [event]


def test_every_verb_of_the_actions_has_a_word():
    used = set()
    for source in files("programmes"):
        for call in source.calls:
            if name_of(call.func) == "note" and ast.unparse(call.func) in {"audit.note", "note"} and call.args:
                used |= {part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)}
    assert {verb for verb in used if isinstance(verb, str)} - set(VERBS) == set()
