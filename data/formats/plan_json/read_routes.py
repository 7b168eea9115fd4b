"""Routes of a plan file become routes with their times, or bare sequences, and their drawn lines."""

from collections.abc import Iterator, Sequence

import polyline

from core.errors import Fault, fault
from core.units import Cents, Metres, Seconds
from data.formats.plan_json.models import PlanModel
from data.formats.plan_json.route_models import (
    CostModel,
    ReloadBase,
    ReloadModel,
    RouteModel,
    TakenBreakModel,
    UntimedRouteModel,
    VisitModel,
)
from data.formats.plan_json.write import FIGURES
from routing.plan import COST_ITEMS, Cost, Reload, Route, TakenBreak, Visit
from routing.problem import Problem
from routing.travel.source import Leg
from routing.trips import reload_at


def sequence_of(route: RouteModel | UntimedRouteModel) -> tuple[str, ...]:
    """Return stop ids in order, and the reloads between them as sequences have them."""
    found = [visit if isinstance(visit, str) else visit.stop for visit in route.visits]
    reloads: Sequence[ReloadBase] = route.reloads
    for reload in sorted(reloads, key=lambda each: each.after)[::-1]:
        found.insert(reload.after, reload_at(reload.depot))
    return tuple(found)


def route_of(model: RouteModel) -> Route:
    """Return the route that `model` describes."""
    return Route(
        vehicle=model.vehicle,
        visits=tuple(_visit(each) for each in model.visits),
        start=Seconds(model.start_s),
        end=Seconds(model.end_s),
        load=tuple(model.load),
        duration_back=Seconds(model.leg_back.duration_s),
        distance_back=Metres(model.leg_back.distance_m),
        cost=cost_of(model.cost),
        reloads=tuple(_reload(each) for each in model.reloads),
        breaks=tuple(_break(each) for each in model.breaks),
    )


def cost_of(model: CostModel) -> Cost:
    """Return the cost that `model` states."""
    return Cost(**{item: Cents(getattr(model, f"{item}_cents")) for item in COST_ITEMS})


def drawn_legs(route: RouteModel, problem: Problem) -> tuple[Leg, ...]:
    """Return the drawn legs; durations and distances are those of the visits and reloads they lead to."""
    vehicle = problem.vehicle[route.vehicle]
    halts: list[VisitModel | ReloadModel] = list(route.visits)
    for reload in sorted(route.reloads, key=lambda each: each.after)[::-1]:
        halts.insert(reload.after, reload)
    figures = [(halt.leg_duration_s, halt.leg_distance_m) for halt in halts]
    led_to = figures if vehicle.start is not None else figures[1:]
    back = [(route.leg_back.duration_s, route.leg_back.distance_m)] if vehicle.end is not None else []
    return tuple(
        Leg(duration=Seconds(seconds), distance=Metres(metres), points=_points(line) or ())
        for line, (seconds, metres) in zip(route.geometry, [*led_to, *back], strict=True)
    )


def is_drawn(route: RouteModel, problem: Problem) -> bool:
    """Whether a route has a line for each leg; not so where a person added a stop or took one off."""
    vehicle = problem.vehicle[route.vehicle]
    halts = len(route.visits) + len(route.reloads)
    legs = halts - 1 + (vehicle.start is not None) + (vehicle.end is not None)
    return bool(route.geometry) and len(route.geometry) == legs


def line_faults(model: PlanModel) -> Iterator[Fault]:
    """Yield drawn lines that are no lines."""
    for k, route in enumerate(model.routes):
        for n, line in enumerate(route.geometry if isinstance(route, RouteModel) else ()):
            if _points(line) is None:
                yield fault(f"/routes/{k}/geometry/{n}", "", line, "an encoded polyline of 6 decimals")


def _visit(model: VisitModel) -> Visit:
    return Visit(
        stop=model.stop,
        arrival=Seconds(model.arrival_s),
        start=Seconds(model.start_s),
        departure=Seconds(model.departure_s),
        load=tuple(model.load),
        duration=Seconds(model.leg_duration_s),
        distance=Metres(model.leg_distance_m),
    )


def _reload(model: ReloadModel) -> Reload:
    return Reload(
        after=model.after,
        depot=model.depot,
        arrival=Seconds(model.arrival_s),
        start=Seconds(model.start_s),
        departure=Seconds(model.departure_s),
        load=tuple(model.load),
        duration=Seconds(model.leg_duration_s),
        distance=Metres(model.leg_distance_m),
    )


def _break(model: TakenBreakModel) -> TakenBreak:
    return TakenBreak(
        break_id=model.break_id,
        after=model.after,
        start=Seconds(model.start_s),
        end=Seconds(model.end_s),
        arrived=model.arrived,
    )


def _points(line: str) -> tuple[tuple[float, float], ...] | None:
    """Return the (lon, lat) points of an encoded line; None where it is no such line."""
    try:
        points = polyline.decode(line, FIGURES, geojson=True)
    except (IndexError, ValueError):
        return None
    on_earth = all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    return tuple((float(lon), float(lat)) for lon, lat in points) if on_earth else None
