"""What the ledger tells of a period: how much lay where, what left for customers, and what was counted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Float, and_, case, cast, func, or_, select

from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.stock.tables import STOCK_COUNTS, STOCK_MOVES
from inventory.kpi.stock_figures import Counted, ShelfTime
from inventory.ledger.place import OUTSIDE, RETURN, stock_place

_SECOND: Final = 1_000_000
_DAY_S: Final = 86_400


def shelf_times(database: Database, begin: datetime, end: datetime) -> list[ShelfTime]:
    """Return each SKU in each warehouse over a period: what lay there on average, and what left."""
    first, last = microseconds(begin), microseconds(end)
    seconds = max(1.0, (last - first) / _SECOND)
    unit_seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
    with database.read() as connection:
        for sign, column in ((1, STOCK_MOVES.c.target), (-1, STOCK_MOVES.c.source)):
            for row in _lying(connection, column, first, last):
                place = stock_place(row.place)
                if place.on_hand:
                    lay = float(row.before) * seconds + float(row.within)
                    unit_seconds[row.sku, place.warehouse] += sign * lay
        out = _left(connection, first, last)
    return [
        ShelfTime(
            sku=key[0],
            warehouse=key[1],
            days=seconds / _DAY_S,
            out=out[key],
            mean=max(0.0, unit_seconds[key] / seconds),
        )
        for key in sorted({*unit_seconds, *out})
    ]


def counts_between(database: Database, begin: datetime, end: datetime) -> Iterator[tuple[datetime, Counted]]:
    """Yield what was counted in a period, with the moment."""
    column = STOCK_COUNTS.c
    chosen = select(STOCK_COUNTS).where(column.moment_us >= microseconds(begin))
    chosen = chosen.where(column.moment_us < microseconds(end)).order_by(column.moment_us, column.number)
    with database.read() as connection:
        for row in connection.execute(chosen):
            named = f"{row.place} {row.sku} {row.lot}".strip()
            found = Counted(
                id=f"{row.key}/{row.number} {named}",
                warehouse=stock_place(row.place).warehouse,
                found=row.found,
                said=row.said,
            )
            yield moment_of(row.moment_us), found


def weekly_demand(
    database: Database, begin: datetime, end: datetime, zone: ZoneInfo
) -> Mapping[str, Counter[date]]:
    """Return the units that left for customers, by SKU and the Monday of their week.

    What was brought back from an attempt lies in its place again and has not been sold.
    """
    move = STOCK_MOVES.c
    within = and_(move.moment_us >= microseconds(begin), move.moment_us < microseconds(end))
    back = and_(_at_customers(move.source), ~move.target.like(f"%/{RETURN}"))
    found: defaultdict[str, Counter[date]] = defaultdict(Counter)
    with database.read() as connection:
        for sign, chosen in ((1, _at_customers(move.target)), (-1, back)):
            listed = select(move.sku, move.moment_us, move.quantity).where(within, chosen)
            for sku, at_us, units in connection.execution_options(yield_per=5000).execute(listed):
                day = moment_of(at_us).astimezone(zone).date()
                found[sku][day - timedelta(days=day.weekday())] += sign * units
    return {sku: +weeks for sku, weeks in found.items()}


def _lying(connection: Connection, place: ColumnElement[str], first: int, last: int) -> Any:
    """Return, by SKU and place, units moved before, and those within times the seconds to the end."""
    move = STOCK_MOVES.c
    rest = cast(move.quantity, Float) * (last - move.moment_us) / float(_SECOND)
    before = func.sum(case((move.moment_us < first, move.quantity), else_=0))
    within = func.sum(case((move.moment_us >= first, rest), else_=0.0))
    outside = or_(*(or_(place == kind, place.like(f"{kind}/%")) for kind in OUTSIDE))
    chosen = select(move.sku, place.label("place"), before.label("before"), within.label("within"))
    return connection.execute(chosen.where(move.moment_us < last, ~outside).group_by(move.sku, place))


def _left(connection: Connection, first: int, last: int) -> Counter[tuple[str, str]]:
    """Return what left for customers by SKU and warehouse, less what was put right again."""
    move = STOCK_MOVES.c
    within = and_(move.moment_us >= first, move.moment_us < last)
    found: Counter[tuple[str, str]] = Counter()
    for sign, inside, outside in ((1, move.source, move.target), (-1, move.target, move.source)):
        units = func.sum(move.quantity).label("units")
        chosen = select(move.sku, inside.label("place"), units).where(within, _at_customers(outside))
        for row in connection.execute(chosen.group_by(move.sku, inside)):
            place = stock_place(row.place)
            if place.warehouse and not (sign < 0 and place.kind == RETURN):
                found[row.sku, place.warehouse] += sign * int(row.units)
    return found


def _at_customers(place: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(place == "customer", place.like("customer/%"))
