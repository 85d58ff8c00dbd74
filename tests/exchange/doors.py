"""How tests send a file: through the command line, or by the functions behind every door."""

import json
from io import StringIO

from django.core.management import call_command

from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import examine
from programmes.exchange.layouts import LAYOUTS


def take_in(path, layout, by, round_=None):
    """Receive and store a file; the Tally."""
    with path.open("rb") as stream:
        batch = intake.receive(stream, filename=path.name, layout=LAYOUTS[layout], by=by, round_=round_)
    return intake.confirm(batch)


def judge(path, layout, by, round_=None):
    """The Tally of a file that nobody stores."""
    return examine(path, LAYOUTS[layout], filename=path.name, by=by, round_=round_).tally


def codes(tally):
    return [error.code for error in sorted(tally.errors)]


def counts(tally):
    return {"new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged, "rejected": tally.rejected}


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
