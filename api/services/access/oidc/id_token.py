"""ID tokens: signed by the provider, for us, now, for this very visit.

Source: OpenID Connect Core 1.0, section 3.1.3.7.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from api.services.access.errors import ProviderRefused

SKEW_S: Final = 60
"""How far the clocks of the provider and of this server may be apart."""

_KINDS: Final = {"RS256": "RSA", "ES256": "EC"}
_NONSENSE: Final = (JoseError, ValueError, TypeError, KeyError, AttributeError)
"""What reading a token or a key raises that is none."""

Key = RSAKey | ECKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a token has to say of whom it is by and for."""

    issuer: str
    client_id: str
    nonce: str
    now: datetime


def keys_of(document: Any) -> tuple[Key, ...]:
    """Return the keys of a JWK set that sign, without those of kinds that are not taken."""
    return tuple(_keys(document["keys"] if isinstance(document, dict) else ()))


def claims_of(
    token: str, expected: Expected, keys_named: Callable[[Callable[[Key], bool]], Sequence[Key]]
) -> Mapping[str, Any]:
    """Return what a token says; raise `ProviderRefused` where anything of it is not as it has to be.

    keys_named
        returns the provider's keys that a test fits, after asking anew where there is none.
    """
    try:
        header = jws.extract_compact(token.encode()).headers()
        # Our choice of algorithms, never the token's: with HS256 a public key would be a secret.
        kind, kid = _KINDS[header["alg"]], header.get("kid")
        (key,) = keys_named(lambda each: each.key_type == kind and (kid is None or each.kid == kid))
        claims = jwt.decode(token, key, algorithms=[header["alg"]]).claims
        _registry(expected).validate(claims)
        _check_party(claims, expected.client_id)
    except _NONSENSE:
        # The text of an error may hold what the token says.
        raise ProviderRefused("What the provider says of you is not signed by it, for us, now.") from None
    return claims


def _registry(expected: Expected) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(expected.now.timestamp()),
        leeway=SKEW_S,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        nonce={"essential": True, "value": expected.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _check_party(claims: Mapping[str, Any], client_id: str) -> None:
    """Raise where the token is for several and was not asked for by us, or names nobody."""
    for_us_alone = claims["aud"] in (client_id, [client_id])
    if claims.get("azp", client_id if for_us_alone else None) != client_id:
        raise ValueError("azp")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise ValueError("sub")


def _keys(documents: Iterable[Any]) -> Iterable[Key]:
    for each in documents:
        try:
            if each.get("use", "sig") == "sig" and each["kty"] in _KINDS.values():
                yield (RSAKey if each["kty"] == "RSA" else ECKey).import_key(each)
        except _NONSENSE:
            continue
