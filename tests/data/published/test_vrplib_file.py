from pathlib import Path

import pytest

from core.window import TimeWindow
from data.formats.published.read import read_instance
from tests.data.published.files import matrix, read, stop_at, vehicle, vrplib_text


def window(stop_window: TimeWindow) -> tuple[int, int]:
    return stop_window.opens, stop_window.closes


def test_locations_are_rows_in_file_order_and_ids_are_their_numbers(tmp_path: Path) -> None:
    problem = read(tmp_path, vrplib_text()).problem
    assert [(stop.id, stop.location) for stop in problem.stops] == [("1", 1), ("2", 2)]
    assert [(depot.id, depot.location) for depot in problem.depots] == [("0", 0)]
    assert [stop.delivery for stop in problem.stops] == [(4,), (5,)]


def test_a_file_that_leaves_the_number_of_vehicles_free_has_as_many_as_stops(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text())
    assert [each.id for each in instance.problem.vehicles] == ["0", "1"]
    assert vehicle(instance, 1).capacity == (10,)


def test_a_file_without_windows_binds_no_route_in_time(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(SERVICE_TIME="700"), distances="exact")
    longest = 2 * 700_000 + 5000 + 4243 + 1000
    assert stop_at(instance, 1).windows[0].closes >= longest
    assert vehicle(instance, 0).shift.closes >= longest
    assert instance.problem.depots[0].window.closes >= longest


def test_windows_services_and_prizes_become_those_of_stops_and_depots(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="PCVRPTW",
        SERVICE_TIME_SECTION="1 0\n2 7\n3 8",
        TIME_WINDOW_SECTION="1 5 90\n2 20 30\n3 0 40",
        PRIZE_SECTION="1 0\n2 11\n3 0",
    )
    instance = read(tmp_path, text, distances="dimacs")
    assert window(stop_at(instance, 1).windows[0]) == (200, 300)
    assert window(instance.problem.depots[0].window) == (50, 900)
    assert window(vehicle(instance, 0).shift) == (50, 900)
    assert [stop.service for stop in instance.problem.stops] == [70, 80]
    assert [stop.penalty for stop in instance.problem.stops] == [110, None]


def test_one_service_time_is_that_of_every_stop(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(SERVICE_TIME="2.5"), distances="exact")
    assert [stop.service for stop in instance.problem.stops] == [2500, 2500]


def test_every_vehicle_has_its_own_capacity_costs_and_limits(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="HFVRP",
        CAPACITY=None,
        VEHICLES="2",
        CAPACITY_SECTION="1 9\n2 20",
        VEHICLES_FIXED_COST_SECTION="1 100\n2 300",
        VEHICLES_UNIT_DISTANCE_COST_SECTION="1 7\n2 9",
        VEHICLES_MAX_DURATION_SECTION="1 50\n2 60",
        VEHICLES_MAX_DISTANCE="40",
    )
    instance = read(tmp_path, text, distances="exact")
    small, large = instance.problem.vehicles
    assert [each.capacity for each in (small, large)] == [(9,), (20,)]
    assert [each.cost_fixed for each in (small, large)] == [100_000, 300_000]
    assert [each.cost_per_km for each in (small, large)] == [7_000, 9_000]
    assert [each.max_duration for each in (small, large)] == [50_000, 60_000]
    assert [each.max_distance for each in (small, large)] == [40_000, 40_000]


def test_each_vehicle_starts_and_ends_at_its_depot(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="MDVRP",
        VEHICLES="2",
        DEMAND_SECTION="1 0\n2 0\n3 5",
        DEPOT_SECTION="1\n2\n-1",
        VEHICLES_DEPOT_SECTION="1 2\n2 1",
    )
    instance = read(tmp_path, text)
    assert [depot.location for depot in instance.problem.depots] == [0, 1]
    assert [stop.location for stop in instance.problem.stops] == [2]
    assert [(each.start, each.end) for each in instance.problem.vehicles] == [("1", "1"), ("0", "0")]


def test_stops_may_be_visited_by_the_vehicles_that_allow_them_and_no_other(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="SDVRP", VEHICLES="3", VEHICLES_ALLOWED_CLIENTS_SECTION="1 2 3\n2 3\n3", DEPOT_SECTION=None
    )
    problem = read(tmp_path, text).problem
    may = {
        (stop.id, each.id)
        for stop in problem.stops
        for each in problem.vehicles
        if stop.skills <= each.skills
    }
    assert may == {("1", "0"), ("2", "0"), ("2", "1")}


def test_stops_that_every_vehicle_may_visit_require_no_skill(tmp_path: Path) -> None:
    text = vrplib_text(TYPE="SDVRP", VEHICLES="2", VEHICLES_ALLOWED_CLIENTS_SECTION="1 2 3\n2 2 3")
    assert [stop.skills for stop in read(tmp_path, text).problem.stops] == [frozenset(), frozenset()]


def test_an_asymmetric_matrix_with_windows_is_read_in_both_directions(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="ACVRPTW",
        EDGE_WEIGHT_TYPE="EXPLICIT",
        EDGE_WEIGHT_FORMAT="FULL_MATRIX",
        NODE_COORD_SECTION=None,
        EDGE_WEIGHT_SECTION="0 10 20\n30 0 40\n50 60 0",
        TIME_WINDOW_SECTION="1 0 500\n2 20 30\n3 0 400",
    )
    instance = read(tmp_path, text)
    assert matrix(instance) == [[0, 10, 20], [30, 0, 40], [50, 60, 0]]
    assert window(stop_at(instance, 1).windows[0]) == (20, 30)


def test_loads_of_several_dimensions_are_kept_apart(tmp_path: Path) -> None:
    text = vrplib_text(
        CAPACITY=None, VEHICLES="1", DEMAND_SECTION="1 0 0\n2 4 9\n3 5 0", CAPACITY_SECTION="1 10 20"
    )
    instance = read(tmp_path, text)
    assert stop_at(instance, 1).delivery == (4, 9)
    assert vehicle(instance, 0).capacity == (10, 20)


def test_linehaul_is_another_name_of_demand(tmp_path: Path) -> None:
    text = vrplib_text(DEMAND_SECTION=None, LINEHAUL_SECTION="1 0\n2 4\n3 5")
    assert stop_at(read(tmp_path, text), 2).delivery == (5,)


def test_a_file_without_demand_bounds_no_load(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(DEMAND_SECTION=None, CAPACITY=None))
    assert stop_at(instance, 1).delivery == vehicle(instance, 0).capacity == ()


def test_backhauls_come_last_and_never_alone_where_the_type_says_so(tmp_path: Path) -> None:
    parts = {"DEMAND_SECTION": "1 0\n2 4\n3 0", "BACKHAUL_SECTION": "1 0\n2 0\n3 5"}
    last = read(tmp_path, vrplib_text(TYPE="VRPB", **parts))
    assert [(stop.delivery, stop.pickup, stop.backhaul) for stop in last.problem.stops] == [
        ((4,), (0,), False),
        ((0,), (5,), True),
    ]
    assert not last.problem.backhaul_only
    mixed = read(tmp_path, vrplib_text(TYPE="VRPMPD", **parts))
    assert [stop.backhaul for stop in mixed.problem.stops] == [False, False]
    assert mixed.problem.backhaul_only


def test_a_stop_may_be_brought_something_and_have_something_fetched(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(TYPE="VRPSPDTW", BACKHAUL_SECTION="1 0\n2 3\n3 5"))
    assert [(stop.delivery, stop.pickup) for stop in instance.problem.stops] == [((4,), (3,)), ((5,), (5,))]


def test_a_file_that_only_fetches_has_loads_in_the_same_dimensions(tmp_path: Path) -> None:
    text = vrplib_text(
        DEMAND_SECTION=None,
        BACKHAUL_SECTION="1 0 0\n2 3 1\n3 5 2",
        CAPACITY=None,
        VEHICLES="1",
        CAPACITY_SECTION="1 10 20",
    )
    stop = stop_at(read(tmp_path, text), 2)
    assert (stop.delivery, stop.pickup, stop.backhaul) == ((0, 0), (5, 2), False)


def test_vehicles_reload_at_their_depots_and_loads_are_ready_when_released(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="MTVRPR",
        VEHICLES="3",
        RELEASE_TIME_SECTION="1 0\n2 2.5\n3 0",
        VEHICLES_RELOAD_DEPOT_SECTION="1 1\n2\n3 1",
        VEHICLES_MAX_RELOADS_SECTION="1 2\n2 0\n3 0",
    )
    instance = read(tmp_path, text, distances="dimacs")
    assert [stop.release for stop in instance.problem.stops] == [25, 0]
    assert [(each.reloads, each.max_reloads) for each in instance.problem.vehicles] == [
        (("0",), 2),
        ((), None),
        (("0",), 0),
    ]


def test_a_file_without_windows_leaves_time_for_every_trip(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="MTVRPR",
        VEHICLES="1",
        RELEASE_TIME_SECTION="1 0\n2 1000\n3 0",
        VEHICLES_RELOAD_DEPOT_SECTION="1 1",
    )
    assert vehicle(read(tmp_path, text), 0).shift.closes >= 1000 + 2 * (5 + 1)


def test_reloads_without_a_limit_may_be_any_number(tmp_path: Path) -> None:
    text = vrplib_text(VEHICLES="1", VEHICLES_RELOAD_DEPOT_SECTION="1 1")
    assert vehicle(read(tmp_path, text), 0).max_reloads is None


def test_groups_are_alternatives_and_a_group_of_one_is_a_stop(tmp_path: Path) -> None:
    text = vrplib_text(
        TYPE="GVRP",
        DIMENSION="4",
        NODE_COORD_SECTION="1 0 0\n2 3 4\n3 0 1\n4 0 2",
        DEMAND_SECTION="1 0\n2 4\n3 5\n4 5",
        MUTUALLY_EXCLUSIVE_GROUP_SECTION="1 2\n2 4 3",
    )
    problem = read(tmp_path, text).problem
    assert [(group.stops, group.penalty) for group in problem.groups] == [(("3", "2"), None)]


def test_open_routes_end_at_their_last_stop(tmp_path: Path) -> None:
    each = vehicle(read(tmp_path, vrplib_text(TYPE="OVRP")), 0)
    assert (each.start, each.end) == ("0", None)


def test_distance_as_a_specification_bounds_driving_and_service_together(tmp_path: Path) -> None:
    each = vehicle(read(tmp_path, vrplib_text(TYPE="DCVRP", DISTANCE="200", SERVICE_TIME="10")), 0)
    assert each.max_duration == 200
    assert each.max_distance is None


@pytest.mark.parametrize(
    ("measure", "expected"), [("EUC_2D", 1_414), ("FLOOR_2D", 1_000), ("CEIL_2D", 2_000), ("EXACT_2D", 1_414)]
)
def test_the_file_may_round_its_distances_itself(tmp_path: Path, measure: str, expected: int) -> None:
    text = vrplib_text(EDGE_WEIGHT_TYPE=measure, NODE_COORD_SECTION="1 0 0\n2 1 1\n3 0 1")
    assert matrix(read(tmp_path, text, distances="exact"))[0][1] == expected


def test_remarks_may_hold_words_that_mean_something_elsewhere(tmp_path: Path) -> None:
    text = vrplib_text(NAME="12", COMMENT='"EOF of DEMAND_SECTION: none"', DISPLAY_DATA_SECTION="1 0 0")
    instance = read(tmp_path, "# made by hand\n" + text + "after the end : anything")
    assert instance.name == "12"
    assert len(instance.problem.stops) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_an_instance_is_read_in_any_usual_encoding_and_line_ending(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "tiny.vrp"
    path.write_bytes(vrplib_text(COMMENT="Mirosé").replace("\n", "\r\n").encode(encoding))
    instance = read_instance(path, distances="round", objective="distance")
    assert matrix(instance)[0] == [0, 5, 1]


def test_a_file_with_a_depot_alone_is_a_problem_without_stops(tmp_path: Path) -> None:
    text = vrplib_text(DIMENSION="1", NODE_COORD_SECTION="1 0 0", DEMAND_SECTION="1 0")
    assert read(tmp_path, text).problem.stops == ()


def test_durations_and_distances_share_one_array(tmp_path: Path) -> None:
    travel = read(tmp_path, vrplib_text()).problem.travel["published"]
    assert travel.durations.ctypes.data == travel.distances.ctypes.data
