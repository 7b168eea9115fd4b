"""Passwords: which may be chosen, what is kept of them, and whether one is right."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.services.access.errors import SignInsBusy
from core.errors import Fault, fault

SHORTEST: Final = 12
LONGEST: Final = 200
_AT_ONCE: Final = 2
_PATIENCE_S: Final = 5.0

_HASHER: Final = PasswordHasher()
"""Argon2id as of RFC 9106, second recommended option: 64 MiB a password, so few are looked at at once."""

_LOOKING: Final = BoundedSemaphore(_AT_ONCE)

_NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$SAwWIgLe6Z32duHLKt8r1A$Lb9F+XQsVkHdG/0mII51Iqsml3uCgE5aw2bpAqm8pQc"
)
"""What is compared where nobody has the name: that takes as long as with somebody."""


def password_faults(where: str, password: str, name: str) -> Iterator[Fault]:
    """Yield what is wrong with a password, without telling it; length is what makes one strong.

    Source: NIST SP 800-63B-4, 3.1.1: no rules of composition, at least 8 letters, here 12; spaces count.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        yield fault(where, "password", f"{len(password)} characters", f"{SHORTEST} to {LONGEST} characters")
    elif password.casefold().strip() in (name.casefold().strip(), password[:1].casefold() * len(password)):
        yield fault(where, "password", "the name, or one letter", "something that nobody guesses")


def hash_of(password: str) -> str:
    """Return what is kept of a password."""
    with _one_of_few():
        return _HASHER.hash(_plain(password))


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one of which `kept` was kept; "" takes as long, and no password is right."""
    with _one_of_few():
        try:
            return _HASHER.verify(kept or _NOBODYS, _plain(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not _LOOKING.acquire(timeout=_PATIENCE_S):
        raise SignInsBusy("Many people sign in at this moment.")
    try:
        yield
    finally:
        _LOOKING.release()
