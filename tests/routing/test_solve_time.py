"""Windows, work, shifts and depots: each example would come out otherwise if its rule were not known."""

from dataclasses import replace

import pytest

from core.units import Metres, Seconds
from routing.problem import LARGEST, Depot, Vehicle
from tests.routing.builders import (
    MINUTE,
    blocked,
    left_out,
    line,
    make_problem,
    make_slices,
    make_stop,
    make_vehicle,
    make_window,
    solved,
)

pytestmark = pytest.mark.usefixtures("each_solver")

HOUR = 3600


def test_the_second_window_of_a_stop_is_used_where_the_first_cannot_be_met() -> None:
    windows = (make_window(0, 59), make_window(HOUR, 2 * HOUR))
    plan = solved(make_problem(make_stop("a", windows=windows)))
    assert plan.routes[0].visits[0].start >= HOUR


def test_no_work_starts_in_the_gap_between_windows() -> None:
    """Both stops cannot be met before noon by one van, and it must not come in the lunch break."""
    windows = (make_window(0, 60), make_window(HOUR, 2 * HOUR))
    problem = make_problem(
        make_stop("a", 1, windows=windows, service=Seconds(300)),
        make_stop("b", 1, windows=windows, service=Seconds(300)),
    )
    starts = sorted(visit.start for visit in solved(problem).routes[0].visits)
    assert len(starts) == 2
    assert starts[1] >= HOUR


def test_the_way_round_is_the_one_that_meets_the_windows() -> None:
    problem = make_problem(
        make_stop("far first", 3, windows=(make_window(0, 180),)),
        make_stop("near last", 1, windows=(make_window(300, 400),)),
    )
    assert solved(problem).sequences == {"van": ("far first", "near last")}


def test_a_stop_whose_window_cannot_be_met_is_left_out() -> None:
    plan = solved(make_problem(make_stop("a", 3, windows=(make_window(0, 179),)), make_stop("b", 1)))
    assert left_out(plan) == {"a"}


def test_service_delays_the_next_stop() -> None:
    """At the first stop until 160 s; the second closes at 219 s and is a minute away."""
    first = make_stop("first", 1, service=Seconds(100), windows=(make_window(0, 60),))
    second = make_stop("second", 2, windows=(make_window(0, 219),))
    assert (
        left_out(solved(make_problem(first, second))) == {"second"}
        or len(solved(make_problem(first, second)).unserved) == 1
    )
    quick = replace(first, service=Seconds(99))
    assert solved(make_problem(quick, second)).unserved == ()


def test_setup_is_paid_once_by_a_vehicle_that_stays_at_the_location() -> None:
    """Two floors of a house, ten minutes to park: 20 minutes of driving and 10 of parking fit into 30."""
    floors = [make_stop(name, 1, setup=Seconds(600)) for name in ("first", "second")]
    shift = make_window(0, 1800)
    problem = make_problem(*floors, vehicles=[make_vehicle(shift=shift)], travel=line(2, step=10 * MINUTE))
    assert solved(problem).unserved == ()
    short = replace(problem, vehicles=(make_vehicle(shift=make_window(0, 1799)),))
    assert len(solved(short).unserved) == 2


def test_a_setup_longer_than_the_shift_keeps_only_its_own_stop_out() -> None:
    shared = [make_stop(name, 1, setup=Seconds(LARGEST)) for name in ("slow", "also slow")]
    vehicles = [make_vehicle(shift=make_window(0, HOUR))]
    plan = solved(make_problem(*shared, make_stop("quick", 2), vehicles=vehicles))
    assert left_out(plan) == {"slow", "also slow"}


def test_setup_is_not_paid_at_the_depot_itself() -> None:
    problem = make_problem(
        make_stop("counter", 0, setup=Seconds(600)),
        make_stop("away", 1),
        vehicles=[make_vehicle(shift=make_window(0, 120))],
    )
    assert solved(problem).unserved == ()


def test_a_route_keeps_to_the_shift() -> None:
    problem = make_problem(make_stop("a", 5), vehicles=[make_vehicle(shift=make_window(0, 599))])
    assert left_out(solved(problem)) == {"a"}
    assert solved(replace(problem, vehicles=(make_vehicle(shift=make_window(0, 600)),))).unserved == ()


def test_an_overnight_shift_serves_windows_past_midnight() -> None:
    night = make_window(22 * HOUR, 30 * HOUR)
    problem = make_problem(
        make_stop("bakery", 1, windows=(make_window(25 * HOUR, 26 * HOUR),)),
        make_stop("school", 1, windows=(make_window(8 * HOUR, 9 * HOUR),)),
        vehicles=[make_vehicle(shift=night)],
    )
    plan = solved(problem)
    assert plan.sequences == {"van": ("bakery",)}
    assert left_out(plan) == {"school"}


def test_a_depot_that_opens_late_delays_the_route() -> None:
    depot = Depot(id="depot", location=0, window=make_window(2 * HOUR, 20 * HOUR))
    problem = make_problem(
        make_stop("early", windows=(make_window(0, HOUR),)), make_stop("late", 2), depots=(depot,)
    )
    plan = solved(problem)
    assert left_out(plan) == {"early"}
    assert plan.routes[0].start >= 2 * HOUR


def test_a_vehicle_whose_depot_is_closed_all_shift_stays_at_home() -> None:
    problem = make_problem(
        make_stop("a"),
        make_stop("b"),
        vehicles=[
            make_vehicle("night", shift=make_window(22 * HOUR, 30 * HOUR)),
            make_vehicle("day", capacity=1, shift=make_window(8 * HOUR, 16 * HOUR)),
        ],
        depots=(Depot(id="depot", location=0, window=make_window(8 * HOUR, 20 * HOUR)),),
    )
    plan = solved(problem)
    assert [route.vehicle for route in plan.routes] == ["day"]
    assert len(plan.unserved) == 1


@pytest.mark.parametrize(
    "hampered",
    [
        make_vehicle("odd", end="far", max_duration=Seconds(30)),
        make_vehicle("odd", end="far", max_distance=Metres(30)),
        make_vehicle("odd", end="far", shift=make_window(0, 30)),
        make_vehicle("odd", start="far", end="island"),
        make_vehicle("odd", start="evening", end="morning"),
        make_vehicle("odd", start="morning", end="evening", max_duration=Seconds(HOUR)),
    ],
)
def test_a_vehicle_that_cannot_even_reach_its_end_spoils_no_other_route(hampered: Vehicle) -> None:
    problem = make_problem(
        make_stop("a"),
        vehicles=[hampered, make_vehicle("good")],
        travel=blocked(line(6), (4, 5)),
        depots=(
            Depot(id="depot", location=0),
            Depot(id="far", location=4),
            Depot(id="island", location=5),
            Depot(id="morning", location=0, window=make_window(0, HOUR)),
            Depot(id="evening", location=0, window=make_window(20 * HOUR, 21 * HOUR)),
        ),
    )
    assert solved(problem).sequences in ({"good": ("a",)}, {"odd": ("a",)})
    assert solved(problem).unserved == ()


def test_travel_by_slices_is_planned_so_that_windows_hold_in_traffic() -> None:
    """A minute a leg by night and an hour a leg from 8:00; both stops open at 8:00, one closes at 8:30."""
    quiet, jam = line(3, step=60).durations[0].tolist(), line(3, step=HOUR).durations[0].tolist()
    problem = make_problem(
        make_stop("first", 1, windows=(make_window(8 * HOUR, 8 * HOUR + 1800),)),
        make_stop("second", 2, windows=(make_window(8 * HOUR, 12 * HOUR),)),
        travel=make_slices(quiet, jam, starts=(0, 8 * HOUR)),
    )
    plan = solved(problem)
    assert plan.sequences == {"van": ("first", "second")}
    assert plan.routes[0].visits[1].duration >= HOUR
