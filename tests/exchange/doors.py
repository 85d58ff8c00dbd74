"""How tests send a file: through the command line, or by the functions behind every door."""

import json
from io import StringIO
from types import SimpleNamespace

from django.core.management import call_command

from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_file
from programmes.exchange.desk.reports import counts_of, result_of, sums_of
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.exchange.reading.readers import open_source


def take_in(path, layout, by, round_=None, options=None):
    """Receive and store a file; what is told of it."""
    with path.open("rb") as stream:
        batch = intake.receive(
            stream, filename=path.name, layout=LAYOUTS[layout], by=by, round_=round_, options=options
        )
    return all_told(store_upload(batch))


def judge(path, layout, by, round_=None, options=None):
    """What is told of a file that nobody stores."""
    options = options or Options()
    return all_told(preview_file(path, LAYOUTS[layout], filename=path.name, by=by, round_=round_, options=options))


def all_told(outcome):
    """All that the stages tell of a file, side by side."""
    stages = outcome.findings, outcome.reading, outcome.decision
    attributes = {name: value for stage in stages for name, value in vars(stage).items()}
    report, sheets = result_of(outcome), outcome.reading.sheets
    return SimpleNamespace(
        **{
            **counts_of(outcome),
            **attributes,
            **sums_of(outcome),
            "errors": [*outcome.findings.errors],
            "warnings": [*outcome.findings.warnings],
            "samples": report["samples"],
        },
        groups=[group for sheet in sheets for group in sheet.groups],
        problems=outcome.problems,
        report=report,
    )


def read(path, filename=None):
    """Rows of all sheets of a file as they are written."""
    for sheet in open_source(path, filename).sheets:
        yield from sheet.rows


def codes(told):
    return [error.code for error in sorted(told.errors)]


def counts(told):
    return {"new": told.new, "changed": told.changed, "unchanged": told.unchanged, "rejected": told.rejected}


def command(name, *arguments, **options):
    """(exit status, what was printed) of a command."""
    out = StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def import_file(layout, path, by, *arguments):
    """(exit status, the object that --json prints) of manage.py import_file."""
    status, printed = command("import_file", layout, path, "--by", by.username, "--json", *arguments)
    return status, json.loads(printed)


def export_file(layout, path, *arguments):
    return command("export_file", layout, path, *arguments)
