"""What the operator sets for people whom a provider of identities vouches for (OpenID Connect)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from api.services.access.scopes import Role
from core.errors import Fault, fault

_PREFIX: Final = "ROUNDSMAN_OIDC_"
_HERE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """Which provider people sign in by, and which roles they get; none until an issuer is set.

    issuer
        address of the provider, as https://login.example/realms/firm.
    client_id
        what the provider calls this installation.
    client_secret
        that the provider gave it; empty where it gave none.
    scopes
        what the provider is asked for; some need another one to tell of groups.
    roles_claim
        what in the ID token names somebody's groups: a name, or a way of names with dots between.
    roles
        which group has which role, with semicolons between: Dispatch=dispatcher; Heads=admin.
    mail_domains
        of addresses that the provider has verified; others are not let in. Empty asks for none.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    scopes: str = "openid profile email"
    roles_claim: str = "groups"
    roles: str = ""
    mail_domains: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether people sign in by a provider."""
        return bool(self.issuer)

    def roles_of(self, groups: frozenset[str]) -> tuple[Role, ...]:
        """Return the roles of whoever is in these groups."""
        given = {role for group, role in self._pairs() if group in groups}
        return tuple(role for role in Role if role in given)

    def faults(self) -> Iterator[Fault]:
        """Yield what keeps people from signing in by these settings; nothing where they are off."""
        if not self.on:
            return
        if not _is_safe(self.issuer):
            yield _fault("ISSUER", self.issuer, "an address such as https://login.example")
        if not self.client_id:
            yield _fault("CLIENT_ID", "", "what the provider calls this installation")
        if "openid" not in self.scopes.split():
            yield _fault("SCOPES", self.scopes, "openid, and others after a space")
        for group, role in self._pairs():
            if not group or role not in list(Role):
                yield _fault("ROLES", f"{group}={role}", f"GROUP=ROLE with one of {', '.join(Role)}")
        if not self.roles.strip():
            yield _fault("ROLES", "", "GROUP=ROLE, semicolons between: without any nobody is let in")

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for each in filter(None, map(str.strip, self.roles.split(";"))):
            group, _, role = each.rpartition("=")
            yield group.strip(), role.strip()


def _is_safe(issuer: str) -> bool:
    """Whether an address is https, or http on this computer: tokens must not be overheard."""
    if not issuer.isprintable() or " " in issuer:
        return False
    try:
        url = urlsplit(issuer)
        host, _ = url.hostname, url.port
    except ValueError:
        return False
    more = url.query or url.fragment or "@" in url.netloc
    safe = url.scheme == "https" or (url.scheme == "http" and host in _HERE)
    return bool(host) and safe and not more


def _fault(name: str, value: str, expected: str) -> Fault:
    return fault("environment", f"{_PREFIX}{name}", value, expected)
