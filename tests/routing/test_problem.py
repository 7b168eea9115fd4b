"""A problem that contradicts itself cannot be built, and says all that is wrong at once."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import InvalidInput
from core.place import Place
from core.units import Cents, Metres, Seconds
from routing.problem import LARGEST, Depot, Pair, Problem
from tests.routing.builders import line, make_problem, make_stop, make_vehicle, make_window

Found = list[tuple[str, str]]


def faults_of(build: Callable[[], Any]) -> Found:
    """Return where and in which field each fault is."""
    with pytest.raises(InvalidInput) as caught:
        build()
    return [(each.where, each.field) for each in caught.value.faults]


def test_the_smallest_problem_is_sound() -> None:
    problem = make_problem(make_stop("a"))
    assert (problem.stop["a"].id, problem.vehicle["van"].id, problem.depot["depot"].id) == (
        "a",
        "van",
        "depot",
    )


@pytest.mark.parametrize("field", ["service", "setup", "penalty", "release", "priority"])
@pytest.mark.parametrize("value", [-1, LARGEST + 1, 1.5, True])
def test_a_stop_with_an_impossible_number_is_refused(field: str, value: object) -> None:
    assert faults_of(lambda: make_stop("a", **{field: value})) == [("stop 'a'", field)]


@pytest.mark.parametrize("field", ["delivery", "pickup"])
def test_each_impossible_load_of_a_stop_is_named(field: str) -> None:
    found = faults_of(lambda: make_stop("a", **{field: (1, -1, LARGEST + 1)}))
    assert found == [("stop 'a'", f"{field}[1]"), ("stop 'a'", f"{field}[2]")]


@pytest.mark.parametrize(
    "field",
    [
        "cost_fixed",
        "cost_per_km",
        "cost_per_hour",
        "max_distance",
        "max_duration",
        "max_stops",
        "max_reloads",
        "max_driving",
        "regular_duration",
        "cost_per_overtime_hour",
        "cost_per_driving_hour",
        "cost_per_work_hour",
        "speed_percent",
    ],
)
@pytest.mark.parametrize("value", [-1, LARGEST + 1, 2.0])
def test_a_vehicle_with_an_impossible_number_is_refused(field: str, value: object) -> None:
    assert faults_of(lambda: make_vehicle(**{field: value})) == [("vehicle 'van'", field)]


def test_every_impossible_number_of_a_vehicle_is_named_at_once() -> None:
    found = faults_of(
        lambda: make_vehicle(capacity=-1, cost_fixed=Cents(-1), max_distance=Metres(-1), max_stops=-1)
    )
    assert [field for _, field in found] == ["cost_fixed", "max_distance", "max_stops", "capacity[0]"]


def test_a_pair_with_an_impossible_load_is_refused() -> None:
    assert faults_of(lambda: Pair(pickup="a", delivery="b", load=(-1,))) == [("pair 'a' to 'b'", "load[0]")]


def test_a_stop_without_any_window_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no time window"):
        make_stop("a", windows=())


def test_windows_are_put_in_order() -> None:
    late, early = make_window(600, 700), make_window(0, 60)
    assert make_stop("a", windows=(late, early)).windows == (early, late)


CONTRADICTIONS: dict[str, tuple[Callable[[], Problem], Found]] = {
    "the same stop twice": (
        lambda: make_problem(make_stop("a"), make_stop("a")),
        [("stop 'a'", "id")],
    ),
    "the same vehicle twice": (
        lambda: make_problem(vehicles=[make_vehicle(), make_vehicle()]),
        [("vehicle 'van'", "id")],
    ),
    "the same depot twice": (
        lambda: make_problem(depots=(Depot(id="depot", location=0), Depot(id="depot", location=0))),
        [("depot 'depot'", "id")],
    ),
    "an id that is empty": (lambda: make_problem(make_stop("")), [("stop", "id")]),
    "no travel": (
        lambda: make_problem(vehicles=[], travel={}),
        [("travel", "profiles")],
    ),
    "travel of different sizes": (
        lambda: make_problem(travel={"van": line(2), "bike": line(3)}),
        [("travel", "sizes")],
    ),
    "a place too few": (
        lambda: make_problem(make_stop("a"), places=(Place(lon=0, lat=0),)),
        [("places", "length")],
    ),
    "an unknown start": (
        lambda: make_problem(vehicles=[make_vehicle(start="moon")]),
        [("vehicle 'van'", "start")],
    ),
    "an unknown end": (
        lambda: make_problem(vehicles=[make_vehicle(end="moon")]),
        [("vehicle 'van'", "end")],
    ),
    "an unknown profile": (
        lambda: make_problem(vehicles=[make_vehicle(profile="boat")]),
        [("vehicle 'van'", "profile")],
    ),
    "a pair of an unknown stop": (
        lambda: make_problem(make_stop("a"), pairs=[Pair(pickup="a", delivery="b")]),
        [("pair 'a' to 'b'", "delivery")],
    ),
    "a pair of one stop": (
        lambda: make_problem(make_stop("a"), pairs=[Pair(pickup="a", delivery="a")]),
        [("pair 'a' to 'a'", "delivery")],
    ),
    "a stop of two pairs": (
        lambda: make_problem(
            *(make_stop(name) for name in "abc"),
            pairs=[Pair(pickup="a", delivery="b"), Pair(pickup="c", delivery="b")],
        ),
        [("pair 'c' to 'b'", "delivery")],
    ),
    "a load of another dimension": (
        lambda: make_problem(make_stop("a", delivery=(1, 1), pickup=())),
        [("stop 'a'", "delivery")],
    ),
    "a pair's load of another dimension": (
        lambda: make_problem(
            make_stop("a"), make_stop("b"), pairs=[Pair(pickup="a", delivery="b", load=(1, 1))]
        ),
        [("pair 'a'", "load")],
    ),
    "vehicles of different dimensions": (
        lambda: make_problem(
            vehicles=[make_vehicle("a"), make_vehicle("b"), make_vehicle("c", capacity=(1, 1))]
        ),
        [("vehicle 'c'", "capacity")],
    ),
    "names for other dimensions": (
        lambda: make_problem(dimensions=("weight_g", "parcels")),
        [("problem", "dimensions")],
    ),
    "a stop off the matrix": (
        lambda: make_problem(make_stop("a", 2), travel=line(2)),
        [("stop 'a'", "location")],
    ),
    "a stop before the matrix": (
        lambda: make_problem(make_stop("a", -1), travel=line(2)),
        [("stop 'a'", "location")],
    ),
    "a depot off the matrix": (
        lambda: make_problem(depots=(Depot(id="depot", location=7),)),
        [("depot 'depot'", "location")],
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_each_contradiction_is_refused_and_named(case: str) -> None:
    build, found = CONTRADICTIONS[case]
    assert faults_of(build) == found


def test_contradictions_of_every_kind_are_named_at_once() -> None:
    found = faults_of(
        lambda: make_problem(
            make_stop("a", 9),
            make_stop("a", delivery=(1, 1)),
            vehicles=[make_vehicle(start="moon", profile="boat")],
            pairs=[Pair(pickup="x", delivery="y")],
            travel=line(2),
        )
    )
    assert [field for _, field in found] == [
        "id",
        "start",
        "profile",
        "pickup",
        "delivery",
        "delivery",
        "location",
    ]


def test_a_place_is_known_where_the_problem_has_points() -> None:
    points = (Place(lon=0, lat=0, name="depot"), Place(lon=1, lat=1, name="shop"))
    assert make_problem(make_stop("a"), places=points).place(1) == points[1]
    assert make_problem(make_stop("a")).place(1) is None


def test_a_stop_knows_its_pair() -> None:
    pair = Pair(pickup="a", delivery="b")
    problem = make_problem(make_stop("a"), make_stop("b"), make_stop("c"), pairs=[pair])
    assert problem.pair_of == {"a": pair, "b": pair}


def test_numbers_at_their_bounds_are_allowed() -> None:
    largest = {"service": Seconds(LARGEST), "setup": Seconds(LARGEST), "penalty": Cents(LARGEST)}
    assert make_stop("a", delivery=(LARGEST,), **largest).penalty == LARGEST
