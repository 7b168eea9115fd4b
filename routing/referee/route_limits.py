"""Skills and limits of one route."""

from collections.abc import Iterator

from core.units import duration_text
from routing.plan import Route
from routing.problem import Problem
from routing.referee.violation import Rule, Violation
from routing.referee.way import Way


def limit_violations(problem: Problem, way: Way) -> list[Violation]:
    """Return skills that the vehicle lacks and limits of distance, hours and stops that are passed."""
    return [*_skills(problem, way.route), *_limits(problem, way)]


def _skills(problem: Problem, route: Route) -> Iterator[Violation]:
    has = problem.vehicle[route.vehicle].skills
    for visit in route.visits:
        missing = sorted(problem.stop[visit.stop].skills - has)
        if missing:
            text = f"{route.vehicle!r} lacks {', '.join(missing)} for {visit.stop!r}"
            yield Violation(rule="skills", vehicle=route.vehicle, stop=visit.stop, text=text)


def _limits(problem: Problem, way: Way) -> Iterator[Violation]:
    route = way.route
    vehicle = problem.vehicle[route.vehicle]
    legs = [(leg.duration, leg.distance) for leg in way.points[1:]]
    driving, metres = sum(seconds for seconds, _ in legs), sum(metres for _, metres in legs)
    seconds = route.end - route.start
    figures: list[tuple[Rule, int, int | None, str]] = [
        ("max-distance", metres, vehicle.max_distance, f"{metres} m"),
        ("max-duration", seconds, vehicle.max_duration, duration_text(seconds)),
        ("max-driving", driving, vehicle.max_driving, f"{duration_text(driving)} of driving"),
        ("max-stops", len(route.visits), vehicle.max_stops, f"{len(route.visits)} stops"),
    ]
    for rule, is_now, most, shown in figures:
        if most is not None and is_now > most:
            text = f"{route.vehicle!r} has {shown}, {is_now - most} more than its limit"
            yield Violation(rule=rule, vehicle=route.vehicle, amount=is_now - most, text=text)
