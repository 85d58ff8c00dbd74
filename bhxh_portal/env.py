"""The only reader of the environment. Every variable is listed in `.env.example`."""

import base64
import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from bhxh_portal import key_files

BASE_DIR = Path(__file__).resolve().parent.parent
SECRETS = ("DATA_KEYS", "DATA_INDEX_KEY", "SECRET_KEY")


def text(name, default=""):
    return os.environ.get(name, default).strip()


def flag(name):
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name, default):
    """A whole number; anything else is refused with the name of the variable."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} phải là số nguyên, không phải “{value}”; xem .env.example.")
    return int(value)


def one_of(name, *choices):
    """One of the choices, the first where nothing is said; anything else is refused with the name of the variable."""
    value = text(name, choices[0]) or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} phải là {' hoặc '.join(choices)}, không phải “{value}”; xem .env.example.")
    return value


def day(name):
    """A day as 2026-11-30, or None; anything else is refused with the name of the variable."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} phải là ngày ghi như 2026-11-30, không phải “{value}”; xem .env.example."
        ) from None


def words(name):
    return [word.strip() for word in text(name).split(",") if word.strip()]


def data_dir():
    """Where uploads and the keys of a local installation live; never served."""
    return Path(text("DATA_DIR") or BASE_DIR / "var")


def static_root():
    """Where `collectstatic` puts style sheets and fonts, from where production serves them."""
    return Path(text("STATIC_ROOT") or BASE_DIR / "staticfiles")


def key_file(name):
    """Where a local installation keeps a secret that the environment does not name."""
    return data_dir() / f"{name.lower()}.txt"


def secret(name, *, production):
    """A secret, from the environment; a local installation makes its own once and keeps it in DATA_DIR.

    Never beside a database with records: there a key that is not found is lost, and has to come back.
    """
    value = text(name)
    if value:
        return value
    if production:
        raise ImproperlyConfigured(f"Thiếu biến môi trường {name}: hãy đặt cho dịch vụ; xem .env.example.")
    if not key_file(name).exists():
        if key_files.holds_records(databases({})["default"]):
            lost = [one for one in SECRETS if not (text(one) or key_file(one).exists())]
            files = ", ".join(str(key_file(one)) for one in lost)
            raise ImproperlyConfigured(
                f"Cơ sở dữ liệu đã có hồ sơ mà thiếu tệp khóa {files}: hãy chép về từ "
                f"bản sao lưu của DATA_DIR, hoặc đặt biến môi trường {', '.join(lost)}."
            )
        key_files.make(key_file(name))
    return key_files.read(key_file(name))


def keys(name, *, production):
    """Key ring: 32-byte keys in URL-safe base64, comma-separated, the first one is used for writing."""
    ring = []
    for encoded in secret(name, production=production).split(","):
        try:
            key = base64.b64decode(encoded.strip(), altchars=b"-_", validate=True)
        except ValueError:
            key = b""
        if len(key) != 32:
            place = f"biến môi trường {name}" if text(name) else f"tệp {key_file(name)}"
            raise ImproperlyConfigured(
                f"Khóa trong {place} bị hỏng: phải là 32 byte viết dạng base64 như .env.example; hãy khôi phục từ bản "
                "sao lưu."
            )
        ring.append(key)
    return ring


def limited(entry, limits):
    """This entry of DATABASES with `limits`, seconds by name of the setting.

    SQLite has its own `timeout`; behind a pooler, what the pooler tells the server holds.
    """
    if not entry["ENGINE"].endswith("postgresql") or entry["DISABLE_SERVER_SIDE_CURSORS"]:
        return entry
    told = " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())
    return {
        **entry,
        "OPTIONS": {**entry["OPTIONS"], "options": f"{entry['OPTIONS'].get('options', '')} {told}".strip()},
    }


def uploads():
    """Django's storage of uploads and photos: a folder of DATA_DIR, or the bucket that UPLOADS_URL names.

    s3://key:secret@host:port/bucket is a store that speaks S3, over https, and over http with `?tls=0`; `region` may
    follow too. Nothing in it is public: whoever may see a file gets it from the portal.
    """
    parts = urlsplit(text("UPLOADS_URL"))
    if not parts.scheme:
        folder = {"location": data_dir() / "uploads", "base_url": None, "file_permissions_mode": 0o600}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": folder}
    bucket, asked = parts.path.strip("/"), dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not all([parts.hostname, parts.username, parts.password, bucket]):
        raise ImproperlyConfigured("UPLOADS_URL phải có dạng s3://khóa:bí-mật@máy-chủ/bucket; xem .env.example.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"{'http' if asked.get('tls') == '0' else 'https'}://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": asked.get("region"),
        "file_overwrite": False,
    }
    return {"BACKEND": "bhxh_portal.s3.Store", "OPTIONS": options}


def cache():
    """Django's cache, of counts that all web servers share: a table (`migrate` makes it), or the Redis of CACHE_URL."""
    url = text("CACHE_URL")
    if not url:
        table = {"LOCATION": "tries", "OPTIONS": {"MAX_ENTRIES": 20_000}}
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", **table}
    if urlsplit(url).scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured("CACHE_URL phải có dạng redis://máy-chủ:6379/0 hoặc rediss://…; xem .env.example.")
    waits = {"socket_connect_timeout": 2, "socket_timeout": 2}
    return {"BACKEND": "bhxh_portal.redis_cache.Cache", "LOCATION": url, "OPTIONS": waits}


def databases(limits):
    """Django's DATABASES: that of DATABASE_URL, and what public pages read where DATABASE_PUBLIC_URL is set."""
    own = f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    found = {"default": limited(_database("DATABASE_URL", text("DATABASE_URL") or own), limits)}
    if copy := text("DATABASE_PUBLIC_URL"):
        found["public"] = limited(_database("DATABASE_PUBLIC_URL", copy), limits)
    return found


def _database(name, url):
    """One of them, by the variable `name`: sqlite:///path or postgres://user:password@host:port/name.

    What follows behind "?" goes to libpq, but `pooler=transaction`: a pooler that hands a connection on after each
    transaction (PgBouncer) knows neither cursors of the server nor limits told at the start.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        is_pooled = query.pop("pooler", "") == "transaction"
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or query.pop("host", "")),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
            # A server that has gone without a word is given up after some seconds, not after those of the network.
            "OPTIONS": {"connect_timeout": "5", "tcp_user_timeout": "30000", **query},
        }
    raise ImproperlyConfigured(
        f"{name} phải bắt đầu bằng sqlite:/// hoặc postgres://, ví dụ postgres://bhxh:secret@localhost:5432/bhxh."
    )
