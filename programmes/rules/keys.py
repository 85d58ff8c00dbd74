"""Whether the keys at hand are those of the database: with any other, people would be entered twice or not be read."""

from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, Donation, Donor, KeyFingerprint, Recipient
from programmes.models.fields import Unreadable
from programmes.models.keys import encrypted_columns, with_key_id
from programmes.rules.identity import likeness
from programmes.rules.problems import Problem

DATA_KEYS, DATA_INDEX_KEY = KeyFingerprint.Setting
SAMPLE = 20
FAULTS = {
    DATA_KEYS: _("DATA_KEYS thiếu khóa mà sổ này còn dùng"),
    DATA_INDEX_KEY: _("DATA_INDEX_KEY không phải khóa của sổ này"),
}


def check_keys(held):
    """Problems of working in this database with the keys `held` (models/keys.py::at_hand)."""
    noted, fingerprints = list(KeyFingerprint.objects.all()), {key.fingerprint for key in held}
    missing = [key for key in noted if bytes(key.fingerprint) not in fingerprints]
    wrong = {key.setting for key in missing if is_in_use(key)} if noted else set(_disproved())
    if wrong:
        yield keys_differ(wrong)
    elif {bytes(key.key_id) for key in missing if key.setting == DATA_KEYS} & {key.key_id for key in held}:
        yield Problem(
            "",
            "key_id_taken",
            _("Một khóa mới của DATA_KEYS trùng mã nhận biết với khóa cũ của sổ; hãy tạo khóa khác."),
        )


def keys_differ(wrong):
    """The problem of these settings being others than those of the books."""
    named = [setting for setting in FAULTS if setting in wrong]
    return Problem(
        "",
        "keys_differ",
        _(
            "%(faults)s: hãy khôi phục %(settings)s từ bản sao lưu của sổ này (biến môi trường, hoặc tệp %(files)s "
            "trong DATA_DIR)."
        )
        % {
            "faults": "; ".join(str(FAULTS[setting]) for setting in named),
            "settings": ", ".join(named),
            "files": ", ".join(f"{setting.lower()}.txt" for setting in named),
        },
    )


def is_in_use(key):
    """Whether something lies under this key in the database that it was read from."""
    here = key._state.db
    if key.setting == DATA_INDEX_KEY:
        hashed = (
            AuditEvent.objects.exclude(mark=b""),
            Recipient.objects.all(),
            Donation.objects.filter(trail_hash__isnull=False),
            Donor.objects.exclude(phone_hash=None, bank_account_hash=None),
        )
        return any(found.using(here).exists() for found in hashed)
    encrypted = (with_key_id(model, name).using(here) for model, name in encrypted_columns())
    return any(rows.filter(under=key.key_id).exists() for rows in encrypted)


def _disproved():
    """Where no fingerprint is noted some people tell: the settings that cannot have written the books."""
    numbers = Recipient.objects.exclude(citizen_hash=None).values_list("citizen_number", flat=True)[:SAMPLE]
    if numbers and all(isinstance(number, Unreadable) for number in numbers):
        yield DATA_KEYS
    # Asked before `migrate` too: of columns that every version has.
    anyone = Recipient.objects.only("search_key", "birth_date", "province", "commune", "likeness").first()
    if anyone and bytes(anyone.likeness) != likeness(
        anyone.search_key, anyone.birth_date, anyone.province_id, anyone.commune
    ):
        yield DATA_INDEX_KEY
