"""A preview tells who is known, as a look-up does: each leaves its counts in the trail, and stops nobody."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import imports
from programmes.admin.history import entries
from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import AuditEvent, Donation, Gift, GiftList, ImportBatch
from programmes.rules import look_ups
from tests import factories as f
from tests import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]


@pytest.fixture
def upload(officer, round_):
    """Upload a file of these lines; the batch, which nobody has looked at yet."""

    def receive(*lines, layout="gifts"):
        file = ContentFile(sheets.csv_text(sheets.table(list(lines))).encode())
        return intake.receive(file, filename="ds.csv", layout=LAYOUTS[layout], by=officer, round_=round_)

    return receive


@pytest.fixture
def preview(upload):
    """Upload such a file and preview it; the batch."""

    def look(*lines, layout="gifts"):
        batch = upload(*lines, layout=layout)
        preview_upload(batch)
        return batch

    return look


def noted():
    return [event.after for event in AuditEvent.objects.filter(verb="preview").order_by("pk")]


def given_in_dien_bien(round_, number=1):
    """The person of line `number`, to whom Điện Biên gave a card in the round."""
    line = sheets.a_line(number)
    day, month, year = map(int, line["Ngày sinh"].split("/"))
    office = f.an_office(f.DIEN_BIEN)
    person = f.a_recipient(
        office=office,
        full_name=line["Họ và tên"],
        citizen_number=line["Số CCCD"],
        birth_date=date(year, month, day),
        birth_precision="day",
    )
    f.a_gift(f.a_gift_list(round=round_, office=office), recipient=person)
    return person


def test_a_preview_leaves_its_rows_the_people_known_and_those_given_elsewhere(preview, officer, round_):
    person = given_in_dien_bien(round_)
    book = sheets.a_line(1, **{"Loại quà": "sổ BHXH"})
    wrong = sheets.a_line(4, **{"Số tháng": "0"})
    batch = preview(sheets.a_line(1), book, sheets.a_line(2), sheets.a_line(3), wrong)
    event = AuditEvent.objects.get(verb="preview")
    assert (event.actor, event.office_code) == (officer.username, officer.office.code)
    assert (event.target_type, event.target_id) == ("importbatch", str(batch.pk))
    assert event.after == {"rows": 5, "known": 1, "given_elsewhere": 1}
    assert person.citizen_number not in str(event.after)


def test_people_whose_line_is_as_stored_are_known_too(preview, upload):
    store_upload(upload(*sheets.lines(3)))
    preview(*sheets.lines(3), sheets.a_line(4))
    assert noted() == [{"rows": 4, "known": 3, "given_elsewhere": 0}]


def test_the_same_file_previewed_again_is_noted_again_and_stops_nobody(preview, officer, round_, monkeypatch):
    monkeypatch.setattr(look_ups, "NUMBERS_A_DAY", 1)
    given_in_dien_bien(round_)
    batch = preview(sheets.a_line(1))
    batch = imports.choose(batch, options={}, again=True, by=officer)
    preview_upload(batch)
    preview(sheets.a_line(1), sheets.a_line(2))
    assert [(one["rows"], one["known"], one["given_elsewhere"]) for one in noted()] == [(1, 1, 1), (1, 1, 1), (2, 1, 1)]
    assert look_ups.asked_today(officer) == 1


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("layout", ["gifts", "donations"])
def test_only_a_file_that_is_stored_holds_what_it_is_compared_with(upload, round_, layout):
    donor = f.a_donor(code="NHT-1")
    donation = {"Số chứng từ": "A-1", "Nhà hảo tâm": donor.code, "Số tiền (đồng)": "5000000", "Ngày nhận": "04/03/2025"}
    batch = upload(sheets.a_line() if layout == "gifts" else donation, layout=layout)

    def held(act):
        with CaptureQueriesContext(connection) as queries:
            act(batch)
        held_of = {"gifts": GiftList, "donations": Donation}[layout]._meta.db_table
        return [query["sql"] for query in queries if f'FOR UPDATE OF "{held_of}"' in query["sql"]]

    assert not held(preview_upload)
    assert held(store_upload)


def test_what_a_refused_storing_tells_is_noted_as_well(preview, round_):
    batch = preview(sheets.a_line(1))
    given_in_dien_bien(round_)
    store_upload(batch)
    assert ImportBatch.objects.get().state == ImportBatch.State.PREVIEWED
    assert noted() == [{"rows": 1, "known": 0, "given_elsewhere": 0}, {"rows": 1, "known": 1, "given_elsewhere": 1}]


def test_a_file_that_is_stored_leaves_no_second_preview(preview):
    store_upload(preview(*sheets.lines(2)))
    assert Gift.objects.count() == 2
    assert len(noted()) == 1


def test_a_file_that_tells_nothing_of_people_is_not_noted(preview):
    donor = {"Tên nhà tài trợ": "Công ty Sông Lam", "Loại": "doanh nghiệp"}
    assert preview(donor, layout="donors").state == "previewed"
    assert preview({"Cột lạ": "x"}).state == "failed"
    assert noted() == []


def test_the_trail_says_it_in_words(preview, officer, round_):
    given_in_dien_bien(round_)
    preview(sheets.a_line(1), sheets.a_line(2))
    [entry] = entries(AuditEvent.objects.filter(verb="preview"), officer)
    assert entry.verb == "xem trước tệp"
    assert [(str(change.label), change.after) for change in entry.changes] == [
        ("số dòng", "2"),
        ("người đã có trong sổ", "1"),
        ("dòng bị từ chối vì đã tặng ở tỉnh khác", "1"),
    ]
