"""Every module has a subject."""

import ast
from pathlib import Path

from tests.architecture.sources import files, product

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "tools"}


def test_no_file_is_a_junk_drawer():
    drawers = [
        source.path for source in files("programmes", "bhxh_portal", "tests") if Path(source.path).stem in DRAWERS
    ]
    assert drawers == []


def test_each_module_states_its_subject_in_one_line():
    silent = []
    for source in product():
        if not source.tree.body or source.path.startswith("programmes/management/commands/"):
            continue  # a command says it in `help`
        docstring = ast.get_docstring(source.tree)
        if not docstring or not docstring.splitlines()[0].endswith((".", ":", ";", "?")):
            silent.append(source.path)
    assert silent == []
