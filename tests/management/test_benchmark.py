"""The benchmark runs, on the database it is told, and says what it measured."""

import json
from itertools import product

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from programmes.management.benchmark import MEASURES, scratch
from programmes.management.benchmark.load import is_whole
from programmes.management.benchmark.scratch import appoint
from programmes.management.reference import load_reference

PROMISED = {"rows", "seconds", "floor_seconds", "ratio", "peak_mb", "database"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", MEASURES)
def test_our_path_is_measured_against_its_floor(work):
    load_reference(settings.BASE_DIR / "fixtures")
    measured = MEASURES[work](50, appoint("do-toc-do")).as_json()
    assert measured["rows"] == 50
    assert measured.keys() >= PROMISED
    assert (work != "import") or measured.keys() >= {"bare_seconds", "ratio_to_bare"}


def test_the_benchmark_measures_on_the_database_that_it_is_told_and_prints_its_figures_alone(
    tmp_path, tmp_path_factory, capfd, monkeypatch
):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "bhxh_portal.settings")  # those of the tests keep no table of tries
    monkeypatch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("var")))
    address = f"sqlite:///{tmp_path}/office.sqlite3"
    with pytest.raises(SystemExit) as end:
        call_command("benchmark", "export", f"--database={address}", "--rows=50", "--json")
    measured = json.loads(capfd.readouterr().out)
    assert (end.value.code, measured["rows"], measured["database"]) == (0, 50, "sqlite")
    assert measured.keys() >= PROMISED
    assert not list(tmp_path.iterdir()), "a database of its own, which is gone afterwards"


def test_measurements_beside_one_another_have_a_database_each(monkeypatch):
    made = []
    monkeypatch.setattr(
        scratch, "_scratch_database", lambda: iter([made.append(connection.settings_dict["TEST"]["NAME"])])
    )
    monkeypatch.setitem(connection.settings_dict, "TEST", {**connection.settings_dict["TEST"]})
    for _measurement in range(2):
        with scratch.scratch_database():
            pass
    assert len(set(made)) == 2


@pytest.mark.one_database
def test_pages_are_measured_against_a_bare_view_of_the_same_bytes(tmp_path, capfd):
    address = f"sqlite:///{tmp_path}/office.sqlite3"
    with pytest.raises(SystemExit) as end:
        call_command("benchmark", "pages", f"--database={address}", "--gifts=600,1200", "--seconds=0.002", "--json")
    measured = json.loads(capfd.readouterr().out)
    assert (end.value.code, measured["database"], set(measured["fill_seconds"])) == (0, "sqlite", {"600", "1200"})
    seen = [(page["gifts"], page["address"], page["condition"]) for page in measured["pages"]]
    addresses = ("/", "/nam/2025/", "/tinh/nghe-an/")
    assert seen == [(*of, asked) for of in product((600, 1200), addresses) for asked in (False, True)]
    assert all(page["ratio"] > 0 and page["bytes"] > 1000 for page in measured["pages"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("gifts", ["0,5", "5,5", "nhiều"])
def test_numbers_of_gifts_that_cannot_be_compared_are_refused(gifts):
    with pytest.raises(CommandError):
        call_command("benchmark", "pages", f"--gifts={gifts}")


def test_the_load_counts_whole_answers_only():
    assert not is_whole(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour", 200)
    assert is_whole(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour", 200)
    assert not is_whole(b"HTTP/1.1 304 Not Modified\r\nETag: W/1", 304)
    assert is_whole(b"HTTP/1.1 304 Not Modified\r\nETag: W/1\r\n\r\n", 304)
