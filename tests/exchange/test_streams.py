"""Columns straight out of the database are what the ORM reads, sign for sign, and so is the file made of them."""

import random
from datetime import date

import pytest

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file, headings
from programmes.exchange.writing.writers import BOM, csv_chunks
from programmes.models import Donation, Donor, Gift, Recipient, streams
from tests import factories as f

pytestmark = pytest.mark.django_db

SEED = 20260304
SIGNS = [*"\\\t\n\r\b\f\v\x01\x1f\x7f\"',;|%NnbfrtvxX.0=+-@＝＋－＠đ ", "\u0301", "\ufeff", "\u2028", "💉"]
WORDS = [
    *("\\", "\\\\", "\\N", "\\.", "\\n", "\\\n", "\\t", "\\x41", "a\\", "\n", "\t", "\r\n", "\v"),
    *("%s", "%%", "NULL", '"'),
    *("=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "''"),
]


def nasty(count, longest=12):
    rng = random.Random(SEED)
    made = ["".join(rng.choice(SIGNS) for _place in range(rng.randint(1, longest))) for _text in range(count)]
    return [*WORDS, *made]


def columns(queryset, *paths):
    """All blocks put together."""
    found = [[] for _path in paths]
    for block in streams.blocks(queryset, paths):
        for column, values in zip(found, block, strict=True):
            column.extend(values)
    return found


@pytest.fixture
def donors(monkeypatch):
    monkeypatch.setattr(streams, "BLOCK_ROWS", 7)
    office = f.an_office()
    words = nasty(150)
    Donor.objects.bulk_create(
        Donor(
            office=office,
            code=f"NHT-{number:04}",
            name=f"x{word}",
            kind=Donor.Kind.ORGANISATION,
            note=word,
            address=words[-number][:20],
            consented_on=date(1999 + number, 2, 28) if number % 3 else None,
            entered_by=f.the_maker(),
        )
        for number, word in enumerate(words)
    )
    return Donor.objects.order_by("pk")


def test_every_text_and_day_is_what_the_orm_reads(donors):
    paths = ("id", "code", "name", "note", "address", "office__code", "consented_on")
    *texts, days = columns(donors, *paths)
    expected = [list(column) for column in zip(*donors.values_list(*paths), strict=True)]
    assert texts == expected[:-1]
    assert [str(day)[:10] if day else None for day in days] == [str(day) if day else None for day in expected[-1]]


def test_numbers_truths_and_bytes_are_what_the_orm_reads_and_nothing_is_nothing():
    gift = f.a_gift()
    f.a_gift(gift.gift_list, group_name="Bản\\Mới\t\n", quantity=120, months=None, starts_on=None)
    f.a_donation(is_anonymous=True, amount_vnd=999_999_999_999)
    f.a_donation(is_anonymous=False)
    gifts = Gift.objects.order_by("pk")
    paths = ("months", "quantity", "recipient_id", "recipient__citizen_hash", "group_name", "gift_list__round")
    found = columns(gifts, *paths)
    found[3] = [bytes(value) if value else None for value in found[3]]  # absent bytes may be empty ones
    expected = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in gifts.values_list(*paths)]
    assert [list(row) for row in zip(*found, strict=True)] == expected
    sums, truths = columns(Donation.objects.order_by("pk"), "amount_vnd", "is_anonymous")
    assert sums[0] == 999_999_999_999
    assert list(map(bool, truths)) == [True, False]


def test_a_column_alone_and_a_filter_with_a_percent_sign(donors):
    assert columns(donors.filter(note="%s"), "note") == [["%s"]]
    assert columns(donors.filter(note__contains="%%"), "code", "note")[1] == ["%%"]
    assert columns(donors.filter(pk=0), "note") == [[]]
    assert columns(Recipient.objects.none(), "full_name") == [[]]
    f.a_donor(code="TRONG", address="")
    assert columns(Donor.objects.filter(code="TRONG"), "address") == [[""]]


def test_the_file_is_byte_for_byte_what_the_rows_of_the_orm_would_make(donors, tmp_path):
    path = tmp_path / "o.csv"
    export_file(path, LAYOUTS["donors"], donors)
    kinds = dict(Donor.Kind.choices)
    rows = [
        (
            donor.code,
            donor.name,
            str(kinds[donor.kind]),
            donor.office.code,
            donor.tax_code,
            donor.bank_account,
            donor.contact_person,
            donor.phone,
            donor.email,
            donor.address,
            f"{donor.consented_on:%d/%m/%Y}" if donor.consented_on else "",
            donor.note,
        )
        for donor in donors.order_by("code").select_related("office")
    ]
    expected = BOM + "".join(csv_chunks([headings(LAYOUTS["donors"])])).removeprefix(BOM)
    expected += "".join(csv_chunks(rows)).removeprefix(BOM)
    assert path.read_bytes() == expected.encode()


@pytest.mark.django_db(transaction=True)
def test_after_a_reading_that_broke_off_the_next_one_works(monkeypatch):
    monkeypatch.setattr(streams, "BLOCK_ROWS", 1)
    gift_list = f.a_gift_list()
    for _number in range(3):
        f.a_gift(gift_list)
    reading = streams.blocks(Gift.objects.order_by("pk"), ["id"])
    next(reading)
    reading.close()
    assert len(columns(Gift.objects.order_by("pk"), "id")[0]) == 3
