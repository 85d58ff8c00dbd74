"""WSGI entry point: serves only with the keys of its database."""

import os
import sys
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection, connections

from bhxh_portal import env

SECONDS_BETWEEN_STARTS = 2

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bhxh_portal.settings")
portal = get_wsgi_application()
for entry in connections.settings.values():
    entry.update(env.limited(entry, settings.WEB_LIMITS))

from programmes.actions import keys  # noqa: E402  models are there only now
from programmes.public.kept_responses import kept_responses  # noqa: E402

try:
    keys.accept()
except OperationalError as error:
    # The database is down. This process ends and gunicorn starts another; on a refusal gunicorn itself ends.
    time.sleep(SECONDS_BETWEEN_STARTS)
    sys.exit(f"Chưa so được khóa với cơ sở dữ liệu: {error}")
connection.close()  # a server that loads the portal before it forks must not share it

application = kept_responses(portal)
