"""Settings of the test suite: the same portal, with a cheap password hasher and work done at once."""

import atexit
import shutil
import tempfile
from pathlib import Path

from bhxh_portal.settings import *  # noqa: F403
from bhxh_portal.settings import DATABASES, STORAGES

DATA_DIR = Path(tempfile.mkdtemp(prefix="bhxh-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns without it, and a fresh clone has collected nothing
WHITENOISE_AUTOREFRESH = True  # looks a file up when it is asked for, not all of them for the client of each test

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"]["OPTIONS"]["location"] = DATA_DIR / "uploads"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and other processes see it as they see the database of an office.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a finished thread must not keep the test database in use
