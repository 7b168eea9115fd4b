"""Signatures of webhooks, by the specification Standard Webhooks 1.0 (standardwebhooks.com)."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Final

_PREFIX: Final = "whsec_"
_BYTES: Final = 32


def new_secret() -> str:
    """Return a new secret: `whsec_` and 32 random bytes in base64."""
    return _PREFIX + b64encode(token_bytes(_BYTES)).decode()


def signed_headers(secrets: Iterable[str], message_id: str, sent: datetime, body: bytes) -> dict[str, str]:
    """Return the headers of a message: its id, when it is sent, and a signature for each secret.

    Signed is `id.timestamp.body` by HMAC-SHA256; the time of sending, so that receivers refuse old copies.
    """
    timestamp = str(int(sent.timestamp()))
    content = f"{message_id}.{timestamp}.".encode() + body
    signatures = [f"v1,{_signature(secret, content)}" for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, content: bytes) -> str:
    key = b64decode(secret.removeprefix(_PREFIX))
    return b64encode(hmac.new(key, content, sha256).digest()).decode()
