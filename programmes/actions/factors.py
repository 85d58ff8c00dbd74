"""The second factor of an officer's own login: begun, confirmed with a first code, asked at each login."""

import base64
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.oath import TOTP

from programmes.actions import audit
from programmes.actions.passwords import hash_of, new_code
from programmes.models import Officer, OfficerSession, SecondFactor
from programmes.rules.problems import Problem, insist

SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 5  # 8 letters and digits
STEPS_AROUND = 1  # the clock of a phone may be half a minute off


@transaction.atomic
def begin(*, by):
    """A secret for the officer's app, unless there is one already; it counts once a first code was shown."""
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return SecondFactor.objects.get_or_create(officer=by, defaults={"secret": secret})[0]


@transaction.atomic
def confirm(code, *, by, session_key):
    """From now on the login asks for a code. Returns the recovery codes, told once; other sessions end."""
    factor = _locked(by)
    if factor is None or factor.confirmed_at is not None:
        insist([Problem("", "factor_confirmed", _("Xác thực hai bước đã được thiết lập; hãy tải lại trang."))])
    if not _takes(factor, code):
        message = _("Mã chưa đúng. Hãy nhập 6 chữ số đang hiện trong ứng dụng, và kiểm tra giờ của điện thoại.")
        insist([Problem("code", "factor_code_wrong", message)])
    codes = [new_code(RECOVERY_BYTES) for _each in range(RECOVERY_CODES)]
    factor.recovery_hashes = [hash_of(each).hex() for each in codes]
    factor.confirmed_at = timezone.now()
    factor.save()
    OfficerSession.objects.filter(officer=by).exclude(session_key=session_key).delete()
    audit.note("enrol_factor", by, by=by)
    return codes


@transaction.atomic
def verify(code, officer):
    """Whether this is a code of the officer's app or a recovery code; either serves once."""
    factor = _locked(officer)
    if factor is None or factor.confirmed_at is None:
        return False
    if _takes(factor, code):
        factor.save()
        return True
    kept = hash_of(code).hex()
    if kept not in factor.recovery_hashes:
        return False
    factor.recovery_hashes.remove(kept)
    factor.save()
    audit.note("use_recovery_code", officer, by=officer, after={"left": len(factor.recovery_hashes)})
    return True


def _locked(officer):
    """Two logins at the same instant do not use one code; waits for the officer's row, which is always there."""
    Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    return SecondFactor.objects.filter(officer=officer).first()


def _takes(factor, code):
    """Whether the app shows this code about now, and has not shown a later one that was used."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 6):
        return False
    totp = TOTP(base64.b32decode(factor.secret))
    totp.time = timezone.now().timestamp()
    if not totp.verify(int(digits), tolerance=STEPS_AROUND, min_t=factor.last_step + 1):
        return False
    factor.last_step = totp.t()
    return True
