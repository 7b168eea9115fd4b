"""Tables that read without faults: every column means what the guide says."""

from datetime import date
from pathlib import Path

import pytest

from core.errors import NotFound
from core.units import Seconds
from core.window import TimeWindow
from data.formats.tables.read_day import read_day
from routing.problem import LARGEST, WHOLE_DAY, Pair
from tests.data.tables.files import (
    ONE_DEPOT,
    ONE_ORDER,
    ONE_VEHICLE,
    one_stop,
    one_vehicle,
    order_with,
    read,
    vehicle_with,
)


def hours(opens: float, closes: float) -> TimeWindow:
    return TimeWindow(opens=Seconds(round(opens * 3600)), closes=Seconds(round(closes * 3600)))


def test_the_smallest_tables_become_a_day() -> None:
    day = read()
    assert [stop.id for stop in day.stops] == ["A1"]
    assert day.vehicles[0].start == day.vehicles[0].end == "north"
    assert [(place.lon, place.lat) for place in day.places] == [(7.41, 43.72), (7.42, 43.73)]
    assert day.currency == "EUR"


def test_loads_become_whole_grams_millilitres_and_parcels() -> None:
    day = read(order_with(weight_kg="12.5", volume_l="0.75", parcels="3"))
    assert day.dimensions == ("weight_g", "volume_ml", "parcels")
    assert day.stops[0].delivery == (12_500, 750, 3)


def test_a_dimension_of_ones_own_is_any_load_column() -> None:
    day = read(order_with(load_pallets="2"), vehicle_with(capacity_pallets="8"))
    assert (day.dimensions, day.stops[0].delivery, day.vehicles[0].capacity) == (("pallets",), (2,), (8,))


def test_a_capacity_that_is_not_given_is_no_limit_and_a_note_says_so() -> None:
    day = read(order_with(weight_kg="1"), vehicle_with(capacity_parcels="9"))
    assert day.vehicles[0].capacity == (LARGEST, 9)
    assert "No capacity in weight_g is given for any vehicle: taken as without limit." in day.notes


def test_a_pickup_carries_its_load_the_other_way() -> None:
    stop = one_stop(direction="Pickup", parcels="1")
    assert (stop.delivery, stop.pickup) == ((), (1,))


def test_several_windows_stand_in_one_cell() -> None:
    assert one_stop(windows="14:00-16:00; 8:00 – 10:00").windows == (hours(8, 10), hours(14, 16))


def test_a_window_may_stand_in_two_columns_either_of_which_may_be_empty() -> None:
    assert one_stop(window_from="9:30", window_to="11:00").windows == (hours(9.5, 11),)
    assert one_stop(window_from="9:30", window_to="").windows == (hours(9.5, 168),)
    assert one_stop(window_from="", window_to="11:00").windows == (hours(0, 11),)
    assert one_stop(windows="").windows == (WHOLE_DAY,)


def test_a_window_past_midnight_counts_on() -> None:
    assert one_stop(windows="22:00-26:30").windows == (hours(22, 26.5),)


def test_service_and_setup_are_minutes_or_a_clock() -> None:
    assert one_stop(service_min="7.5", setup_min="0:02").service == 450
    assert one_stop(service_min="7.5", setup_min="0:02").setup == 120


def test_skills_are_words_whatever_their_case() -> None:
    day = read(order_with(skills="Cold; Tail  Lift"), vehicle_with(skills="cold, tail lift"))
    assert day.stops[0].skills == day.vehicles[0].skills == frozenset({"cold", "tail lift"})


def test_a_skill_that_no_vehicle_has_is_a_note_and_no_fault() -> None:
    assert "No vehicle has the skill 'crane' that A1 needs." in read(order_with(skills="crane")).notes


def test_a_penalty_makes_an_order_optional() -> None:
    assert one_stop(penalty="6.50").penalty == 650
    assert one_stop(penalty="").penalty is None


def test_two_rows_with_the_same_word_are_a_pair_that_carries_its_load_once() -> None:
    day = read(
        "id,lon,lat,parcels,direction,pair\n"
        "from,7.42,43.73,2,pickup,job-1\n"
        "to,7.43,43.74,,delivery,job-1\n"
        "alone,7.44,43.75,1,,\n"
    )
    assert day.pairs == (Pair(pickup="from", delivery="to", load=(2,)),)
    assert [(stop.pickup, stop.delivery) for stop in day.stops] == [((), ()), ((), ()), ((), (1,))]


def test_an_order_bound_to_a_depot_needs_a_vehicle_that_starts_there() -> None:
    depots = ONE_DEPOT + "south,7.40,43.71\n"
    day = read(order_with(depot="south"), "id,start,end\na,north,north\nb,south,north\n", depots)
    needed = day.stops[0].skills
    assert [needed <= vehicle.skills for vehicle in day.vehicles] == [False, True]


def test_a_fetched_order_bound_to_a_depot_needs_a_vehicle_that_ends_there() -> None:
    depots = ONE_DEPOT + "south,7.40,43.71\n"
    bound = order_with(depot="south", direction="pickup", parcels="1")
    day = read(bound, "id,start,end\na,south,north\nb,north,south\n", depots)
    needed = day.stops[0].skills
    assert [needed <= vehicle.skills for vehicle in day.vehicles] == [False, True]


def test_a_count_makes_numbered_vehicles() -> None:
    day = read(ONE_ORDER, "id,count\nvan,2\nbike,1\nnone,0\n")
    assert [vehicle.id for vehicle in day.vehicles] == ["van-1", "van-2", "bike"]


def test_a_shift_that_ends_at_an_earlier_hour_runs_past_midnight() -> None:
    assert one_vehicle(shift_from="22:00", shift_to="06:00").shift == hours(22, 30)
    assert one_vehicle(shift_from="08:00", shift_to="18:00").shift == hours(8, 18)


def test_windows_of_the_small_hours_before_every_night_shift_are_noted() -> None:
    night = vehicle_with(shift_from="22:00", shift_to="06:00")
    assert any(
        "01:30 after midnight is 25:30" in note for note in read(order_with(windows="1-3"), night).notes
    )
    assert not any("25:30" in note for note in read(order_with(windows="23-25"), night).notes)


def test_an_empty_start_or_end_is_open() -> None:
    vehicle = one_vehicle(start="", end="north")
    assert (vehicle.start, vehicle.end) == (None, "north")
    assert one_vehicle(start="north").end == "north"


def test_without_depots_every_route_is_open() -> None:
    vehicle = read(ONE_ORDER, ONE_VEHICLE, None).vehicles[0]
    assert (vehicle.start, vehicle.end) == (None, None)


def test_costs_become_cents_exactly() -> None:
    vehicle = one_vehicle(cost_fixed="1,045.10", cost_per_km="0.29", cost_per_hour="€ 24")
    assert (vehicle.cost_fixed, vehicle.cost_per_km, vehicle.cost_per_hour) == (104_510, 29, 2_400)


def test_limits_become_metres_seconds_and_stops() -> None:
    vehicle = one_vehicle(max_km="180.5", max_hours="9.5", max_stops="60")
    assert (vehicle.max_distance, vehicle.max_duration, vehicle.max_stops) == (180_500, 34_200, 60)


def test_the_profile_is_van_unless_said_otherwise() -> None:
    assert one_vehicle(kind="x").profile == "van"
    assert one_vehicle(profile="Cargo bike").profile == "cargo_bike"


def test_a_profile_that_only_a_given_matrix_has_is_noted() -> None:
    assert any("profile boat" in note for note in read(ONE_ORDER, vehicle_with(profile="boat")).notes)


def test_the_currency_may_stand_with_the_vehicles() -> None:
    assert read(ONE_ORDER, "id,currency,cost_fixed\na,chf,12.50 CHF\nb,,1\n").currency == "CHF"


def test_a_depot_may_be_open_overnight() -> None:
    assert read(ONE_ORDER, ONE_VEHICLE, "id,lon,lat,opens,closes\nn,7,43,20:00,08:00\n").depots[
        0
    ].window == hours(20, 32)


def test_orders_at_the_same_point_share_a_place() -> None:
    day = read("id,name,lon,lat\nA1,Ana,7.42,43.73\nA2,Bo,7.42,43.73\nA3,,7.41,43.72\n")
    assert [stop.location for stop in day.stops] == [1, 1, 0]
    assert [place.name for place in day.places] == ["north, A3", "Ana, Bo"]


def test_two_addresses_at_one_point_are_both_kept() -> None:
    day = read("id,name,address,lon,lat\nA1,Ana,Flat 1,7.42,43.73\nA2,Bo,Flat 2,7.42,43.73\n")
    assert day.places[1].name == "Flat 1"
    assert [stop.name for stop in day.stops] == ["Ana", "Bo, Flat 2"]


def test_headers_are_read_whatever_their_case_spacing_and_synonym() -> None:
    day = read("Order No;LONGITUDE;Latitude;Weight (kg);serviceTime_min\nA1;7.42;43.73;2;5\n")
    assert (day.stops[0].id, day.stops[0].delivery, day.stops[0].service) == ("A1", (2_000,), 300)


def test_the_unit_of_a_header_is_the_unit_of_its_cells() -> None:
    assert one_stop(weight_g="800").delivery == (800,)
    assert one_stop(volume_m3="1.2").delivery == (1_200_000,)
    assert one_stop(service_s="90").service == 90


def test_a_measure_without_unit_is_read_in_the_usual_one_and_noted() -> None:
    day = read(order_with(weight="2"))
    assert day.stops[0].delivery == (2_000,)
    assert "orders.csv: column 'weight' names no unit, read as kg." in day.notes


def test_unknown_columns_are_noted_with_what_may_have_been_meant() -> None:
    (note,) = [each for each in read(order_with(colour="red", servise_min="5")).notes if "not known" in each]
    assert note == "orders.csv: columns not known, left out: colour, servise_min (did you mean service_min?)."


def test_blank_rows_and_cells_with_line_breaks_do_not_shift_anything() -> None:
    day = read('id,lon,lat,name\n\nA1,7.42,43.73,"Ana\nBakery"\n,,,\n \nA2,7.43,43.74,Bo\n\n\n')
    assert [(stop.id, stop.name) for stop in day.stops] == [("A1", "Ana Bakery"), ("A2", "Bo")]


def test_times_with_a_date_count_from_the_first_date() -> None:
    day = read(
        order_with(windows="2026-11-23 08:00-2026-11-23 10:00; 2026-11-24T01:00-2026-11-24T02:00"),
        vehicle_with(shift_from="2026-11-23T07:00", shift_to="2026-11-24T06:00"),
    )
    assert day.stops[0].windows == (hours(8, 10), hours(25, 26))
    assert day.vehicles[0].shift == hours(7, 30)
    assert "Times with a date count from midnight of 2026-11-23." in day.notes


def test_times_with_a_date_count_from_the_plan_day_where_it_is_given() -> None:
    day = read(order_with(windows="2026-11-24 08:00-2026-11-24 10:00"), day=date(2026, 11, 23))
    assert day.stops[0].windows == (hours(32, 34),)


def test_a_name_made_safe_for_spreadsheets_is_read_as_it_was() -> None:
    assert one_stop(name="'=A1 Bakery").name == "=A1 Bakery"
    assert one_stop(name="'s Hertog").name == "'s Hertog"


def test_a_day_is_read_from_files(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("orders.csv", "vehicles.csv", "depots.csv")]
    for path, text in zip(paths, (ONE_ORDER, ONE_VEHICLE, ONE_DEPOT), strict=True):
        path.write_text(text)
    assert read_day(*paths) == read()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        read_day(tmp_path / "nowhere.csv")
