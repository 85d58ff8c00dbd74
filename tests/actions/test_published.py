"""Figures as drafts and versions: entered, corrected, published by another officer, given a new version."""

import pytest

from programmes.actions import published
from programmes.models import AuditEvent, PublishedFigure, TotalsState
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


def maker():
    return f.the_maker(f.headquarters())


def test_a_figure_without_a_number_has_none():
    figure = f.a_draft_figure(qualifier="order_of_magnitude", value=None, wording="hàng chục nghìn tỷ đồng")
    assert figure.value is None
    with refused_by_the_database("published_value_unless_wording_only"):
        PublishedFigure.objects.filter(pk=figure.pk).update(value=10_000)


def test_nobody_publishes_a_figure_that_they_entered_or_corrected():
    first, second = (f.a_maker_and_checker(f.headquarters()) for _number in range(2))
    superuser = f.an_officer(office=f.headquarters(), is_superuser=True)
    draft = f.a_draft_figure(by=first)
    for corrector in (second, superuser):
        published.correct(draft, by=corrector)
    for maker_of_it in (first, second, superuser):
        with refused("maker_is_checker"):
            published.publish(draft, by=maker_of_it)
    assert published.publish(draft, by=f.the_checker()).is_published
    with refused("wrong_state"):
        published.publish(draft, by=f.the_checker())


def test_a_draft_is_no_news_and_a_published_figure_is():
    draft = f.a_draft_figure()
    assert not TotalsState.objects.exists()
    published.publish(draft, by=f.the_checker())
    assert TotalsState.objects.get().version == 1


def test_a_corrected_draft_stays_in_the_trail_with_both_values():
    figure = f.a_draft_figure()
    figure.value, figure.wording = 54_390_000_000, "54,39 tỷ đồng"
    published.correct(figure, by=maker())
    event = AuditEvent.objects.get(verb="correct")
    assert (event.before["value"], event.after["value"]) == (54_380_000_000, 54_390_000_000)


def test_what_is_published_is_neither_changed_nor_taken_away():
    figure = f.a_published_figure()
    figure.note = "khác"
    with refused("figure_is_published"):
        published.correct(figure, by=maker())
    with refused("figure_is_published"):
        published.withdraw(figure, reason="Nhầm", by=maker())
    with refused_by_the_database("a published figure is not changed"):
        PublishedFigure.objects.filter(pk=figure.pk).update(note="khác")
    with refused_by_the_database("a published figure is not deleted"):
        PublishedFigure.objects.filter(pk=figure.pk).delete()


def test_a_change_is_a_new_version_with_a_reason_and_the_old_one_stays():
    first = f.a_published_figure(code="S01")
    draft = published.revise(first, reason="Nguồn đính chính", by=maker())
    draft.value, draft.wording = 54_400_000_000, "54,4 tỷ đồng"
    published.correct(draft, by=maker())
    assert list(PublishedFigure.objects.current()) == [first]
    published.publish(draft, by=f.the_checker())
    assert [each.version for each in PublishedFigure.objects.current()] == [2]
    assert PublishedFigure.objects.get(version=1).wording == "54,38 tỷ đồng"
    with refused("version_is_old"):
        published.revise(first, reason="Lần nữa", by=maker())


def test_a_figure_has_one_draft_at_a_time():
    first = f.a_published_figure()
    published.revise(first, reason="Nguồn đính chính", by=maker())
    with refused("draft_waits"):
        published.revise(first, reason="Nguồn đính chính", by=maker())
    with refused("version_out_of_turn", "version_reason_missing"):
        published.enter(f.a_new_figure(code=first.code), by=maker())


def test_a_draft_that_another_figure_names_stays():
    whole = f.a_draft_figure()
    part = f.a_draft_figure(relations={"part_of": [whole.code]})
    with refused("figure_is_named"):
        published.withdraw(whole, reason="Nhầm", by=maker())
    published.withdraw(part, reason="Nhầm", by=maker())
    published.withdraw(whole, reason="Nhầm", by=maker())
    assert not PublishedFigure.objects.exists()
    assert AuditEvent.objects.filter(verb="drop_draft").count() == 2
