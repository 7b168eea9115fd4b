"""What differs between two plans of the same day."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.units import Cents, Metres, Seconds
from routing.plan import Plan, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChange:
    """One vehicle's route before and after.

    before, after
        its sequence; empty where it stays at home.
    cost, distance, duration
        by how much it is more than before; below 0 where it is less.
    """

    vehicle: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cost: Cents
    distance: Metres
    duration: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """What differs; sums are of the later plan less those of the earlier.

    routes
        of vehicles whose stops or their order differ.
    served, left_out
        stops that only the later plan serves, and that only the earlier one does.
    moved
        by stop served in both, from which vehicle to which.
    delays
        by stop served in both, by how many seconds work begins later; below 0 where it begins earlier.
    """

    cost: Cents
    distance: Metres
    duration: Seconds
    routes: tuple[RouteChange, ...]
    served: tuple[str, ...]
    left_out: tuple[str, ...]
    moved: Mapping[str, tuple[str, str]]
    delays: Mapping[str, Seconds]


def changes(before: Plan, after: Plan) -> PlanChanges:
    """Return what `after` has that `before` has not, and the other way round."""
    old, new = ({route.vehicle: route for route in plan.routes} for plan in (before, after))
    vehicles = [*old, *(vehicle for vehicle in new if vehicle not in old)]
    found = [_route_change(vehicle, old.get(vehicle), new.get(vehicle)) for vehicle in vehicles]
    was, now = _visits(before), _visits(after)
    return PlanChanges(
        cost=Cents(after.cost.total - before.cost.total),
        distance=Metres(after.distance - before.distance),
        duration=Seconds(after.duration - before.duration),
        routes=tuple(each for each in found if each.before != each.after),
        served=tuple(stop for stop in now if stop not in was),
        left_out=tuple(stop for stop in was if stop not in now),
        moved={
            stop: (was[stop][0], now[stop][0]) for stop in now if stop in was and was[stop][0] != now[stop][0]
        },
        delays={
            stop: Seconds(now[stop][1] - was[stop][1])
            for stop in now
            if stop in was and now[stop][1] != was[stop][1]
        },
    )


def _route_change(vehicle: str, old: Route | None, new: Route | None) -> RouteChange:
    return RouteChange(
        vehicle=vehicle,
        before=old.sequence if old else (),
        after=new.sequence if new else (),
        cost=Cents((new.cost.total if new else 0) - (old.cost.total if old else 0)),
        distance=Metres((new.distance if new else 0) - (old.distance if old else 0)),
        duration=Seconds((new.duration if new else 0) - (old.duration if old else 0)),
    )


def _visits(plan: Plan) -> dict[str, tuple[str, int]]:
    return {visit.stop: (route.vehicle, visit.start) for route in plan.routes for visit in route.visits}
