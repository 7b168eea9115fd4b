"""The tentative plans of all days with what is held and ordered, kept at hand between questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock

from api.services.cart_rounds import LivePlans
from api.services.live_plan import LivePlan, Routes, live_plan
from api.services.one_stop import place_stop
from api.services.tentative_plans import DayPlan, Plans
from core.errors import MapError
from data.store.holds.present import LiveStop, Present
from orders.holds.promised_stop import PromisedStop
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal
from routing.trips import MARK, without_empty_trips


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What was read of one day when what is held of it had this version."""

    version: int
    stops: Sequence[LiveStop]
    plan: LivePlan


class LiveDays:
    """Keeps live plans; what has not changed is neither read nor prepared again. For several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[date, _Known] = {}
        self._behind: dict[date, tuple[LivePlan, LivePlan]] = {}

    def at(self, plans: Plans, present: Present, days: Iterable[date] | None = None) -> LivePlans:
        """Return the plans of `days`, or of all, as they are at the moment of `present`."""
        wanted = {day: plans[day] for day in (plans if days is None else days) if day in plans}
        versions = present.versions(wanted)
        with self._lock:
            found = {day: self._day(day, base, versions[day], present) for day, base in wanted.items()}
        today = present.now.date()
        for day in found.keys() & {today, today + timedelta(days=1)}:
            gone = _gone(wanted[day], day, present)
            found[day] = self._left(day, found[day], gone) if gone else found[day]
        return found

    def _left(self, day: date, plan: LivePlan, gone: frozenset[str]) -> LivePlan:
        """Return a plan of which some vehicles have left: the same one until it or they change."""
        with self._lock:
            known = self._behind.get(day)
            if known is None or known[0] is not plan or known[1].gone != gone:
                known = self._behind[day] = plan, replace(plan, gone=gone)
            return known[1]

    def _day(self, day: date, base: DayPlan, version: int, present: Present) -> LivePlan:
        known = self._known.get(day)
        if known is not None and known.plan.base is not base:
            known = None
        if version == 0:
            if known is None or known.stops:
                known = self._known[day] = _Known(version=0, stops=(), plan=LivePlan(base=base))
            return known.plan
        if known is None or known.version != version:
            there = {} if known is None else {each.stop.id: each.stop for each in known.stops}
            stops: Sequence[LiveStop] = present.stops(day, there)
            routes: Routes = present.routes(day, base.digest)
        else:
            stops, routes = known.stops, known.plan.routes
        counting = [each for each in stops if each.counts(present.now)]
        if known is not None and known.version == version and len(counting) == len(known.stops):
            return known.plan
        plan = _made(base, [each.stop for each in counting], routes, known.plan if known else None)
        self._known[day] = _Known(version=version, stops=counting, plan=plan)
        return plan


def _gone(base: DayPlan, day: date, present: Present) -> frozenset[str]:
    """Return vehicles that take nothing more on a day: they said that they left, or should have by now.

    What should have is only known of a plan that is driven; a tentative one may still be put off.
    """
    now_s = wall_seconds(present.now, day)
    due = {vehicle for vehicle, route in base.routes.items() if route.start <= now_s}
    return present.started(day) | (due & present.published(day) if due else due)


def unchanged(plans: Plans) -> LivePlans:
    """Return plans of which nothing is held: those of files alone."""
    return {day: LivePlan(base=base) for day, base in plans.items()}


def _made(base: DayPlan, stops: Sequence[PromisedStop], routes: Routes, before: LivePlan | None) -> LivePlan:
    """Return a day's plan with promised stops: where they were put, and else where they fit best now."""
    ours = {each.id: each for each in stops if not base.serves(each.hold)}
    kept = dict(_kept(base, ours, routes))
    plan = live_plan(base, ours, kept, known=before.parts if before is not None else ())
    for each in plan.unplaced:
        try:
            found = place_stop(plan, ours[each])
        except MapError:
            continue
        if not isinstance(found, Refusal):
            plan = plan.with_stop(ours[each], found)
    return plan


def _kept(
    base: DayPlan, ours: Mapping[str, PromisedStop], routes: Routes
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what is left of routes where holds are over."""
    there = base.problem.stop.keys() | ours.keys() if routes else frozenset[str]()
    for vehicle, entries in routes.items():
        if vehicle in base.problem.vehicle and any(entry in ours for entry in entries):
            left = [entry for entry in entries if entry in there or entry.startswith(MARK)]
            yield vehicle, without_empty_trips(left, there)
