"""Heads of the audit trail in files for another machine: a line of JSON each, added and never rewritten."""

import json
from datetime import datetime
from pathlib import Path

from programmes.totals.seals import Head

FILE_NAME = "moc-nhat-ky.jsonl"


def keep(head, path):
    """Add a head to a file, in a folder to its FILE_NAME; returns the file."""
    path = _file(path)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**head._asdict(), "at": head.at.isoformat()}) + "\n")
    return path


def read(path):
    """The heads of a file or folder. Raises OSError, and ValueError where a line is none."""
    return [_head(line) for line in _file(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def _file(path):
    path = Path(path)
    return path / FILE_NAME if path.is_dir() else path


def _head(line):
    try:
        told = json.loads(line)
        return Head(int(told["number"]), int(told["total"]), str(told["mark"]), datetime.fromisoformat(told["at"]))
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"dòng “{line[:60]}” không phải một mốc nhật ký") from None
