"""Settings of the portal that the browser visits: those of production, without the proxy that speaks https."""

import os

from bhxh_portal.settings import *  # noqa: F403
from bhxh_portal.settings import DATA_DIR

STATIC_ROOT = DATA_DIR / "static"
SECOND_FACTOR_REQUIRED = "ASKS_SECOND_FACTOR" in os.environ  # officers of the sample have none, but one
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # a name with __Host- asks for https
