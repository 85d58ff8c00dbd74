"""Our own files come back from an officer's program as they went: nothing in the books changes by it."""

import re
from datetime import date

import openpyxl
import pytest

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.exchange.writing.export import export_file
from tests import factories as f
from tests.exchange.doors import judge
from tests.exchange.office_programs import needs_libreoffice, saved_by_libreoffice

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

KEYS = [key for key in LAYOUTS if key != "outcomes"]  # whose rows are those of a plan: test_outcome_files.py
A_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
EARLY, LATE = date(2025, 3, 4), date(2025, 12, 25)  # the first is another day where the month comes first


@pytest.fixture(scope="module")
def books(shared_books):
    """Records of every layout, as files bring them, with what spreadsheets like to change: zeros, days, signs."""
    numbers = {"phone": "0912000001", "tax_code": "0100109106", "bank_account": "0011000000001"}
    donor = f.a_donor(**numbers, consented_on=EARLY, note="=1+1")
    f.a_donation(donor=donor, code="0012", received_on=EARLY)
    f.a_donor(consented_on=LATE)
    f.a_donation(donor=donor, code="5/12", received_on=LATE)
    f.a_bank_line(reference="0012", booked_on=EARLY)
    f.a_bank_line(reference="5/12", booked_on=LATE)
    gift_list = f.a_gift_list(decision_number="0012")
    for birth in (date(1956, 4, 3), date(1956, 12, 25)):
        person = f.a_recipient(phone="0912 000 001", birth_date=birth, birth_precision="day", sex="male")
        f.a_gift(gift_list, recipient=person, note="1-2", category="disabled")
    f.a_gift(gift_list, group_name="Nhóm 1", quantity=120)
    f.a_published_figure(code="S01", source_date=date(2026, 1, 2))
    f.a_published_figure(code="S03", source_date=LATE.replace(day=31))
    f.a_published_figure(code="S02", source_date=date(2025, 4, 1), source_precision="month", period="quý I/2025")
    for gift, last in zip(
        f.an_approved_list(gifts=2).gifts.all(), (date(2026, 11, 5), date(2026, 11, 30)), strict=True
    ):
        f.an_issuance(gift, number=f"CN340401234567{last.day % 10}", valid_to=last)
    of_the_country = {"donors", "donations", "published_figures"}
    return {key: f.the_maker(f.headquarters() if key in of_the_country else None) for key in LAYOUTS}


@pytest.fixture
def exported(books, tmp_path):
    """The path of what a layout exports."""

    def path_of(key, ending):
        path = tmp_path / f"{key}.{ending}"
        layout = LAYOUTS[key]
        assert export_file(path, layout, layout.model.objects.all()) > 0
        return path

    return path_of


def came_to(path, key, by, options=None):
    told = judge(path, key, by, options=options)
    return {"new": told.new, "changed": told.changed, "refused": [tuple(e) for e in told.errors], "rows": told.rows}


def unchanged(key):
    return {"new": 0, "changed": 0, "refused": [], "rows": LAYOUTS[key].model.objects.count()}


def saved_by_openpyxl(path):
    made = openpyxl.load_workbook(path)
    made.save(path)
    return path


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_what_we_export_comes_back_unchanged(key, ending, exported, books):
    path = exported(key, ending)
    assert came_to(saved_by_openpyxl(path) if ending == "xlsx" else path, key, books[key]) == unchanged(key)


@needs_libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_libreoffice_saves_of_our_workbooks_comes_back_unchanged(ending, exported, books, tmp_path):
    paths = saved_by_libreoffice([exported(key, "xlsx") for key in KEYS], tmp_path / "saved", ending)
    found = {path.stem: came_to(path, path.stem, books[path.stem]) for path in paths}
    assert found == {key: unchanged(key) for key in KEYS}


DAYS = {
    "donors": "consented_on",
    "donations": "received_on",
    "bank_lines": "booked_on",
    "gifts": "birth",
    "issued": "valid_to",
    "published_figures": "published_on",
}


def asked_about(path, key, by):
    """The columns of whose days the officer is asked whether day and month have changed places."""
    return [asked.key for asked in judge(path, key, by).questions if asked.option == "exchanged"]


@pytest.mark.parametrize("key", KEYS)
def test_days_that_came_to_stand_with_the_month_first_are_asked_about_and_put_back(key, exported, books):
    path = exported(key, "csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(A_DAY.sub(lambda day: f"{int(day[2])}/{int(day[1])}/{day[3]}", text), encoding="utf-8")
    columns = asked_about(path, key, books[key])
    assert DAYS[key] in columns
    assert came_to(path, key, books[key], Options(exchanged=dict.fromkeys(columns, "1"))) == unchanged(key)


@needs_libreoffice
def test_days_of_our_text_files_that_american_settings_turn_are_asked_about(exported, books, tmp_path):
    for path in saved_by_libreoffice([exported(key, "csv") for key in KEYS], tmp_path / "saved", "xlsx"):
        assert DAYS[path.stem] in asked_about(path, path.stem, books[path.stem])
