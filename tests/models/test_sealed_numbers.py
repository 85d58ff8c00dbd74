"""Numbers of a person and of a donor lie nowhere in the database as they are read, and are found by a keyed hash."""

import pytest
from django.db import connection

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file
from programmes.models import Donor, Gift, Recipient
from programmes.models.fields import Unreadable
from programmes.rules.identity import phone_key, si_key
from tests import factories as f
from tests import sheets
from tests.admin.pages import page
from tests.exchange.doors import take_in

pytestmark = pytest.mark.django_db

TYPED, SENT, CORRECTED, NUMBER, GIVER = "0912 345 601", "0912345602", "0912345603", "4012345671", "0912345604"
ACCOUNT = "0011000000604"
CANARIES = ("912 345 601", "912345601", *(text.lstrip("0") for text in (SENT, CORRECTED, NUMBER, GIVER, ACCOUNT)))


def dump():
    """All cells of all tables as one text, bytes by their signs."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told += (cell for row in cursor.fetchall() for cell in row)
    cells = (bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in told)
    return "\n".join(cells)


def test_no_door_leaves_a_number_of_a_person_in_the_clear_and_each_is_found(tmp_path):
    officer, round_ = f.an_officer(), f.a_round(slug="so-the-2025")
    typed = f.a_recipient(by=officer, phone=TYPED, si_number=NUMBER)
    f.a_donor(by=officer, phone=GIVER, bank_account=ACCOUNT)
    take_in(sheets.a_csv(tmp_path, [sheets.a_line(1, **{"Điện thoại": SENT})]), "gifts", officer, round_)
    sent = Recipient.objects.get(phone_hash=phone_key(SENT))
    assert sent.phone == SENT
    written = tmp_path / "o.csv"
    export_file(written, LAYOUTS["gifts"], Gift.objects.all())
    assert SENT in written.read_text()
    take_in(
        sheets.a_csv(tmp_path, [sheets.a_line(1, **{"Điện thoại": CORRECTED, "Mã số BHXH": "4012345671"})]),
        "gifts",
        officer,
        round_,
    )
    sent.refresh_from_db()
    assert (sent.phone, sent.si_number) == (CORRECTED, NUMBER)
    assert Recipient.objects.get(phone_hash=phone_key(CORRECTED)) == sent
    assert set(Recipient.objects.filter(si_hash=si_key(NUMBER))) == {typed, sent}
    assert not Recipient.objects.filter(phone_hash=phone_key(SENT)).exists()
    giver = Donor.objects.get(phone_hash__isnull=False, bank_account_hash__isnull=False)
    assert (giver.phone, giver.bank_account) == (GIVER, ACCOUNT)
    assert [number for number in CANARIES if number in dump()] == []


@pytest.mark.one_database
def test_what_cannot_be_read_is_kept_by_form_and_file_with_its_key(at, tmp_path):
    officer, round_ = f.an_officer(), f.a_round(slug="so-the-2025")
    line = sheets.a_line(1, **{"Điện thoại": SENT})
    take_in(sheets.a_csv(tmp_path, [line]), "gifts", officer, round_)
    lost = Unreadable()
    lost.stored = b"none" + b"x" * 40
    Recipient.objects.update(phone=lost)
    person = Recipient.objects.get()
    assert isinstance(person.phone, Unreadable)
    client = at(officer)
    shown = client.get(page(person))
    assert "Đang lưu không đọc được" in shown.content.decode()
    form = shown.context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(page(person), {**typed, "address": "Bản Pà"})
    line.pop("Điện thoại")
    take_in(sheets.a_csv(tmp_path, [{**line, "Mã số BHXH": NUMBER}]), "gifts", officer, round_)
    after = Recipient.objects.get()
    assert (after.address, after.si_number) == ("Bản Pà", NUMBER)
    assert (after.phone.stored, bytes(after.phone_hash)) == (lost.stored, phone_key(SENT))
