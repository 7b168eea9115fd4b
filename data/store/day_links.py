"""Links for drivers, recipients and shops: whoever has the token sees what it is for, until it expires."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final, Literal

from sqlalchemy import delete, insert, select

from core.errors import NotFound
from data.store.database import Database
from data.store.day_tables import DAY_LINKS
from data.store.moments import microseconds, moment_of
from data.store.tenant import naming, tenant_in

LinkKind = Literal["driver", "recipient", "shop"]

_BYTES: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLink:
    """What a link is for: a vehicle's day, one order, or the orders of a source on a day."""

    kind: LinkKind
    expires: datetime
    day: date | None = None
    vehicle: str = ""
    order_id: str = ""
    source: str = ""


class DayLinks:
    """The links of a database; it holds their digests alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, link: DayLink, now: datetime) -> str:
        """Return the token of a new link: 192 bits by chance."""
        token = secrets.token_urlsafe(_BYTES)
        row = {
            "token": _digest(token),
            "kind": link.kind,
            "day": link.day,
            "vehicle": link.vehicle,
            "order_id": link.order_id,
            "source": link.source,
            "made_us": microseconds(now),
            "expires_us": microseconds(link.expires),
        }
        with self._database.write() as connection:
            connection.execute(delete(DAY_LINKS).where(DAY_LINKS.c.expires_us <= microseconds(now)))
            connection.execute(insert(DAY_LINKS).values(**row))
        return naming(self._database.tenant, token)

    def find(self, token: str, kind: LinkKind, now: datetime) -> DayLink:
        """Return what a link of a kind is for; raise `NotFound` where there is none, or it has expired."""
        tenant, secret = tenant_in(token)
        chosen = select(DAY_LINKS).where(DAY_LINKS.c.token == _digest(secret), DAY_LINKS.c.kind == kind)
        with self._database.read() as connection:
            row = connection.execute(chosen).one_or_none()
        if tenant != self._database.tenant or row is None or row.expires_us <= microseconds(now):
            raise NotFound("This link leads nowhere, or no longer.")
        return DayLink(
            kind=row.kind,
            expires=moment_of(row.expires_us),
            day=row.day,
            vehicle=row.vehicle,
            order_id=row.order_id,
            source=row.source,
        )


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
