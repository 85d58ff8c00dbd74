"""The catalogue for machines says what the page says."""

import json
import re

import pytest

from programmes.public.data.registry import TABLES
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module", autouse=True)
def every_table(shared_books):
    world.every_table()


def described(client):
    """The JSON-LD in the catalogue page."""
    body = client.get("/du-lieu/").content.decode()
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert not [text for text in texts if re.search("[<>&]", text)]
    (catalogue,) = (found for found in map(json.loads, texts) if found["@type"] == "DataCatalog")
    return catalogue


def test_the_page_describes_each_table_for_search_engines(client):
    catalogue = described(client)
    assert [dataset["identifier"] for dataset in catalogue["dataset"]] == list(TABLES)
    for dataset in catalogue["dataset"]:
        assert {"name", "description", "license", "creator", "distribution", "variableMeasured"} <= set(dataset)
        assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for download in dataset["distribution"]:
            response = client.get(download["contentUrl"])
            assert response["Content-Type"].split(";")[0] == download["encodingFormat"]
            assert b"".join(response.streaming_content)


def test_every_catalogue_names_the_same_tables_and_the_same_hashes(client):
    package = client.get("/du-lieu/datapackage.json").json()
    graph = client.get("/du-lieu/dcat.jsonld").json()["@graph"]
    hashes = [
        {one["name"]: one["hash"].removeprefix("sha256:") for one in package["resources"]},
        {
            one["dct:identifier"]: one["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"]["@value"]
            for one in graph
            if one["@type"] == "dcat:Dataset"
        },
        {one["identifier"]: one["distribution"][0]["sha256"] for one in described(client)["dataset"]},
    ]
    assert list(hashes[0]) == list(TABLES)
    assert hashes[0] == hashes[1] == hashes[2]


def test_the_grants_are_the_lines_that_are_shown(client):
    grants = client.get("/du-lieu/360giving.json").json()["grants"]
    lines = client.get("/api/v1/handovers?status=shown").json()["data"]
    assert [(one["id"], one["amountAwarded"]) for one in grants] == [
        (f"local-bhxhvn-{line['id']}", line["donor_cost_vnd"]) for line in lines
    ]
    assert {one["recipientIndividual"]["name"] for one in grants} == {"Individual Recipient"}
