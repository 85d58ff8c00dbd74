"""An officer's own password: set with a code that serves once. Nobody else ever types or sees it."""

import base64
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access import tries
from programmes.actions import audit
from programmes.models import PasswordCode, keyed_hash
from programmes.rules.problems import Problem, insist

GOOD_FOR = timedelta(days=1)
BYTES = 10  # 16 letters and digits, in fours


def new_code(size=BYTES):
    """A random code in capital letters and the digits 2 to 7, so that no 0 is read as an O: "K7QF-3M2P-…"."""
    text = base64.b32encode(secrets.token_bytes(size)).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def hash_of(code):
    """As it is kept; small letters, spaces and hyphens make no difference."""
    return keyed_hash(f"one-time code {''.join(filter(str.isalnum, code)).upper()}")


def issue(officer):
    """A new code for this officer, told once and kept as its hash; the one before is void."""
    code = new_code()
    kept = {"code_hash": hash_of(code), "given_at": timezone.now()}
    PasswordCode.objects.update_or_create(officer=officer, defaults=kept)
    return code


@transaction.atomic
def set_with_code(code, password, *, address):
    """Set the password of the officer whose code this is; return the officer. The code ends, and so do all sessions.

    Raises RuleViolation for a code that is not good, ValidationError for a password that is too weak.
    """
    held = PasswordCode.objects.select_for_update(of=("self",)).filter(code_hash=hash_of(code)).first()
    if held is None or held.given_at <= timezone.now() - GOOD_FOR or not held.officer.is_active:
        message = _("Mã không đúng, đã dùng hoặc đã quá một ngày; hãy xin người quản trị tài khoản mã mới.")
        insist([Problem("code", "password_code_void", message)])
    officer = held.officer
    validate_password(password, officer)
    officer.set_password(password)
    officer.save(update_fields=["password"])
    held.delete()
    audit.note("set_password", officer, by=officer)
    tries.forget(key(address))
    return officer


@transaction.atomic
def change(password, *, by):
    """Another password of one's own; whoever logged in with the former one is out."""
    validate_password(password, by)
    by.set_password(password)
    by.save(update_fields=["password"])
    audit.note("change_password", by, by=by)


def key(address):
    """Under which tries of codes from one address are counted."""
    return f"password-code-{tries.network_of(address)}"
