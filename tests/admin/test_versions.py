"""Two officers at one record: who saves or confirms what changed meanwhile is told, and what was typed stays."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from programmes.actions import (
    corrections,
    donations,
    donors,
    gift_lists,
    handovers,
    periods,
    rights_requests,
)
from programmes.admin.site import site
from programmes.models import (
    ClosedPeriod,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    ImportBatch,
    PublishedFigure,
)
from tests.admin.pages import changelist, page, refused, said, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    a_bank_line,
    a_breach,
    a_conflict,
    a_donation,
    a_donor,
    a_draft_figure,
    a_gift,
    a_gift_list,
    a_join,
    a_letter,
    a_move,
    a_planned_handover,
    a_programme,
    a_ready_handover,
    a_recipient,
    a_restricted_giver,
    a_rights_request,
    a_round,
    a_submitted_list,
    a_superuser,
    an_office,
    an_officer,
    an_officer_with_a_factor,
    headquarters,
    means_for,
    the_checker,
    the_maker,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def fields_of(client, record):
    """What a browser would send back of the form of a record."""
    form = client.get(page(record)).context["adminform"].form
    return {field.html_name: field.value() for field in form if field.value() not in (None, False)}


def test_the_second_to_save_a_donor_is_told_and_keeps_what_was_typed(at):
    donor = a_donor(name="Công ty Minh Họa")
    first, second = at(an_officer()), at(an_officer())
    one, other = fields_of(first, donor), fields_of(second, donor)
    first.post(page(donor), {**one, "phone": "0912345678"})
    answer = second.post(page(donor), {**other, "address": "12 phố Ví Dụ"})
    assert refused(answer) == {"__all__": ["changed_meanwhile"]}
    assert 'value="12 phố Ví Dụ"' in answer.content.decode()
    assert Donor.objects.values_list("phone", "address").get(pk=donor.pk) == ("0912345678", "")
    again = second.post(page(donor), {**other, "address": "12 phố Ví Dụ"})
    assert refused(again) == {"__all__": ["changed_meanwhile"]}
    fresh = fields_of(second, donor)
    assert second.post(page(donor), {**fresh, "address": "12 phố Ví Dụ"}).status_code == 302
    assert Donor.objects.values_list("phone", "address").get(pk=donor.pk) == ("0912345678", "12 phố Ví Dụ")


@pytest.mark.parametrize(
    "make", [a_donor, a_donation, a_gift_list, a_gift, a_recipient], ids=lambda make: make.__name__
)
def test_every_form_of_a_dated_record_knows_the_version_it_shows(make, at):
    record = make()
    assert fields_of(at(the_maker()), record)["seen"] == record.updated_at.isoformat()


def test_a_change_through_another_door_counts_too(at):
    donation, client = a_donation(), at(an_officer())
    typed = fields_of(client, donation)
    donations.correct(donation, by=the_maker())
    assert "vừa được người khác sửa" in text_of(client.post(page(donation), typed))


def test_saving_twice_in_a_row_is_no_conflict(at):
    donor, client = a_donor(), at(an_officer())
    for phone in ("0912345678", "0987654321"):
        assert client.post(page(donor), {**fields_of(client, donor), "phone": phone}).status_code == 302
    donor.refresh_from_db()
    donors.correct(donor, by=the_maker())
    gift_list = a_gift_list()
    gift_lists.correct(gift_list, by=the_maker())
    assert client.post(page(gift_list), fields_of(client, gift_list)).status_code == 302


# What is confirmed is what was read


def asked(client, record, slug):
    """What a browser would send back of the page on which an officer confirms."""
    form = client.get(verb(record, slug)).context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def test_a_donation_is_not_approved_at_an_amount_that_was_not_shown(at):
    donation, client = a_donation(amount_vnd=17_000_000), at(a_superuser())
    sent = asked(client, donation, "duyet")
    donation.amount_vnd = 170_000_000
    donations.correct(donation, by=the_maker())
    answer = client.post(verb(donation, "duyet"), sent)
    assert "vừa được người khác sửa" in text_of(answer)
    assert "170.000.000" in text_of(answer)
    assert Donation.objects.get().state == "received"
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert client.post(verb(donation, "duyet"), again).status_code == 302
    assert Donation.objects.get().state == "approved"


def test_a_figure_that_changed_after_its_page_was_read_is_not_published(at):
    figure, client = a_draft_figure(by=the_maker(headquarters())), at(a_superuser())
    ((_label, address, _slug), *_others) = client.get(page(figure)).context["verb_buttons"]
    figure.value = figure.value_low = figure.value * 10
    PublishedFigure.objects.filter(pk=figure.pk).update(value=figure.value)
    shown = client.get(address)
    assert "vừa được người khác sửa" in text_of(shown)
    assert 'name="seen"' not in shown.content.decode()
    answer = client.post(verb(figure, "cong-bo"), {"seen": address.split("seen=")[1]})
    assert "vừa được người khác sửa" in text_of(answer)
    assert PublishedFigure.objects.get().state == "draft"


def test_a_list_that_was_returned_and_changed_is_not_approved_by_the_old_page(at):
    gift_list, client = a_submitted_list(gifts=1), at(a_superuser())
    means_for(gift_list, left=10_000_000)
    sent = asked(client, gift_list, "duyet")
    gift_lists.send_back(gift_list, reason="Thiếu một người", by=the_checker())
    a_gift(gift_list)
    gift_lists.submit(gift_list, by=the_maker())
    assert "vừa được người khác sửa" in text_of(client.post(verb(gift_list, "duyet"), sent))
    assert GiftList.objects.get().state == "submitted"


def test_a_draft_is_not_submitted_with_a_gift_that_came_meanwhile(at):
    gift_list, client = a_gift_list(), at(a_superuser())
    a_gift(gift_list)
    sent = asked(client, gift_list, "trinh")
    a_gift(gift_list)
    assert "vừa được người khác sửa" in text_of(client.post(verb(gift_list, "trinh"), sent))
    assert GiftList.objects.get().state == "draft"


def test_a_hand_over_is_not_closed_on_outcomes_that_changed_meanwhile(at):
    event, client = a_ready_handover(), at(a_superuser())
    sent = asked(client, event, "da-trao")
    gift = Gift.objects.filter(gift_list__handover_lines__event=event).first()
    handovers.note_outcomes(event, [gift.pk], Gift.Outcome.ABSENT, by=the_maker())
    assert "vừa được người khác sửa" in text_of(client.post(verb(event, "da-trao"), sent))
    assert HandoverEvent.objects.get().state == "planned"


def test_ticked_rows_are_approved_as_they_were_shown_and_no_others(at):
    changed, same, client = a_donation(), a_donation(), at(a_superuser())
    chosen = {"action": "duyet", ACTION_CHECKBOX_NAME: [changed.pk, same.pk], "select_across": "1"}
    seen = client.post(changelist("donation"), chosen).context["seen"]
    changed.amount_vnd *= 10
    donations.correct(changed, by=the_maker())
    later = a_donation()
    answer = client.post(changelist("donation"), {**chosen, "confirmed": "1", "seen": seen})
    assert [changed.code in told and "vừa được người khác sửa" in told for told in said(answer)] == [True, False]
    assert set(Donation.objects.filter(state="approved")) == {same}
    assert Donation.objects.get(pk=later.pk).state == "received"


def a_correction():
    donation = a_donation()
    periods.close(ClosedPeriod(year=2025), by=the_maker(headquarters()))
    return corrections.propose(donation=donation, reason="Sao kê về muộn", by=the_maker())


def a_batch():
    owner = the_maker()
    return ImportBatch.objects.create(
        owner=owner, office=owner.office, layout="gifts", filename="a.csv", size_bytes=1, state=ImportBatch.State.STORED
    )


def a_restricted_person():
    return rights_requests.answer(a_rights_request("restrict"), what="Đã hạn chế.", by=the_maker()).recipient


RECORDS = {
    "programme": a_programme,
    "round": a_round,
    "donation": a_donation,
    "bankline": a_bank_line,
    "giftlist": a_gift_list,
    "gift": a_gift,
    "conflict": a_conflict,
    "handoverevent": a_planned_handover,
    "publishedfigure": a_draft_figure,
    "correction": a_correction,
    "donationmove": a_move,
    "donorjoin": a_join,
    "importbatch": a_batch,
    "officer": an_officer_with_a_factor,
    "breach": a_breach,
    "donor": a_restricted_giver,
    "recipient": a_restricted_person,
    "rightsrequest": a_rights_request,
    "feedback": a_letter,
}
VERBS = [
    (model._meta.model_name, verb_.slug)
    for model, shown in site._registry.items()
    for verb_ in getattr(shown, "verbs", ())
]


@pytest.mark.parametrize(("model", "slug"), VERBS)
def test_every_verb_acts_on_what_was_shown_alone(at, model, slug):
    record, today = RECORDS[model](), date.today().isoformat()
    days = {"received_on": today, "thanked_on": today, "thanked_how": "letter"}
    donation = a_donation(amount_vnd=record.amount_vnd) if model == "bankline" else None
    chosen = {f"khoan-{donation.pk}": "on", f"khoan-{donation.pk}_vnd": "1"} if donation else {}
    what = {"donor": record.donor_id, "programme": record.programme_id} if model == "donation" else {}
    sent = {**what, "seen": "an-older-one", "reason": "Theo hồ sơ", "what": "Đã làm", **chosen, **days}
    sent |= {"other": a_donor().pk} if slug == "gop" else {}
    sent |= {"outcome": "absent"} if model == "gift" else {}
    sent |= {"round": a_round().pk} if slug == "chuyen-dot" else {}
    sent |= {"answer": "Đã xem", "office": an_office(DIEN_BIEN).pk, "aside_as": "spam"} if model == "feedback" else {}
    assert "vừa được người khác sửa" in text_of(at(a_superuser()).post(verb(record, slug), sent))
