"""Encryption of the numbers of a person at rest, and the keyed hash by which they are found again."""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

ID_BYTES = 4
NONCE_BYTES = 12
NONCE, SEALED = slice(ID_BYTES, ID_BYTES + NONCE_BYTES), slice(ID_BYTES + NONCE_BYTES, None)
HASH_BYTES = 16
MARK_BYTES = 32


def key_id(key):
    """ID_BYTES bytes by which a ciphertext names its key (keyed BLAKE2b, `person` parts it from all else)."""
    return hashlib.blake2b(key=key, person=b"key id", digest_size=ID_BYTES).digest()


class Unreadable(str):
    """What is shown for a text that cannot be read; `stored` are its bytes, which are written back as they came."""

    stored = b""


class _KeyRing:
    """AES-256-GCM under the keys of settings.DATA_KEYS; each ciphertext begins with the id of its key."""

    def __init__(self, keys):
        self.ciphers = {key_id(key): AESGCM(key) for key in keys}
        if len(self.ciphers) < len(set(keys)):
            raise ImproperlyConfigured(
                "Hai khóa của DATA_KEYS trùng mã nhận biết: hãy thay khóa vừa thêm bằng khóa khác."
            )
        self.first = key_id(keys[0])
        self.cipher = self.ciphers[self.first]

    def encrypt(self, text):
        nonce = os.urandom(NONCE_BYTES)
        return self.first + nonce + self.cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, stored):
        """The text, or what is said instead of it."""
        stored = bytes(stored)
        cipher = self.ciphers.get(stored[:ID_BYTES])
        if cipher is None:
            return _unreadable(stored, _("không đọc được: thiếu khóa, báo người quản trị"))
        try:
            return cipher.decrypt(stored[NONCE], stored[SEALED], None).decode()
        except (InvalidTag, ValueError):
            return _unreadable(stored, _("không đọc được: dữ liệu hỏng, ghi lại từ giấy tờ"))

    def decrypt_column(self, values):
        """As `decrypt`, without a call for each value where one key has encrypted them all."""
        ids = {value[:ID_BYTES] for value in values if value}
        if len(ids) == 1 and (cipher := self.ciphers.get(bytes(*ids))):
            open_ = cipher.decrypt
            try:
                return [open_(value[NONCE], value[SEALED], None).decode() if value else "" for value in values]
            except (InvalidTag, ValueError):
                pass  # one is damaged: each is looked at by itself
        return [self.decrypt(value) if value else "" for value in values]


def _unreadable(stored, told):
    text = Unreadable(told)
    text.stored = stored
    return text


_ring = _KeyRing(settings.DATA_KEYS)
_INDEX_KEY = settings.DATA_INDEX_KEY


def encrypt(text):
    """Bytes of `text` under the first key; different at each call."""
    return _ring.encrypt(text)


def decrypt(stored):
    """The text of one value as the database gives it; an empty or absent value is the empty text."""
    return _ring.decrypt(stored) if stored else ""


def decrypt_column(values):
    """The texts of a column as the database gives it; an empty or absent value is the empty text."""
    return _ring.decrypt_column(values)


def renewed(stored):
    """The bytes of the same text under the first key; None where they cannot be read."""
    text = _ring.decrypt(stored)
    return None if isinstance(text, Unreadable) else _ring.encrypt(text)


def keyed_hash(text):
    """16 bytes that are equal for equal texts and say nothing without DATA_INDEX_KEY (keyed BLAKE2b, RFC 7693)."""
    return hashlib.blake2b(text.encode(), digest_size=HASH_BYTES, key=_INDEX_KEY).digest()


def mark(data, purpose):
    """32 bytes that nobody makes for `data` without DATA_INDEX_KEY; `purpose` parts one kind of data from another."""
    made = marker(purpose)
    made.update(data)
    return made.digest()


def marker(purpose):
    """What makes a `mark` of the data that it is given."""
    return hashlib.blake2b(digest_size=MARK_BYTES, key=_INDEX_KEY, person=purpose)


class EncryptedTextField(models.Field):
    """Text in Python, AES-GCM bytes in the database; the empty text is stored as empty bytes.

    `max_length` is that of the text. Migrations see a plain BinaryField, so that they need no code of ours.
    """

    empty_strings_allowed = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def get_internal_type(self):
        return "BinaryField"

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        for told in ("default", "max_length"):
            kwargs.pop(told, None)
        return name, "django.db.models.BinaryField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"max_length": self.max_length, **kwargs})

    def run_validators(self, value):
        """What cannot be read was looked at when it was entered."""
        if not isinstance(value, Unreadable):
            super().run_validators(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            value = sealed(value)
        return value if value is None else connection.Database.Binary(value)

    def from_db_value(self, value, expression, connection):
        return decrypt(value)


def sealed(text):
    """The bytes that the database keeps of a text, of one that cannot be read those it keeps already."""
    if isinstance(text, Unreadable):
        return text.stored
    return encrypt(text) if text else b""


class KeyedHashField(models.BinaryField):
    """Keyed hash of an encrypted text of the same record, by which it is found; written whenever the record is.

    `of` names the field of the text, `spelled` writes in one way what is the same however it is typed. None where
    there is no text. Migrations see a plain BinaryField.
    """

    def __init__(self, *args, of="", spelled=str, **kwargs):
        self.of, self.spelled = of, spelled
        super().__init__(*args, **{"max_length": HASH_BYTES, "null": True, "db_index": True, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    def clone(self):
        return type(self)(self.verbose_name, of=self.of, spelled=self.spelled)

    def key(self, text):
        """16 bytes; other ones for the same figures in another field."""
        return keyed_hash(f"{self.of}|{self.spelled(text)}") if text else None

    def key_of(self, text, stored):
        """The key of a text; of one that cannot be read the key that is `stored`."""
        return stored if isinstance(text, Unreadable) else self.key(text)

    def pre_save(self, instance, add):
        value = self.key_of(getattr(instance, self.of), getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


class Sealing:
    """How values of a table are written that go past its model: texts encrypted, and their keyed hashes with them.

    `names` are the fields that were told, followed by those of the hashes, in the order of `row`.
    """

    def __init__(self, model, names):
        fields = [model._meta.get_field(name) for name in names]
        keys = [field for field in model._meta.local_concrete_fields if isinstance(field, KeyedHashField)]
        self.texts = [place for place, field in enumerate(fields) if isinstance(field, EncryptedTextField)]
        self._keys = [(names.index(field.of), field) for field in keys if field.of in names]
        self.names = (*names, *(field.name for _place, field in self._keys))

    def row(self, values, stored=None):
        """Database-ready values; `stored` is the record as it was, which has the keys of what cannot be read."""
        keys = [field.key_of(values[place], getattr(stored, field.name, None)) for place, field in self._keys]
        values = list(values)
        for place in self.texts:
            values[place] = sealed(values[place])
        return (*values, *keys)
