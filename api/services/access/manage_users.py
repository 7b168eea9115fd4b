"""People let in by those who may, with no more than these have themselves."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from api.services.access.caller import Caller
from api.services.access.manage_keys import LONGEST_NAME, refuse_beyond
from api.services.access.passwords import hash_of, is_right, password_faults
from api.services.access.scopes import Role
from core.clock import Clock
from core.errors import Fault, InvalidInput, fault, refuse
from data.store.access.users import NewUser, User, identity_of_name
from data.store.moments import microseconds
from data.store.store import Store


def new_user(
    by: Caller, *, name: str, roles: Sequence[str], password: str, idempotency_key: str = ""
) -> NewUser:
    """Return a person to be let in with a name and a password; refuse what is wrong with either."""
    faults = [*_name_faults(name), *_role_faults(roles), *password_faults("user", password, name)]
    refuse("Nobody is added.", faults)
    refuse_beyond(by, roles)
    return NewUser(
        name=" ".join(name.split()),
        tenant=by.tenant,
        identity=identity_of_name(name),
        password=hash_of(password),
        roles=tuple(dict.fromkeys(map(str, roles))),
        made_by=by.id,
        call=sha256(idempotency_key.encode()).hexdigest() if idempotency_key else "",
    )


def add_user(
    store: Store,
    clock: Clock,
    by: Caller,
    *,
    name: str,
    roles: Sequence[str],
    password: str,
    idempotency_key: str = "",
) -> tuple[User, bool]:
    """Let somebody in by name and password; return whom, and whether this very call did so.

    roles
        none that give more than `by` may, else `ScopeMissing`.
    idempotency_key
        the same with the same request adds one person.
    """
    wanted = new_user(by, name=name, roles=roles, password=password, idempotency_key=idempotency_key)
    kept, added = store.users.add(wanted, clock())
    same = (kept.name, kept.roles) == (wanted.name, wanted.roles)
    if not added and not (same and is_right(password, kept.password)):
        expected = "a new key for each call; this one was used for somebody else"
        refuse("Nobody is added.", [fault("header", "Idempotency-Key", idempotency_key, expected)])
    return kept, added


def change_user(
    store: Store,
    clock: Clock,
    by: Caller,
    user_id: str,
    *,
    roles: Sequence[str] | None = None,
    password: str | None = None,
    closed: bool | None = None,
) -> User:
    """Change somebody's roles or password, or close or open anew; his sessions end. None leaves as it is.

    Nobody changes somebody who may do more than they may themselves.
    """
    user = store.users.one(user_id, by.tenant)
    faults = [] if roles is None else [*_role_faults(roles)]
    if password is not None:
        faults.extend(password_faults("user", password, user.name))
        faults.extend(_provider_faults(user))
    refuse("Nobody is changed.", faults)
    refuse_beyond(by, [*user.roles, *(roles or ())])
    changes: dict[str, Any] = {}
    if roles is not None:
        changes["roles"] = " ".join(dict.fromkeys(map(str, roles)))
    if password is not None:
        changes["password"] = hash_of(password)
    if closed is not None and closed != (user.closed is not None):
        changes["closed_us"] = microseconds(clock()) if closed else None
    return store.users.change(user_id, by.tenant, changes) if changes else user


def change_own_password(store: Store, by: Caller, session: str, *, old: str, new: str) -> User:
    """Have somebody who is signed in choose another password; the other sessions of this person end.

    session
        the token of the session that goes on.
    """
    kind, _, user_id = by.id.partition(" ")
    if kind != "user":
        raise InvalidInput("Only people who have signed in by name have a password.")
    user = store.users.one(user_id, by.tenant)
    faults = [*password_faults("/", new, user.name), *_provider_faults(user)]
    if not faults and not is_right(old, user.password):
        faults.append(fault("/", "old", "another password", "the password of now"))
    refuse("The password stays.", faults)
    return store.users.change(user.id, user.tenant, {"password": hash_of(new)}, keep=session)


def _name_faults(name: str) -> list[Fault]:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        return [fault("user", "name", name, f"1 to {LONGEST_NAME} printable characters")]
    return []


def _role_faults(roles: Sequence[str]) -> list[Fault]:
    expected = f"one or more of {', '.join(Role)}"
    if not roles:
        return [fault("user", "roles", "nothing", expected)]
    return [fault("user", "roles", each, expected) for each in roles if each not in list(Role)]


def _provider_faults(user: User) -> list[Fault]:
    if user.password:
        return []
    return [fault("user", "password", "a password", "none: this person is vouched for by a provider")]
