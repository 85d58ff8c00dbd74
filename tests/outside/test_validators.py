"""What the portal publishes is right by the rules of others, and their validators see a planted error."""

import json
import re

import pytest

from programmes.public.data.registry import TABLES
from tests.outside.validators import judged, schema
from tests.public import world


@pytest.fixture(scope="module")
def books(shared_books):
    world.every_table()


@pytest.fixture
def package(db, books, client, tmp_path):
    """A folder with datapackage.json and the files that it names."""
    for name in ("datapackage.json", *(f"{key}.csv" for key in TABLES)):
        (tmp_path / name).write_bytes(b"".join(client.get(f"/du-lieu/{name}")))
    return tmp_path


@pytest.fixture
def published(db, books, client, tmp_path):
    """`published(address, change)` is the path of a published JSON, changed by `change` where one is told."""

    def path_of(address, change=lambda data: None):
        data = client.get(address).json()
        change(data)
        path = tmp_path / "published.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    return path_of


def test_the_data_package_is_valid(package):
    verdict = judged("frictionless", "validate", "datapackage.json", cwd=package)
    assert verdict.is_good, verdict.said
    assert verdict.said.count("VALID") == len(TABLES)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (lambda text: re.sub(r",(\d{6,}),", r",hơn \1,", text, count=1), "type-error"),
        (lambda text: text.replace(",enterprise,", ",company,", 1), "constraint-error"),
        (lambda text: text + text.splitlines()[-1] + "\r\n", "primary-key"),
        (lambda text: text.replace("is_sample", "is_real", 1), "label"),
    ],
    ids=["a word in a number column", "a value outside its list", "a row twice", "a column of another name"],
)
def test_frictionless_sees(package, planted, found):
    path = package / "donations.csv"
    path.write_bytes(planted(path.read_bytes().decode()).encode())
    described = json.loads((package / "datapackage.json").read_text())
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
    (package / "datapackage.json").write_text(json.dumps(described))
    verdict = judged("frictionless", "validate", "--json", "datapackage.json", cwd=package)
    assert not verdict.is_good
    assert found in verdict.said


def test_frictionless_sees_a_file_that_is_not_the_one_of_the_catalogue(package):
    path = package / "gifts.csv"
    path.write_bytes(path.read_bytes().replace(b"shown", b"shpwn", 1))
    verdict = judged("frictionless", "validate", "--json", "datapackage.json", cwd=package)
    assert not verdict.is_good
    assert "hash-count" in verdict.said


@pytest.fixture
def giving_schema(tmp_path):
    """The schema of a package, with that of a grant beside it instead of on the net."""
    described = json.loads(schema("360giving-package-schema.json").read_text())
    described["properties"]["grants"]["items"]["$ref"] = schema("360giving-schema.json").as_uri()
    del described["$id"]
    path = tmp_path / "360giving.json"
    path.write_text(json.dumps(described))
    return path


def test_the_grants_are_valid_360giving(published, giving_schema):
    verdict = judged("check-jsonschema", "--schemafile", giving_schema, published("/du-lieu/360giving.json"))
    assert verdict.is_good, verdict.said


def _with_a_vietnamese_date(data):
    data["grants"][0]["awardDate"] = "20/12/2025"


def _without_a_funder(data):
    del data["grants"][0]["fundingOrganization"]


@pytest.mark.parametrize("plant", [_with_a_vietnamese_date, _without_a_funder])
def test_the_schema_of_360giving_sees_a_grant(published, giving_schema, plant):
    path = published("/du-lieu/360giving.json", plant)
    assert not judged("check-jsonschema", "--schemafile", giving_schema, path).is_good


def test_the_catalogue_conforms_to_dcat_ap(published):
    shapes = schema("dcat-ap-3.0.1-shapes.ttl")
    verdict = judged("pyshacl", "-s", shapes, "-df", "json-ld", published("/du-lieu/dcat.jsonld"))
    assert verdict.is_good, verdict.said


def _without_a_title(data):
    del data["@graph"][0]["dct:title"]


def _with_a_checksum_in_words(data):
    (dataset,) = (each for each in data["@graph"] if each.get("dct:identifier") == "gifts")
    dataset["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"] = "không có"


@pytest.mark.parametrize("plant", [_without_a_title, _with_a_checksum_in_words])
def test_the_shapes_of_dcat_ap_see_a_catalogue(published, plant):
    path = published("/du-lieu/dcat.jsonld", plant)
    verdict = judged("pyshacl", "-s", schema("dcat-ap-3.0.1-shapes.ttl"), "-df", "json-ld", path)
    assert not verdict.is_good
    assert "Conforms: False" in verdict.said


def test_the_description_of_the_api_is_valid_openapi(published):
    verdict = judged("openapi-spec-validator", published("/api/v1/openapi.json"))
    assert verdict.is_good, verdict.said


def _without_answers(data):
    del data["paths"]["/api/v1/gifts"]["get"]["responses"]["200"]["description"]


def test_the_validator_of_openapi_sees_an_answer_without_description(published):
    assert not judged("openapi-spec-validator", published("/api/v1/openapi.json", _without_answers)).is_good
