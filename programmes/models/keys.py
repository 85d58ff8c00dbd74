"""The fingerprints of the keys under which this database is written; the keys themselves are never in it."""

import hashlib

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import BinaryField, ExpressionWrapper, F, Func
from django.utils.translation import gettext_lazy as _

from programmes.models.fields import ID_BYTES, EncryptedTextField, key_id

FINGERPRINT_BYTES = 32


class KeyFingerprint(models.Model):
    """A key that something in this database may lie under.

    Of DATA_KEYS there may be several, each with the id by which its ciphertexts name it; of DATA_INDEX_KEY, which
    is named nowhere, one.
    """

    class Setting(models.TextChoices):
        DATA_KEYS = "DATA_KEYS", _("khóa mã hóa các số cá nhân")
        DATA_INDEX_KEY = "DATA_INDEX_KEY", _("khóa tra cứu các số cá nhân")

    setting = models.CharField(_("biến cấu hình"), max_length=14, choices=Setting.choices)
    key_id = models.BinaryField(_("mã nhận biết khóa"), max_length=ID_BYTES)
    fingerprint = models.BinaryField(_("dấu vân tay khóa"), max_length=FINGERPRINT_BYTES, unique=True)
    noted_at = models.DateTimeField(_("ghi nhận lúc"), auto_now_add=True)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("dấu vân tay khóa")
        verbose_name_plural = _("dấu vân tay khóa")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["setting", "key_id"],
                name="key_id_once",
                violation_error_message=_("Mã nhận biết này đã có một khóa khác."),
            )
        ]

    def __str__(self):
        return f"{self.setting} {bytes(self.key_id).hex()}"


def encrypted_columns():
    """Every column that lies under DATA_KEYS, as (model, name of the field)."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def with_key_id(model, name):
    """All rows, with `stored`, the bytes of an encrypted column, and `under`, the id of the key they lie under."""
    under = Func(name, 1, ID_BYTES, function="substr", output_field=BinaryField())
    stored = ExpressionWrapper(F(name), output_field=BinaryField())
    return model._base_manager.annotate(stored=stored, under=under)


def under_former_keys(model, name):
    """Rows of `with_key_id` that are not under the first key of DATA_KEYS, which writes."""
    return with_key_id(model, name).exclude(stored=b"").exclude(under=key_id(settings.DATA_KEYS[0]))


def at_hand():
    """The keys in the settings as KeyFingerprints, unsaved."""
    setting = KeyFingerprint.Setting
    return [
        *(_of(setting.DATA_KEYS, key, key_id(key)) for key in settings.DATA_KEYS),
        _of(setting.DATA_INDEX_KEY, settings.DATA_INDEX_KEY, b""),
    ]


def _of(setting, key, named_by):
    """One way only, and other bytes than whatever else is made of a key: `person` and the setting part them."""
    told = hashlib.blake2b(setting.encode(), key=key, person=b"fingerprint", digest_size=FINGERPRINT_BYTES)
    return KeyFingerprint(setting=setting, key_id=named_by, fingerprint=told.digest())
