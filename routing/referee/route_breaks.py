"""The breaks of one route: which, when, how long, and with what on board."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from core.units import clock_text
from routing.plan import Route, TakenBreak
from routing.problem import Break, Problem
from routing.referee.route_loads import carried_along
from routing.referee.violation import Violation
from routing.referee.way import Point, Way


def break_violations(problem: Problem, way: Way) -> list[Violation]:
    """Return what one route breaks of the rules of breaks."""
    route = way.route
    due = problem.vehicle[route.vehicle].breaks if route.visits else ()
    found = [*_missed(route, due)]
    if found:
        return found
    for pause, taken in zip(due, route.breaks, strict=True):
        found += _begins_in_time(route, pause, taken)
        found += _lasts(route, pause, taken)
    for point in way.points if due else ():
        found += _undisturbed(problem, route, point)
    return [*found, *_loaded(problem, way, {pause.id: pause for pause in due})]


def _missed(route: Route, due: Sequence[Break]) -> Iterator[Violation]:
    """Yield breaks that are not taken exactly once in their order, at a place of the route."""
    listed, wanted = [taken.break_id for taken in route.breaks], [pause.id for pause in due]
    if listed != wanted:
        shown = f"breaks {', '.join(listed) or 'none'}; due are {', '.join(wanted) or 'none'}"
        yield Violation(rule="break-missed", vehicle=route.vehicle, text=f"{route.vehicle!r} takes {shown}")
    for earlier, later in pairwise(route.breaks):
        if later.after < earlier.after or later.start < earlier.end:
            text = f"{route.vehicle!r} takes break {later.break_id!r} before {earlier.break_id!r} is over"
            yield Violation(rule="break-missed", vehicle=route.vehicle, text=text)
    for taken in route.breaks:
        if not 0 <= taken.after <= len(route.visits):
            shown = f"after {taken.after} stops, it makes {len(route.visits)}"
            text = f"{route.vehicle!r} takes break {taken.break_id!r} {shown}"
            yield Violation(rule="break-missed", vehicle=route.vehicle, text=text)


def _begins_in_time(route: Route, pause: Break, taken: TakenBreak) -> Iterator[Violation]:
    amount = min(max(w.opens - taken.start, taken.start - w.closes, 0) for w in pause.windows)
    if amount:
        listed = ", ".join(map(str, pause.windows))
        text = f"{route.vehicle!r} begins break {pause.id!r} at {clock_text(taken.start)}, window {listed}"
        yield Violation(rule="break-window", vehicle=route.vehicle, amount=amount, text=text)


def _lasts(route: Route, pause: Break, taken: TakenBreak) -> Iterator[Violation]:
    short = pause.duration - (taken.end - taken.start)
    if short > 0:
        text = (
            f"break {pause.id!r} of {route.vehicle!r} lasts {taken.end - taken.start} s, {short} s too short"
        )
        yield Violation(rule="break-cut-short", vehicle=route.vehicle, amount=short, text=text)


def _undisturbed(problem: Problem, route: Route, point: Point) -> Iterator[Violation]:
    """Yield breaks that begin before the vehicle stands, or last until it works or drives on."""
    ready = _reloaded(problem, point) if point.reload else point.departure
    # At a depot breaks end before the vehicle leaves; elsewhere it leaves when they end.
    leave = point.departure if point.reload or not point.after else point.after[-1].end
    for breaks, earliest, latest in ((point.before, point.reached, point.start), (point.after, ready, leave)):
        starts = [*(taken.start for taken in breaks), latest]
        ends = [earliest, *(taken.end for taken in breaks)]
        short = max(end - start for end, start in zip(ends, starts, strict=True))
        if breaks and short > 0:
            names = ", ".join(repr(taken.break_id) for taken in breaks)
            text = f"{route.vehicle!r} drives or works during break {names}, for {short} s"
            yield Violation(rule="break-cut-short", vehicle=route.vehicle, amount=short, text=text)


def _loaded(problem: Problem, way: Way, due: Mapping[str, Break]) -> Iterator[Violation]:
    """Yield breaks during which more is on board than may be."""
    route = way.route
    for dimension in range(len(problem.vehicle[route.vehicle].capacity) if due else 0):
        carried = carried_along(problem, way, dimension)
        for taken, load in _during_breaks(problem, way.points, carried):
            limit = due[taken.break_id].max_load
            amount = 0 if limit is None else load - limit[dimension]
            if amount > 0:
                text = f"{route.vehicle!r} carries {load} in break {taken.break_id!r}, {amount} too many"
                yield Violation(rule="break-load", vehicle=route.vehicle, amount=amount, text=text)


def _during_breaks(
    problem: Problem, points: Sequence[Point], carried: Sequence[int]
) -> Iterator[tuple[TakenBreak, int]]:
    """Yield each break and the load during it; of a break at the moment of a reload the lesser one."""
    for number, point in enumerate(points):
        for taken in point.before:
            at_once = point.reload is not None and taken.start >= _reloaded(problem, point)
            yield taken, min(carried[number - 1 : number + at_once])
        for taken in point.after:
            yield taken, carried[number]


def _reloaded(problem: Problem, point: Point) -> int:
    """Return when the vehicle is loaded anew at the depot of a reload."""
    return point.start + (problem.depot[point.reload.depot].reload_service if point.reload else 0)
