"""Tax code, telephone and bank account of a donor: the form asks of them what a file asks."""

import pytest

from programmes.models import Donor
from tests.admin.pages import adding, page, refused
from tests.factories import a_donor, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TYPED = {"kind": "enterprise", "name": "Công ty Minh Họa"}


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("tax_code", "0100233489", "tax_code_check"),
        ("tax_code", "12345", "tax_code_form"),
        ("phone", "chưa rõ", "phone_form"),
        ("phone", "12345", "phone_form"),
        ("phone", "0000000000", "phone_filler"),
        ("bank_account", "0011000000001 Vietcombank", "account_form"),
    ],
)
def test_a_wrong_figure_in_a_number_of_a_donor_is_told_at_its_field(at, field, typed, code):
    answer = at(an_officer()).post(adding("donor"), {**TYPED, field: typed})
    assert refused(answer) == {field: [code]}
    assert not Donor.objects.exists()


def test_the_numbers_of_a_donor_are_kept_as_files_write_them(at):
    numbers = {"tax_code": "0100233488001", "phone": " 0912 345 678", "bank_account": "0011 0000-00001"}
    at(an_officer()).post(adding("donor"), {**TYPED, **numbers})
    kept = Donor.objects.values_list("tax_code", "phone", "bank_account").get()
    assert kept == ("0100233488-001", "0912 345 678", "0011000000001")


def test_a_number_of_earlier_years_does_not_hinder_another_change(at):
    officer = an_officer()
    donor, client = a_donor(by=officer, tax_code="0100233489"), at(officer)
    form = client.get(page(donor)).context["adminform"].form
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert client.post(page(donor), {**sent, "address": "12 phố Ví Dụ"}).status_code == 302
    assert "tax_code" in refused(client.post(page(donor), {**sent, "tax_code": "0100233487"}))
