"""Sums that a plan file states for readers, compared with what its visits give."""

from collections.abc import Iterator

from data.formats.plan_json.models import PlanModel
from data.formats.plan_json.route_models import RouteModel
from routing.plan import Plan, Route
from routing.problem import Problem


def misstated_sums(model: PlanModel, plan: Plan, problem: Problem) -> tuple[str, ...]:
    """Return a sentence for every sum of a route or of the day that its visits do not give.

    Sums of the day are not compared while routes await their times.
    """
    stated = [route for route in model.routes if isinstance(route, RouteModel)]
    found = [text for told, route in zip(stated, plan.routes, strict=True) for text in _of_route(told, route)]
    if len(stated) == len(model.routes):
        found += _of_day(model, plan, problem)
    return tuple(found)


def _of_route(told: RouteModel, route: Route) -> Iterator[str]:
    due = {
        "distance_m": route.distance,
        "duration_s": route.duration,
        "driving_s": route.driving,
        "waiting_s": route.waiting,
        "work_s": route.work,
        "break_s": route.resting,
    }
    for name, amount in due.items():
        if getattr(told, name) not in (amount, None):
            yield f"{route.vehicle!r} states {name} {getattr(told, name)}, its visits give {amount}"


def _of_day(model: PlanModel, plan: Plan, problem: Problem) -> Iterator[str]:
    due = {
        "routes": len(plan.routes),
        "vehicles": len(problem.vehicles),
        "stops": len(problem.stops),
        "served": plan.served,
        "unserved": len(plan.unserved),
        "distance_m": plan.distance,
        "duration_s": plan.duration,
        "driving_s": sum(route.driving for route in plan.routes),
        "waiting_s": sum(route.waiting for route in plan.routes),
    }
    for name, amount in due.items():
        if getattr(model.summary, name) != amount:
            yield f"the summary states {name} {getattr(model.summary, name)}, the routes give {amount}"
