"""Pickup codes: three digits name the parcel in its bank, five are secret and kept as a hash."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from hmac import compare_digest
from typing import Final, NamedTuple

from core.errors import InvalidInput, fault

LENGTH: Final = 8
_LOCATOR: Final = 3
_WORK: Final = 2**13
"""Of scrypt: some 20 ms. What protects five digits is that a few wrong ones close the compartment."""

TRIES_A_BLOCK: Final = 5
BLOCKS: Final = (timedelta(minutes=15), timedelta(hours=1))
MOST_TRIES: Final = TRIES_A_BLOCK * (len(BLOCKS) + 1)
"""After so many wrong codes in a row the code is void: 15 tries guess one of 100,000 once in 6,667 times."""

BANK_TRIES: Final = 20
BANK_BLOCK: Final = timedelta(minutes=1)
"""Codes of no parcel at all that one bank takes in a row, and how long it then takes none."""


class Code(NamedTuple):
    """What a recipient is told, in two parts."""

    locator: str
    secret: str

    def __str__(self) -> str:
        return f"{self.locator}{self.secret}"

    @property
    def shown(self) -> str:
        """The code as people read it: 402 71 658."""
        return f"{self.locator} {self.secret[:2]} {self.secret[2:]}"


def new_code(taken: Collection[str]) -> Code | None:
    """Return a code by chance, whose locator none of `taken` is; None where there are no more."""
    free = [name for number in range(10**_LOCATOR) if (name := f"{number:0{_LOCATOR}}") not in taken]
    if not free:
        return None
    digits = LENGTH - _LOCATOR
    return Code(secrets.choice(free), f"{secrets.randbelow(10**digits):0{digits}}")


def read_code(text: str) -> Code:
    """Return the code that somebody typed, with or without spaces."""
    digits = "".join(text.split()).replace("-", "")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        # What was typed is told to nobody: it may be nearly right.
        raise InvalidInput("This is no code.", faults=[fault("/", "code", "...", f"{LENGTH} digits")])
    return Code(digits[:_LOCATOR], digits[_LOCATOR:])


def hashed(secret: str) -> str:
    """Return what is kept of a secret. Source: scrypt, RFC 7914."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_WORK}${salt.hex()}${_derived(secret, salt, _WORK).hex()}"


def matches(secret: str, kept: str) -> bool:
    """Whether a secret is the one of which `kept` is the hash."""
    _, work, salt, digest = kept.split("$")
    return compare_digest(_derived(secret, bytes.fromhex(salt), int(work)), bytes.fromhex(digest))


def _derived(secret: str, salt: bytes, work: int) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=work, r=8, p=1, dklen=32)


def block_after(tries: int) -> timedelta | None:
    """Return for how long no code is taken after so many wrong ones in a row; None for not at all."""
    blocks, rest = divmod(tries, TRIES_A_BLOCK)
    return None if rest or not 1 <= blocks <= len(BLOCKS) else BLOCKS[blocks - 1]
