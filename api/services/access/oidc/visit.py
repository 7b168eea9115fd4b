"""A visit to the provider: a browser is sent there, and has to be the one that comes back."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Visit:
    """What belongs to one visit, all made from the token that the browser keeps in a cookie.

    The token names the tenant whose provider is visited; whoever changes that has another state, which
    that provider has never been told.

    Nobody can tell one from another, so the state, which stands in addresses, tells nothing of the verifier.
    """

    token: str

    @property
    def state(self) -> str:
        """What comes back with the browser."""
        return self._made("state")

    @property
    def nonce(self) -> str:
        """What the ID token has to hold."""
        return self._made("nonce")

    @property
    def verifier(self) -> str:
        """What proves that the code was asked for here (RFC 7636)."""
        return self._made("verifier")

    @property
    def challenge(self) -> str:
        """What is told of the verifier at first: its SHA-256."""
        return _base64(sha256(self.verifier.encode()).digest())

    def is_of(self, state: str) -> bool:
        """Whether a state that has come back is that of this visit."""
        return hmac.compare_digest(self.state.encode(), state.encode())

    def _made(self, what: str) -> str:
        return _base64(hmac.new(self.token.encode(), what.encode(), sha256).digest())


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
