"""Signatures of shop systems: whoever cannot sign is told nothing."""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

import httpx
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.outbound.guard import Resolve
from api.outbound.settings import OutboundSettings
from api.outbound.transport import GuardedTransport
from api.services.access.errors import CredentialsRefused
from api.settings import ShopSettings
from core.errors import NotFound

_TIMEOUT_S: Final = 2.0
_ALGORITHMS: Final = ("RS256",)


def check_shopify(settings: ShopSettings, signature: str, body: bytes) -> None:
    """Raise where a body is not signed by the app's secret: base64 of its HMAC-SHA256."""
    if not settings.shopify_secret:
        raise NotFound("No Shopify shop is known here: ROUNDSMAN_SHOPS_SHOPIFY_SECRET is not set.")
    right = b64encode(hmac.new(settings.shopify_secret.encode(), body, sha256).digest())
    _refuse_unless(hmac.compare_digest(right, signature.encode()))


class SaleorKeys:
    """Checks what Saleor has signed: by its public keys (RS256, the body apart), or by a secret."""

    def __init__(self, settings: ShopSettings, outbound: OutboundSettings, resolve: Resolve) -> None:
        self._settings = settings
        self._fetch: Callable[[], KeySet] = lambda: _keys(settings.saleor_keys, outbound, resolve)
        self._known: KeySet | None = None
        self._guard = Lock()

    def check(self, signature: str, body: bytes) -> None:
        """Raise where a body is not signed by the shop."""
        settings = self._settings
        if not settings.saleor_keys and not settings.saleor_secret:
            raise NotFound("No Saleor shop is known here: ROUNDSMAN_SHOPS_SALEOR_KEYS is not set.")
        if settings.saleor_secret and "." not in signature:
            right = hmac.new(settings.saleor_secret.encode(), body, sha256).hexdigest()
            _refuse_unless(hmac.compare_digest(right.encode(), signature.encode()))
            return
        _refuse_unless(bool(settings.saleor_keys) and self._signed(signature, body))

    def _signed(self, signature: str, body: bytes) -> bool:
        # Keys are changed now and then: what the known ones do not fit is tried with those of now, once.
        known = self._keys()
        return _fits(signature, body, known) or _fits(signature, body, self._keys(instead_of=known))

    def _keys(self, instead_of: KeySet | None = None) -> KeySet:
        with self._guard:
            if self._known is None or self._known is instead_of:
                self._known = self._fetch()
            return self._known


class KeysOfShops:
    """The keys of the Saleor shops of all tenants; those of one fit no other's."""

    def __init__(self, outbound: OutboundSettings, resolve: Resolve) -> None:
        self._outbound, self._resolve = outbound, resolve
        self._shops: dict[str, tuple[ShopSettings, SaleorKeys]] = {}

    def of(self, tenant: str, settings: ShopSettings) -> SaleorKeys:
        """Return who checks what a tenant's shop has signed, by the settings of now."""
        known = self._shops.get(tenant)
        if known is None or known[0] != settings:
            known = (settings, SaleorKeys(settings, self._outbound, self._resolve))
            self._shops[tenant] = known
        return known[1]


def _fits(signature: str, body: bytes, keys: KeySet) -> bool:
    try:
        jws.deserialize_compact(signature, keys, algorithms=_ALGORITHMS, payload=body)
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True


def _keys(where: str, outbound: OutboundSettings, resolve: Resolve) -> KeySet:
    """Return the keys of a file, or of the address that the operator has named."""
    try:
        if not where.startswith(("https://", "http://")):
            return KeySet.import_key_set(json.loads(Path(where).read_bytes()))
        trusted = frozenset({httpx.URL(where).host})
        allowed = OutboundSettings(allowed=outbound.allowed, loopback=outbound.loopback, trusted=trusted)
        with httpx.Client(transport=GuardedTransport(allowed, resolve=resolve), trust_env=False) as client:
            answer = client.get(where, timeout=_TIMEOUT_S)
            answer.raise_for_status()
            return KeySet.import_key_set(json.loads(answer.content))
    except (OSError, ValueError, KeyError, TypeError, JoseError, httpx.HTTPError):
        raise CredentialsRefused(
            "The keys of the shop cannot be read: ROUNDSMAN_SHOPS_SALEOR_KEYS."
        ) from None


def _refuse_unless(right: bool) -> None:
    if not right:
        raise CredentialsRefused("The signature is not that of the shop.")
