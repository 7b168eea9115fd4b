"""A data key: seals text and bytes so that only who has it reads them, and nobody changes them unseen."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
ID_LENGTH: Final = 8
_NONCE: Final = 12


class NotSealedByThis(Exception):
    """What was to be opened was not sealed by this key for this place, or was changed since."""


@dataclass(frozen=True)
class DataKey:
    """256 random bits. Its id follows from them: a key with a slip of the pen has another.

    Seals with AES-256-GCM; 96 random bits go with each: at most 2^32 values by one key. Source: NIST SP
    800-38D, 8.2.2 and 8.3. Digests are HMAC-SHA256 by a key derived with HKDF (RFC 5869).
    """

    secret: bytes = field(repr=False)

    @cached_property
    def id(self) -> str:
        """Return what sealed values and the database call the key."""
        return sha256(b"roundsman data key" + self.secret).hexdigest()[:ID_LENGTH]

    @property
    def text(self) -> str:
        """Return the key as files and settings write it."""
        return urlsafe_b64encode(self.secret).decode()

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Return `plain` sealed for a place: opened elsewhere it is refused."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed for a place; raise `NotSealedByThis`."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
        except (InvalidTag, ValueError) as refused:
            raise NotSealedByThis from refused

    def digest(self, text: str) -> str:
        """Return 160 bits by which equal texts are found, and nothing is learnt without the key."""
        mac = self._mac.copy()
        mac.update(text.encode())
        return mac.finalize()[:20].hex()

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    @cached_property
    def _mac(self) -> HMAC:
        derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"roundsman digests").derive(self.secret)
        return HMAC(derived, SHA256())


def new_key() -> DataKey:
    """Return a key that nobody can guess."""
    return DataKey(os.urandom(KEY_BYTES))


def key_of(text: str) -> DataKey | None:
    """Return the key that a text means; None for anything else."""
    try:
        secret = urlsafe_b64decode(text)
    except ValueError:
        return None
    return DataKey(secret) if len(secret) == KEY_BYTES else None
