"""Every file of the museum: stored as it should be read, or refused in the words that it deserves."""

from operator import attrgetter

import pytest

from programmes.exchange.columns.repairs import LABELS
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.models import Gift
from tests import factories as f
from tests.exchange.doors import judge, take_in
from tests.museum.cases import CASES
from tests.museum.cells import CELLS
from tests.museum.days import DAYS, TRUE_DAYS
from tests.museum.forms import FORM_PIECES

PIECES = [*CASES, *CELLS, *DAYS, *TRUE_DAYS, *FORM_PIECES]

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def officer():
    return f.the_maker()


@pytest.fixture
def round_():
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


def said(told, name):
    """What is told of a file by that name; of warnings and questions what they are about, of repairs which kinds."""
    lists = {
        "warned": lambda: [note.code for note in told.warnings],
        "asked": lambda: [question.option for question in told.questions],
        "repaired": lambda: sorted(told.repair_counts),
    }
    return lists[name]() if name in lists else getattr(told, name)


@pytest.mark.parametrize(("name", "ending", "data", "wanted"), PIECES, ids=[piece[0] for piece in PIECES])
def test_a_file_of_the_museum(name, ending, data, wanted, officer, round_, tmp_path):
    path = tmp_path / f"{name}.{ending}"
    path.write_bytes(data)
    if isinstance(wanted, str):
        with pytest.raises(FileProblem) as refused:
            judge(path, "gifts", officer, round_)
        sentence = str(refused.value)
        assert (refused.value.code, sentence[-1:], "\n" in sentence) == (wanted, ".", False)
        return
    wanted = wanted.copy()
    options = Options(common=wanted.pop("common", {})) if isinstance(wanted, dict) else Options()
    told = judge(path, "gifts", officer, round_, options)
    found = [(error.line, error.column, error.code) for error in sorted(told.errors)]
    assert found == (wanted if isinstance(wanted, list) else [])
    assert told.repair_counts.keys() <= LABELS.keys()
    if isinstance(wanted, dict):
        of_the_file = {at: value for at, value in wanted.items() if at.startswith("told.")}
        assert {at: said(told, at.removeprefix("told.")) for at in of_the_file} == of_the_file
        stored = {at: value for at, value in wanted.items() if at not in of_the_file}
        if stored:
            take_in(path, "gifts", officer, round_, options)
            gift = Gift.objects.select_related("recipient", "gift_list__province").order_by("pk").first()
            assert {at: attrgetter(at)(gift) for at in stored} == stored


def test_the_museum_is_large_and_names_each_piece_once():
    names = [piece[0] for piece in PIECES]
    assert len(names) == len(set(names)) > 100
