"""What the tests of files share: an officer of Nghệ An with a round to give in, and ways to send a list."""

import json

import pytest

from programmes.exchange.options import Options
from tests import factories as f
from tests import sheets
from tests.exchange.doors import judge, take_in
from tests.exchange.list_rows import HEADER


@pytest.fixture
def officer(db):
    return f.the_maker()


@pytest.fixture
def headquarters_officer(db):
    return f.the_maker(f.headquarters())


@pytest.fixture
def round_(db):
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


@pytest.fixture
def look(officer, round_, tmp_path):
    """What is told of rows of cells, with the header above."""

    def examined(*rows, header=HEADER, options=None):
        options = options or Options()
        path = sheets.a_csv(tmp_path, [*([header] if header else []), *rows])
        return judge(path, "gifts", officer, round_, options)

    return examined


@pytest.fixture
def send(officer, round_, tmp_path):
    def store(*rows, header=HEADER):
        return take_in(sheets.a_csv(tmp_path, [header, *rows]), "gifts", officer, round_)

    return store


@pytest.fixture
def answer(tmp_path):
    """The arguments of import_file that hand it answers."""

    def write(**answers):
        path = tmp_path / "tra-loi.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        return "--answers", path

    return write
