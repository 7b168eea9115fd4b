"""Persons, as use cases see them: found among orders, and erased."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from core.errors import Fault, RoundsmanError, fault
from data.store.database import Database
from data.store.day_events import event_from
from data.store.day_tables import DAY_EVENTS
from data.store.erasing.days import erase_days, stops_of
from data.store.erasing.plans import erase_plans
from data.store.erasing.remains import Traces, erase_imports, erase_remains
from data.store.erasing.rows import erase_rows
from data.store.order_people import orders_with
from data.store.order_rows import KeptOrder, kept_of
from data.store.order_tables import ORDERS
from data.store.returns.tables import RETURNS
from data.store.stock.rows import in_pieces
from orders.day_event import DayEvent
from orders.life_cycle import OVER
from orders.person import Person
from orders.returns.event import ReturnStep

_RETURNED: Final = frozenset({ReturnStep.CLOSED, ReturnStep.CANCELLED, ReturnStep.REFUSED})
_AT_ONCE: Final = 500


class StillOpen(RoundsmanError):
    """Something of a person is still to be done."""

    code = "person-still-open"
    action = "Wait until these orders and returns are over, or cancel them, then ask again."


class KeptPeople:
    """The persons of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def orders_of(self, person: Person) -> list[KeptOrder]:
        """Return the orders of somebody, the oldest first; by a name alone every order is looked at."""
        with self._database.read() as connection:
            ids = {*orders_with(connection, mail=person.email, phone=person.phone), *person.orders}
            rows = [
                row
                for piece in in_pieces(ids)
                for row in connection.execute(select(ORDERS).where(ORDERS.c.id.in_(piece)))
            ]
        found = {row.id: kept_of(row) for row in rows}
        if person.name:
            found.update({each.id: each for each in self._all() if person.lives_at(each.order)})
        sure = (it for it in found.values() if it.id in person.orders or person.is_of(it.order))
        return sorted(sure, key=lambda it: (it.created, it.id))

    def _all(self) -> Iterator[KeptOrder]:
        after = ""
        while True:
            chosen = select(ORDERS).where(ORDERS.c.id > after, ORDERS.c.erased_us.is_(None))
            with self._database.read() as connection:
                rows = connection.execute(chosen.order_by(ORDERS.c.id).limit(_AT_ONCE)).all()
            yield from (kept_of(row) for row in rows)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].id

    def open_faults(self, kept: Iterable[KeptOrder]) -> list[Fault]:
        """Return what of these orders, and of their returns, is still to be done."""
        mine = {each.id: each for each in kept}
        faults = [
            fault(f"order {it.id}", "state", it.state.value, "an order that is over")
            for it in mine.values()
            if it.state not in OVER
        ]
        with self._database.read() as connection:
            for piece in in_pieces(mine):
                columns = select(RETURNS.c.id, RETURNS.c.state).where(RETURNS.c.order_id.in_(piece))
                faults += [
                    fault(f"return {row.id}", "state", row.state, "a return that is closed")
                    for row in connection.execute(columns)
                    if ReturnStep(row.state) not in _RETURNED
                ]
        return faults

    def told_of(self, order_ids: Sequence[str]) -> list[DayEvent]:
        """Return what drivers told at the stops of orders."""
        found: list[DayEvent] = []
        with self._database.read() as connection:
            for day, stop in sorted(stops_of(connection, order_ids)):
                chosen = select(DAY_EVENTS.c.content).where(
                    DAY_EVENTS.c.day == day, DAY_EVENTS.c.stop == stop
                )
                found += map(_event, connection.execute(chosen.order_by(DAY_EVENTS.c.number)).scalars())
        return found

    def erase(self, kept: Sequence[KeptOrder], now: datetime) -> int:
        """Take a person out of everything; return how many other texts named them. Again without effect.

        Raises `StillOpen` where something is to be done. The rows of the orders change together or not at
        all; what is left after a crash is found when it is asked for again.
        """
        faults = self.open_faults(kept)
        if faults:
            told = f"{len(faults)} orders or returns are still open: nothing is erased."
            raise StillOpen(told, faults=faults)
        # What names them elsewhere goes first: it is known from the orders alone.
        changed = erase_remains(self._database.by(None), Traces.of([each.order for each in kept]))
        ids = [each.id for each in kept]
        with self._database.write() as connection:
            erase_days(connection, ids)
            erase_plans(connection, ids)
            erase_rows(connection, ids, now)
            erase_imports(connection)
        return changed


def _event(content: str) -> DayEvent:
    return event_from(json.loads(content))
