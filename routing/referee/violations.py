"""All violations of a plan: first who is served by whom, then each route by itself, then the money."""

from collections import Counter
from collections.abc import Iterator, Sequence

from routing.plan import Plan, Route
from routing.problem import Problem
from routing.referee.groups import group_violations, together_violations
from routing.referee.locks import lock_violations, places_of
from routing.referee.money import money_violations
from routing.referee.route_breaks import break_violations
from routing.referee.route_limits import limit_violations
from routing.referee.route_loads import load_violations
from routing.referee.route_order import order_violations
from routing.referee.route_times import time_violations
from routing.referee.throughput import throughput_violations
from routing.referee.violation import Violation
from routing.referee.way import Way, way_of

ROUTE_CHECKS = (order_violations, time_violations, break_violations, load_violations, limit_violations)


def violations(problem: Problem, plan: Plan) -> list[Violation]:
    """Return every rule of `problem` that `plan` breaks; an empty list means the plan is sound."""
    found = [*_unknown(problem, plan)]
    if found:
        return found
    ways = [way_of(problem, route) for route in plan.routes]
    found += [*_served_once(problem, plan), *group_violations(problem, plan)]
    found += together_violations(problem, plan)
    found += [*_pairs(problem, ways), *lock_violations(problem, ways), *throughput_violations(problem, ways)]
    for way in ways:
        for check in ROUTE_CHECKS:
            found += check(problem, way)
    return [*found, *money_violations(problem, plan, ways)]


def _unknown(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield names that the problem does not have; nothing else can be checked before they are right."""
    for route in plan.routes:
        yield from _unknown_on(problem, route)
    for each in plan.unserved:
        if each.stop not in problem.stop:
            text = f"unserved stop {each.stop!r} is not in the problem"
            yield Violation(rule="unknown-stop", stop=each.stop, text=text)


def _unknown_on(problem: Problem, route: Route) -> Iterator[Violation]:
    if route.vehicle not in problem.vehicle:
        text = f"vehicle {route.vehicle!r} is not in the problem"
        yield Violation(rule="unknown-vehicle", vehicle=route.vehicle, text=text)
    for visit in route.visits:
        if visit.stop not in problem.stop:
            text = f"stop {visit.stop!r} on {route.vehicle!r} is not in the problem"
            yield Violation(rule="unknown-stop", vehicle=route.vehicle, stop=visit.stop, text=text)
    for reload in route.reloads:
        if reload.depot not in problem.depot:
            text = f"depot {reload.depot!r}, where {route.vehicle!r} reloads, is not in the problem"
            yield Violation(rule="unknown-depot", vehicle=route.vehicle, text=text)


def _served_once(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield vehicles used twice, and stops that are not exactly once on a route or unserved."""
    for vehicle, times in Counter(route.vehicle for route in plan.routes).items():
        if times > 1:
            text = f"{vehicle!r} drives {times} routes"
            yield Violation(rule="vehicle-used-twice", vehicle=vehicle, amount=times, text=text)
    named = Counter(visit.stop for route in plan.routes for visit in route.visits)
    enough = {stop for group in problem.groups if any(map(named.get, group.stops)) for stop in group.stops}
    named.update(each.stop for each in plan.unserved)
    for stop in problem.stops:
        if named[stop.id] > 1:
            text = f"stop {stop.id!r} is named {named[stop.id]} times on routes and among the unserved"
            yield Violation(rule="stop-served-twice", stop=stop.id, amount=named[stop.id], text=text)
        elif not named[stop.id] and stop.id not in enough:
            text = f"stop {stop.id!r} is on no route and not among the unserved"
            yield Violation(rule="stop-not-accounted-for", stop=stop.id, text=text)


def _pairs(problem: Problem, ways: Sequence[Way]) -> Iterator[Violation]:
    """Yield pairs whose stops are not on one trip in the right order."""
    places = places_of(ways) if problem.pairs else {}
    for pair in problem.pairs:
        pickup, delivery = places.get(pair.pickup), places.get(pair.delivery)
        if pickup is None and delivery is None:
            continue
        if pickup is None or delivery is None or pickup[0] != delivery[0]:
            text = f"pickup {pair.pickup!r} and delivery {pair.delivery!r} are not on one route"
            yield Violation(rule="pair-split", stop=pair.pickup, text=text)
        elif pickup[1] > delivery[1]:
            text = f"delivery {pair.delivery!r} comes before its pickup {pair.pickup!r}"
            yield Violation(rule="pair-order", vehicle=pickup[0], stop=pair.delivery, text=text)
        elif pickup[2] != delivery[2]:
            text = f"{pickup[0]!r} reloads between pickup {pair.pickup!r} and delivery {pair.delivery!r}"
            yield Violation(rule="pair-split", vehicle=pickup[0], stop=pair.pickup, text=text)
