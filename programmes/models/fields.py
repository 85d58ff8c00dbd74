"""Encryption of citizen numbers at rest, and the keyed hash by which they are found again."""

import hashlib
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE_BYTES = 12
HASH_BYTES = 16


class _KeyRing:
    """AES-256-GCM under the keys of settings.DATA_KEYS; each text names its key by one byte."""

    def __init__(self, keys):
        self.ciphers = {hashlib.sha256(key).digest()[:1]: AESGCM(key) for key in reversed(keys)}
        self.mark = hashlib.sha256(keys[0]).digest()[:1]
        self.cipher = self.ciphers[self.mark]

    def encrypt(self, text):
        nonce = os.urandom(NONCE_BYTES)
        return self.mark + nonce + self.cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, stored):
        stored = bytes(stored)
        cipher = self.ciphers[stored[:1]]
        return cipher.decrypt(stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :], None).decode()

    def decrypt_column(self, values):
        """As `decrypt`, without a call for each value where one key has encrypted them all."""
        if len({value[:1] for value in values if value}) != 1:
            return [self.decrypt(value) if value else "" for value in values]
        open_ = self.ciphers[bytes(next(filter(None, values))[:1])].decrypt
        return [open_(value[1:13], value[13:], None).decode() if value else "" for value in values]


_ring = _KeyRing(settings.DATA_KEYS)
_INDEX_KEY = settings.DATA_INDEX_KEY


def encrypt(text):
    """Bytes of `text` under the first key; different at each call."""
    return _ring.encrypt(text)


def decrypt_column(values):
    """The texts of a column as the database gives it; an empty or absent value is the empty text."""
    return _ring.decrypt_column(values)


def keyed_hash(text):
    """16 bytes that are equal for equal texts and say nothing without DATA_INDEX_KEY (keyed BLAKE2b, RFC 7693)."""
    return hashlib.blake2b(text.encode(), digest_size=HASH_BYTES, key=_INDEX_KEY).digest()


class EncryptedTextField(models.Field):
    """Text in Python, AES-GCM bytes in the database; the empty text is stored as empty bytes.

    Migrations see a plain BinaryField, so that they need no code of ours.
    """

    empty_strings_allowed = True

    def get_internal_type(self):
        return "BinaryField"

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.BinaryField", args, kwargs

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            value = encrypt(value) if value else b""
        return value if value is None else connection.Database.Binary(value)

    def from_db_value(self, value, expression, connection):
        return _ring.decrypt(value) if value else ""
