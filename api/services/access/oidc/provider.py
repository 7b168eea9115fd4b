"""The provider of identities: where its doors are, which keys it signs with, whom it vouches for.

Source: OpenID Connect Core 1.0 and Discovery 1.0, RFC 6749, RFC 7636.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final
from urllib.parse import quote

import httpx

from api.outbound.guard import AddressRefused, Resolve
from api.outbound.settings import OutboundSettings
from api.outbound.transport import GuardedTransport
from api.services.access.errors import IdentityProviderFailed, ProviderRefused
from api.services.access.oidc.id_token import Expected, Key, claims_of, keys_of
from api.services.access.oidc.settings import OidcSettings
from api.services.access.oidc.visit import Visit
from core.clock import Clock

KNOWN_FOR: Final = timedelta(hours=1)
ASKED_ANEW_AFTER: Final = timedelta(minutes=1)
_TIMEOUT_S: Final = 5.0
_MOST_BYTES: Final = 1_000_000
_DOORS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class _Known:
    document: Mapping[str, Any]
    keys: tuple[Key, ...]
    since: datetime


class Provider:
    """One provider, by its settings; what it says of itself is kept for an hour."""

    def __init__(
        self, settings: OidcSettings, outbound: OutboundSettings, resolve: Resolve, clock: Clock
    ) -> None:
        self.settings = settings
        self._clock, self._guard = clock, Lock()
        self._known: _Known | None = None
        self._anew: datetime | None = None
        # The operator has named the issuer, who may be anywhere; where that one leads is looked at.
        named = frozenset({httpx.URL(settings.issuer).host} if settings.on else ())
        allowed = OutboundSettings(
            allowed=outbound.allowed, ports=outbound.ports, loopback=outbound.loopback, trusted=named
        )
        self._transport: Callable[[], httpx.BaseTransport] = lambda: GuardedTransport(
            allowed, resolve=resolve
        )

    def door(self, visit: Visit, back: str) -> str:
        """Return the address at which a browser begins a visit, to be sent `back` to us with a code."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": self.settings.scopes,
            "state": visit.state,
            "nonce": visit.nonce,
            "code_challenge": visit.challenge,
            "code_challenge_method": "S256",
        }
        return str(httpx.URL(self._now().document["authorization_endpoint"]).copy_merge_params(asked))

    def claims(self, code: str, visit: Visit, back: str) -> Mapping[str, Any]:
        """Return what the provider vouches for of whoever has come back with a code.

        Raises `ProviderRefused` where it does not, `IdentityProviderFailed` where it does not answer.
        """
        expected = Expected(
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=visit.nonce,
            now=self._clock(),
        )
        return claims_of(self._id_token(code, visit, back), expected, self._keys)

    def _id_token(self, code: str, visit: Visit, back: str) -> str:
        document, own = self._now().document, self.settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": visit.verifier,
        }
        auth = None
        if own.client_secret and _takes_basic(document):
            auth = httpx.BasicAuth(quote(own.client_id, safe=""), quote(own.client_secret, safe=""))
        else:
            form |= {"client_id": own.client_id}
            form |= {"client_secret": own.client_secret} if own.client_secret else {}
        status, answer = self._ask("POST", document["token_endpoint"], data=form, auth=auth)
        token = answer.get("id_token")
        if status != 200 or not isinstance(token, str):
            raise ProviderRefused("The provider did not take the code with which you came back.")
        return token

    def _keys(self, fits: Callable[[Key], bool]) -> Sequence[Key]:
        """Return the keys that fit; where there is none the provider may have new ones: ask, but seldom."""
        found = [each for each in self._now().keys if fits(each)]
        return found or [each for each in self._now(anew=True).keys if fits(each)]

    def _now(self, *, anew: bool = False) -> _Known:
        with self._guard:
            now, known = self._clock(), self._known
            if known is not None and anew and _over(self._anew, ASKED_ANEW_AFTER, now):
                self._anew, known = now, None
            if known is None or _over(known.since, KNOWN_FOR, now):
                known = self._known = self._fetched(now)
            return known

    def _fetched(self, now: datetime) -> _Known:
        issuer = self.settings.issuer
        document = self._fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer:
            raise IdentityProviderFailed("The provider has another name than ROUNDSMAN_OIDC_ISSUER.")
        scheme = ("https://", "http://") if issuer.startswith("http://") else ("https://",)
        for each in _DOORS:
            if not str(document.get(each, "")).startswith(scheme):
                raise IdentityProviderFailed(f"The provider names no {each} that begins with https://.")
        return _Known(document, keys_of(self._fetch(document["jwks_uri"])), now)

    def _fetch(self, url: str) -> Mapping[str, Any]:
        status, answer = self._ask("GET", url)
        if status != 200:
            raise IdentityProviderFailed(f"The provider answered with status {status}.")
        return answer

    def _ask(self, method: str, url: str, **more: Any) -> tuple[int, Mapping[str, Any]]:
        """Ask, follow no redirect, and read no more than an answer of this kind has."""
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        client = httpx.Client(transport=self._transport(), timeout=_TIMEOUT_S, trust_env=False)
        try:
            with client, client.stream(method, url, headers=headers, **more) as answer:
                content = bytearray()
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        raise ValueError("too much")
            read = json.loads(content)
            if not isinstance(read, dict):
                raise TypeError("no object")
        except (
            *(httpx.HTTPError, httpx.InvalidURL, AddressRefused),
            *(OSError, ValueError, TypeError, RecursionError),
        ) as error:
            # The text of an error may hold what was sent.
            raise IdentityProviderFailed(f"The provider did not answer ({type(error).__name__}).") from None
        return answer.status_code, read


def _over(since: datetime | None, lasts: timedelta, now: datetime) -> bool:
    # A clock that was set back makes nothing last longer.
    return since is None or abs(now - since) >= lasts


def _takes_basic(document: Mapping[str, Any]) -> bool:
    ways = document.get("token_endpoint_auth_methods_supported")
    return not isinstance(ways, list) or "client_secret_basic" in ways
