"""Take a copy: the database first, then the files that it names; whole under its name, or not there at all."""

import json
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import connection

from programmes.actions import copies
from programmes.management import heads
from programmes.management.copies import databases, manifest
from programmes.models import AuditSeal
from programmes.models.imports import FAULTS_ENDING
from programmes.totals import seals

TURNS = 5


def take(target):
    """Copy into the folder `target`; returns the manifest and its SHA-256. Nothing is left where it ends half-way."""
    folder = Path(mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        told = _taken(folder)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        told["files"] = {path.relative_to(folder).as_posix(): manifest.said_of(path) for path in files}
        (folder / manifest.NAME).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        sha256 = manifest.said_of(folder / manifest.NAME)["sha256"]
        _outlive_a_power_cut(folder)
        databases.wait_for_others()
        copies.note_taken(told["rows"]["recipient"], files=len(files), sha256=sha256)
        folder.rename(target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return told, sha256


def _taken(folder):
    """Where a file that the copied database names was let go of meanwhile, the database is copied once more."""
    database, have = folder / databases.FILES[connection.vendor], set()
    for _turn in range(TURNS):
        database.unlink(missing_ok=True)
        with databases.copied(database) as alias:
            told, named = manifest.of(alias), manifest.named_files(alias)
            head = seals.head_of(AuditSeal.objects.using(alias).last())
        wanted = named | {f"{name}{FAULTS_ENDING}" for name in named}
        have |= {name for name in wanted - have if _copied(name, folder)}
        lacking = named - have
        if not lacking - manifest.named_files(None):
            break
    else:
        raise CommandError("Tệp của sổ bị bỏ liên tục trong khi sao nên bản sao chưa trọn: hãy chạy lại lệnh.")
    for name in have - wanted:
        (folder / manifest.UPLOADS / name).unlink()
    if head:
        heads.keep(head, folder)
    return {**told, "lacking": sorted(lacking)}


def _copied(name, folder):
    """Whether the file is there to be copied."""
    target = folder / manifest.UPLOADS / name
    try:
        source = default_storage.open(name)
    except FileNotFoundError:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("xb") as file:
        shutil.copyfileobj(source, file)
    return True


def _outlive_a_power_cut(folder):
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
