"""A hostile file costs little: refused in seconds and within 300 MB, measured in a process of its own."""

import json
import subprocess
import sys
from string import ascii_uppercase

import pytest

from tests.museum.builders import bomb, book, cell, lying, merged, xls_merged

PROGRAM = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
import django
django.setup()
from programmes.exchange.reading.readers import open_source
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.sheets.merged_cells import filled_down
before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
try:
    sheets = open_source(sys.argv[1]).sheets
    code = str(sum(1 for sheet in sheets for row in filled_down(sheet.rows, sheet, 1, {})))
except FileProblem as problem:
    code = problem.code
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([code, used.ru_utime - before, used.ru_maxrss // 1024]))
"""
BROKEN = "workbook_broken"
LETTERS = [f"{first}{second}" for first in ("", *ascii_uppercase[:2]) for second in ascii_uppercase]
HOSTILE = {
    "bomb": (lambda: bomb(150), "xlsx", "container_too_large"),
    "lying bomb": (lambda: lying(bomb(150)), "xlsx", "container_broken"),
    "far cell": (lambda: book(spoil=cell("XFD1048576", "x")), "xlsx", "far_cell"),
    "endless quoted cell": (lambda: b'a,b\r\n"' + b"x" * 30_000_000, "csv", "csv_broken"),
    "merged everywhere": (lambda: merged(*(f"F{n}:F500000" for n in range(2, 2000))), "xlsx", "2"),
    "merged to the end": (lambda: merged(*(f"{letter}2:{letter}1048576" for letter in LETTERS)), "xlsx", "2"),
    "merged old workbook": (
        lambda: xls_merged([["a"] * 6] * 9, *((n, 65_535, 5, 5) for n in range(1, 3000))),
        "xls",
        BROKEN,
    ),
    "merged beyond measure": (lambda: merged(*["A9:A10"] * 3_000_000), "xlsx", "too_many_merged"),
    "endless JSON record": (lambda: b'[{"a": "' + b"x" * 30_000_000, "json", "json_broken"),
    "endless line": (lambda: b"a,b\r\n" + b"x" * 30_000_000, "csv", "csv_broken"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name, tmp_path):
    make, ending, wanted = HOSTILE[name]
    path = tmp_path / f"tep.{ending}"
    path.write_bytes(make())
    # A shell between us and it: the highest memory of a process counts that of the one that started it.
    shell = ["sh", "-c", '"$0" -c "$1" "$2"; exit $?', sys.executable, PROGRAM, path]
    run = subprocess.run(shell, capture_output=True, text=True, check=True, timeout=60)
    code, seconds, megabytes = json.loads(run.stdout)
    assert code == wanted
    assert seconds < 10
    assert megabytes < 300
