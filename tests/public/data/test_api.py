"""The open data for programs: the rows of the files page by page, and a clear refusal of everything else."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.test import Client

from programmes.public.data.registry import TABLES
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

each_table = pytest.mark.parametrize("key", TABLES)


@pytest.fixture(scope="module", autouse=True)
def every_table(shared_books):
    world.every_table()


def pages_of(client, key, limit=3, **where):
    """Each page of rows, following `next`."""
    address = f"/api/v1/{key}?{urlencode({**where, 'limit': limit})}"
    while address:
        answer = client.get(address).json()
        yield answer["data"]
        address = answer["next"]


def rows_of(client, key, **where):
    return [row for page in pages_of(client, key, 1000, **where) for row in page]


def refused(response, status, code, parameter=None):
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, body["status"], body["code"], body.get("parameter")) == (
        status,
        status,
        code,
        parameter,
    )
    return body["detail"]


@each_table
def test_the_pages_together_are_the_rows_of_the_file(client, key):
    body = b"".join(client.get(f"/du-lieu/{key}.csv").streaming_content).decode("utf-8-sig")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(body))]
    pages = list(pages_of(client, key))
    assert [row["id"] for page in pages for row in page] == ids
    assert all(len(page) == 3 for page in pages[:-1])


@each_table
def test_rows_can_be_asked_for_by_each_column_that_the_dictionary_says(client, key):
    every = rows_of(client, key)
    for column in TABLES[key].filters:
        for value in {row[column] for row in every} - {None}:
            asked = str(value).lower() if isinstance(value, bool) else value
            assert rows_of(client, key, **{column: asked}) == [row for row in every if row[column] == value]


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("nam=2025", "unknown_parameter", "nam"),
        ("offset=5", "unknown_parameter", "offset"),
        ("quantity=5", "unknown_parameter", "quantity"),
        ("year=2025&year=2024", "repeated_parameter", "year"),
        ("year=", "bad_value", "year"),
        ("year=hai", "bad_value", "year"),
        ("year=5023039125440025279999999999999999", "bad_value", "year"),
        ("year=%D9%A2%D9%A0%D9%A2%D9%A5", "bad_value", "year"),
        ("kind=the", "bad_value", "kind"),
        ("is_total=1", "bad_value", "is_total"),
        ("limit=0", "bad_value", "limit"),
        ("limit=1001", "bad_value", "limit"),
        ("limit=5023039125440025279999999999999999", "bad_value", "limit"),
        ("after=", "bad_value", "after"),
        ("after=%00", "bad_value", "after"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(client, query, code, parameter):
    assert refused(client.get(f"/api/v1/gifts?{query}"), 400, code, parameter).endswith(".")


def test_a_refusal_leads_to_its_explanation(client):
    address = client.get("/api/v1/gifts?nam=2025").json()["type"]
    path, anchor = address.split("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_a_bad_request_is_refused_whatever_version_its_sender_has(client):
    etag = client.get("/api/v1/gifts")["ETag"]
    assert client.get("/api/v1/gifts", headers={"If-None-Match": etag}).status_code == 304
    refused(client.get("/api/v1/gifts?nam=1", headers={"If-None-Match": etag}), 400, "unknown_parameter", "nam")


@pytest.mark.parametrize("address", ["/api/v1/recipients", "/api/v1/gifts/1", "/api/v1/Gifts", "/api/v1/x/y/z"])
def test_an_address_that_is_not_there_is_told_in_the_same_form(client, address):
    refused(client.get(address), 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_api_is_for_reading_only(method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/gifts")
    refused(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_scripts_of_other_pages_may_ask(client):
    options = client.options("/api/v1/gifts")
    assert (options.status_code, options.content) == (204, b"")
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for response in (options, client.get("/api/v1/gifts"), client.get("/api/v1/gifts?nam=1")):
        assert response["Access-Control-Allow-Origin"] == "*"


def test_head_answers_like_get_without_the_rows(client):
    get, head = client.get("/api/v1/gifts?limit=2"), client.head("/api/v1/gifts?limit=2")
    assert head.content == b""
    assert [head[name] for name in ("ETag", "Link", "Content-Type")] == [
        get[name] for name in ("ETag", "Link", "Content-Type")
    ]


def test_no_answer_is_longer_than_a_thousand_rows(client):
    assert len(client.get("/api/v1/rates").json()["data"]) <= 100
    description = client.get("/api/v1/openapi.json").json()
    limits = [one for one in description["paths"]["/api/v1/rates"]["get"]["parameters"] if one["name"] == "limit"]
    assert limits[0]["schema"]["maximum"] == 1000


def test_the_index_names_every_table(client):
    answer = client.get("/api/v1/").json()
    assert [table["key"] for table in answer["tables"]] == list(TABLES)
    assert {client.get(table["href"]).status_code for table in answer["tables"]} == {200}


def test_the_rows_asked_for_come_as_csv_all_together(client):
    for key in TABLES:
        data = client.get(f"/api/v1/{key}?limit=1000").json()["data"]
        answer = client.get(f"/api/v1/{key}.csv")
        assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("text/csv; charset=utf-8", "*")
        told = b"".join(answer.streaming_content).decode()
        rows = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
        assert [row["id"] for row in rows] == [row["id"] for row in data]
    refused(client.get("/api/v1/gifts.csv?limit=3"), 400, "unknown_parameter", "limit")
    refused(client.get("/api/v1/recipients.csv"), 404, "not_found")
