"""The environment: env.py, settings.py and .env.example speak of the same variables."""

import ast
import re

from tests.architecture.sources import ROOT, files, name_of

READERS = {"text", "flag", "number", "one_of", "day", "words", "secret", "keys"}


def read():
    """Names given to the readers of env.py."""
    return {
        call.args[0].value
        for source in files("bhxh_portal")
        for call in source.calls
        if name_of(call.func) in READERS and call.args and isinstance(call.args[0], ast.Constant)
    }


def explained():
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.split("=", 1)[0] for line in lines if re.match(r"[A-Z_]+=", line)}


def test_every_variable_is_explained_and_every_explained_one_is_read():
    assert {"SECRET_KEY", "DATABASE_URL", "DATA_KEYS"} <= read()
    assert read() == explained()


def test_each_variable_has_a_comment_above():
    bare, commented = [], False
    for line in (ROOT / ".env.example").read_text().splitlines():
        if line.startswith("#"):
            commented = True
        elif not line:
            commented = False
        elif not commented:
            bare.append(line)
    assert bare == []
