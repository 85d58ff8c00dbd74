"""A database of its own for a measurement: made, filled with reference data, and dropped."""

import io
import secrets
from contextlib import contextmanager, redirect_stdout
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from programmes.access.roles import HEADQUARTERS_OFFICER
from programmes.actions import officers
from programmes.management.reference import load_reference
from programmes.models import HEADQUARTERS_CODE, Office, Officer


@contextmanager
def scratch_database():
    """Work in a fresh database beside the configured one; gives the officer who imports. One may lie within another."""
    with TemporaryDirectory() as folder:
        # On SQLite a file like that of an office, where Django's own choice is memory; on a server a name of its own,
        # since another measurement may go on beside.
        name = f"{folder}/benchmark.sqlite3" if connection.vendor == "sqlite" else f"benchmark_{secrets.token_hex(8)}"
        connection.settings_dict["TEST"]["NAME"] = name
        yield from _scratch_database()


def _scratch_database():
    before = connection.settings_dict["NAME"]
    with redirect_stdout(io.StringIO()):  # Django tells that `migrate` has made the table of the tries
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load_reference(settings.BASE_DIR / "fixtures")
        yield appoint("do-toc-do")
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def appoint(username, role=HEADQUARTERS_OFFICER, office=HEADQUARTERS_CODE):
    """An officer in the scratch database, of headquarters unless told."""
    officer = Officer(
        username=username,
        email=f"{username}@example.vn",
        full_name="Cán bộ đo tốc độ",
        office=Office.objects.get(code=office),
    )
    return officers.appoint_for_sample(officer, [role], password=secrets.token_urlsafe())
