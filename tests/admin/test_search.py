"""Search and autocomplete without accents, in every table."""

import pytest
from django.conf import settings
from django.urls import reverse

from programmes.access import roles
from programmes.management.reference import load_reference
from tests.admin.pages import changelist, offered, rows, said
from tests.factories import (
    DAK_LAK,
    a_donation,
    a_donor,
    a_gift,
    a_gift_list,
    a_planned_handover,
    a_programme,
    a_published_figure,
    a_recipient,
    a_round,
    a_superuser,
    an_office,
    an_officer,
    the_maker,
)


@pytest.fixture
def books(db):
    """One record of each kind that the plain words below should find, and others that they should not."""
    office = an_office(DAK_LAK)
    for name in ("Nguyễn Văn Ân", "Trần Thị Bích"):
        donor = a_donor(office=office, name=name)
        a_donation(donor=donor)
        a_gift(a_gift_list(office=office), recipient=a_recipient(office=office, full_name=name))
    a_gift_list()
    a_planned_handover([], title="Trao quà ở Buôn Đôn")
    a_planned_handover([], title="Trao quà ở Kỳ Sơn")
    a_programme(name="Tết ấm cho bệnh nhân")
    a_round(name="Bão số 10/2025")
    a_published_figure(wording="hàng chục nghìn đồng", value=None, qualifier="order_of_magnitude")
    a_published_figure()
    an_officer(full_name="Đỗ Thị Hạnh")


@pytest.mark.parametrize(
    ("model", "typed", "found"),
    [
        ("donor", "nguyen van an", "Nguyễn Văn Ân"),
        ("donor", "AN nguyễn", "Nguyễn Văn Ân"),
        ("donation", "nguyen van an", "Nguyễn Văn Ân"),
        ("recipient", "Nguyen Van An", "Nguyễn Văn Ân"),
        ("gift", "nguyen van an", "Nguyễn Văn Ân"),
        ("giftlist", "dak lak", "Đắk Lắk"),
        ("province", "dak lak", "Đắk Lắk"),
        ("office", "dak lak", "Đắk Lắk"),
        ("handoverevent", "buon don", "Buôn Đôn"),
        ("programme", "tet am", "Tết ấm"),
        ("round", "bao so 10", "Bão số 10"),
        ("publishedfigure", "hang chuc nghin", "hàng chục nghìn"),
        ("officer", "do thi hanh", "Đỗ Thị Hạnh"),
    ],
)
def test_words_without_accents_find_the_record(model, typed, found, books, at):
    client = at(a_superuser())
    everything, shown = (rows(client.get(changelist(model), query)) for query in ({}, {"q": typed}))
    assert shown
    assert len(shown) < len(everything)
    names = {"donation": "donor", "gift": "recipient", "giftlist": "province"}
    assert all(found in str(getattr(row, names.get(model, ""), None) or f"{row} {vars(row)}") for row in shown)


@pytest.mark.parametrize(
    ("model", "field", "typed", "found"),
    [
        ("donation", "donor", "nguyen van an", "Nguyễn Văn Ân"),
        ("gift", "recipient", "nguyen van an", "Nguyễn Văn Ân"),
        ("donation", "earmark", "dak lak", "Đắk Lắk"),
        ("donation", "office", "dak lak", "BHXH tỉnh Đắk Lắk"),
        ("giftlist", "round", "bao so", "Bão số 10/2025"),
        ("gift", "gift_list", "dak lak", "đang lập"),
    ],
)
def test_an_autocomplete_box_needs_no_accents(model, field, typed, found, books, at):
    texts = offered(at(a_superuser()), model, field, typed)
    assert texts
    assert all(found in text for text in texts)


def test_old_and_other_names_of_a_province_find_it(at):
    load_reference(settings.BASE_DIR / "fixtures")
    client = at(an_officer(roles.AUDITOR, office=None))
    assert [row.name for row in rows(client.get(changelist("province"), {"q": "dac lac"}))] == ["Đắk Lắk"]
    assert [row.name for row in rows(client.get(changelist("formerprovince"), {"q": "bac can"}))] == ["Bắc Kạn"]
    found = rows(client.get(changelist("formerprovince"), {"q": "binh dinh"}))
    assert "Gia Lai" in [str(row.successor) for row in found]


@pytest.mark.parametrize("typed", ["qd 245", "QĐ 245/QĐ-BHXH", "{name}"])
def test_a_list_is_found_by_the_name_that_pages_give_it(typed, at):
    officer = an_officer()
    meant = a_gift_list(by=officer, decision_number="245/QĐ-BHXH")
    a_gift_list(by=officer, decision_number="246/QĐ-BHXH")
    found = at(officer).get(changelist("giftlist"), {"q": typed.format(name=meant)})
    assert rows(found) == [meant]


@pytest.mark.parametrize("typed", ["123/QĐ-BHXH", "123/qđ-bhxh", "123/QD-BHXH", "123/qd-bhxh"])
def test_a_decision_is_found_by_its_number_with_marks_or_without(typed, at):
    officer = an_officer()
    wanted = a_gift_list(by=officer, decision_number="123/QĐ-BHXH")
    a_gift_list(by=officer, decision_number="124/QĐ-BHXH")
    assert rows(at(officer).get(changelist("giftlist"), {"q": typed})) == [wanted]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "a" * 3000, "\u200b"])
def test_odd_texts_are_searched_and_break_nothing(typed, at):
    officer = an_officer()
    a_donor(by=officer, name="Công ty Minh Họa")
    shown = rows(at(officer).get(changelist("donor"), {"q": typed}))
    assert shown == ([] if typed.strip("\u200b") else shown)


def test_a_sign_that_stands_in_no_text_finds_nothing_and_breaks_nothing(at):
    client, event = at(a_superuser()), a_planned_handover()
    outcomes = reverse("admin:programmes_handoverevent_outcomes", args=[event.pk])
    asked = [("giftlist", "province__code__exact"), ("importbatch", "state__exact"), ("auditevent", "nguoi")]
    assert {client.get(changelist(model), {name: "a\0"}).status_code for model, name in asked} == {302}
    assert {client.get(page, {"q": "\0"}).status_code for page in (changelist("donor"), outcomes)} == {200}
    assert client.get(reverse("admin:programmes_province_change", args=["\0"])).status_code == 404
    assert offered(client, "donation", "donor", "\0") == []


NUMBER = "040156000077"


@pytest.mark.parametrize("model", ["recipient", "gift", "issuance", "conflict", "donor", "donation", "audit"])
@pytest.mark.parametrize("typed", [NUMBER, "040 156 000077", "040.156.000077", f"Lò Thị Ân {NUMBER}"])
def test_the_number_of_a_person_is_looked_for_by_no_address(model, typed, at):
    """What stands in an address lies in the history of the browser, in logs and in what the next page is told."""
    answer = at(a_superuser()).get(changelist("auditevent" if model == "audit" else model), {"q": typed})
    assert rows(answer) == []
    assert "Tìm theo số" in said(answer)[0]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "000077" not in answer.content.decode()


@pytest.mark.parametrize("typed", ["0912345678", "4012345671", "CN3404012345671", "040-156-000077"])
def test_where_people_are_found_no_long_number_is_looked_for_by_an_address(typed, at):
    for model in ("recipient", "gift", "issuance", "conflict"):
        assert "Tìm theo số" in said(at(a_superuser()).get(changelist(model), {"q": typed}))[0]


def test_a_tax_code_and_the_code_of_a_list_are_still_words(at):
    donor, gift = a_donor(tax_code="0101245171"), a_gift()
    client = at(a_superuser())
    assert rows(client.get(changelist("donor"), {"q": donor.tax_code})) == [donor]
    assert rows(client.get(changelist("gift"), {"q": gift.gift_list.code})) == [gift]


def test_a_box_that_offers_people_offers_none_by_number(at):
    person = a_recipient()
    assert offered(at(the_maker()), "gift", "recipient", person.citizen_number) == []


def test_the_page_of_outcomes_is_left_by_an_address_with_a_number(at):
    event = a_planned_handover()
    address = reverse("admin:programmes_handoverevent_outcomes", args=[event.pk])
    answer = at(the_maker()).get(address, {"q": NUMBER})
    assert (answer.status_code, answer.url) == (302, address)
    assert "Tìm theo số" in said(answer)[0]


def test_what_is_typed_into_a_box_is_sent_by_post_and_only_words_get_an_address(at):
    event, client = a_planned_handover([]), at(the_maker())
    page, outcomes = changelist("recipient"), reverse("admin:programmes_handoverevent_outcomes", args=[event.pk])
    assert 'id="changelist-search" method="post"' in client.get(page).content.decode()
    assert 'data-ajax--type="POST"' in client.get(reverse("admin:programmes_gift_add")).content.decode()
    words = client.post(page, {"q": "lò thị", "sex__exact": "female", "csrfmiddlewaretoken": "x"})
    assert words["Location"] == f"{page}?q=l%C3%B2+th%E1%BB%8B&sex__exact=female"
    assert client.post(outcomes, {"q": "lo thi"})["Location"] == f"{outcomes}?q=lo+thi"
    for box in (page, outcomes):
        answer = client.post(box, {"q": NUMBER}, follow=True)
        assert NUMBER not in str(answer.redirect_chain)
        assert "Tìm theo số" in said(answer)[0]


def test_a_box_that_looks_records_up_is_answered_by_post(at):
    person = a_recipient()
    asked = {"app_label": "programmes", "model_name": "gift", "field_name": "recipient"}
    client = at(the_maker())
    found = client.post(reverse("admin:autocomplete"), {**asked, "term": person.full_name}).json()["results"]
    assert [row["id"] for row in found] == [str(person.pk)]
    assert client.post(reverse("admin:autocomplete"), {**asked, "term": NUMBER}).json()["results"] == []
