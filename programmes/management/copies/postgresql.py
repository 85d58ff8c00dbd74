"""PostgreSQL copied and put back by its own programs, which hear of no password on their command line."""

import shutil
import subprocess
from contextlib import contextmanager
from tempfile import TemporaryFile

from django.core.management.base import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo


def dump(target, snapshot):
    """Write what this snapshot of an open transaction sees. What the disk refuses is an OSError of ours."""
    how = ("--format=custom", f"--snapshot={snapshot}")
    with target.open("xb") as file, _running("pg_dump", *how, stdout=subprocess.PIPE) as program:
        shutil.copyfileobj(program.stdout, file)


def load(source):
    """Fill the database, which is empty, in one transaction; its tables become those of the role of DATABASE_URL."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with _running("pg_restore", *how, str(source)):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _running(name, *arguments, **how):
    if not shutil.which(name):
        version = connection.pg_version // 10_000
        raise CommandError(
            f"Máy này chưa có {name}: hãy cài postgresql-client-{version} hoặc mới hơn (apt install "
            "postgresql-client), rồi chạy lại lệnh."
        )
    place = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    said = {word: place[key] for word, key in names.items() if place[key]} | place["OPTIONS"]
    password = said.pop("password", place["PASSWORD"])
    with TemporaryFile("w+") as passwords, TemporaryFile("w+") as told:  # nameless: gone with this process
        if password:
            escaped = password.replace("\\", "\\\\").replace(":", "\\:")
            passwords.write(f"*:*:*:*:{escaped}\n")
            passwords.flush()
            said["passfile"] = f"/dev/fd/{passwords.fileno()}"
        command = [name, f"--dbname={make_conninfo(**said)}", *arguments]
        with subprocess.Popen(command, stderr=told, pass_fds=[passwords.fileno()], **how) as program:
            yield program
        if program.returncode:
            told.seek(0)
            error = next((line.strip() for line in told if "error:" in line), "")  # lines behind it may hold values
            raise CommandError(f"{name} không làm xong ({error}); xem docs/operations.md, mục Copies.")
