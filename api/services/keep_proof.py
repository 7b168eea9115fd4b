"""Pictures of deliveries: bounded, known by their first bytes, kept under the digest of what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from core.errors import InvalidInput, fault
from data.store.store import Store

MOST_BYTES: Final = 4 * 2**20

_KINDS: Final[dict[str, Callable[[bytes], bool]]] = {
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A picture that is kept."""

    digest: str
    media_type: str
    size: int


def keep_proof(store: Store, content: bytes, *, now: datetime) -> Proof:
    """Keep a picture; raise `InvalidInput` where it is too large, or none that is known."""
    if len(content) > MOST_BYTES:
        found = fault("/", "picture", f"{len(content):,} bytes", f"at most {MOST_BYTES:,} bytes")
        raise InvalidInput("The picture is too large.", faults=[found])
    media_type = next((name for name, is_one in _KINDS.items() if is_one(content)), "")
    if not media_type:
        found = fault("/", "picture", f"{len(content):,} bytes of something else", ", ".join(_KINDS))
        raise InvalidInput("That is no picture.", faults=[found])
    digest = sha256(content).hexdigest()
    store.day_events.keep_proof(digest, media_type, content, now)
    return Proof(digest=digest, media_type=media_type, size=len(content))
