"""What key figures are counted from, read from the database and handed on by what they are split by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from api.services.kpi.catalogue import By, Feed
from core.window import TimeWindow
from data.formats.plan_json.drives import Drive, Drives
from data.store.followed_orders import followed_orders, orders_in_lockers, orders_named
from data.store.planned_days import planned_days
from data.store.stock.flows import counts_between, shelf_times, weekly_demand
from data.store.store import Store
from inventory.forecast.choose import forecast
from inventory.kpi.forecast_figures import Foreseen
from orders.kpi.capacity import SlotTime, Stay
from orders.kpi.followed import Followed
from orders.kpi.rounds import Drop, Outcome, Round
from orders.life_cycle import State
from orders.modes.moments import moment

MOST_FORECAST: Final = 200
"""SKUs that are forecast for a key figure: those that sell most."""

HISTORY_WEEKS: Final = 104
LEAST_WEEKS: Final = 4
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which days, by whose clock, and by what they are split; None for all together."""

    first: date
    last: date
    zone: ZoneInfo
    now: datetime
    by: By | None = None

    def begin(self, day: date) -> datetime:
        """Return the moment at which a day begins."""
        return moment(day, 0, self.zone)

    def end(self, day: date) -> datetime:
        """Return the moment at which a day ends."""
        return moment(day, 86_400, self.zone)

    def key_of_day(self, day: date) -> str:
        """Return the day or ISO week that something of a day belongs to."""
        if self.by is By.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        return day.isoformat()

    def periods(self) -> Iterator[tuple[str, date, date]]:
        """Yield the periods that are told apart: key, first and last day."""
        if self.by not in (By.DAY, By.WEEK):
            yield "", self.first, self.last
            return
        day = self.first
        while day <= self.last:
            ends = day if self.by is By.DAY else min(self.last, day + timedelta(days=6 - day.weekday()))
            yield self.key_of_day(day), day, ends
            day = ends + timedelta(days=1)


class Piece(NamedTuple):
    """Some of what is counted: of one key, and of one period."""

    key: str
    items: Sequence[Any]
    begin: datetime
    end: datetime


def pieces_of(feed: Feed, store: Store, asked: Asked) -> Iterator[Piece]:
    """Yield what a feed has for the days asked for, in pieces that are small enough to be held."""
    match feed:
        case Feed.ORDERS:
            yield from _orders(store, asked)
        case Feed.ROUNDS:
            yield from _rounds(store, asked)
        case Feed.SLOTS:
            yield from _slots(store, asked)
        case Feed.STAYS:
            yield from _stays(store, asked)
        case Feed.SHELVES:
            yield from _shelves(store, asked)
        case Feed.COUNTS:
            yield from _counts(store, asked)
        case Feed.FORECASTS:
            yield from _forecasts(store, asked)


def _keyed(items: Sequence[Any], key_of: Any, asked: Asked) -> Iterator[Piece]:
    found: dict[str, list[Any]] = {}
    for each in items:
        found.setdefault(key_of(each), []).append(each)
    begin, end = asked.begin(asked.first), asked.end(asked.last)
    for key, listed in found.items():
        yield Piece(key, listed, begin, end)


def _orders(store: Store, asked: Asked) -> Iterator[Piece]:
    def key_of(order: Followed) -> str:
        match asked.by:
            case None:
                return ""
            case By.DEPOT:
                return order.depot or UNKNOWN
            case By.MODE:
                return "any" if order.mode is None else order.mode.value
            case By.SOURCE:
                return order.source
            case _:
                return asked.key_of_day(order.day)

    for piece in followed_orders(store.database, asked.first, asked.last, asked.zone):
        yield from _keyed(piece, key_of, asked)


def _rounds(store: Store, asked: Asked) -> Iterator[Piece]:
    def key_of(each: Round) -> str:
        if asked.by is By.DEPOT:
            return each.depot or UNKNOWN
        return "" if asked.by is None else asked.key_of_day(each.day)

    for plan_id, drives in planned_days(store.database, asked.first, asked.last):
        yield from _keyed(rounds_of(store, plan_id, drives, asked.zone), key_of, asked)


def rounds_of(store: Store, plan_id: str, drives: Drives, zone: ZoneInfo) -> list[Round]:
    """Return the routes of a plan with what became of their drops.

    A stop is an order where it is called by our id or the shop's number, alone or as SOURCE/NUMBER; or a
    part of one, with the warehouse that sends it behind.
    """
    stops = [stop for drive in drives.drives for stop, _ in drive.stops]
    known = orders_named(store.database, {name for stop in stops for name in _names(stop)}, zone)
    return [_round(plan_id, each, drives, known, zone) for each in drives.drives]


def _names(stop: str) -> tuple[str, ...]:
    whole, part, _ = stop.rpartition(" from ")
    named = (stop, whole) if part else (stop,)
    return (*named, *(it.partition("/")[2] for it in named if "/" in it))


def _round(
    plan_id: str, drive: Drive, drives: Drives, known: Mapping[str, Followed], zone: ZoneInfo
) -> Round:
    def drop(stop: str, start_s: int) -> Drop:
        order = next((known[name] for name in _names(stop) if name in known), None)
        planned = moment(drives.day, start_s, zone)
        return Drop(stop, planned, *_became(order, drives.day, zone))

    return Round(
        id=f"{plan_id}/{drive.vehicle}",
        day=drives.day,
        depot=drive.depot,
        profile=drive.profile,
        ends=moment(drives.day, drive.end_s, zone),
        currency=drives.currency,
        cents=drive.cents,
        distance_m=drive.distance_m,
        duration_s=drive.end_s - drive.start_s,
        stem_m=drive.stem_m,
        stem_s=drive.stem_s,
        drops=tuple(drop(*each) for each in drive.stops),
        fills=drive.fills,
        gram_metres=drive.gram_metres,
    )


def _became(order: Followed | None, day: date, zone: ZoneInfo) -> tuple[Outcome, datetime | None]:
    """Return what a round of a day made of an order, by the events of that day."""
    if order is None:
        return Outcome.UNKNOWN, None
    ends = {
        State.DELIVERED: Outcome.DONE,
        State.READY_FOR_PICKUP: Outcome.DONE,
        State.ATTEMPT_FAILED: Outcome.FAILED,
    }
    told = [each for each in order.steps if each.state in ends and each.at.astimezone(zone).date() == day]
    return (ends[told[-1].state], told[-1].at) if told else (Outcome.OPEN, None)


def _slots(store: Store, asked: Asked) -> Iterator[Piece]:
    begin, end = asked.begin(asked.first), asked.end(asked.last)
    for plan_id, drives in planned_days(store.database, asked.first, asked.last):
        key = "" if asked.by is None else asked.key_of_day(drives.day)
        spans = [TimeWindow(opens=each.start_s, closes=each.end_s) for each in drives.drives]  # type: ignore[arg-type]
        slots = [
            SlotTime(
                id=f"{plan_id}/{window}",
                used_s=sum(_overlap(window, span) for span in spans),
                available_s=sum(_overlap(window, shift) for shift in drives.shifts),
            )
            for window in drives.windows
        ]
        yield Piece(key, slots, begin, end)


def _overlap(window: TimeWindow, other: TimeWindow) -> int:
    return max(0, min(window.closes, other.closes) - max(window.opens, other.opens))


def _stays(store: Store, asked: Asked) -> Iterator[Piece]:
    begin, end = asked.begin(asked.first), asked.end(asked.last)
    stays = [
        stay
        for piece in orders_in_lockers(store.database, begin, end, asked.zone)
        for order in piece
        for stay in _lain(order)
    ]
    for key, first, last in asked.periods():
        yield Piece(key, stays, asked.begin(first), asked.end(last))


def _lain(order: Followed) -> Iterator[Stay]:
    """Yield when an order lay in a locker: from each deposit until what came next."""
    for number, step in enumerate(order.steps):
        if step.state is State.READY_FOR_PICKUP:
            after = order.steps[number + 1 :]
            yield Stay(id=order.id, bank=order.at, begins=step.at, ends=after[0].at if after else None)


def _shelves(store: Store, asked: Asked) -> Iterator[Piece]:
    for key, first, last in asked.periods():
        begin, end = asked.begin(first), min(asked.end(last), asked.now)
        if end <= begin:
            continue
        found = shelf_times(store.database, begin, end)
        if asked.by is By.DEPOT:
            for warehouse in sorted({each.warehouse for each in found}):
                yield Piece(warehouse, [each for each in found if each.warehouse == warehouse], begin, end)
        else:
            yield Piece(key, found, begin, end)


def _counts(store: Store, asked: Asked) -> Iterator[Piece]:
    begin, end = asked.begin(asked.first), asked.end(asked.last)
    for at, counted in counts_between(store.database, begin, end):
        day = at.astimezone(asked.zone).date()
        key = counted.warehouse if asked.by is By.DEPOT else asked.key_of_day(day)
        yield Piece("" if asked.by is None else key, [counted], begin, end)


def _forecasts(store: Store, asked: Asked) -> Iterator[Piece]:
    """Yield forecasts of the whole weeks within the days asked for, made from what was known before them."""
    monday = asked.first + timedelta(days=-asked.first.weekday() % 7)
    last = min(asked.last, asked.now.astimezone(asked.zone).date() - timedelta(days=1))
    weeks = [monday + timedelta(days=7 * k) for k in range(max(0, ((last - monday).days + 1) // 7))]
    if not weeks:
        return
    before = [monday - timedelta(days=7 * k) for k in range(HISTORY_WEEKS, 0, -1)]
    begin, end = asked.begin(before[0]), asked.end(weeks[-1] + timedelta(days=6))
    sold = weekly_demand(store.database, begin, end, asked.zone)
    for rank, sku in enumerate(sorted(sold, key=lambda name: (-sum(sold[name].values()), name))):
        history = _since_first([float(sold[sku][week]) for week in before])
        reason = "too little is known before" if len(history) < LEAST_WEEKS else ""
        reason = f"not among the {MOST_FORECAST} SKUs that sell most" if rank >= MOST_FORECAST else reason
        if reason:
            yield Piece("", [Foreseen(sku=sku, reason=reason)], begin, end)
            continue
        said = [float(each) for each in forecast(history, len(weeks)).mean]
        came = [float(sold[sku][week]) for week in weeks]
        if asked.by is None:
            yield Piece("", [Foreseen(sku=sku, said=said, came=came)], begin, end)
            continue
        for week, units, sales in zip(weeks, said, came, strict=True):
            yield Piece(asked.key_of_day(week), [Foreseen(sku=sku, said=[units], came=[sales])], begin, end)


def _since_first(history: list[float]) -> list[float]:
    first = next((number for number, units in enumerate(history) if units), len(history))
    return history[first:]
