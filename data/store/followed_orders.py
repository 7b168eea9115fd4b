"""Orders with their events and what left warehouses for them, read in pieces: there may be very many."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select

from core.units import Seconds
from core.window import TimeWindow
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.stock.rows import in_pieces
from data.store.stock.tables import STOCK_MOVES
from inventory.ledger.place import RETURN, StockPlace, stock_place
from orders.kpi.followed import Followed, Promise, Step, promise_of
from orders.life_cycle import OVER, State
from orders.modes.moments import moment
from orders.order import Mode

_STATES: Final = {each.value: each for each in State}

_MINUTE: Final = 60_000_000


PIECE: Final = 2000
"""Orders that are at hand at once."""


class _Moved(NamedTuple):
    """A move to a customer, or back: then `units` are below zero."""

    at_us: int
    sku: str
    units: int
    warehouse: str


def followed_orders(
    database: Database, first: date, last: date, zone: ZoneInfo
) -> Iterator[Sequence[Followed]]:
    """Yield the orders that count on the days from `first` to `last`, some at a time.

    zone
        whose clock says when a day begins, and when a promised window opens.
    """
    begin, end = microseconds(moment(first, 0, zone)), microseconds(moment(last, 86_400, zone))
    column = ORDERS.c
    undated = and_(column.day.is_(None), column.created_us < end, column.since_us >= begin)
    # Arranged for another day since: they count on the day for which they were sold all the same.
    over = column.state.in_([each.value for each in OVER])
    moved = and_(column.arranged.is_not(None), or_(column.since_us >= begin, ~over))
    for piece in _followed(database, or_(column.day.between(first, last), undated, moved), zone):
        yield [each for each in piece if first <= each.day <= last]


def orders_in_lockers(
    database: Database, begin: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[Sequence[Followed]]:
    """Yield the orders that may have lain in a locker between two moments."""
    event, column = ORDER_EVENTS.c, ORDERS.c
    ready = select(event.order_id).where(
        event.state == State.READY_FOR_PICKUP.value, event.at_us < microseconds(end)
    )
    # An order whose last event lies before lay nowhere after it, unless it still waits.
    later = or_(column.since_us >= microseconds(begin), column.state == State.READY_FOR_PICKUP.value)
    for piece in _followed(database, and_(column.id.in_(ready), later), zone):
        yield [each for each in piece if each.mode is Mode.LOCKER]


def orders_named(database: Database, names: Iterable[str], zone: ZoneInfo) -> dict[str, Followed]:
    """Return orders by what they are called: our id, or the shop's number."""
    wanted, column = set(names), ORDERS.c
    found: dict[str, Followed] = {}
    for some in in_pieces(sorted(wanted)):
        for piece in _followed(database, or_(column.id.in_(some), column.external_id.in_(some)), zone):
            for each in sorted(piece, key=lambda order: order.created):
                found.update({name: each for name in (each.number, each.id) if name in wanted})
    return found


class _Rows:
    """Rows of orders that come in the sequence of the orders, each with its order's id first."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, order_id: str) -> list[Any]:
        """Return the rows of the next order that is asked for."""
        found = []
        while self._next is not None and self._next[0] == order_id:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _followed(
    database: Database, wanted: ColumnElement[bool], zone: ZoneInfo
) -> Iterator[Sequence[Followed]]:
    """Yield orders by id, read in one pass beside their events and moves, which is faster."""
    with database.read() as connection:
        read = connection.execution_options(yield_per=PIECE).execute
        event, own = ORDER_EVENTS.c, ORDERS.c
        told = select(own.id, event.state, event.at_us).join(ORDER_EVENTS, event.order_id == own.id)
        steps = _Rows(read(told.where(wanted).order_by(own.id, event.revision)))
        moves = [_Rows(read(each)) for each in _moves(wanted)]
        for piece in read(select(ORDERS).where(wanted).order_by(own.id)).partitions():
            yield [_one(row, steps.of(row.id), _moved(row, moves), zone) for row in piece]


def _moves(wanted: ColumnElement[bool]) -> Iterator[Select[Any]]:
    """Yield what selects moves to customers, and back, that name an order by our id, and by its number."""
    move, own = STOCK_MOVES.c, ORDERS.c
    prefix = str(StockPlace("customer", "-"))[:-1]
    for name in (own.id, own.external_id):
        for there, here in ((move.target, move.source), (move.source, move.target)):
            chosen = select(own.id, move.moment_us, move.sku, move.quantity, here)
            chosen = chosen.join(STOCK_MOVES, there == literal(prefix) + name)
            yield chosen.where(wanted).order_by(own.id, move.number)


def _moved(row: Any, moves: Sequence[_Rows]) -> list[_Moved]:
    """Return what went to a customer and was put right again, sorted by time."""
    found: list[_Moved] = []
    for number, rows in enumerate(moves):
        back = number % 2
        for _, at_us, sku, units, place in rows.of(row.id):
            inside = _place(place)
            # What a customer sends back was brought before; everything else is a correction.
            if not (back and inside.kind == RETURN):
                found.append(_Moved(at_us, sku, -units if back else units, inside.warehouse))
    return sorted(found)


def _one(row: Any, steps: Sequence[Any], moves: Sequence[_Moved], zone: ZoneInfo) -> Followed:
    sold = json.loads(row.content)
    arranged = json.loads(row.arranged or "null") or sold
    shipped, first = _shipped(moves, zone)
    mode = arranged["mode"] or sold["mode"]
    made = Followed(
        id=row.id,
        number=row.external_id,
        source=row.source,
        mode=None if mode is None else Mode(mode),
        day=_day_of(sold["day"]) or row.day or date.min,
        created=moment_of(row.created_us),
        promise=_promised(sold, zone),
        latest=_promised(arranged, zone),
        steps=tuple(Step(_STATES[state], moment_of(at_us)) for _, state, at_us in steps),
        ordered={each["sku"]: each["quantity"] for each in sold["lines"]},
        at=arranged["at"],
        depot=moves[0].warehouse if moves else "",
        shipped=shipped,
        first=first,
    )
    if row.day is not None:
        return made
    return replace(made, day=(made.came or made.created).astimezone(zone).date())


def _day_of(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _promised(told: Mapping[str, Any], zone: ZoneInfo) -> Promise | None:
    window = told["window"]
    return _promise(told["day"], None if window is None else (window["opens_s"], window["closes_s"]), zone)


@lru_cache(maxsize=20_000)
def _promise(day: str | None, window: tuple[int, int] | None, zone: ZoneInfo) -> Promise | None:
    """Many orders have the same: working it out takes longer than reading the order."""
    when = None if day is None else date.fromisoformat(day)
    if window is None:
        return promise_of(when, None, zone)
    return promise_of(when, TimeWindow(opens=Seconds(window[0]), closes=Seconds(window[1])), zone)


def _shipped(
    moves: Sequence[_Moved], zone: ZoneInfo
) -> tuple[Mapping[str, int] | None, Mapping[str, int] | None]:
    """Return units by SKU that left altogether, and on the day of the first of these moves."""
    if not moves:
        return None, None
    day = _day(moves[0].at_us // _MINUTE, zone)
    shipped: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for each in moves:
        shipped[each.sku] += each.units
        if each.units > 0 and _day(each.at_us // _MINUTE, zone) == day:
            first[each.sku] += each.units
    return shipped, {sku: min(units, shipped[sku]) for sku, units in first.items()}


@lru_cache(maxsize=20_000)
def _place(text: str) -> StockPlace:
    return stock_place(text)


@lru_cache(maxsize=200_000)
def _day(minute: int, zone: ZoneInfo) -> date:
    """Return the day of a minute since 1970 at the wall: zones are behind each other by whole minutes."""
    return moment_of(minute * _MINUTE).astimezone(zone).date()


def names_of(database: Database, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the shop's number and the source of orders, by our id."""
    column = ORDERS.c
    found: dict[str, tuple[str, str]] = {}
    with database.read() as connection:
        for some in in_pieces(ids):
            chosen = select(column.id, column.external_id, column.source).where(column.id.in_(some))
            found.update({row.id: (row.external_id, row.source) for row in connection.execute(chosen)})
    return found
