"""The log of breaches and the file on impact: officers of headquarters write them, auditors and administrators read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import breaches
from programmes.models import AuditEvent, Breach, ImpactAssessment, Recipient
from programmes.models.base import particulars
from tests import factories as f
from tests.admin.pages import adding, changelist, page, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def paper(record):
    return reverse(f"admin:programmes_{record._meta.model_name}_paper", args=[record.pk])


def told_to(client):
    return page(Breach.objects.get()) in client.get(reverse("admin:index")).content.decode()


def test_a_breach_stands_on_the_front_page_until_it_was_reported_and_closed(at):
    breach = f.a_breach(measures="", reported_to="", reported_at=None, found_at=timezone.now() - timedelta(hours=80))
    desk = at(f.the_maker(f.headquarters()))
    assert told_to(desk)
    assert "quá hạn 9 giờ" in text_of(desk.get(changelist("breach")))
    with pytest.raises(ValidationError) as refused:
        breaches.close(breach, by=f.the_maker(f.headquarters()))
    assert [problem.code for problem in refused.value.problems] == ["breach_not_reported"]
    breach.measures, breach.reported_to, breach.reported_at = "Đã khóa", "Bộ Công an", timezone.now()
    breaches.correct(breach, by=f.the_maker(f.headquarters()))
    desk.post(verb(breach, "ket-thuc"))
    assert Breach.objects.get().closed_at
    assert not told_to(desk)
    with pytest.raises(ValidationError):
        breaches.correct(breach, by=f.the_maker(f.headquarters()))


def test_who_reads_the_log_and_who_does_not(at):
    breach = f.a_breach()
    for role in (roles.AUDITOR, roles.ADMINISTRATOR):
        reader = at(f.an_officer(role, f.headquarters()))
        assert told_to(reader)
        assert [reader.get(url).status_code for url in (page(breach), paper(breach))] == [200, 200]
        assert [reader.post(url).status_code for url in (page(breach), verb(breach, "ket-thuc"))] == [403, 403]
        assert reader.get(adding("breach")).status_code == 403
        provincial = at(f.an_officer(role, f.an_office()))
        assert not told_to(provincial)
        assert [provincial.get(url).status_code for url in (page(breach), paper(breach))] == [403, 403]


def test_the_trail_tells_which_texts_of_a_breach_changed_and_not_what_they_say():
    breach = f.a_breach()
    breach.what = "Mất máy tính của Lò Thị Minh Họa"
    breaches.correct(breach, by=f.the_maker(f.headquarters()))
    event = AuditEvent.objects.filter(verb="correct", target_type="breach").get()
    assert event.after == {"fields": ["what"]}


def test_a_breach_leads_to_the_drill_with_its_account_and_days(at):
    day = timezone.localdate()
    breach = f.a_breach(account="ai-do", seen_from=day, seen_to=day)
    desk = at(f.the_maker(f.headquarters()))
    links = dict(desk.get(page(breach)).context["record_links"])
    drill = desk.get(links["Tài khoản đã xem những ai"])
    assert drill.context["form"]["username"].value() == "ai-do"
    told = desk.get(paper(breach))
    assert "Mất máy tính" in text_of(told)
    assert f'<a href="{page(breach)}">' in told.content.decode()


def test_the_file_on_impact_is_composed_of_what_the_register_is(at):
    f.a_programme()
    desk = at(f.the_maker(f.headquarters()))
    said = {"made_on": "01/11/2026", "contact": "Lò Thị Ân", "risks": "Lộ danh sách", "measures": "Che số"}
    desk.post(adding("impactassessment"), said)
    told = text_of(desk.get(paper(ImpactAssessment.objects.get())))
    for field in particulars(Recipient):
        assert str(field.verbose_name) in told
    assert str(Recipient._meta.get_field("search_key").verbose_name) not in told
    made = "Lập ngày 01/11/2026"
    for word in (made, roles.AUDITOR.description, "nhiệm vụ theo pháp luật", "Lộ danh sách", "Không có."):
        assert word in told
    assert " 0 ngày" not in told  # a session is not kept at all once it has ended
