"""Loads and capacity: each example would come out otherwise if the solver did not know its rule."""

import pytest

from tests.routing.builders import (
    make_problem,
    make_stop,
    make_vehicle,
    solved,
)

pytestmark = pytest.mark.usefixtures("each_solver")


def test_a_second_vehicle_drives_only_where_the_first_is_full() -> None:
    stops = [make_stop(name, load=6) for name in "ab"]
    small = [make_vehicle("v1", capacity=10), make_vehicle("v2", capacity=10)]
    assert len(solved(make_problem(*stops, vehicles=small)).routes) == 2
    large = [make_vehicle("v1", capacity=12), make_vehicle("v2", capacity=12)]
    assert len(solved(make_problem(*stops, vehicles=large)).routes) == 1


def test_of_a_large_fleet_as_many_vehicles_drive_as_the_loads_need() -> None:
    stops = [make_stop(f"s{k}", 1 + k % 5, load=10) for k in range(30)]
    fleet = [make_vehicle(f"v{k}", capacity=10) for k in range(200)]
    plan = solved(make_problem(*stops, vehicles=fleet), iterations=3)
    assert (len(plan.routes), plan.unserved) == (30, ())


def test_a_stop_too_heavy_for_every_vehicle_is_left_out_with_a_reason() -> None:
    plan = solved(make_problem(make_stop("piano", load=11), make_stop("letter", load=1)))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [
        ("piano", "load-above-every-vehicle")
    ]
    assert plan.sequences == {"van": ("letter",)}


@pytest.mark.parametrize("dimension", [0, 1])
def test_every_dimension_of_capacity_binds(dimension: int) -> None:
    load = (6, 1) if dimension == 0 else (1, 6)
    stops = [make_stop(name, delivery=load) for name in "ab"]
    plan = solved(make_problem(*stops, vehicles=[make_vehicle(capacity=(10, 10))]))
    assert len(plan.unserved) == 1


def test_what_is_fetched_takes_the_room_of_what_was_brought() -> None:
    """Full on leaving and full on return: 10 brought and 10 fetched fit, as long as bringing comes first."""
    problem = make_problem(
        make_stop("fetch", 1, delivery=(), pickup=(10,)),
        make_stop("bring", 2, load=10),
    )
    plan = solved(problem)
    assert plan.sequences == {"van": ("bring", "fetch")}
    assert [visit.load for visit in plan.routes[0].visits] == [(0,), (10,)]


def test_what_one_stop_exchanges_is_unloaded_before_it_is_loaded() -> None:
    plan = solved(make_problem(make_stop("swap", load=10, pickup=(10,))))
    assert plan.sequences == {"van": ("swap",)}


def test_pickups_alone_fill_a_vehicle_too() -> None:
    stops = [make_stop(name, delivery=(), pickup=(6,)) for name in "ab"]
    assert len(solved(make_problem(*stops)).unserved) == 1
