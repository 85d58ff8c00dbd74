"""The tools of others, each run as a program of its own; a test whose tool is not installed is skipped and says so."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.sources import ROOT

INSTALL = "pip install -r requirements-e2e.txt"


class Verdict(NamedTuple):
    """What a validator found: whether all is right, and what it said."""

    is_good: bool
    said: str


def judged(name, *arguments, cwd=None):
    """The Verdict of the tool of this name."""
    program = Path(sys.executable).with_name(name)
    if not program.exists():
        pytest.skip(f"NOT JUDGED BY {name}, which is not installed: {INSTALL}")
    run = subprocess.run([program, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False)
    return Verdict(run.returncode == 0, run.stdout + run.stderr)


def schema(name):
    """A schema of others in ../shared/standards; not ours to copy here."""
    for folder in ROOT.parents:
        path = folder / "shared" / "standards" / name
        if path.exists():
            return path
    pytest.skip(f"NOT JUDGED BY {name}: there is no ../shared/standards/{name}")
    return None
