"""Every file of the museum: stored as it should be read, or refused in the words that it deserves."""

from operator import attrgetter

import pytest

from programmes.exchange.columns.repairs import LABELS
from programmes.exchange.file_problem import FileProblem
from programmes.models import Gift
from tests import factories as f
from tests.exchange.doors import judge, take_in
from tests.museum.cases import CASES

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return f.the_maker()


@pytest.fixture
def round_():
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


def said(tally, name):
    """What is told of a file by that name; of warnings and questions what they are about, of repairs which kinds."""
    lists = {
        "warned": lambda: [note.code for note in tally.warnings],
        "asked": lambda: [question.option for question in tally.questions],
        "repaired": lambda: sorted(tally.repair_counts),
    }
    return lists[name]() if name in lists else getattr(tally, name)


@pytest.mark.parametrize(("name", "ending", "data", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_file_of_the_museum(name, ending, data, wanted, officer, round_, tmp_path):
    path = tmp_path / f"{name}.{ending}"
    path.write_bytes(data)
    if isinstance(wanted, str):
        with pytest.raises(FileProblem) as refused:
            judge(path, "gifts", officer, round_)
        sentence = str(refused.value)
        assert (refused.value.code, sentence[-1:], "\n" in sentence) == (wanted, ".", False)
        return
    tally = judge(path, "gifts", officer, round_)
    found = [(error.line, error.column, error.code) for error in sorted(tally.errors)]
    assert found == (wanted if isinstance(wanted, list) else [])
    assert tally.repair_counts.keys() <= LABELS.keys()
    if isinstance(wanted, dict):
        told = {at: value for at, value in wanted.items() if at.startswith("tally.")}
        assert {at: said(tally, at.removeprefix("tally.")) for at in told} == told
        stored = {at: value for at, value in wanted.items() if at not in told}
        if stored:
            take_in(path, "gifts", officer, round_)
            gift = Gift.objects.select_related("recipient").order_by("pk").first()
            assert {at: attrgetter(at)(gift) for at in stored} == stored


def test_the_museum_is_large_and_names_each_piece_once():
    names = [case[0] for case in CASES]
    assert len(names) == len(set(names)) > 100
