"""What those who wait see of a driven day: a recipient the own order, a shop its own orders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from api.services.driven_day import RouteStatus, StopStatus, day_status, route_status
from core.errors import NotFound
from core.window import TimeWindow
from data.store.order_rows import KeptOrder
from data.store.publication import Round
from data.store.store import Store
from orders.day_event import DayEvent, DayEventKind
from orders.life_cycle import OVER, Life, State
from orders.next_step import Step, next_step
from orders.parts import COMING, PartState
from orders.tracking import NAMES

_SPREAD: Final = timedelta(minutes=15)
_STEP_S: Final = 300
_COARSE: Final = 2
"""Decimals of a position that others may see: about a kilometre."""

_NOTHING_COMES: Final = OVER | {State.ATTEMPT_FAILED, State.READY_FOR_PICKUP}
"""States in which no vehicle is on its way with an order: when it drives where is nobody's matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """One of several deliveries of an order: where it is, and between which moments it should come."""

    state: PartState
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OwnDelivery:
    """An order as those see it who wait for it.

    earliest, latest
        between which the vehicle should come; None where nobody knows, or it was there.
    lon, lat
        about where the vehicle is, while this order is its next stop.
    signed_by, photo, signature
        proof of delivery: who took it, and digests of pictures; "" for none.
    day, window
        when it was promised, as long as no vehicle has been there; None for no day or window in particular.
    next_step
        what follows after an attempt that failed; "" where none has failed last.
    at
        the shop or bank of lockers where it is, or will be, collected; "" for the address.
    parts
        its deliveries, where it comes in several; earliest and latest are then those of the next one.
    """

    number: str
    state: State
    text: str
    since: datetime
    reason: str
    earliest: datetime | None = None
    latest: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    signed_by: str = ""
    photo: str = ""
    signature: str = ""
    day: date | None = None
    window: TimeWindow | None = None
    next_step: Step | Literal[""] = ""
    at: str = ""
    parts: tuple[OwnPart, ...] = ()


def own_delivery(store: Store, order_id: str, *, now: datetime) -> OwnDelivery:
    """Return an order as its recipient sees it."""
    kept, life = store.orders.whole(order_id)
    rounds = store.published.rounds_of([order_id]).get(order_id, ())
    underway = next((each for each in rounds if each.state in COMING), None)
    there = underway or max(rounds, key=lambda each: each.since_us, default=None)
    stop = None if there is None else there.stop
    found = _seen(kept, life.events[-1].reason, _route(store, kept, there, now), stop, now)
    proven = _proven(found, _served(store, kept, there))
    parts = tuple(_part(store, kept, each, now) for each in rounds if each.part) if len(rounds) > 1 else ()
    return replace(proven, next_step=_next_step(kept, life), parts=parts)


def _part(store: Store, kept: KeptOrder, there: Round, now: datetime) -> OwnPart:
    """Return one of the deliveries of an order; of one that nobody brings now, no plan is read."""
    route = _route(store, kept, there, now) if there.state in COMING else None
    own = None if route is None else next((it for it in route.stops if it.stop == there.stop), None)
    earliest, latest = _window(own, now)
    return OwnPart(state=there.state, earliest=earliest, latest=latest)


def _route(store: Store, kept: KeptOrder, there: Round | None, now: datetime) -> RouteStatus | None:
    """Return the route that brings an order; of one that nobody brings now, no plan is read."""
    if there is None or kept.state in _NOTHING_COMES:
        return None
    try:
        return route_status(store, there.day, there.vehicle, now=now)
    except NotFound:
        return None


def _served(store: Store, kept: KeptOrder, there: Round | None) -> DayEvent | None:
    """Return what was told when an order was delivered; None before."""
    if there is None or kept.state is not State.DELIVERED:
        return None
    told = store.day_events.milestones(there.day, vehicle=there.vehicle)
    of_it = (
        each.event
        for each in reversed(told)
        if each.event.kind is DayEventKind.DELIVERED
        and each.event.stop == there.stop
        and each.event.order in ("", kept.id, kept.order.id)
    )
    return next(of_it, None)


def _next_step(kept: KeptOrder, life: Life) -> Step | Literal[""]:
    if kept.state is not State.ATTEMPT_FAILED:
        return ""
    return next_step(life.events[-1].reason, life.attempts).step


def own_proof(store: Store, seen: Sequence[OwnDelivery], digest: str) -> tuple[str, bytes]:
    """Return a picture of orders as those see them who wait; raise `NotFound` for any other."""
    if digest not in {each for it in seen for each in (it.photo, it.signature) if each}:
        raise NotFound("There is no picture with this digest.")
    return store.day_events.proof(digest)


def own_deliveries(store: Store, source: str, day: date, *, now: datetime) -> list[OwnDelivery]:
    """Return the orders of a shop that are on published plans of a day, by their numbers."""
    status = day_status(store, day, now=now)
    stops = [(route, stop) for route in status.routes for stop in route.stops]
    kept = store.orders.many(each.order_id for _, stop in stops for each in stop.orders)
    first: dict[str, tuple[RouteStatus, StopStatus]] = {}
    for route, stop in stops:
        for each in stop.orders:
            # Of an order in parts, what comes next is told.
            before = first.get(each.order_id)
            if before is None or _sooner(stop, before[1]):
                first[each.order_id] = (route, stop)
    found = [
        _seen(kept[key], stop.reason, route, stop.stop, now)
        for key, (route, stop) in first.items()
        if kept[key].source == source
    ]
    return sorted(found, key=lambda each: each.number)


def _sooner(stop: StopStatus, other: StopStatus) -> bool:
    if stop.expected is None or other.expected is None:
        return stop.expected is not None
    return stop.expected < other.expected


def _seen(
    kept: KeptOrder, reason: str, route: RouteStatus | None, stop: str | None, now: datetime
) -> OwnDelivery:
    own = None if route is None else next((it for it in route.stops if it.stop == stop), None)
    coming = own if own is not None and own.expected is not None and kept.state not in OVER else None
    earliest, latest = _window(coming, now)
    lon, lat = _nearby(route, coming)
    served = None if own is None or kept.state is not State.DELIVERED else own.served
    if served is not None and served.order not in ("", kept.id, kept.order.id):
        served = None
    waited_for = kept.state not in _NOTHING_COMES
    found = OwnDelivery(
        number=kept.order.id,
        state=kept.state,
        text=NAMES[kept.state].text,
        since=kept.since,
        reason=reason.partition(":")[0],
        earliest=earliest,
        latest=latest,
        lon=lon,
        lat=lat,
        day=kept.now.day if waited_for else None,
        window=kept.now.window if waited_for else None,
        at=kept.now.at,
    )
    return _proven(found, served)


def _proven(found: OwnDelivery, served: DayEvent | None) -> OwnDelivery:
    if served is None:
        return found
    return replace(found, signed_by=served.signed_by, photo=served.photo, signature=served.signature)


def _window(coming: StopStatus | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return a window around the expected service, by steps of five minutes: it tells of no other stop.

    It begins neither before the window that was promised, nor before now; its clock is that of the plan.
    """
    if coming is None or coming.expected is None:
        return None, None
    zone = coming.expected.tzinfo
    middle = _on_step(max(coming.expected, coming.opens or coming.expected)).astimezone(zone)
    earliest = max(middle - _SPREAD, _on_step(now), coming.opens or middle - _SPREAD)
    return earliest.astimezone(zone), middle + _SPREAD + timedelta(seconds=_STEP_S)


def _on_step(at: datetime) -> datetime:
    return datetime.fromtimestamp(at.timestamp() - at.timestamp() % _STEP_S, UTC)


def _nearby(route: RouteStatus | None, coming: StopStatus | None) -> tuple[float | None, float | None]:
    """Return about where the vehicle is, where the order is what it drives to now."""
    if route is None or coming is None or route.position is None or route.state != "underway":
        return None, None
    following = next((it for it in route.stops if it.state in ("open", "arrived")), None)
    event = route.position.event
    if following is None or following.stop != coming.stop or event.lon is None or event.lat is None:
        return None, None
    return round(event.lon, _COARSE), round(event.lat, _COARSE)
