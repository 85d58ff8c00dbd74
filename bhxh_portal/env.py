"""The only reader of the environment. Every variable is listed in `.env.example`."""

import base64
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


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
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}; see .env.example.")
    return int(value)


def words(name):
    return [word.strip() for word in text(name).split(",") if word.strip()]


def data_dir():
    """Where uploads and the keys of a local installation live; never served."""
    return Path(text("DATA_DIR") or BASE_DIR / "var")


def secret(name, *, production):
    """A secret, from the environment; a local installation makes its own once and keeps it in DATA_DIR."""
    value = text(name)
    if value:
        return value
    if production:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment of the service; see .env.example.")
    path = data_dir() / f"{name.lower()}.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process of the same start was first; its key is the one
        fresh.unlink()
    return path.read_text().strip()


def keys(name, *, production):
    """Key ring: 32-byte keys in URL-safe base64, comma-separated, the first one is used for writing."""
    ring = []
    for encoded in secret(name, production=production).split(","):
        try:
            key = base64.urlsafe_b64decode(encoded.strip())
        except ValueError:
            key = b""
        if len(key) != 32:
            raise ImproperlyConfigured(f"{name} must hold 32-byte keys in URL-safe base64; see .env.example.")
        ring.append(key)
    return ring


def database():
    """Django's DATABASES entry from DATABASE_URL (sqlite:///path or postgres://user:password@host:port/name)."""
    url = text("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or query.pop("host", "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query,
        }
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with sqlite:/// or postgres://, for example postgres://bhxh:secret@localhost:5432/bhxh."
    )
