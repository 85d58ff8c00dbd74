"""Phone and mã số BHXH are kept encrypted, each beside a keyed hash by which it is found; those of earlier rows too.

The rows are written here and not by a migration of their own: nothing that is guarded depends on these columns, and no
database is ever left with half of its numbers in the clear.
"""

import hashlib
import os
import re
from itertools import islice

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

ROWS = 5000
ABROAD = re.compile(r"840?(\d{9,10})")
PHONE, SI_NUMBER = (
    ("phone", "phone_hash", "điện thoại", "khóa điện thoại"),
    ("si_number", "si_hash", "mã số BHXH", "khóa mã số BHXH"),
)
COLUMNS = {"recipient": (PHONE, SI_NUMBER), "donor": (PHONE,)}


def sealer():
    """Text -> bytes, as models/fields.py has them at this time: id of the key, nonce, AES-256-GCM."""
    key = settings.DATA_KEYS[0]
    told_by, cipher = hashlib.blake2b(key=key, person=b"key id", digest_size=4).digest(), AESGCM(key)

    def seal(text):
        nonce = os.urandom(12)
        return told_by + nonce + cipher.encrypt(nonce, text.encode(), None)

    return seal


def keyed(name, text):
    """The keyed hash of a number, the same however it is written."""
    if name == "phone":
        figures = re.sub(r"\D", "", text)
        from_abroad = ABROAD.fullmatch(figures)
        text = f"0{from_abroad[1]}" if from_abroad else figures
    return hashlib.blake2b(f"{name}|{text}".encode(), digest_size=16, key=settings.DATA_INDEX_KEY).digest()


def overwrite_what_goes(apps, editor):
    """SQLite writes zeros where the plain numbers stood; PostgreSQL leaves them to VACUUM."""
    if editor.connection.vendor == "sqlite":
        with editor.connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def seal_numbers(apps, editor):
    """In stretches of ids, so that memory does not grow with the rows."""
    seal, binary = sealer(), editor.connection.Database.Binary
    for table, columns in COLUMNS.items():
        quoted = f"programmes_{table}"
        names = [name for name, *_rest in columns]
        sets = ", ".join(f"{name}_sealed = %s, {hashed} = %s" for name, hashed, *_rest in columns)
        some = " OR ".join(f"{name} <> ''" for name in names)
        select = f"SELECT id, {', '.join(names)} FROM {quoted} WHERE id > %s AND ({some}) ORDER BY id LIMIT {ROWS}"
        update, last = f"UPDATE {quoted} SET {sets} WHERE id = %s", 0
        with editor.connection.cursor() as cursor:
            while True:
                cursor.execute(select, [last])
                if not (rows := cursor.fetchall()):
                    break
                last = rows[-1][0]
                cursor.executemany(update, [_sealed(names, row, seal, binary) for row in rows])


def _sealed(names, row, seal, binary):
    values = []
    for name, text in zip(names, islice(row, 1, None), strict=True):
        values += (binary(seal(text)), binary(keyed(name, text))) if text else (binary(b""), None)
    return (*values, row[0])


def added(table, name, hashed, words, words_of_hash):
    return [
        migrations.AddField(table, f"{name}_sealed", models.BinaryField(words, blank=True, default=b"")),
        migrations.AddField(table, hashed, models.BinaryField(words_of_hash, db_index=True, max_length=16, null=True)),
    ]


def put_in_place(table, name, words):
    return [
        migrations.RemoveField(table, name),
        migrations.RenameField(table, f"{name}_sealed", name),
        migrations.AlterField(table, name, models.BinaryField(words, blank=True)),
    ]


class Migration(GuardedMigration):
    dependencies = [("programmes", "0018_audit_seals")]

    operations = [
        migrations.RunPython(overwrite_what_goes),
        *(operation for table, columns in COLUMNS.items() for told in columns for operation in added(table, *told)),
        migrations.RunPython(seal_numbers),
        *(
            operation
            for table, columns in COLUMNS.items()
            for name, _hash, words, _words_of_hash in columns
            for operation in put_in_place(table, name, words)
        ),
        migrations.AlterField(
            "keyfingerprint",
            "setting",
            models.CharField(
                "biến cấu hình",
                max_length=14,
                choices=[
                    ("DATA_KEYS", "khóa mã hóa các số cá nhân"),
                    ("DATA_INDEX_KEY", "khóa tra cứu các số cá nhân"),
                ],
            ),
        ),
    ]
