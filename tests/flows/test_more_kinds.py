"""A new kind of gift is one place: its description, which lacks nothing, is all that pages, files and papers need."""

import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from programmes.exchange.columns.choices import one_of
from programmes.models import Donation, Donor
from programmes.models.base import of_each
from programmes.models.kinds import Kind
from tests.architecture.sources import ROOT
from tests.more_kinds import BICYCLE, PUPIL_CARD, with_kinds

pytestmark = pytest.mark.one_database


def described(text):
    """The kinds, with one more of this description."""
    read = {"__name__": "kinds"}
    exec(compile(with_kinds(text), "kinds.py", "exec"), read)
    return read["GiftKind"]


def test_a_whole_description_is_a_kind():
    assert described(BICYCLE).BICYCLE.unit == "chiếc"


@pytest.mark.parametrize("part", Kind._fields)
def test_a_part_that_is_forgotten_stops_the_portal_and_is_named(part):
    with pytest.raises(TypeError, match=f"missing .*'{part}'"):
        described(re.sub(rf" {part}=.*\n", "\n", BICYCLE))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('    BICYCLE = "bicycle", _("xe đạp")\n', "BICYCLE lacks heading, unit, insurance, is_for_groups, words"),
        (BICYCLE.replace('"chiếc"', '""'), "BICYCLE lacks unit:"),
        (BICYCLE.replace('_("xe đạp đến trường")', '""'), "BICYCLE lacks label:"),
        (BICYCLE.replace('("xe đạp", "xe đạp học sinh")', '("xe đạp")'), "words of GiftKind.BICYCLE are a tuple"),
        (
            PUPIL_CARD.replace("is_for_groups=False", "is_for_groups=True"),
            "PUPIL_CARD is insurance, which is given to a",
        ),
    ],
)
def test_an_empty_or_contradictory_description_stops_the_portal_with_a_sentence(text, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        described(text)


def test_a_word_of_two_kinds_and_a_kind_without_words_stop_the_portal():
    kinds = described(BICYCLE.replace('"xe đạp học sinh"', '"sổ"'))
    with pytest.raises(ImproperlyConfigured, match="“sổ” in a file would be bicycle_for_school and si_book"):
        one_of(kinds, {kind: kind.words for kind in kinds})
    with pytest.raises(ImproperlyConfigured, match="Nothing is said here of Donation.Form IN_KIND"):
        one_of(Donation.Form, {Donation.Form.CASH: ()})
    with pytest.raises(ImproperlyConfigured, match="Donor.Kind BANK, STAFF"):
        of_each(Donor.Kind, set(Donor.Kind) - {Donor.Kind.BANK, Donor.Kind.STAFF})


def test_pages_files_and_papers_know_three_more_kinds_by_their_descriptions_alone():
    """In a database of its own, whichever the suite runs on."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.more_kinds", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, "tests/flows/with_more_kinds.py"],
        cwd=ROOT,
        env={**surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:]
