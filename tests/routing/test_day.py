"""A day and its travel make a problem."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.matrix import TravelMatrix
from core.place import Place
from routing.day import DayInput, ids_at, places_of, problem_of, profiles_of, unique_places
from routing.problem import Depot, Pair, Stop, Vehicle

DEPOT, DOOR = Place(lon=7.41, lat=43.72, name="north"), Place(lon=7.42, lat=43.73, name="A1")


def make_day(**changes: object) -> DayInput:
    given = {
        "stops": (Stop(id="A1", location=1, delivery=(2,)), Stop(id="A2", location=1)),
        "vehicles": (Vehicle(id="van", start="north", end="north", capacity=(5,)),),
        "depots": (Depot(id="north", location=0),),
        "places": (DEPOT, DOOR),
        "dimensions": ("parcels",),
        "notes": ("colour left out",),
    }
    return DayInput(**(given | changes))  # type: ignore[arg-type]


def travel(size: int) -> TravelMatrix:
    return TravelMatrix(durations=np.zeros((size, size), int), distances=np.zeros((size, size), int))


def test_a_day_with_its_travel_is_a_problem() -> None:
    day, matrix = make_day(), travel(2)
    problem = problem_of(day, {"van": matrix}, ["estimated", "colour left out"])
    assert (problem.stops, problem.vehicles, problem.depots) == (day.stops, day.vehicles, day.depots)
    assert problem.places == places_of(day) == (DEPOT, DOOR)
    assert problem.travel["van"] is matrix
    assert problem.notes == ("colour left out", "estimated")


def test_travel_of_other_places_is_refused() -> None:
    with pytest.raises(InvalidInput, match="one place per matrix row"):
        problem_of(make_day(), {"van": travel(3)})


def test_profiles_are_named_once() -> None:
    vans = tuple(Vehicle(id=f"v{k}", start=None, end=None, profile=name) for k, name in enumerate("bab"))
    assert profiles_of(make_day(vehicles=vans, stops=(), dimensions=())) == ("a", "b")


def test_everybody_at_a_place_is_known() -> None:
    assert ids_at(make_day()) == (("north",), ("A1", "A2"))


@pytest.mark.parametrize("location", [-1, 2])
def test_a_location_without_a_place_is_refused(location: int) -> None:
    with pytest.raises(InvalidInput, match="a row of the places, 0 to 1"):
        make_day(stops=(Stop(id="A1", location=location),))
    with pytest.raises(InvalidInput, match="depot 'north'"):
        make_day(depots=(Depot(id="north", location=location),))


def test_loads_and_capacities_have_a_number_for_each_dimension() -> None:
    with pytest.raises(InvalidInput) as caught:
        make_day(
            stops=(Stop(id="A1", location=1, delivery=(1, 2), pickup=(1, 2)),),
            vehicles=(Vehicle(id="van", start=None, end=None),),
            pairs=(Pair(pickup="A1", delivery="A2", load=(1, 2)),),
        )
    assert [each.field for each in caught.value.faults] == ["capacity", "delivery", "pickup", "load"]


COORDINATES = st.floats(-90, 90) | st.sampled_from([0.0, -0.0, 1.5])
PLACES = st.lists(st.builds(Place, lon=COORDINATES, lat=COORDINATES, name=st.sampled_from("abc")))


@settings(deadline=None)
@given(PLACES)
def test_unique_places_hold_each_point_once_in_order_of_appearance(places: list[Place]) -> None:
    kept, rows = unique_places(places)
    points = [(place.lon, place.lat) for place in kept]
    assert len(points) == len(set(points))
    assert [points[row] for row in rows] == [(place.lon, place.lat) for place in places]
    assert [rows.index(row) for row in range(len(kept))] == sorted({rows.index(row) for row in rows})
    assert all(kept[row] == places[rows.index(row)] for row in range(len(kept)))
