"""Keys made by those who may, with no more than they have themselves."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final

from api.services.access.caller import Caller
from api.services.access.errors import ScopeMissing
from api.services.access.scopes import Role, Scope, scopes_of
from core.clock import Clock
from core.errors import Fault, fault, refuse
from data.store.access.keys import ApiKey, NewKey
from data.store.store import Store

LONGEST_NAME: Final = 100
MOST_DAYS: Final = 3_650
USUAL_DAYS: Final = 365


def create_key(
    store: Store,
    clock: Clock,
    by: Caller,
    *,
    name: str,
    grants: Sequence[str],
    days: int = USUAL_DAYS,
    idempotency_key: str = "",
) -> tuple[ApiKey, str | None]:
    """Make a key for the tenant of a store; return it with what its holder sends, told this once.

    grants
        names of roles and scopes; none that `by` does not have, else `ScopeMissing`.
    days
        how long it opens anything.
    idempotency_key
        the same with the same request makes one key; its secret is told at the first call alone.
    """
    faults = [*_name_faults(name), *grant_faults("key", grants), *_day_faults(days)]
    refuse("No key is made.", faults)
    refuse_beyond(by, grants)
    asked = json.dumps([name, sorted(grants), days])
    now = clock()
    wanted = NewKey(
        name=name,
        tenant=store.tenant,
        grants=tuple(dict.fromkeys(grants)),
        made_by=by.id,
        expires=now + timedelta(days=days),
        call=sha256(idempotency_key.encode()).hexdigest() if idempotency_key else "",
        fingerprint=sha256(asked.encode()).hexdigest(),
    )
    made, secret = store.keys.make(wanted, now)
    if made.fingerprint != wanted.fingerprint:
        expected = "a new key for each call; this one was used for another key"
        refuse("No key is made.", [fault("header", "Idempotency-Key", idempotency_key, expected)])
    return made, secret


def grant_faults(where: str, grants: Sequence[str]) -> Iterator[Fault]:
    """Yield what is neither a role nor a scope; nothing at all is a fault as well."""
    known = [*Role, *Scope]
    expected = f"a role ({', '.join(Role)}) or a scope ({', '.join(Scope)})"
    if not grants:
        yield fault(where, "grants", "nothing", expected)
    for each in grants:
        if each not in known:
            yield fault(where, "grants", each, expected)


def refuse_beyond(by: Caller, grants: Sequence[str]) -> None:
    """Raise `ScopeMissing` where somebody would give what he has not."""
    beyond = sorted(scopes_of(grants) - by.scopes)
    if beyond:
        raise ScopeMissing(
            f"Nobody can give what they have not: this needs {', '.join(beyond)}.", scope=" ".join(beyond)
        )


def _name_faults(name: str) -> Iterator[Fault]:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        yield fault("key", "name", name, f"1 to {LONGEST_NAME} printable characters")


def _day_faults(days: int) -> Iterator[Fault]:
    if not 1 <= days <= MOST_DAYS:
        yield fault("key", "days", days, f"1 to {MOST_DAYS:,} days until it expires")
