"""Open data as files: every table in three forms, whole and by month, described before it is downloaded."""

import csv
import hashlib
import io
import json
import os

import openpyxl
import pytest

from programmes.public.data import kept
from programmes.public.data.registry import TABLES
from programmes.public.data.table import Type
from programmes.totals import read
from tests import factories
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

each_table = pytest.mark.parametrize("key", TABLES)


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(client, address):
    return list(csv.DictReader(io.StringIO(body_of(client, address).decode("utf-8-sig"))))


def written(value):
    """A value of JSON as CSV and XLSX have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.fixture(scope="module", autouse=True)
def every_table(shared_books):
    """At least one row in each table."""
    world.every_table()


@each_table
def test_csv_xlsx_and_json_of_a_table_hold_the_same_rows(client, key):
    rows = csv_rows(client, f"/du-lieu/{key}.csv")
    objects = json.loads(body_of(client, f"/du-lieu/{key}.json"))
    sheet = openpyxl.load_workbook(io.BytesIO(body_of(client, f"/du-lieu/{key}.xlsx"))).active
    heads, *lines = sheet.iter_rows(values_only=True)
    assert rows
    assert rows == [{name: written(value) for name, value in each.items()} for each in objects]
    assert rows == [dict(zip(heads, map(written, line), strict=True)) for line in lines]


@each_table
def test_each_value_is_of_the_type_that_the_dictionary_names(client, key):
    forms = {"string": str, "integer": int, "boolean": bool}
    for each in json.loads(body_of(client, f"/du-lieu/{key}.json")):
        for column in TABLES[key].columns:
            value = each[column.key]
            assert value is not None or column.is_empty
            assert value is None or type(value) is forms[column.type.json]
            assert not column.values or value in {*column.values, None}
            assert value is None or column.type is Type.STRING or column.type.read(written(value)) == value


@each_table
def test_an_id_stands_once_and_rows_stand_in_the_order_of_ids(client, key):
    ids = [row["id"] for row in csv_rows(client, f"/du-lieu/{key}.csv")]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("key", [key for key, table in TABLES.items() if table.month])
def test_the_files_of_the_months_together_are_the_whole_table(client, key):
    whole = csv_rows(client, f"/du-lieu/{key}.csv")
    months = sorted({row["month"] for row in whole})
    parts = [row for month in months for row in csv_rows(client, f"/du-lieu/{key}/{month}.csv")]
    assert parts == whole


@pytest.mark.parametrize(
    "address",
    [
        "donations/1999-01.csv",
        "donations/2025-13.csv",
        "gifts/2025-12.csv",
        "recipients.csv",
        "donations.pdf",
        "../donations.csv",
    ],
)
def test_a_file_that_is_not_there_is_not_found(client, address):
    assert client.get(f"/du-lieu/{address}").status_code == 404


def test_codes_of_programmes_rounds_and_provinces_can_be_joined(client):
    ids = {key: {row["id"] for row in csv_rows(client, f"/du-lieu/{key}.csv")} for key in TABLES}
    for key, table in TABLES.items():
        for row in csv_rows(client, f"/du-lieu/{key}.csv"):
            for column, other in (("programme", "programmes"), ("round", "rounds"), ("province_code", "provinces")):
                if column in table.places and row[column]:
                    assert row[column] in ids[other]


def test_every_address_in_the_files_answers(client):
    found = {row["address"] for key in TABLES for row in csv_rows(client, f"/du-lieu/{key}.csv")}
    for address in found:
        path, _hash, anchor = address.partition("#")
        response = client.get(path)
        assert response.status_code == 200, address
        assert not anchor or f'id="{anchor}"' in response.content.decode()


def test_the_catalogue_tells_rows_and_sha_256_of_each_file(client):
    page = client.get("/du-lieu/").content.decode()
    for key, table in TABLES.items():
        body = body_of(client, f"/du-lieu/{key}.csv")
        assert f'id="{key}"' in page
        assert hashlib.sha256(body).hexdigest() in page
        assert kept.summary(read.state(), table).rows == len(body.splitlines()) - 1
        assert all(f"<code>{column.key}</code>" in page for column in table.columns)


def test_a_table_without_news_keeps_the_day_of_its_last_change():
    table = TABLES["provinces"]
    before = kept.summary(read.state(), table)
    world.version(9)
    assert kept.summary(read.state(), table).changed_at == before.changed_at
    factories.a_programme()
    world.version(10)
    after = kept.summary(read.state(), TABLES["programmes"])
    assert after.changed_at == read.state().as_of.isoformat(timespec="seconds")


def test_files_are_written_once_for_each_version_and_the_old_ones_cleared_away(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    first = body_of(client, "/du-lieu/donations.csv")
    folder = tmp_path / "open-data/donations"
    (path,) = folder.glob("*.csv")
    path.write_bytes(b"kept")
    assert body_of(client, "/du-lieu/donations.csv") == b"kept"
    world.version(9)
    client.get("/du-lieu/")
    assert body_of(client, "/du-lieu/donations.csv") == first
    assert len(list(folder.glob("*.csv"))) == 1


def test_a_file_that_another_process_clears_away_at_once_is_sent_all_the_same(client, settings, tmp_path, monkeypatch):
    whole = body_of(client, "/du-lieu/donations.csv")
    settings.DATA_DIR = tmp_path
    rename = os.replace

    def renamed_and_cleared_away(source, target):
        rename(source, target)
        os.unlink(target)

    monkeypatch.setattr(kept.os, "replace", renamed_and_cleared_away)
    assert body_of(client, "/du-lieu/donations.csv") == whole
    assert hashlib.sha256(whole).hexdigest() in client.get("/du-lieu/").content.decode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_same_file_again_is_not_sent(client):
    etag = client.get("/du-lieu/datapackage.json")["ETag"]
    assert client.get("/du-lieu/gifts.csv", headers={"If-None-Match": etag}).status_code == 304
    world.version(9)
    assert client.get("/du-lieu/datapackage.json", headers={"If-None-Match": etag}).status_code == 200


def test_scripts_of_other_pages_may_read_the_files(client):
    for address in ("gifts.csv", "datapackage.json", "dcat.jsonld"):
        response = client.get(f"/du-lieu/{address}")
        assert b"".join(response)
        assert response["Access-Control-Allow-Origin"] == "*"
