"""The kernel's truth about one route is that of the house: whether it can be driven, and what it costs."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.fit import shortage
from routing.insertions import company, insertions
from routing.kernel.lowering import Lowered, lowered
from routing.kernel.prices import UNIT
from routing.problem import Problem
from routing.route import COST_ITEMS
from routing.schedule import timed_route
from routing.trips import reload_at
from tests.routing.kernel.drawn import UNHURRIED, mixed_problems

Drive = tuple[Problem, str, tuple[str, ...]]


@st.composite
def drives(draw: st.DrawFn, *, slices: int) -> Drive:
    """Draw a problem, one of its vehicles, and an order of some stops, with reloads, right or wrong."""
    problem = draw(mixed_problems(fewest=1, most_stops=5, most_vehicles=2, most_slices=slices))
    vehicle = draw(st.sampled_from(problem.vehicles))
    order = draw(st.permutations([stop.id for stop in problem.stops]))
    chosen = order[: draw(st.integers(1, len(order)))]
    if draw(st.integers(0, 3)):
        chosen = in_order(problem, vehicle.id, chosen)
    between = [(), *((reload_at(depot),) for depot in vehicle.reloads)] * 3
    between += [(reload_at(depot.id),) for depot in problem.depots if vehicle.reloads]
    reloads = [draw(st.sampled_from(between)) for _ in chosen[1:]]
    entries = (entry for each in zip(chosen, ((), *reloads), strict=True) for entry in (*each[1], each[0]))
    return problem, vehicle.id, tuple(entries)


def in_order(problem: Problem, vehicle: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the stops, and those served together with them, in an order that rules are likely to allow."""
    groups: set[str] = set()
    ordered: tuple[str, ...] = ()
    for stop in chosen:
        group = problem.group_of.get(stop)
        if stop in ordered or (group is not None and group.id in groups):
            continue
        groups |= {problem.group_of[each].id for each in company(problem, stop) if each in problem.group_of}
        grown = insertions(problem, vehicle, ordered, company(problem, stop), 2)
        ordered = next(grown, ordered)
    return ordered or tuple(chosen)


def visits(given: Lowered, sequence: Sequence[str]) -> list[int]:
    depots = {reload_at(depot.id): -1 - k for k, depot in enumerate(given.problem.depots)}
    return [given.number_of.get(entry, depots.get(entry, 0)) for entry in sequence]


def can_be_driven(problem: Problem, vehicle: str, sequence: Sequence[str]) -> bool:
    """Whether it breaks no rule by itself; what other vehicles take out of depots is not looked at."""
    depots = tuple(replace(depot, throughput=None) for depot in problem.depots)
    halves = [pair for pair in problem.pairs if (pair.pickup in sequence) != (pair.delivery in sequence)]
    return not halves and shortage(replace(problem, depots=depots), vehicle, sequence).nothing


@settings(UNHURRIED, max_examples=1500)
@given(drives(slices=1))
def test_a_route_can_be_driven_where_the_house_says_so_and_costs_the_same(drive: Drive) -> None:
    problem, vehicle, sequence = drive
    given = lowered(problem)
    type_of_vehicle = given.type_of[vehicle]
    sums = given.kernel.evaluate(type_of_vehicle, visits(given, sequence))
    assert sums.feasible == can_be_driven(problem, vehicle, sequence)
    if not sums.feasible:
        return
    route = timed_route(problem, vehicle, sequence)
    assert sums.distance == route.distance
    if given.prices.shortest:
        assert sums.cost == route.distance
    elif given.prices.exact:
        assert abs(sums.cost * given.prices.divisor / UNIT - route.cost.total) <= len(COST_ITEMS) / 2
    kind = problem.vehicle[vehicle]
    if kind.cost_per_hour or kind.max_duration is not None:
        assert sums.duration == route.duration


@settings(UNHURRIED, max_examples=300)
@given(drives(slices=3))
def test_a_route_that_the_kernel_drives_can_be_driven_at_every_time_of_day(drive: Drive) -> None:
    problem, vehicle, sequence = drive
    given = lowered(problem)
    sums = given.kernel.evaluate(given.type_of[vehicle], visits(given, sequence))
    assert not sums.feasible or can_be_driven(problem, vehicle, sequence)
