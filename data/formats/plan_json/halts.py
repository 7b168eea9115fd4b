"""Where a route comes by, and what happens on it, in the order of time: visits, reloads, breaks."""

from collections.abc import Iterator

from routing.plan import Reload, Route, TakenBreak, Visit
from routing.problem import Problem

Halt = Visit | Reload
"""A place where a vehicle comes by between its start and its end."""


def halts_of(route: Route) -> list[Halt]:
    """Return the visits and reloads of a route in order."""
    found: list[Halt] = list(route.visits)
    for reload in sorted(route.reloads, key=lambda each: each.after)[::-1]:
        found.insert(reload.after, reload)
    return found


def location_of(problem: Problem, halt: Halt) -> int:
    """Return the matrix row of a halt."""
    if isinstance(halt, Visit):
        return problem.stop[halt.stop].location
    return problem.depot[halt.depot].location


def happenings(route: Route) -> Iterator[Halt | TakenBreak]:
    """Yield what happens on a route in the order of time; a break on arrival comes before the work there."""
    left, visited = list(route.breaks), 0
    for halt in halts_of(route):
        while left and _before(left[0], halt, visited):
            yield left.pop(0)
        yield halt
        visited += isinstance(halt, Visit)
    yield from left


def _before(taken: TakenBreak, halt: Halt, visited: int) -> bool:
    """Whether a break comes before what follows the first `visited` visits."""
    if taken.after != visited:
        return taken.after < visited
    return isinstance(halt, Visit) or not taken.arrived or taken.end <= halt.start


def departures(route: Route) -> list[int]:
    """Return when each leg of a route is driven off, the leg from the start first, even of an open one."""
    rested = {each.after: each.end for each in route.breaks if not each.arrived}
    found, visited = [max(route.start, rested.get(0, 0))], 0
    for halt in halts_of(route):
        visited += isinstance(halt, Visit)
        # A break before the way to a depot is taken at the visit before, not at the depot.
        reloads = isinstance(halt, Reload)
        found.append(halt.departure if reloads else max(halt.departure, rested.get(visited, 0)))
    return found


def place_of_break(problem: Problem, route: Route, taken: TakenBreak) -> int | None:
    """Return the matrix row where a vehicle stands during a break; None on a route without any place."""
    vehicle, visits = problem.vehicle[route.vehicle], route.visits
    reload = next((each for each in route.reloads if each.after == taken.after), None)
    if reload is not None and taken.arrived and taken.end <= reload.departure:
        return location_of(problem, reload)
    number = taken.after if taken.arrived else taken.after - 1
    if 0 <= number < len(visits):
        return location_of(problem, visits[number])
    depot = vehicle.end if taken.arrived else vehicle.start
    if depot is not None:
        return problem.depot[depot].location
    return location_of(problem, visits[-1 if taken.arrived else 0]) if visits else None
