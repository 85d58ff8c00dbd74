"""What a copy says of itself: moment, version, fingerprints of its keys, and each file with its SHA-256."""

import json
from pathlib import PurePosixPath

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField
from django.utils import timezone

from programmes.exchange.desk.uploads import sha256_of
from programmes.models import AuditEvent, AuditSeal, Donation, Gift, KeyFingerprint, Officer, Recipient
from programmes.rules.keys import is_in_use

NAME = "manifest.json"
UPLOADS = "uploads"
COUNTED = AuditEvent, AuditSeal, Donation, Gift, Officer, Recipient
PARTS = {"made_at", "vendor", "version", "migrations", "rows", "keys", "files"}


def of(alias):
    """What is read in the copied database itself."""
    steps = MigrationRecorder.Migration.objects.using(alias).filter(app="programmes")
    migrations = sorted(steps.values_list("name", flat=True))
    return {
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "vendor": connection.vendor,
        "version": migrations[-1],
        "migrations": migrations,
        "rows": {model._meta.model_name: rows for model, rows in _counted(alias)},
        "keys": [_key(key) for key in KeyFingerprint.objects.using(alias)],
    }


def _counted(alias):
    return [(model, model._base_manager.using(alias).count()) for model in COUNTED]


def _key(key):
    told = {"setting": key.setting, "key_id": bytes(key.key_id).hex(), "fingerprint": bytes(key.fingerprint).hex()}
    return {**told, "is_in_use": is_in_use(key)}


def differing_rows(told):
    """The tables that hold another number of rows than the copy."""
    return [model._meta.verbose_name for model, rows in _counted(None) if told["rows"][model._meta.model_name] != rows]


def named_files(alias):
    """The names of all files that records of this database keep."""
    names = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                kept = model._base_manager.using(alias).exclude(**{field.name: ""})
                names.update(kept.values_list(field.name, flat=True))
    return names


def said_of(path):
    """Size and SHA-256 of a file."""
    return {"size": path.stat().st_size, "sha256": sha256_of(path)}


def read(folder):
    """The manifest of a copy. Raises CommandError where there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = None
    if not isinstance(told, dict) or not told.keys() >= PARTS or not all(map(_is_within, told["files"])):
        raise CommandError(
            f"{folder} không phải bản sao do lệnh backup làm, hoặc tệp {NAME} trong đó thiếu hay hỏng: hãy chọn bản "
            "sao khác."
        )
    return told


def _is_within(name):
    return not name.startswith("/") and ".." not in PurePosixPath(name).parts


def faulty_files(folder, told):
    """The files of a copy that are not there, or not as they were copied."""
    for name, said in told["files"].items():
        path = folder / name
        if not path.is_file() or said_of(path) != said:
            yield name
