"""Templates and style sheets can be read, and compared, line by line."""

import re

from tests.architecture.sources import ROOT

LINE_LENGTH = 120
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
SHEETS = sorted((ROOT / "programmes/static/programmes/css").glob("*.css"))
CROWDED = re.compile(r";.*;|\{.*\S|\S.*\}")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(")


def lines(paths):
    """Each line with its place, "templates/base.html:7"."""
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_line_of_a_template_or_a_style_sheet_is_too_long():
    assert [place for place, line in lines([*TEMPLATES, *SHEETS]) if len(line) > LINE_LENGTH] == []


def test_a_line_of_a_style_sheet_holds_one_declaration():
    assert [place for place, line in lines(SHEETS) if CROWDED.search(line)] == []


def test_a_colour_is_written_among_the_tokens_alone():
    sheets = [path for path in SHEETS if path.name != "tokens.css"]
    assert [place for place, line in lines(sheets) if line.endswith(";") and COLOUR.search(line)] == []
