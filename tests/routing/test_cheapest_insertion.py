"""The cheapest place of a stop, found by bounds: the same as the first of all places that there are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.matrix import TravelMatrix
from core.units import UNREACHABLE, Cents, Metres, Seconds
from core.window import TimeWindow
from routing.assemble import assemble
from routing.insertion import prepared
from routing.newcomer import Newcomer, TravelRows
from routing.plan import Plan
from routing.problem import Depot, Problem, Stop, Vehicle
from tests.routing.every_insertion import sound_sequences
from tests.routing.strategies import problems
from tests.routing.test_insertion_random import as_newcomer, unbound

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(UNHURRIED, max_examples=150)
@given(st.data(), problems(fewest=1, most_stops=6))
def test_the_outline_is_that_of_the_first_insertion(choice: st.DataObject, problem: Problem) -> None:
    names = unbound(problem, choice.draw(st.sampled_from([stop.id for stop in problem.stops])))
    if len(names) != 1:
        return
    without, newcomer, whole = as_newcomer(problem, names)
    windows = newcomer.stops[0].windows
    sequences = choice.draw(sound_sequences(whole, names[0]))
    plan = assemble(without, sequences)
    asked = prepared(without, plan)
    ids = [vehicle.id for vehicle in problem.vehicles]
    some = frozenset(choice.draw(st.lists(st.sampled_from(ids), unique=True)))
    other = newcomer.within((TimeWindow(opens=Seconds(0), closes=Seconds(1)),))
    for vehicles in (None, some):
        found = asked.cheapest(asked.question(other), windows, vehicles)
        most = 3 if any(travel.timed for travel in without.speeds.values()) else 1
        every = asked.insertions(newcomer, most=most, vehicles=vehicles)
        assert (found is None) == (not every)
        if found is None:
            continue
        first = every[0]
        assert vehicles is None or found.vehicle in vehicles
        before = {route.vehicle: route for route in plan.routes}.get(found.vehicle)
        assert found.write() == first
        assert found.start == first.new[0].start
        assert found.cost == first.cost.total
        assert found.duration == first.end - first.start - (before.duration if before else 0)
        assert found.distance == first.distance - (before.distance if before else 0)
        assert found.new_route == first.new_route


def plane(rng: np.random.Generator, size: int) -> TravelMatrix:
    """Return travel as streets have it: not equally long there and back, and some pairs without a way."""
    points = rng.uniform(0, 20_000, (size, 2))
    metres = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    distances = (metres * rng.uniform(1, 1.4, metres.shape)).astype(np.int32)
    durations = (distances / rng.uniform(6, 14, metres.shape)).astype(np.int32)
    lost = rng.random(metres.shape) < 0.01
    lost[0], lost[:, 0] = False, False
    for values in (distances, durations):
        values[lost] = UNREACHABLE
        np.fill_diagonal(values, 0)
    return TravelMatrix(durations=durations, distances=distances)


def day(rng: np.random.Generator, stops: int, vehicles: int) -> Problem:
    """Return a problem whose vehicles are paid in different ways."""
    opens = rng.integers(6, 16, stops) * 3600
    return Problem(
        stops=tuple(
            Stop(
                id=f"s{k}",
                location=k + 1,
                delivery=(int(rng.integers(1, 20)),),
                windows=(TimeWindow(opens=Seconds(int(opens[k])), closes=Seconds(int(opens[k] + 21_600))),),
                service=Seconds(int(rng.integers(0, 600))),
            )
            for k in range(stops)
        ),
        vehicles=tuple(
            Vehicle(
                id=f"v{k}",
                start="depot",
                end="depot",
                capacity=(250,),
                shift=TimeWindow(opens=Seconds(6 * 3600), closes=Seconds(20 * 3600)),
                cost_fixed=Cents(int(rng.integers(0, 9000))),
                cost_per_km=Cents(int(rng.integers(0, 150))),
                cost_per_hour=Cents(int(rng.choice([0, 1_800, 3_600]))),
                cost_per_driving_hour=Cents(int(rng.choice([0, 777]))),
                cost_per_work_hour=Cents(int(rng.choice([0, 901]))),
                regular_duration=Seconds(8 * 3600),
                cost_per_overtime_hour=Cents(int(rng.choice([0, 2_500]))),
                max_distance=Metres(200_000) if k % 3 else None,
            )
            for k in range(vehicles)
        ),
        depots=(Depot(id="depot", location=0),),
        travel={"van": plane(rng, stops + 1)},
    )


def filled(rng: np.random.Generator, problem: Problem) -> Plan:
    """Return a plan of most stops, one after the other put where it is cheapest."""
    plan = assemble(problem, {})
    for stop in rng.permutation([each.id for each in problem.stops])[:-20]:
        found = prepared(problem, plan).insertions(str(stop), most=1)
        if found:
            plan = assemble(problem, {**plan.sequences, found[0].vehicle: found[0].sequence})
    return plan


@pytest.mark.parametrize("seed", range(4))
def test_of_many_places_the_cheapest_are_those_that_all_of_them_begin_with(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = day(rng, 90, 7)
    plan = filled(rng, problem)
    asked = prepared(problem, plan)
    left = [each.id for each in problem.stops if each.id not in {s for r in plan.routes for s in r.stops}]
    compared = 0
    for stop in left:
        every = [(each.vehicle, each.sequence, each.cost.total) for each in asked.insertions(stop)]
        for most in (1, 3, 16):
            few = asked.insertions(stop, most=most)
            assert [(each.vehicle, each.sequence, each.cost.total) for each in few] == every[:most]
        driving = frozenset(route.vehicle for route in plan.routes[::2])
        theirs = [each for each in every if each[0] in driving]
        some = asked.insertions(stop, most=2, vehicles=driving)
        assert [(each.vehicle, each.sequence, each.cost.total) for each in some] == theirs[:2]
        compared += len(every)
    assert compared > 50


def test_a_question_about_a_stop_that_does_not_fit_the_problem_is_refused() -> None:
    problem = day(np.random.default_rng(1), 5, 2)
    asked = prepared(problem, assemble(problem, {}))
    stop = replace(problem.stops[0], id="new", location=99)
    with pytest.raises(InvalidInput):
        asked.question(Newcomer(stops=(stop,)))
    with pytest.raises(InvalidInput) as refused:
        asked.question(Newcomer(stops=(stop, replace(stop, id="other"))))
    assert [(each.field, each.value) for each in refused.value.faults] == [("stops", "2")]


def test_where_no_vehicle_drives_there_is_no_cheapest_place() -> None:
    problem = replace(day(np.random.default_rng(1), 5, 2), vehicles=())
    asked = prepared(problem, assemble(problem, {}))
    stop = replace(problem.stops[0], id="new", location=1)
    assert asked.cheapest(asked.question(Newcomer(stops=(stop,))), stop.windows) is None


def test_windows_of_another_question_leave_the_first_as_it_was() -> None:
    problem = day(np.random.default_rng(1), 5, 2)
    asked = prepared(problem, assemble(problem, {}))
    rows = np.full((1, 6), 600, np.int32)
    travel = {
        "van": TravelRows(durations_from=rows, durations_to=rows, distances_from=rows, distances_to=rows)
    }
    stop = replace(problem.stops[0], id="new", location=6)
    question = asked.question(Newcomer(stops=(stop,), travel=travel))
    late = (TimeWindow(opens=Seconds(15 * 3600), closes=Seconds(16 * 3600)),)
    early = (TimeWindow(opens=Seconds(9 * 3600), closes=Seconds(10 * 3600)),)
    starts = [asked.cheapest(question, windows) for windows in (late, early, late)]
    assert [each.start if each else None for each in starts] == [15 * 3600, 9 * 3600, 15 * 3600]
