"""The running API is asked what its description allows, and what it does not, by a program that makes up requests."""

import json
import re

import pytest

from tests.outside.validators import judged
from tests.public import world

pytestmark = pytest.mark.one_database
CASES = 1000
EXAMPLES, SEED = 20, 2026


@pytest.fixture
def asked(transactional_db, live_server, client, tmp_path):
    """`asked(change)` lets schemathesis ask the running API what its description, changed, allows and does not."""
    world.every_table()

    def verdict(change=lambda data: None, *more):
        described = client.get("/api/v1/openapi.json").json()
        change(described)
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(described))
        how = ("--max-examples", EXAMPLES, "--seed", SEED, "--generation-database", "none", "--no-color", *more)
        return judged("schemathesis", "run", path, "--url", live_server.url, *how, cwd=tmp_path)

    return verdict


def test_the_api_keeps_to_its_description_in_a_thousand_cases(asked):
    verdict = asked()
    assert verdict.is_good, verdict.said
    generated, passed = map(int, re.search(r"(\d+) generated, (\d+) passed", verdict.said).groups())
    assert generated == passed >= CASES


def _with_a_limit_that_is_refused(data):
    (limit,) = (each for each in data["paths"]["/api/v1/rates"]["get"]["parameters"] if each["name"] == "limit")
    limit["schema"]["maximum"] = 100_000


def _with_a_column_that_is_not_there(data):
    data["components"]["schemas"]["rates"]["required"].append("price")


@pytest.mark.parametrize("plant", [_with_a_limit_that_is_refused, _with_a_column_that_is_not_there])
def test_schemathesis_sees_a_description(asked, plant):
    verdict = asked(plant, "--include-operation-id", "rates", "--phases", "fuzzing")
    assert not verdict.is_good
    assert "GET /api/v1/rates" in verdict.said
