"""Three more kinds of gifts, added as a developer adds one: by its description in models/kinds.py and nothing else.

As a plugin of pytest (`-p tests.more_kinds`) it adds them to the portal of a process of their own.
"""

import sys
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

MODULE = "programmes.models.kinds"
SOURCE = Path(__file__).resolve().parents[1] / "programmes/models/kinds.py"
AFTER_THE_KINDS = "    def __new__(cls"
BICYCLE = """
    BICYCLE = Kind(
        code="bicycle_for_school",
        label=_("xe đạp đến trường"),
        heading="Xe đạp",
        unit="chiếc",
        insurance=None,
        is_for_groups=True,
        words=("xe đạp", "xe đạp học sinh"),
    )
"""
PUPIL_CARD = """
    PUPIL_CARD = Kind(
        code="pupil_card",
        label=_("thẻ BHYT học sinh"),
        heading="Thẻ học sinh",
        unit="thẻ",
        insurance=Insurance.HEALTH,
        is_for_groups=False,
        words=("BHYT học sinh",),
    )
"""
SCHOLARSHIP = """
    SCHOLARSHIP = Kind(
        code="scholarship",
        label=_("học bổng"),
        heading="Học bổng",
        unit="suất học bổng",
        insurance=None,
        is_for_groups=False,
        words=(),
    )
"""


def with_kinds(*descriptions):
    """The source of models/kinds.py with these descriptions below its own."""
    before, marker, after = SOURCE.read_text(encoding="utf-8").partition(AFTER_THE_KINDS)
    return "".join([before, *descriptions, "\n", marker, after])


class WithMoreKinds(MetaPathFinder, SourceLoader):
    """Finds and loads the one module, from the source with more kinds in it."""

    def find_spec(self, name, path, target=None):
        return ModuleSpec(name, self, origin=str(SOURCE)) if name == MODULE else None

    def get_filename(self, name):
        return str(SOURCE)

    def get_data(self, path):
        return with_kinds(BICYCLE, PUPIL_CARD, SCHOLARSHIP).encode()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Before pytest-django loads the settings, and Django with them the models."""
    sys.meta_path.insert(0, WithMoreKinds())
    return (yield)
