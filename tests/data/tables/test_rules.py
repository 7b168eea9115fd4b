"""Columns of the rules beyond the usual ones: what they become, and what is wrong in them."""

import pytest

from core.units import Seconds
from core.window import TimeWindow
from routing.problem import LARGEST, Break, Group, Lock
from tests.data.tables.files import (
    ONE_DEPOT,
    ONE_ORDER,
    ONE_VEHICLE,
    one_stop,
    one_vehicle,
    order_fault,
    order_with,
    read,
    refused,
    vehicle_fault,
    vehicle_with,
)

TWO_DEPOTS = "id,lon,lat\nnorth,7.41,43.72\nsouth,7.42,43.72\n"
HOME_OR_LOCKER = "id,lon,lat,group,penalty,priority\n"


def window(opens: int, closes: int) -> TimeWindow:
    return TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def test_an_order_has_a_priority_a_release_and_may_be_a_backhaul() -> None:
    stop = one_stop(priority="80", release="09:30", backhaul="yes")
    assert (stop.priority, stop.release, stop.backhaul) == (80, 9 * 3600 + 1800, True)
    plain = one_stop(priority="", release="", backhaul="no")
    assert (plain.priority, plain.release, plain.backhaul) == (0, 0, False)


def test_a_release_with_a_date_counts_from_the_first_date() -> None:
    assert one_stop(release="2026-11-23 09:30", windows="2026-11-24 08:00-2026-11-24 09:00").release == 34_200


def test_rows_with_the_same_word_are_a_group_that_has_one_price() -> None:
    day = read(HOME_OR_LOCKER + "A1,7.42,43.73,Lina,6.50,\nA2,7.43,43.73,Lina,,9\nA3,7.44,43.73,,,5\n")
    assert day.groups == (Group(id="Lina", stops=("A1", "A2"), penalty=650, priority=9),)  # type: ignore[arg-type]
    assert [(stop.penalty, stop.priority) for stop in day.stops] == [(None, 0), (None, 0), (None, 5)]


def test_the_price_of_a_group_may_stand_in_all_its_rows() -> None:
    day = read(HOME_OR_LOCKER + "A1,7.42,43.73,Lina,6.50,1\nA2,7.43,43.73,Lina,6.5,1\n")
    assert (day.groups[0].penalty, day.groups[0].priority) == (650, 1)


def test_rows_of_a_group_that_name_two_prices_are_named() -> None:
    found = refused(HOME_OR_LOCKER + "A1,7.42,43.73,Lina,6.50,1\nA2,7.43,43.73,Lina,7,2\n")
    assert [(each.where, each.field, each.value) for each in found] == [
        ("orders.csv row 3", "penalty", "7"),
        ("orders.csv row 3", "priority", "2"),
    ]
    assert "orders.csv row 2 has for this group: 6.50" in found[0].expected


def test_a_group_of_one_row_is_a_fault() -> None:
    assert "two rows or more" in order_fault(group="Lina").expected


def test_an_order_of_a_pair_cannot_be_in_a_group() -> None:
    found = refused(
        "id,lon,lat,direction,pair,group\nA1,7.42,43.73,pickup,p,g\nA2,7.43,43.73,delivery,p,\n"
        "A3,7.43,43.74,,,g\n"
    )
    assert [(each.field, each.value, each.expected) for each in found] == [
        ("group", "A1", "orders of no pair")
    ]


def test_an_order_may_be_kept_for_one_vehicle() -> None:
    assert read(order_with(vehicle="van")).locks == (Lock(vehicle="van", stops=("A1",)),)
    found = order_fault(vehicle="bike")
    assert (found.field, found.value, found.expected) == ("vehicle", "bike", "the id of a vehicle: van")


def test_a_vehicle_has_speed_hours_and_prices_of_its_own() -> None:
    vehicle = one_vehicle(
        speed_percent="90",
        regular_hours="8",
        cost_per_overtime_hour="12.50",
        cost_per_driving_hour="3",
        cost_per_work_hour="4",
        max_driving_hours="4:30",
    )
    assert (vehicle.speed_percent, vehicle.regular_duration) == (90, 8 * 3600)
    assert (vehicle.cost_per_overtime_hour, vehicle.cost_per_driving_hour) == (1250, 300)
    assert (vehicle.cost_per_work_hour, vehicle.max_driving) == (400, 16_200)


def test_overtime_without_regular_hours_is_noted() -> None:
    notes = read(ONE_ORDER, vehicle_with(cost_per_overtime_hour="9")).notes
    assert "No regular hours are given for van: overtime is never paid." in notes


def test_a_vehicle_may_reload_and_take_a_break() -> None:
    day = read(
        ONE_ORDER,
        "id,start,reload_depots,max_reloads,break_windows,break_min\n"
        "van,north,south; north,2,11:30-13:30,45\n",
        TWO_DEPOTS,
    )
    vehicle = day.vehicles[0]
    assert (vehicle.reloads, vehicle.max_reloads) == (("south", "north"), 2)
    assert vehicle.breaks == (
        Break(id="break", windows=(window(41_400, 48_600),), duration=Seconds(45 * 60)),
    )


def test_a_break_may_have_several_windows() -> None:
    vehicle = one_vehicle(break_windows="11:00-12:00; 13:00-14:00", break_min="30")
    assert vehicle.breaks[0].windows == (window(39_600, 43_200), window(46_800, 50_400))


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ({"break_windows": "11:30-13:30"}, "break_min", "how long the break is"),
        ({"break_min": "30"}, "break_windows", "when the break may begin"),
        ({"break_windows": "noon", "break_min": "30"}, "break_windows", "windows such as"),
        ({"speed_percent": "0"}, "speed_percent", "from 1 to 500"),
        ({"speed_percent": "fast"}, "speed_percent", "percent such as 90"),
        ({"reloads": "south"}, "reloads", "ids of depots: north"),
        ({"max_reloads": "2"}, "max_reloads", "depots where it reloads"),
        ({"regular_hours": "-1"}, "regular_hours", "a duration"),
        ({"max_driving_hours": "long"}, "max_driving_hours", "a duration"),
        ({"cost_per_overtime_hour": "1.234"}, "cost_per_overtime_hour", "at most two decimals"),
    ],
)
def test_a_wrong_cell_of_a_vehicle_is_named(cells: dict[str, str], field: str, expected: str) -> None:
    names = {"break_min": "", "break_windows": ""} if any(name.startswith("break") for name in cells) else {}
    found = vehicle_fault(**(names | cells))
    assert (found.where, found.field) == ("vehicles.csv row 2", field)
    assert expected in found.expected


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ({"priority": "101"}, "priority", "from 0 to 100"),
        ({"priority": "high"}, "priority", "a whole number"),
        ({"release": "25 h"}, "release", "a time of day"),
        ({"backhaul": "perhaps"}, "backhaul", "yes or no"),
    ],
)
def test_a_wrong_cell_of_an_order_is_named(cells: dict[str, str], field: str, expected: str) -> None:
    found = order_fault(**cells)
    assert (found.where, found.field) == ("orders.csv row 2", field)
    assert expected in found.expected


def test_ids_that_look_like_reloads_are_refused_where_vehicles_reload() -> None:
    found = refused("id,lon,lat\n@1,7.42,43.73\n", vehicle_with(reloads="north"))
    assert [(each.where, each.field, each.value) for each in found] == [("orders.csv row 2", "id", "@1")]
    assert read("id,lon,lat\n@1,7.42,43.73\n").stops[0].id == "@1"


def test_a_depot_has_a_time_of_reloading_and_a_limit() -> None:
    depot = read(
        "id,lon,lat,weight_kg,load_pallets\nA1,7.42,43.73,1,1\n",
        ONE_VEHICLE,
        "id,lon,lat,reload_min,throughput_weight_kg,throughput_pallets\nnorth,7.41,43.72,20,1500,\n",
    ).depots[0]
    assert (depot.reload_service, depot.throughput) == (1200, (1_500_000, LARGEST))


def test_a_depot_without_limits_never_runs_out() -> None:
    assert read(ONE_ORDER, ONE_VEHICLE, ONE_DEPOT).depots[0].throughput is None


def test_an_order_bound_to_a_depot_is_not_for_vehicles_that_reload_elsewhere() -> None:
    day = read(
        "id,lon,lat,depot\nA1,7.42,43.73,north\n",
        "id,start,end,reloads\nfaithful,north,north,north\nstray,north,north,south\n",
        TWO_DEPOTS,
    )
    able = {each.id for each in day.vehicles if day.stops[0].skills <= each.skills}
    assert able == {"faithful"}
