"""One settings file: environments differ by variables (see env.py), not by code."""

import os

from django.utils.module_loading import import_string

from bhxh_portal import env

os.umask(0o077)  # whatever a process of the portal writes is for its own user: keys, uploads, exports, copies, SQLite

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
PRODUCTION = env.flag("PRODUCTION")
DEBUG = env.flag("DEBUG") and not PRODUCTION

SECRET_KEY = env.secret("SECRET_KEY", production=PRODUCTION)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
DATA_KEYS = env.keys("DATA_KEYS", production=PRODUCTION)
DATA_INDEX_KEY = env.keys("DATA_INDEX_KEY", production=PRODUCTION)[0]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ([] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "programmes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "bhxh_portal.middleware.request_number",
    "programmes.public.health.health",
    "django.middleware.security.SecurityMiddleware",
    "bhxh_portal.middleware.visitor_address",
    "bhxh_portal.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bhxh_portal.middleware.language_of_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bhxh_portal.errors.told_of_method",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "bhxh_portal.urls"
CSRF_FAILURE_VIEW = "bhxh_portal.errors.csrf_failure"
WSGI_APPLICATION = "bhxh_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# How many seconds PostgreSQL lets a process wait for a lock, run one statement, and be idle in a transaction. A web
# process takes WEB_LIMITS (wsgi.py); a file of 300,000 rows takes longer, and everything else has LIMITS.
LIMITS = {"lock_timeout": 600, "idle_in_transaction_session_timeout": 900}
WEB_LIMITS = {
    "lock_timeout": env.number("WEB_LOCK_SECONDS", 10),
    "statement_timeout": env.number("WEB_STATEMENT_SECONDS", 30),
    "idle_in_transaction_session_timeout": env.number("WEB_IDLE_SECONDS", 60),
}
DATABASES = env.databases(LIMITS)
DATABASE_ROUTERS = ["programmes.public.replica.Router"]
RESTORE_TRIED_ON = env.day("RESTORE_TRIED_ON")
CACHES = {"default": env.cache()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "programmes.Officer"
AUTHENTICATION_BACKENDS = ["programmes.access.backend.OfficeBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_HASHERS = [
    "programmes.access.passwords.PortalHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts that have not logged in since
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "programmes.access.passwords.GuessableValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # English for the public side only, below /en/
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["bhxh_portal.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.static_root()
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": env.uploads(),
    "staticfiles": {
        "BACKEND": "bhxh_portal.statics.Statics"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600

OPEN_DATA_WORK = "programmes.public.data.editions.ensure_edition"  # what the worker begins beside the daily check
MAIL_WORK = "programmes.admin.mail.send_due"  # what the daily check ends with
TASKS = {"default": {"BACKEND": "bhxh_portal.jobs.Backend", "QUEUES": []}}

IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"

# Mail to officers about their own work; to the console unless a server is named.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_USER"), env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "so-an-sinh@localhost")
OPERATOR_EMAILS = env.words("OPERATOR_EMAILS")  # who hears when the service needs somebody
PORTAL_ADDRESS = env.text("PORTAL_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

METRICS_TOKEN = env.text("METRICS_TOKEN")  # without one there is no /metrics

# Memory for public answers, of each web process: some thousand pages. None for developers, who change templates.
KEPT_BYTES = 0 if DEBUG else 32 * 1024 * 1024

# Limits of an upload, defended by exchange/: bytes sent, bytes unpacked, rows, columns.
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_BYTES", 64 * 1024 * 1024)
IMPORT_MAX_UNPACKED_BYTES = env.number("IMPORT_MAX_UNPACKED_BYTES", 400 * 1024 * 1024)
IMPORT_MAX_ROWS = env.number("IMPORT_MAX_ROWS", 500_000)

# Scans beside a record: bytes of one, and how many there may be.
ATTACHMENT_MAX_BYTES = env.number("ATTACHMENT_MAX_BYTES", 10 * 1024 * 1024)
ATTACHMENTS_PER_RECORD = env.number("ATTACHMENTS_PER_RECORD", 30)
IMPORT_MAX_COLUMNS = env.number("IMPORT_MAX_COLUMNS", 100)

# Limits of the worker that reads uploads: bytes of memory, seconds of processor for one file.
WORKER_MEMORY_BYTES = env.number("WORKER_MEMORY_BYTES", 2 * 1024 * 1024 * 1024)
AUDIT_HEADS = env.text("AUDIT_HEADS")
WORKER_CPU_SECONDS = env.number("WORKER_CPU_SECONDS", 900)

# How many proxies of our own stand in front; each adds one address to X-Forwarded-For.
PROXIES = env.number("PROXIES", 1 if PRODUCTION else 0)

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry names to the browser
# Without a sign of the officer for half an hour a session ends, and after twelve hours in any case (admin/gate.py).
SESSION_ENGINE = "programmes.models.accounts"
SESSION_COOKIE_AGE = 30 * 60
SESSION_LIFE = 12 * 60 * 60
SECOND_FACTOR_REQUIRED = PRODUCTION  # of whom, access/factors.py says
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:  # names that a browser takes from this host alone, over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "bhxh_portal.logs.QuietFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "bhxh_portal.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env.one_of("LOG_FORMAT", "line", "json")}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"programmes": {"level": "INFO"}},
}

if SENTRY_DSN := env.text("SENTRY_DSN"):
    import_string("bhxh_portal.sentry.start")(SENTRY_DSN)
