"""What drivers and carriers tell of a day, at rest: each event once, and the orders that it moves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from core.errors import Fault, NotFound, fault
from data.store.database import Database
from data.store.day_moves import Told, moved_on, of_event
from data.store.day_tables import DAY_EVENTS, DAY_NUMBERS, PROOFS
from data.store.errands.rows import ErrandRound
from data.store.errands.rows import rounds_on as errand_rounds_on
from data.store.moments import microseconds, moment_of
from data.store.patience import patiently
from data.store.publication import Round
from data.store.published import driven_on, rounds_on
from data.store.stock.rows import add_to, in_pieces
from orders.day_event import DayEvent, DayEventKind
from orders.modes.lockers import Bank

AHEAD: Final = timedelta(minutes=5)
"""How far the clock of a device may be ahead of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event with its number, which counts those of its day from 1 without gaps."""

    number: int
    vehicle: str
    told: datetime
    event: DayEvent


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of events that were sent: ids of new and of known ones, and what is wrong with others."""

    new: tuple[str, ...]
    again: tuple[str, ...]
    refused: tuple[Fault, ...]


class DayEvents:
    """The events of the days of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tell(
        self,
        day: date,
        vehicle: str,
        events: Sequence[DayEvent],
        now: datetime,
        *,
        expected: Mapping[str, Mapping[str, str]] | None = None,
        banks: Mapping[str, Bank] | None = None,
        depot: str = "",
    ) -> Taken:
        """Keep events of a vehicle's day, in any order and however late, and move the orders they speak of.

        expected
            by stop, what its customers alone are told when the vehicle starts: eta_from, eta_to.
        banks
            what is known of banks of lockers, by id: whatever is delivered to one gets a compartment there.
        depot
            where the vehicle comes back to: what it has fetched is received there; "" for nowhere.

        Events with faults are refused one by one; the others are kept. Raises `NotFound` where the vehicle
        drives no published plan on that day.
        """
        told_of = (expected or {}, banks or {}, depot)
        return patiently(lambda: self._tell(day, vehicle, events, now, *told_of))

    def _tell(
        self,
        day: date,
        vehicle: str,
        events: Sequence[DayEvent],
        now: datetime,
        expected: Mapping[str, Mapping[str, str]],
        banks: Mapping[str, Bank],
        depot: str,
    ) -> Taken:
        with self._database.write() as connection:
            stops = _stops(connection, day, vehicle)
            last = _hold_day(connection, day)
            rounds = rounds_on(connection, day, vehicle)
            errands = errand_rounds_on(connection, day, vehicle)
            known = _known(connection, day, vehicle, events)
            new: dict[str, DayEvent] = {}
            again, refused = [], []
            for told in events:
                each = _at_stop(told, rounds, errands)
                other = known.get(each.id) or new.get(each.id)
                wrong = _wrong(connection, each, other, stops, [*rounds, *errands], now)
                if wrong is not None:
                    refused.append(wrong)
                elif other is not None:
                    again.append(each.id)
                else:
                    new[each.id] = each
            told_by = Told(
                day=day,
                vehicle=vehicle,
                now=now,
                expected=expected,
                banks=banks,
                depot=depot,
                errands=tuple(errands),
            )
            for each in sorted(new.values(), key=lambda event: event.at):
                impossible = moved_on(connection, each, rounds, told_by)
                if impossible is not None:
                    refused.append(impossible)
                    del new[each.id]
            _write(connection, day, vehicle, list(new.values()), last, now)
        return Taken(new=tuple(new), again=tuple(again), refused=tuple(refused))

    def told(self, day: date, *, after: int = 0, most: int = 1_000, vehicle: str = "") -> list[ToldEvent]:
        """Return events of a day in the order in which they were told, from the one behind number `after`."""
        chosen = select(DAY_EVENTS).where(DAY_EVENTS.c.day == day, DAY_EVENTS.c.number > after)
        if vehicle:
            chosen = chosen.where(DAY_EVENTS.c.vehicle == vehicle)
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(DAY_EVENTS.c.number).limit(most))
            return [_told(row) for row in rows]

    def milestones(self, day: date, *, vehicle: str = "") -> list[ToldEvent]:
        """Return all events of a day but positions, by the clocks of their devices."""
        chosen = select(DAY_EVENTS).where(DAY_EVENTS.c.day == day, DAY_EVENTS.c.kind != DayEventKind.POSITION)
        if vehicle:
            chosen = chosen.where(DAY_EVENTS.c.vehicle == vehicle)
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(DAY_EVENTS.c.at_us, DAY_EVENTS.c.number))
            return [_told(row) for row in rows]

    def last_positions(self, day: date, *, vehicle: str = "") -> dict[str, ToldEvent]:
        """Return the newest position of each vehicle, by the clock of its device."""
        columns = DAY_EVENTS.c
        of_day = (columns.day == day) & (columns.kind == DayEventKind.POSITION)
        if vehicle:
            of_day &= columns.vehicle == vehicle
        newest = select(columns.vehicle, func.max(columns.at_us).label("at_us")).where(of_day)
        last = newest.group_by(columns.vehicle).subquery()
        joined = (columns.vehicle == last.c.vehicle) & (columns.at_us == last.c.at_us)
        chosen = select(DAY_EVENTS).join(last, joined).where(of_day).order_by(columns.number)
        with self._database.read() as connection:
            return {row.vehicle: _told(row) for row in connection.execute(chosen)}

    def keep_proof(self, digest: str, media_type: str, content: bytes, now: datetime) -> None:
        """Keep a picture under its digest; the same again has no effect."""
        row = {"digest": digest, "media_type": media_type, "size": len(content), "content": content}
        with self._database.write() as connection:
            add_to(connection, PROOFS, [{**row, "told_us": microseconds(now)}])

    def proof(self, digest: str) -> tuple[str, bytes]:
        """Return the media type and content of a picture."""
        chosen = select(PROOFS.c.media_type, PROOFS.c.content).where(PROOFS.c.digest == digest)
        with self._database.read() as connection:
            row = connection.execute(chosen).one_or_none()
        if row is None:
            raise NotFound("There is no picture with this digest.")
        return row.media_type, row.content


def _stops(connection: Connection, day: date, vehicle: str) -> tuple[str, ...]:
    for each in driven_on(connection, day):
        if vehicle in each.routes:
            return each.routes[vehicle]
    raise NotFound("The vehicle drives no published plan on this day.")


def _hold_day(connection: Connection, day: date) -> int:
    """Return the number of the day's last event; nobody else adds any before the transaction ends."""
    add_to(connection, DAY_NUMBERS, [{"day": day, "last": 0}])
    chosen = select(DAY_NUMBERS.c.last).filter_by(day=day).with_for_update()
    return int(connection.execute(chosen).scalar_one())


def _known(
    connection: Connection, day: date, vehicle: str, events: Sequence[DayEvent]
) -> dict[str, DayEvent]:
    columns, found = DAY_EVENTS.c, {}
    for piece in in_pieces({each.id for each in events}):
        chosen = select(DAY_EVENTS).filter_by(day=day, vehicle=vehicle).where(columns.event_id.in_(piece))
        found.update({row.event_id: _told(row).event for row in connection.execute(chosen)})
    return found


def _wrong(
    connection: Connection,
    event: DayEvent,
    other: DayEvent | None,
    stops: Sequence[str],
    rounds: Sequence[Round | ErrandRound],
    now: datetime,
) -> Fault | None:
    where = f"event {event.id!r}"
    if other is not None:
        return None if other == event else fault(where, "id", event.id, "one event for each id; these differ")
    if event.at > now + AHEAD:
        return fault(where, "at", event.at.isoformat(), f"no later than now, {now.isoformat()}")
    if event.stop and event.stop not in stops:
        return fault(where, "stop", event.stop, f"a stop of the route: {', '.join(stops[:20])}")
    named = {each.id if isinstance(each, ErrandRound) else each.order_id for each in of_event(event, rounds)}
    if event.order and len(named) != 1:
        expected = (
            "an order of the vehicle, and of the stop if there is one; its id where two have the number"
        )
        return fault(where, "order", event.order, expected)
    for name, digest in (("photo", event.photo), ("signature", event.signature)):
        if digest and not _has_proof(connection, digest):
            return fault(where, name, digest, "the digest of a picture that was sent before")
    return None


def _at_stop(event: DayEvent, rounds: Sequence[Round], errands: Sequence[ErrandRound]) -> DayEvent:
    """Return an event of an order, or of an errand with one stop, with the stop."""
    both: list[Round | ErrandRound] = [*rounds, *errands]
    found = of_event(event, both) if event.order and not event.stop else []
    return replace(event, stop=found[0].stop) if len(found) == 1 else event


def _has_proof(connection: Connection, digest: str) -> bool:
    chosen = select(PROOFS.c.size).where(PROOFS.c.digest == digest)
    return connection.execute(chosen).one_or_none() is not None


def _write(
    connection: Connection, day: date, vehicle: str, new: Sequence[DayEvent], last: int, now: datetime
) -> None:
    if not new:
        return
    rows = [
        {
            "day": day,
            "number": last + number,
            "vehicle": vehicle,
            "event_id": each.id,
            "kind": each.kind.value,
            "stop": each.stop,
            "at_us": microseconds(each.at),
            "told_us": microseconds(now),
            "content": json.dumps(event_json(each), ensure_ascii=False),
        }
        for number, each in enumerate(new, 1)
    ]
    connection.execute(insert(DAY_EVENTS), rows)
    connection.execute(update(DAY_NUMBERS).filter_by(day=day).values(last=last + len(rows)))


def event_json(event: DayEvent) -> dict[str, Any]:
    """Return an event as plain values; what is empty is left out."""
    told: dict[str, Any] = {"id": event.id, "kind": event.kind.value, "at": event.at.isoformat()}
    for each in fields(event)[3:]:
        value = getattr(event, each.name)
        if value not in ("", None):
            told[each.name] = value
    return told


def event_from(document: Mapping[str, Any]) -> DayEvent:
    """Return the event that `event_json` has told."""
    at, kind = datetime.fromisoformat(document["at"]), DayEventKind(document["kind"])
    return DayEvent(**{**document, "at": at, "kind": kind})


def _told(row: Any) -> ToldEvent:
    return ToldEvent(
        number=row.number,
        vehicle=row.vehicle,
        told=moment_of(row.told_us),
        event=event_from(json.loads(row.content)),
    )
