"""Every place for one more stop in random plans: none missing, none too many, with true costs and times."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.matrix import TravelMatrix
from routing.assemble import assemble
from routing.halts import Insertion, halts_of
from routing.insertion import inserted, prepared
from routing.newcomer import Newcomer, TravelRows
from routing.problem import Problem
from routing.referee import violations
from tests.routing.every_insertion import Found, Sequences, added, every_insertion, sound_sequences
from tests.routing.strategies import problems

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))


def assert_all_found(
    problem: Problem, sequences: Sequences, expected: Found, found: Sequence[Insertion]
) -> None:
    """Compare insertions with what trying everything has found."""
    assert sorted((each.vehicle, each.sequence) for each in found) == sorted(expected)
    for each in found:
        route = expected[each.vehicle, each.sequence]
        assert each.cost.total == added(problem, sequences, each.vehicle, route)
        assert (each.start, each.end) == (route.start, route.end)
        assert each.halts == halts_of(route)
    idle = [each.new_route and problem.fewest_vehicles for each in found]
    ranks = [(late, each.cost.total) for late, each in zip(idle, found, strict=True)]
    assert ranks == sorted(ranks)


def one_of(choice: st.DataObject, problem: Problem) -> str:
    return choice.draw(st.sampled_from([stop.id for stop in problem.stops]))


@settings(UNHURRIED, max_examples=300)
@given(st.data(), problems(fewest=1, most_stops=6, most_slices=1))
def test_every_place_for_a_stop_left_out_is_found_with_its_cost_and_times(
    choice: st.DataObject, problem: Problem
) -> None:
    stop = one_of(choice, problem)
    sequences = choice.draw(sound_sequences(problem, stop))
    found = prepared(problem, assemble(problem, sequences)).insertions(stop)
    assert_all_found(problem, sequences, every_insertion(problem, sequences, stop), found)


@settings(UNHURRIED, max_examples=150)
@given(st.data(), problems(fewest=1, most_stops=5))
def test_in_traffic_every_place_that_the_slowest_travel_allows_is_found_with_what_the_hour_brings(
    choice: st.DataObject, problem: Problem
) -> None:
    stop = one_of(choice, problem)
    sequences = choice.draw(sound_sequences(problem, stop))
    found = prepared(problem, assemble(problem, sequences)).insertions(stop)
    slow = replace(problem, travel={name: each.slowest() for name, each in problem.travel.items()})
    allowed = every_insertion(slow, sequences, stop)
    expected = {
        way: route for way, route in every_insertion(problem, sequences, stop).items() if way in allowed
    }
    assert_all_found(problem, sequences, expected, found)


def as_newcomer(problem: Problem, names: Sequence[str]) -> tuple[Problem, Newcomer, Problem]:
    """Return a problem without some stops, these as a newcomer, and the problem with each at a new place.

    Each new place is as far from all others as the place of the stop is.
    """
    stops = [problem.stop[name] for name in names]
    size, old = problem.travel["van"].size, [stop.location for stop in stops]
    moved = {stop.id: replace(stop, location=size + k) for k, stop in enumerate(stops)}
    pair = problem.pair_of.get(names[0])
    without = replace(
        problem,
        stops=tuple(stop for stop in problem.stops if stop.id not in names),
        pairs=tuple(each for each in problem.pairs if each is not pair),
    )
    rows, widened = {}, {}
    for profile, travel in problem.travel.items():
        assert isinstance(travel, TravelMatrix)
        rows[profile] = TravelRows(
            durations_from=travel.durations[:, old],
            durations_to=travel.durations[:, :, old].transpose(0, 2, 1),
            distances_from=travel.distances[:, old],
            distances_to=travel.distances[:, :, old].transpose(0, 2, 1),
            durations_between=travel.durations[:, old][:, :, old],
            distances_between=travel.distances[:, old][:, :, old],
        )
        every = [*range(size), *old]
        widened[profile] = TravelMatrix(
            durations=travel.durations[:, every][:, :, every],
            distances=travel.distances[:, every][:, :, every],
            slice_starts=travel.slice_starts,
        )
    newcomer = Newcomer(stops=tuple(moved.values()), pair=pair, travel=rows)
    all_stops = tuple(moved.get(stop.id, stop) for stop in problem.stops)
    return without, newcomer, replace(problem, stops=all_stops, travel=widened)


def unbound(problem: Problem, stop: str) -> list[str]:
    """Return a stop, and the other of its pair, if neither is in a lock or a group."""
    pair = problem.pair_of.get(stop)
    names = [pair.pickup, pair.delivery] if pair else [stop]
    bound = any(name in problem.locked_to or name in problem.group_of for name in names)
    return [] if bound else names


@settings(UNHURRIED, max_examples=200)
@given(st.data(), problems(fewest=1, most_stops=6, most_slices=1))
def test_a_newcomer_is_put_in_as_if_it_were_in_the_problem(choice: st.DataObject, problem: Problem) -> None:
    names = unbound(problem, one_of(choice, problem))
    if not names:
        return
    without, newcomer, whole = as_newcomer(problem, names)
    sequences = choice.draw(sound_sequences(whole, names[0]))
    asked = prepared(without, assemble(without, sequences))
    found = asked.insertions(newcomer)
    assert_all_found(whole, sequences, every_insertion(whole, sequences, names[0]), found)
    for each in found[:3]:
        assert halts_of(asked.route(each)) == each.halts


@settings(UNHURRIED, max_examples=100)
@given(st.data(), problems(fewest=1, most_stops=5))
def test_a_newcomer_in_traffic_gets_the_costs_and_times_of_the_hour(
    choice: st.DataObject, problem: Problem
) -> None:
    names = unbound(problem, one_of(choice, problem))
    if not names:
        return
    without, newcomer, whole = as_newcomer(problem, names)
    sequences = choice.draw(sound_sequences(whole, names[0]))
    found = prepared(without, assemble(without, sequences)).insertions(newcomer)
    slow = replace(whole, travel={name: each.slowest() for name, each in whole.travel.items()})
    allowed = every_insertion(slow, sequences, names[0])
    expected = {
        way: route for way, route in every_insertion(whole, sequences, names[0]).items() if way in allowed
    }
    assert_all_found(whole, sequences, expected, found)


@settings(UNHURRIED, max_examples=100)
@given(st.data(), problems(fewest=1, most_stops=5, most_slices=1))
def test_an_insertion_made_gives_a_plan_that_costs_what_was_said(
    choice: st.DataObject, problem: Problem
) -> None:
    stop = one_of(choice, problem)
    plan = assemble(problem, choice.draw(sound_sequences(problem, stop)))
    for each in prepared(problem, plan).insertions(stop, most=2):
        made = inserted(problem, plan, each)
        assert violations(problem, made) == []
        spared = plan.cost.penalty - made.cost.penalty
        assert made.cost.total - plan.cost.total == each.cost.total - spared
        assert made == replace(assemble(problem, made.sequences), unserved=made.unserved)


@settings(UNHURRIED, max_examples=100)
@given(st.data(), problems(fewest=1, most_stops=5, most_slices=1))
def test_asked_for_fewer_the_cheapest_are_told(choice: st.DataObject, problem: Problem) -> None:
    stop, most = one_of(choice, problem), choice.draw(st.integers(0, 5))
    sequences = choice.draw(sound_sequences(problem, stop))
    asked = prepared(problem, assemble(problem, sequences))
    assert list(asked.insertions(stop, most=most)) == list(asked.insertions(stop))[:most]
