"""No citizen number gets into a text that the public reads, whichever door it is written at."""

from datetime import date

import pytest
from django.conf import settings

from programmes.actions import corrections, donations, handovers, periods, programmes, published
from programmes.management.reference import load_reference
from programmes.models import ClosedPeriod, Correction, Donation, HandoverEvent, Programme, PublishedFigure, Round
from programmes.rules import public_texts
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db

NUMBER = "040190000001"  # of Nghệ An, a woman born in 1990


@pytest.fixture
def provinces(db):
    """The former provinces with their prefixes, as in earnest."""
    load_reference(settings.BASE_DIR / "fixtures")


def said(text):
    return [problem.code for problem in public_texts.check(HandoverEvent(title=text, place="x"))]


@pytest.mark.parametrize(
    "text",
    [
        f"Trao thẻ cho bà Vừ Thị Mỷ {NUMBER}",
        f"Trao thẻ (CCCD:{NUMBER})",
        "Trao thẻ, số 040 190 000 001",
        "Trao thẻ, số 040.190.000.001",
        "Trao thẻ, số 0401 9000 0001",
        f"Nhà số 5 {NUMBER}",
        "Người sinh năm 2001: 040301000001",
    ],
)
def test_a_citizen_number_in_a_title_is_seen(text, provinces):
    assert said(text) == ["citizen_number_in_public"]


@pytest.mark.parametrize(
    "text",
    [
        "Trao 1.000 thẻ BHYT theo Quyết định 123/QĐ-BHXH ngày 20/12/2025",
        "Trao quà trị giá 379.080.000.000 đồng",
        "Huy động 1.040.190.000.001 đồng",
        "Tài khoản 1040190000001",
        "Tài khoản 112233445566",
        "Mã số BHXH 4012345678, điện thoại 0901 234 567",
        "Ngày 09.12.2025 lúc 10.30",
        "Số 999190000001",
        "Người sinh năm 2090: 040390000001",
    ],
)
def test_money_decisions_days_and_other_numbers_are_no_citizen_numbers(text, provinces):
    assert said(text) == []


def test_the_refusal_names_the_box_and_the_cure_and_not_the_number():
    (problem,) = public_texts.check(HandoverEvent(title=f"Trao thẻ {NUMBER}", place="x"))
    assert problem.field == "title"
    assert problem.message == (
        "“Tên buổi trao” có thể được công khai mà có dãy 12 chữ số giống số định danh của một người; hãy bỏ dãy số đó."
    )


def keep_a_programme():
    programmes.keep(Programme(slug="x", name="x", summary=f"Giúp {NUMBER}"), by=f.the_maker(f.headquarters()))


def keep_a_round():
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 2, 1)}
    round_ = Round(programme=f.a_programme(), slug="x", name=NUMBER, **days)
    programmes.keep(round_, by=f.the_maker(f.headquarters()))


def plan_an_event():
    f.a_planned_handover([], title=f"Trao thẻ {NUMBER}")


def correct_an_event():
    event = f.a_planned_handover([])
    event.delegation = f"Bà {NUMBER}"
    handovers.correct(event, by=f.the_maker())


def caption_a_photo():
    handovers.show_photo(f.a_planned_handover([]), caption=NUMBER, consented_on=None, by=f.the_maker())


def propose_a_correction():
    donation = f.a_donation()
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    corrections.propose(donation=donation, reason=f"Khoản của {NUMBER}", by=f.the_maker())


def reverse_a_donation():
    donations.reverse(f.an_approved_donation(), reason=f"Khoản của {NUMBER}", by=f.the_maker())


def publish_a_figure():
    f.a_published_figure(note=NUMBER)


def correct_a_figure():
    figure = f.a_draft_figure()
    figure.note = NUMBER
    published.correct(figure, by=f.the_maker(f.headquarters()))


@pytest.mark.parametrize(
    "write",
    [
        keep_a_programme,
        keep_a_round,
        plan_an_event,
        correct_an_event,
        caption_a_photo,
        propose_a_correction,
        reverse_a_donation,
        publish_a_figure,
        correct_a_figure,
    ],
)
def test_a_citizen_number_is_refused_at_every_door_to_a_public_text(write):
    with refused("citizen_number_in_public"):
        write()
    assert not HandoverEvent.objects.filter(title__contains=NUMBER).exists()
    assert not Correction.objects.exists()
    assert not Donation.objects.filter(reverses__isnull=False).exists()
    assert not PublishedFigure.objects.filter(note=NUMBER).exists()


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("5\u200b4 tỷ", "54 tỷ"),
        ("\u202e54 tỷ\u202c", "54 tỷ"),
        ("\u061c\ufff9\U000e0041\x0754 tỷ", "54 tỷ"),
        ("\u0665\u0664 tỷ", "54 tỷ"),
        ("５４ tỷ", "54 tỷ"),
        ("  54   tỷ ", "54 tỷ"),
    ],
    ids=ascii,
)
def test_a_public_text_is_kept_as_it_is_seen(written, seen):
    figure = f.a_draft_figure(wording=f"{written} đồng", value=54 * 10**9, note=f"{written}\r\n{written}")
    assert (figure.wording, figure.note) == (f"{seen} đồng", f"{seen}\n{seen}")
    figure.place_detail = written
    assert published.correct(figure, by=figure.entered_by).place_detail == seen
    assert f.a_planned_handover(title=written).title == seen
    programme = Programme(slug="moi", name=written)
    assert programmes.keep(programme).name == seen
    assert donations.reverse(f.an_approved_donation(), reason=written, by=f.the_maker()).reason == seen


def test_a_text_without_such_a_number_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert said("Trao 1.000 thẻ BHYT") == []
