"""A database of its own for a measurement: made, filled with reference data, and dropped."""

import secrets
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from programmes.access.roles import HEADQUARTERS_OFFICER
from programmes.actions import officers
from programmes.management.reference import load_reference
from programmes.models import HEADQUARTERS_CODE, Office, Officer


@contextmanager
def scratch_database():
    """Work in a fresh database beside the configured one; gives the officer who imports."""
    with TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":  # a file like that of an office; Django's own choice is memory
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/benchmark.sqlite3"
        yield from _scratch_database()


def _scratch_database():
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load_reference(settings.BASE_DIR / "fixtures")
        yield _appoint()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _appoint():
    officer = Officer(
        username="do-toc-do",
        email="do-toc-do@example.vn",
        full_name="Cán bộ đo tốc độ",
        office=Office.objects.get(code=HEADQUARTERS_CODE),
    )
    return officers.appoint(officer, [HEADQUARTERS_OFFICER], password=secrets.token_urlsafe())
