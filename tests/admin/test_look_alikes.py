"""Who is like a donor of the books is told before the new one is saved: at the form and in the preview of a file."""

import json

import pytest

from programmes.models import AuditEvent, Donor
from programmes.rules.donor_names import name_key
from tests import sheets
from tests.admin.pages import adding, page, refused, text_of
from tests.exchange.doors import counts, judge
from tests.factories import DIEN_BIEN, a_donor, a_person, an_approved_donation, an_office, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TAX = "0100233488"


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("Công ty TNHH Sông Lam", "CTY CP SÔNG LAM", True),
        ("Công ty TNHH Sông Lam", "CÔNG TY CỔ PHẦN SONG LAM", True),
        ("Công ty Trách nhiệm hữu hạn Một thành viên Sông Lam", "Công ty Sông Lam", True),
        ("Công ty Sông Lam", "Công ty Sông Hồng", False),
        ("Bà LÊ THỊ THỬ", "Lê Thị Thử", True),
        ("Phan Thanh Hà", "Phan Hà", False),
        ("Ngân hàng Sông Lam", "Công ty Sông Lam", False),
    ],
)
def test_names_are_compared_without_signs_and_words_of_the_legal_form(first, second, is_one):
    assert (name_key(first) == name_key(second)) is is_one


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Công ty Cổ phần SONG LAM"},
        {"name": "Doanh nghiệp khác", "tax_code": TAX},
        {"name": "Doanh nghiệp khác", "phone": "+84 912 345 678"},
        {"name": "Doanh nghiệp khác", "bank_account": "0011 0000.00001"},
    ],
)
def test_who_looks_like_a_donor_of_the_books_is_shown_beside_the_form_and_saved_by_one_more_click(at, typed):
    officer = an_officer()
    numbers = {"tax_code": TAX, "phone": "0912345678", "bank_account": "0011000000001"}
    known = a_donor(by=officer, name="Công ty TNHH Sông Lam", **numbers)
    an_approved_donation(donor=known)
    client, sent = at(officer), {"kind": "enterprise", **typed}
    answer = client.post(adding("donor"), sent)
    assert "donor_alike" in sum(refused(answer).values(), [])
    assert f'href="{page(known)}"' in answer.content.decode()
    assert "04/03/2025" in text_of(answer)
    form = answer.context["adminform"].form
    assert client.post(adding("donor"), {**sent, "asked": form["asked"].value()}).status_code == 302
    entered = Donor.objects.exclude(pk=known.pk).get()
    assert AuditEvent.objects.get(verb="register", target_id=entered.pk).after["alike"] == [known.pk]


def test_a_donor_of_the_books_is_used_from_the_small_window_that_was_to_enter_it_again(at):
    officer = an_officer()
    known = a_donor(by=officer, name="Công ty TNHH Sông Lam", tax_code=TAX)
    client, sent = at(officer), {"kind": "enterprise", "name": "CTY SONG LAM", "_popup": "1"}
    shown = client.post(adding("donor"), sent).content.decode()
    choose = page(known, "choose")
    assert f'href="{choose}"' in shown
    assert f'href="{page(known)}"' not in shown  # it would fill the small window with the whole admin
    chosen = client.get(choose).context["popup_response_data"]
    assert json.loads(chosen) == {"value": str(known.pk), "obj": known.name}
    assert client.get(page(a_donor(office=an_office(DIEN_BIEN)), "choose")).status_code == 404


def test_a_donation_is_entered_from_its_donor_who_is_one_of_the_own_office(at):
    officer = an_officer()
    known, elsewhere = a_donor(by=officer, name="Công ty TNHH Sông Lam"), a_donor(office=an_office(DIEN_BIEN))
    client = at(officer)
    told = client.post(adding("donor"), {"kind": "enterprise", "name": "CTY SONG LAM"})
    for answer in (told, client.get(page(known))):
        assert f"{adding('donation')}?nha-hao-tam={known.pk}" in answer.content.decode()
    for donor, expected in ((known.pk, known.pk), (elsewhere.pk, None), ("x", None)):
        form = client.get(adding("donation"), {"nha-hao-tam": donor}).context["adminform"].form
        assert form["donor"].value() == expected


def test_a_single_person_of_another_office_is_told_without_name_and_never_by_the_name_alone(at):
    elsewhere = a_person(office=an_office(DIEN_BIEN), name="Vừ Thị Mỷ", phone="0912345678", code="MY-1")
    client, sent = at(an_officer()), {"kind": "individual", "name": "Vừ Thị Mỷ"}
    told = client.post(adding("donor"), {**sent, "phone": "0912 345 678"})
    assert refused(told)["phone"] == ["donor_alike"]
    assert [one.name for one in told.context["adminform"].form.alike] == ["một cá nhân"]
    assert elsewhere.code not in told.content.decode()
    assert client.post(adding("donor"), sent).status_code == 302


def test_a_stored_donor_is_asked_about_only_where_the_change_makes_it_like_another(at):
    officer = an_officer()
    a_donor(by=officer, name="Công ty TNHH Sông Lam", tax_code=TAX)
    twin = a_donor(by=officer, name="Công ty Cổ phần Sông Lam")
    client = at(officer)
    form = client.get(page(twin)).context["adminform"].form
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert client.post(page(twin), {**sent, "address": "12 phố Ví Dụ"}).status_code == 302
    sent["seen"] = client.get(page(twin)).context["adminform"].form["seen"].value()
    assert refused(client.post(page(twin), {**sent, "tax_code": TAX}))["tax_code"] == ["donor_alike"]


def test_a_file_tells_with_its_row_of_each_donor_who_is_like_another(tmp_path):
    officer = an_officer()
    a_donor(by=officer, name="Công ty TNHH Sông Lam", tax_code=TAX, code="SL-1", bank_account="0011000000001")
    lines = [
        {"Mã nhà hảo tâm": "SL-2", "Tên nhà hảo tâm": "Công ty CP Sông Lam", "Loại": "doanh nghiệp"},
        {"Mã nhà hảo tâm": "HA-1", "Tên nhà hảo tâm": "Hội Ví Dụ", "Loại": "tổ chức", "Điện thoại": "0912345678"},
        {"Mã nhà hảo tâm": "HA-2", "Tên nhà hảo tâm": "Hội Khác", "Loại": "tổ chức", "Điện thoại": "0912 345 678"},
        {"Mã nhà hảo tâm": "SL-3", "Tên nhà hảo tâm": "Nhóm Khác", "Loại": "tổ chức", "Mã số thuế": TAX},
        {"Mã nhà hảo tâm": "SL-4", "Tên nhà hảo tâm": "Quỹ Khác", "Loại": "tổ chức", "STK": "0011-0000-00001"},
    ]
    told = judge(sheets.a_csv(tmp_path, lines), "donors", officer)
    assert counts(told)["new"] == 5
    warned = [(note.line, note.column) for note in told.warnings if note.code == "donor_alike"]
    assert warned == [(2, "Tên nhà hảo tâm"), (4, "Điện thoại"), (5, "Mã số thuế"), (6, "Số tài khoản")]
