"""Settings of the test suite: the same portal, with a cheap password hasher and work done at once."""

import tempfile
from pathlib import Path

from bhxh_portal.settings import *  # noqa: F403
from bhxh_portal.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="bhxh-test-"))
STORAGES["default"]["OPTIONS"]["location"] = DATA_DIR / "uploads"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
