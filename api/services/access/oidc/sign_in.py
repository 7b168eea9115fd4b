"""People whom the provider vouches for: sent there, known when they come back, let in by their groups."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final

from api.services.access.caller import Caller
from api.services.access.errors import NoRole, ProviderRefused
from api.services.access.manage_keys import LONGEST_NAME
from api.services.access.oidc.provider import Provider
from api.services.access.oidc.settings import OidcSettings
from api.services.access.oidc.visit import Visit
from api.services.access.sessions import begin_for
from core.clock import Clock
from core.errors import InvalidInput
from data.store.access.users import NewUser, User
from data.store.audit.act import Act
from data.store.store import Store
from data.store.tenant import naming

VISIT_LASTS: Final = timedelta(minutes=10)
"""Long enough to find a second factor."""

_WHO: Final = "provider"
_NAMES: Final = ("name", "preferred_username", "email", "sub")


def begin_visit(store: Store, clock: Clock, provider: Provider, back: str) -> tuple[Visit, str]:
    """Begin a visit; return it, for the browser's cookie, and the address that the browser is sent to."""
    visit, now = Visit(naming(store.tenant, token_urlsafe(32))), clock()
    door = provider.door(visit, back)
    store.visits.begin(visit.token, now=now, ends=now + VISIT_LASTS)
    return visit, door


def end_visit(
    store: Store, clock: Clock, provider: Provider, visit: Visit, *, state: str, code: str, back: str
) -> tuple[str, Caller]:
    """Begin a session for whoever comes back from a visit, once; return its token and who is let in.

    code
        "" where the provider gave none.
    """
    now = clock()
    if not visit.is_of(state) or not store.visits.end(visit.token, now):
        raise ProviderRefused("This is not the browser that was sent to the provider, or it came too late.")
    try:
        if not code:
            raise ProviderRefused("The provider did not let you in.")
        claims = provider.claims(code, visit, back)
        _check_mail(claims, provider.settings.mail_domains)
    except ProviderRefused:
        store.audit.add(_act(None, "sign_in", now), "refused: provider")
        raise
    return begin_for(store, _person(store, now, claims, provider.settings), now)


def _person(store: Store, now: datetime, claims: Mapping[str, Any], settings: OidcSettings) -> User:
    """Return whom the claims name, with the roles of now; kept when he comes for the first time."""
    identity = f"oidc {settings.issuer} {claims['sub']}"
    found = store.users.known_as(identity)
    roles = settings.roles_of(_groups(claims, settings.roles_claim))
    if not roles:
        store.audit.add(_act(found, "sign_in", now), "refused: no role")
        raise NoRole("The provider knows you, but none of your groups has a role here.")
    if found is None:
        found = _added(store, now, identity, _name(claims), roles)
    if found.closed is None and found.roles != roles:
        act = _act(None, "change_user", now)
        return store.by(act).users.change(found.id, found.tenant, {"roles": " ".join(roles)})
    return found


def _added(store: Store, now: datetime, identity: str, name: str, roles: tuple[str, ...]) -> User:
    wanted = NewUser(
        name=name, tenant=store.tenant, identity=identity, password="", roles=roles, made_by=_WHO
    )
    try:
        return store.by(_act(None, "add_user", now)).users.add(wanted, now)[0]
    except InvalidInput:
        # The same person was faster with another browser.
        found = store.users.known_as(identity)
        if found is None:
            raise
        return found


def _check_mail(claims: Mapping[str, Any], domains: tuple[str, ...]) -> None:
    mail = claims.get("email")
    known = claims.get("email_verified") is True and isinstance(mail, str)
    if domains and not (known and str(mail).rpartition("@")[2].lower() in domains):
        raise ProviderRefused("Your mail address is not verified, or not of a domain that is let in here.")


def _groups(claims: Mapping[str, Any], way: str) -> frozenset[str]:
    found: Any = claims
    # Some providers call a claim by an address, with dots in it.
    for name in [way] if way in claims else way.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    many = found if isinstance(found, list) else [found]
    return frozenset(each for each in many if isinstance(each, str))


def _name(claims: Mapping[str, Any]) -> str:
    for each in _NAMES:
        text = "".join(letter for letter in str(claims.get(each) or "") if letter.isprintable())
        name = " ".join(text.split())[:LONGEST_NAME].strip()
        if name:
            return name
    return _WHO


def _act(user: User | None, what: str, at: datetime) -> Act:
    return Act(who=_WHO if user is None else f"user {user.id}", what=what, at=at)
