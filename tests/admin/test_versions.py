"""Two officers at one form: the second is told, and what was typed stays on the screen."""

import pytest

from programmes.actions import donations, donors, gift_lists
from programmes.models import Donor
from tests.admin.pages import page, refused, text_of
from tests.factories import a_donation, a_donor, a_gift, a_gift_list, a_recipient, an_officer, the_maker

pytestmark = pytest.mark.django_db


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
