"""What is held and ordered, as one transaction sees it at a moment."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from data.formats.modes.held_json import stop_of
from data.store.day_tables import DAY_EVENTS
from data.store.holds.rows import LIVE, day_key, live, versions_of
from data.store.holds.tables import HOLD_ROUTES, HOLD_STOPS, HOLDS, LOCKER_PARCELS
from data.store.lockers.rows import outages_on
from data.store.moments import microseconds, moment_of
from data.store.published import driven_on
from data.store.stock import rows as stock_rows
from data.store.stock.rows import in_pieces
from data.store.stock.tables import STOCK_LEVELS
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey
from orders.day_event import DayEventKind
from orders.holds.hold import HoldState
from orders.holds.promised_stop import PromisedStop
from orders.lockers.room import Outage
from orders.modes.occupancy import Parcel
from orders.order import Mode

_INSIDE = ("deposited", "expired")
"""States of parcels that lie in their compartments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveStop:
    """A promised stop, and until when: None for one of an order."""

    stop: PromisedStop
    until: datetime | None

    def counts(self, now: datetime) -> bool:
        """Whether it keeps its place at a moment."""
        return self.until is None or self.until > now


_LEFT = tuple(each.value for each in DayEventKind if each not in (DayEventKind.POSITION, DayEventKind.LOADED))
"""Events of vehicles that are on their way: whatever happens at a stop happens after they have left."""

_STARTED: Final = (
    select(DAY_EVENTS.c.vehicle)
    .distinct()
    .where(DAY_EVENTS.c.day == bindparam("on_day"), DAY_EVENTS.c.kind.in_(_LEFT))
)
_PARCEL: Final = LOCKER_PARCELS.c
_PARCELS: Final = (
    select(_PARCEL.bank, _PARCEL.size, _PARCEL.state, _PARCEL.at_us, _PARCEL.until_us)
    .outerjoin(HOLDS, HOLDS.c.id == _PARCEL.id)
    .where(
        _PARCEL.bank.in_(bindparam("banks", expanding=True)),
        _PARCEL.state.in_(("held", "confirmed", *_INSIDE)),
        HOLDS.c.id.is_(None) | LIVE | _PARCEL.state.in_(_INSIDE),
    )
)
_BOOKED: Final = (
    select(HOLDS.c.at, HOLDS.c.day, func.count())
    .where(
        HOLDS.c.mode == Mode.PICKUP.value,
        HOLDS.c.at.in_(bindparam("shops", expanding=True)),
        HOLDS.c.day >= bindparam("first"),
        LIVE,
    )
    .group_by(HOLDS.c.at, HOLDS.c.day)
)
_LEVELS: Final = select(STOCK_LEVELS.c.sku, STOCK_LEVELS.c.warehouse).where(
    STOCK_LEVELS.c.sku.in_(bindparam("skus", expanding=True))
)
# These are asked for every quote: a statement that is made once is neither put together nor compiled again.


class Present:
    """Answers what is taken; everything whose moment is over by `now` is left out."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self.now = now

    def versions(self, days: Iterable[date]) -> dict[date, int]:
        """Return by day how often what is held of its rounds has changed; 0 where nothing ever was."""
        listed = list(days)
        found = versions_of(self._connection, [day_key(each) for each in listed])
        return {each: found.get(day_key(each), 0) for each in listed}

    def stops(self, day: date, known: Mapping[str, PromisedStop]) -> list[LiveStop]:
        """Return the promised stops of a day in the sequence in which they were promised.

        known
            stops that need not be read again.
        """
        ids = select(HOLD_STOPS.c.id, HOLDS.c.state, HOLDS.c.until_us).join(HOLDS)
        ids = ids.where(HOLD_STOPS.c.day == day, live(self.now)).order_by(HOLDS.c.created_us, HOLD_STOPS.c.id)
        found = self._connection.execute(ids).all()
        there = {**known}
        for piece in in_pieces(row.id for row in found if row.id not in known):
            chosen = select(HOLD_STOPS.c.id, HOLD_STOPS.c.content).where(HOLD_STOPS.c.id.in_(piece))
            there |= {row.id: stop_of(json.loads(row.content)) for row in self._connection.execute(chosen)}
        return [
            LiveStop(stop=there[row.id], until=None if _confirmed(row.state) else moment_of(row.until_us))
            for row in found
        ]

    def routes(self, day: date, plan: str) -> dict[str, tuple[str, ...]]:
        """Return what vehicles with promised stops visit, where it belongs to the plan of this digest."""
        chosen = select(HOLD_ROUTES).where(HOLD_ROUTES.c.day == day, HOLD_ROUTES.c.plan == plan)
        return {row.vehicle: tuple(json.loads(row.entries)) for row in self._connection.execute(chosen)}

    def started(self, day: date) -> frozenset[str]:
        """Return the vehicles that have left for their rounds of a day, or have ended it."""
        return frozenset(self._connection.execute(_STARTED, {"on_day": day}).scalars())

    def published(self, day: date) -> frozenset[str]:
        """Return the vehicles with a round in a plan that is driven on a day."""
        return frozenset(name for each in driven_on(self._connection, day) for name in each.routes)

    def parcels(self, banks: Sequence[str]) -> dict[str, list[Parcel]]:
        """Return what has compartments of banks, or is to come; what was not collected in time is stuck."""
        now_us = microseconds(self.now)
        found: defaultdict[str, list[Parcel]] = defaultdict(list)
        for row in self._connection.execute(_PARCELS, {"banks": banks, "now_us": now_us}):
            inside = row.state in _INSIDE
            stuck = inside and row.until_us is not None and row.until_us <= now_us
            parcel = Parcel(size=row.size, at=moment_of(row.at_us), deposited=inside, stuck=stuck)
            found[row.bank].append(parcel)
        return dict(found)

    def outages(self, banks: Sequence[str]) -> dict[str, list[Outage]]:
        """Return what of banks cannot be used."""
        return outages_on(self._connection, banks)

    def booked(self, shops: Sequence[str], first: date) -> dict[tuple[str, date], int]:
        """Return how many orders shops are to hand out, by shop and day, from a day on."""
        told = {"shops": shops, "first": first, "now_us": microseconds(self.now)}
        return {(at, day): count for at, day, count in self._connection.execute(_BOOKED, told)}

    def shelves(self, skus: Iterable[str]) -> dict[ShelfKey, Shelf]:
        """Return what promises of some SKUs depend on, by SKU and warehouse; holds are let go before."""
        keys: list[ShelfKey] = []
        for piece in in_pieces(skus):
            keys += [(sku, name) for sku, name in self._connection.execute(_LEVELS, {"skus": piece})]
        balances = stock_rows.balances_on(self._connection, keys)
        today = self.now.date()
        return stock_rows.shelves_on(self._connection, keys, balances, today=today)


def _confirmed(state: str) -> bool:
    return state == HoldState.CONFIRMED.value
