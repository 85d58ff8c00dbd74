"""The benchmark runs, on the database it is told, and says what it measured."""

import json

import pytest
from django.core.management import call_command

PROMISED = {"rows", "seconds", "floor_seconds", "ratio", "peak_mb", "database"}


@pytest.mark.parametrize("work", ["import", "export", "preview"])
def test_the_benchmark_measures_on_the_database_that_it_is_told(work, tmp_path, capfd):
    address = f"sqlite:///{tmp_path}/office.sqlite3"
    with pytest.raises(SystemExit) as end:
        call_command("benchmark", work, f"--database={address}", "--rows=50", "--json")
    measured = json.loads(capfd.readouterr().out)
    assert (end.value.code, measured["rows"], measured["database"]) == (0, 50, "sqlite")
    assert measured.keys() >= PROMISED
    assert not list(tmp_path.iterdir()), "a database of its own, which is gone afterwards"
