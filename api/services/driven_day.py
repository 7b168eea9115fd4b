"""A day as it is driven: where each vehicle is, when it comes to its stops, and what is not as planned."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from api.services.on_the_way import off_route_m, where_now
from api.services.plan_orders import orders_of
from core.errors import NotFound
from data.formats.plan_json.document import PlanDocument
from data.store.day_events import ToldEvent
from data.store.errands.rows import ErrandRound
from data.store.order_rows import KeptOrder
from data.store.publication import Publication, Round
from data.store.store import Store
from data.store.unplanned import unplanned_on
from orders.day_event import DayEvent, DayEventKind
from orders.life_cycle import State
from orders.modes.moments import moment, wall_seconds, zone_named
from routing.plan import Route
from routing.underway import Expected, expected_from


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """From when on something is told as an exception."""

    behind_s: int = 900
    offline_s: int = 900
    off_route_m: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StopStatus:
    """A stop of a route as it is now.

    state
        open, arrived, delivered, fetched, failed, left (departed without a word) or cancelled.
    planned, expected, done
        when the vehicle comes by the plan, and by what is known now; when it was done with it.
    opens, closes
        when the window opens and closes that the plan keeps; None where any time will do.
    served
        what was told when it was delivered: who took it, and digests of pictures; None before.
    """

    stop: str
    state: str
    planned: datetime
    expected: datetime | None
    done: datetime | None
    closes: datetime | None
    orders: tuple[Round, ...]
    errands: tuple[ErrandRound, ...] = ()
    reason: str = ""
    opens: datetime | None = None
    served: DayEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStatus:
    """A vehicle's day as it is now; state: waiting, underway or ended; heard: when its device last spoke."""

    vehicle: str
    plan_id: str
    state: str
    stops: tuple[StopStatus, ...]
    position: ToldEvent | None
    heard: datetime | None
    back: datetime | None

    @property
    def done(self) -> int:
        """How many stops are over, one way or another."""
        return sum(each.state not in ("open", "arrived") for each in self.stops)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayException:
    """What is not as planned: late, behind, offline, failed, off-route, cancelled, not-served, unplanned."""

    kind: str
    vehicle: str
    text: str
    stop: str = ""
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DayStatus:
    """A day as it is now."""

    day: date
    plans: tuple[Publication, ...]
    routes: tuple[RouteStatus, ...]
    exceptions: tuple[DayException, ...]


def day_status(
    store: Store, day: date, *, now: datetime, vehicle: str = "", tolerance: Tolerance | None = None
) -> DayStatus:
    """Return a day as it is now, or one vehicle of it; a day without a published plan has no routes."""
    plans = store.published.of_day(day)
    told = _by_vehicle(store.day_events.milestones(day, vehicle=vehicle))
    positions = store.day_events.last_positions(day, vehicle=vehicle)
    rounds = store.published.rounds(day, vehicle=vehicle or None)
    errands = store.errands.rounds(day, vehicle=vehicle or None)
    states = _states(store, rounds)
    routes: list[RouteStatus] = []
    exceptions: list[DayException] = []
    for plan in plans:
        if vehicle and vehicle not in plan.routes:
            continue
        document = store.documents.plan(plan.plan_id)
        made_for_orders = cache(partial(_made_for_orders, store, plan.plan_id))
        for route in document.plan.routes:
            if vehicle in ("", route.vehicle):
                one = _Route(
                    document=document,
                    plan=plan,
                    route=route,
                    events=[each.event for each in told.get(route.vehicle, ())],
                    position=positions.get(route.vehicle),
                    rounds=[each for each in rounds if each.vehicle == route.vehicle],
                    errands=[each for each in errands if each.vehicle == route.vehicle],
                    states=states,
                    emptied=_emptied(route, (*rounds, *errands), made_for_orders),
                    now=now,
                )
                status = one.status()
                routes.append(status)
                exceptions += one.exceptions(status, tolerance or Tolerance())
    if not vehicle and (plans or day <= now.date()):
        exceptions += _unplanned(store, day)
    return DayStatus(day=day, plans=tuple(plans), routes=tuple(routes), exceptions=tuple(exceptions))


def _emptied(
    route: Route, there: Sequence[Round | ErrandRound], made_for_orders: Callable[[], frozenset[str]]
) -> frozenset[str]:
    """Return the stops that were made for orders that come otherwise now: somebody has settled that."""
    bare = frozenset(route.stops) - {each.stop for each in there if each.vehicle == route.vehicle}
    return bare & made_for_orders() if bare else bare


def _made_for_orders(store: Store, plan_id: str) -> frozenset[str]:
    return frozenset(each.stop for each in orders_of(store, plan_id))


def _unplanned(store: Store, day: date) -> Iterator[DayException]:
    """Yield orders that somebody waits for on a day although no vehicle has them."""
    for order_id, number in unplanned_on(store.database, day):
        text = f"Order {number} is promised for this day and is on no published plan."
        yield DayException(kind="unplanned", vehicle="", text=text, orders=(order_id,))


def route_status(store: Store, day: date, vehicle: str, *, now: datetime) -> RouteStatus:
    """Return one vehicle's day; raise `NotFound` where it drives no published plan."""
    found = day_status(store, day, now=now, vehicle=vehicle).routes
    if not found:
        raise NotFound("The vehicle drives no published plan on this day.")
    return found[0]


def _by_vehicle(told: Iterable[ToldEvent]) -> dict[str, list[ToldEvent]]:
    found: dict[str, list[ToldEvent]] = {}
    for each in told:
        found.setdefault(each.vehicle, []).append(each)
    return found


def _states(store: Store, rounds: Sequence[Round]) -> dict[str, KeptOrder]:
    return store.orders.many(each.order_id for each in rounds)


@dataclass(frozen=True, kw_only=True)
class _Route:
    """One route, what was told of it, and the moment at which somebody looks."""

    document: PlanDocument
    plan: Publication
    route: Route
    events: Sequence[DayEvent]
    position: ToldEvent | None
    rounds: Sequence[Round]
    errands: Sequence[ErrandRound]
    states: Mapping[str, KeptOrder]
    emptied: frozenset[str]
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Whose clocks the plan means."""
        return zone_named(self.plan.zone)

    def status(self) -> RouteStatus:
        """Return the route as it is now."""
        expected = {each.stop: each for each in self._expected()}
        stops = tuple(self._stop(k, expected) for k in range(len(self.route.visits)))
        heard = [each.at for each in self.events]
        heard += [] if self.position is None else [self.position.event.at]
        kinds = {each.kind for each in self.events}
        underway = kinds - {DayEventKind.LOADED} or self.position is not None
        state = "ended" if DayEventKind.ENDED in kinds else "underway" if underway else "waiting"
        return RouteStatus(
            vehicle=self.route.vehicle,
            plan_id=self.plan.plan_id,
            state=state,
            stops=stops,
            position=self.position,
            heard=max(heard, default=None),
            back=None if state == "ended" else self._back(expected),
        )

    def at(self, seconds: int) -> datetime:
        """Return the moment of seconds after midnight of the plan day."""
        return moment(self.plan.day, seconds, self.zone)

    def seconds(self, at: datetime) -> int:
        """Return seconds after midnight of the plan day, by the clock at the wall."""
        return wall_seconds(at.astimezone(self.zone), self.plan.day)

    def _orders(self, stop: str) -> tuple[Round, ...]:
        return tuple(each for each in self.rounds if each.stop == stop)

    def _last(self, stop: str, *kinds: DayEventKind) -> DayEvent | None:
        """Return the last event of some kinds at a stop, by the clock of the device."""
        return next((it for it in reversed(self.events) if it.kind in kinds and it.stop == stop), None)

    def _state(self, stop: str) -> str:
        last = self._last(stop, DayEventKind.DELIVERED, DayEventKind.FETCHED, DayEventKind.FAILED)
        if last is not None:
            return last.kind.value
        states = [self.states[it.order_id].state for it in self._orders(stop) if it.order_id in self.states]
        others = any(each.stop == stop for each in self.errands)
        cancelled = bool(states) and not others and all(each is State.CANCELLED for each in states)
        if cancelled or stop in self.emptied:
            return "cancelled"
        if self._last(stop, DayEventKind.DEPARTED):
            return "left"
        return "arrived" if self._last(stop, DayEventKind.ARRIVED) else "open"

    def _done(self, stop: str) -> bool:
        return self._state(stop) not in ("open", "arrived")

    def _stop(self, number: int, expected: Mapping[str, Expected]) -> StopStatus:
        visit = self.route.visits[number]
        state, coming = self._state(visit.stop), expected.get(visit.stop)
        end = self._last(visit.stop, *_ENDS)
        over = state not in ("open", "arrived")
        windows = self.document.problem.stop[visit.stop].windows
        kept = next((it for it in windows if visit.start <= it.closes), windows[-1])
        return StopStatus(
            stop=visit.stop,
            state=state,
            planned=self.at(visit.arrival),
            expected=None if over or coming is None else self.at(coming.arrival),
            done=None if end is None or not over else end.at,
            opens=self.at(kept.opens) if kept.opens else None,
            closes=None if kept.closes >= 86_400 * 2 else self.at(kept.closes),
            orders=self._orders(visit.stop),
            errands=tuple(each for each in self.errands if each.stop == visit.stop),
            reason=end.why if end is not None and state == "failed" else "",
            served=self._last(visit.stop, DayEventKind.DELIVERED) if state == "delivered" else None,
        )

    def _expected(self) -> tuple[Expected, ...]:
        """Return when the vehicle comes to the stops that are left, by what is known of it."""
        left = [each for each in self.route.sequence if each not in self._over()]
        stops = [each for each in left if each in self.document.problem.stop]
        if not stops or any(each.kind is DayEventKind.ENDED for each in self.events):
            return ()
        here = where_now(self.document, self.route, self.events, self.position, left, self.seconds, self.now)
        return expected_from(
            self.document.problem, self.route.vehicle, here.left, location=here.location, leave=here.leave
        )

    def _over(self) -> set[str]:
        """Return the stops that are done with, and the reloads before the last of them."""
        sequence = self.route.sequence
        done = [k for k, each in enumerate(sequence) if each in self._stops and self._done(each)]
        reloads = {each for each in sequence[: max(done, default=-1) + 1] if each not in self._stops}
        return {sequence[k] for k in done} | reloads

    @property
    def _stops(self) -> set[str]:
        """All stops of the route."""
        return set(self.route.stops)

    def _back(self, expected: Mapping[str, Expected]) -> datetime | None:
        """Return when the vehicle is back: as much later than planned as its last stop is left."""
        last = next((it for it in reversed(self.route.visits) if it.stop in expected), None)
        if last is None:
            return None
        return self.at(self.route.end + expected[last.stop].departure - last.departure)

    def exceptions(self, status: RouteStatus, tolerance: Tolerance) -> Iterator[DayException]:
        """Yield what is not as planned."""
        vehicle = self.route.vehicle
        for each in status.stops:
            yield from _of_stop(each, vehicle, tolerance, ended=status.state == "ended")
        silent = None if status.heard is None else self.now - status.heard
        if status.state == "underway" and silent is not None and silent.total_seconds() > tolerance.offline_s:
            minutes = int(silent.total_seconds() // 60)
            yield DayException(kind="offline", vehicle=vehicle, text=f"Nothing was heard for {minutes} min.")
        metres = off_route_m(self.document, self.route, self.position)
        if status.state == "underway" and metres > tolerance.off_route_m:
            text = f"It is {metres / 1000:.1f} km away from its route."
            yield DayException(kind="off-route", vehicle=vehicle, text=text)


_ENDS: Final = (
    DayEventKind.DELIVERED,
    DayEventKind.FETCHED,
    DayEventKind.FAILED,
    DayEventKind.DEPARTED,
)
"""Events after which a vehicle is done with a stop."""


def _of_stop(each: StopStatus, vehicle: str, tolerance: Tolerance, *, ended: bool) -> Iterator[DayException]:
    ids = tuple(it.order_id for it in each.orders)
    if each.state == "failed" and not (ids or each.errands):
        return  # somebody has settled what becomes of it
    if each.state == "failed":
        yield DayException(kind="failed", vehicle=vehicle, stop=each.stop, text=each.reason, orders=ids)
    elif each.state == "cancelled":
        what = "Its orders were cancelled" if ids else "Nothing is brought there any more"
        text = f"{what}: do not go there."
        yield DayException(kind="cancelled", vehicle=vehicle, stop=each.stop, text=text, orders=ids)
    elif each.state == "left" or (ended and each.state in ("open", "arrived")):
        text = "Nobody said what became of it."
        yield DayException(kind="not-served", vehicle=vehicle, stop=each.stop, text=text, orders=ids)
    elif each.expected is not None and each.closes is not None and each.expected > each.closes:
        minutes = -(-(each.expected - each.closes) // timedelta(minutes=1))
        text = f"It is expected {minutes} min after its window closes."
        yield DayException(kind="late", vehicle=vehicle, stop=each.stop, text=text, orders=ids)
    elif each.expected is not None and (each.expected - each.planned).total_seconds() > tolerance.behind_s:
        minutes = (each.expected - each.planned) // timedelta(minutes=1)
        text = f"It is expected {minutes} min later than planned."
        yield DayException(kind="behind", vehicle=vehicle, stop=each.stop, text=text, orders=ids)
