"""Search and autocomplete without accents, in every table."""

import pytest
from django.conf import settings

from programmes.access import roles
from programmes.management.reference import load_reference
from tests.admin.pages import changelist, offered, rows
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


def test_a_decision_is_found_by_its_number_as_written(at):
    officer = an_officer()
    wanted = a_gift_list(by=officer, decision_number="123/QĐ-BHXH")
    a_gift_list(by=officer, decision_number="124/QĐ-BHXH")
    assert rows(at(officer).get(changelist("giftlist"), {"q": "123/QĐ-BHXH"})) == [wanted]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "a" * 3000, "\u200b"])
def test_odd_texts_are_searched_and_break_nothing(typed, at):
    officer = an_officer()
    a_donor(by=officer, name="Công ty Minh Họa")
    shown = rows(at(officer).get(changelist("donor"), {"q": typed}))
    assert shown == ([] if typed.strip("\u200b") else shown)
