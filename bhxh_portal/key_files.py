"""Key files of a local installation, in DATA_DIR: made once and read; and whether a database holds what needs them."""

import base64
import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured

TABLES = {"sqlite3": "SELECT name FROM sqlite_master", "postgresql": "SELECT relname FROM pg_class"}
HOLDS_ROWS = {  # tables with something that is written under keys
    "programmes_recipient": "SELECT EXISTS (SELECT 1 FROM programmes_recipient)",
    "programmes_donation": "SELECT EXISTS (SELECT 1 FROM programmes_donation)",
}


def read(path):
    """The text of a key file."""
    try:
        return path.read_text().strip()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"Không đọc được tệp khóa {path} ({error}): hãy chép lại tệp này từ bản sao lưu của DATA_DIR."
        ) from None


def make(path):
    """A new key file. Of several processes of one start the first makes it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process was first; its key is the one
    fresh.unlink()


def holds_records(database):
    """Whether something lies under keys in the database of this entry of DATABASES; asked before there are settings."""
    vendor = database["ENGINE"].rsplit(".", 1)[-1]
    if vendor == "sqlite3" and not Path(database["NAME"]).is_file():
        return False
    try:
        with closing(_opened(database, vendor)) as connection:
            there = HOLDS_ROWS.keys() & {name for (name,) in connection.execute(TABLES[vendor])}
            return any(connection.execute(HOLDS_ROWS[table]).fetchone()[0] for table in there)
    except (sqlite3.DatabaseError, psycopg.Error) as error:
        raise ImproperlyConfigured(
            f"Chưa lập tệp khóa trong DATA_DIR vì không đọc được cơ sở dữ liệu: {error}"
        ) from None


def _opened(database, vendor):
    if vendor == "sqlite3":
        return sqlite3.connect(f"{Path(database['NAME']).absolute().as_uri()}?mode=rw", uri=True)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return psycopg.connect(**{word: database[name] or None for word, name in names.items()}, **database["OPTIONS"])
