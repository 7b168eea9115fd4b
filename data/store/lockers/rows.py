"""Rows of parcels in lockers as objects, and what is written with every step of one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import InvalidInput, NotFound, fault
from data.store.holds.rows import live
from data.store.holds.tables import HOLDS, LOCKER_PARCELS
from data.store.lockers.tables import LOCKER_EVENTS, LOCKER_OUTAGES
from data.store.moments import microseconds, moment_of
from data.store.order_rows import KeptOrder
from data.store.outbox.events import News, write_news
from orders.lockers.parcel import INSIDE, PROMISED, STEPS, LockerParcel, ParcelState
from orders.lockers.room import Outage, Room


@dataclass(frozen=True, slots=True, kw_only=True)
class LockerEvent:
    """Something that happened to a parcel."""

    kind: str
    at: datetime
    bank: str
    compartment: str
    note: str


_OUTAGES: Final = select(LOCKER_OUTAGES).order_by(LOCKER_OUTAGES.c.bank, LOCKER_OUTAGES.c.compartment)
_OUTAGES_OF: Final = _OUTAGES.where(LOCKER_OUTAGES.c.bank.in_(bindparam("banks", expanding=True)))


def parcel_of(row: Any) -> LockerParcel:
    """Return a row of the parcels."""
    return LockerParcel(
        id=row.id,
        bank=row.bank,
        size=row.size,
        state=ParcelState(row.state),
        at=moment_of(row.at_us),
        keep=timedelta(seconds=row.keep_s),
        compartment=row.compartment or "",
        until=_moment(row.until_us),
        left=_moment(row.left_us),
        tries=row.tries,
        blocked_until=_moment(row.blocked_until_us),
        has_code=row.code is not None,
    )


def _moment(us: int | None) -> datetime | None:
    return None if us is None else moment_of(us)


def values_of(states: Iterable[ParcelState]) -> list[str]:
    """Return states as their column has them."""
    return [each.value for each in states]


def find_on(connection: Connection, parcel_id: str, *, locked: bool = False) -> Any:
    """Return the row of a parcel, or None; `locked` until the transaction ends."""
    chosen = select(LOCKER_PARCELS).where(LOCKER_PARCELS.c.id == parcel_id)
    return connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()


def found_on(connection: Connection, parcel_id: str, *, locked: bool = False) -> Any:
    """Return the row of a parcel; raise `NotFound` where there is none."""
    row = find_on(connection, parcel_id, locked=locked)
    if row is None:
        raise NotFound(f"No locker has a parcel of order {parcel_id}.")
    return row


def refuse_step(parcel: LockerParcel, state: ParcelState, now: datetime) -> None:
    """Raise `InvalidInput` where a parcel cannot come into a state."""
    there = parcel.at_moment(now)
    if state not in STEPS[there]:
        after = " or ".join(sorted(STEPS[there])) or "nothing: that is its end"
        found = fault(
            f"parcel {parcel.id}", "state", there, f"one that can be {state}; after it comes {after}"
        )
        raise InvalidInput(f"The parcel is {there} and cannot be {state}.", faults=[found])


def write_on(connection: Connection, parcel_id: str, values: Mapping[str, Any]) -> LockerParcel:
    """Change the row of a parcel, and return it."""
    connection.execute(update(LOCKER_PARCELS).filter_by(id=parcel_id).values(**values))
    return parcel_of(found_on(connection, parcel_id))


def tell_on(
    connection: Connection,
    parcel: LockerParcel,
    kind: str,
    at: datetime,
    *,
    event_id: str = "",
    note: str = "",
) -> None:
    """Write down what happened to a parcel."""
    event = {
        "parcel_id": parcel.id,
        "event_id": event_id or None,
        "kind": kind,
        "at_us": microseconds(at),
        "bank": parcel.bank,
        "compartment": parcel.compartment,
        "note": note,
    }
    connection.execute(insert(LOCKER_EVENTS).values(event))


def told_on(connection: Connection, parcel_id: str, event_id: str, kind: str) -> bool:
    """Whether the caller's event is known; raise `InvalidInput` where it was another kind of event."""
    if not event_id:
        return False
    chosen = select(LOCKER_EVENTS.c.kind).filter_by(parcel_id=parcel_id, event_id=event_id)
    known = connection.execute(chosen).scalar_one_or_none()
    if known is not None and known != kind:
        found = fault("/", "id", event_id, f"an id of its own: it named what was told as {known}")
        raise InvalidInput("The event is another than the one with its id.", faults=[found])
    return known is not None


def events_on(connection: Connection, parcel_id: str) -> list[LockerEvent]:
    """Return what happened to a parcel, the first thing first."""
    chosen = select(LOCKER_EVENTS).filter_by(parcel_id=parcel_id).order_by(LOCKER_EVENTS.c.number)
    return [
        LockerEvent(
            kind=row.kind,
            at=moment_of(row.at_us),
            bank=row.bank,
            compartment=row.compartment,
            note=row.note,
        )
        for row in connection.execute(chosen)
    ]


def rooms_on(
    connection: Connection,
    banks: Sequence[str],
    now: datetime,
    *,
    but: str = "",
    until: datetime | None = None,
) -> dict[str, Room]:
    """Return what is in banks and kept for others.

    but
        the parcel that asks, which is not counted.
    until
        what comes later is not counted; None for everything.
    """
    column = LOCKER_PARCELS.c
    chosen = select(column.bank, column.size, column.state, column.compartment, column.at_us)
    chosen = chosen.outerjoin(HOLDS, HOLDS.c.id == column.id).where(
        column.bank.in_(banks),
        column.state.in_(values_of(INSIDE | PROMISED)),
        column.id != but,
        HOLDS.c.id.is_(None) | live(now) | column.state.in_(values_of(INSIDE)),
    )
    inside: defaultdict[str, set[str]] = defaultdict(set)
    nameless: defaultdict[str, Counter[str]] = defaultdict(Counter)
    promised: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(chosen):
        if row.state in PROMISED:
            if until is None or row.at_us < microseconds(until):
                promised[row.bank][row.size] += 1
        elif row.compartment:
            inside[row.bank].add(row.compartment)
        else:
            nameless[row.bank][row.size] += 1
    outages = outages_on(connection, banks)
    return {
        bank: Room(
            inside=inside[bank],
            nameless=nameless[bank],
            promised=promised[bank],
            outages=outages.get(bank, ()),
        )
        for bank in banks
    }


def outages_on(connection: Connection, banks: Iterable[str] | None = None) -> dict[str, list[Outage]]:
    """Return what cannot be used, by bank; of all banks where none are named."""
    named = {} if banks is None else {"banks": list(banks)}
    found: defaultdict[str, list[Outage]] = defaultdict(list)
    for row in connection.execute(_OUTAGES if banks is None else _OUTAGES_OF, named):
        outage = Outage(
            bank=row.bank,
            compartment=row.compartment,
            reason=row.reason,
            since=moment_of(row.since_us),
            until=_moment(row.until_us),
        )
        found[row.bank].append(outage)
    return dict(found)


def news_on(
    connection: Connection,
    kind: str,
    kept: KeptOrder,
    parcel: LockerParcel,
    now: datetime,
    private: Mapping[str, Any] | None = None,
) -> None:
    """Tell others what happened to the parcel of an order: ids, bank and moments; never a code."""
    content = {
        "order_id": kept.id,
        "source": kept.source,
        "number": kept.order.id,
        "state": kept.state.value,
        "revision": kept.revision,
        "bank": parcel.bank,
        "until": None if parcel.until is None else parcel.until.isoformat(),
    }
    news = News(type=kind, subject=f"order {kept.id}", at=now, content=content, private=private or {})
    write_news(connection, [news], now)
