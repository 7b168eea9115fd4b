"""Each wrong cell is a fault that names file, row, column, value and what would be right."""

import pytest

from core.errors import Fault, InvalidInput
from data.formats.tables.read_day import day_from_tables
from tests.data.tables.files import (
    ONE_DEPOT,
    ONE_ORDER,
    ONE_VEHICLE,
    order_fault,
    order_with,
    read,
    refused,
    text_file,
    vehicle_fault,
    vehicle_with,
)


def test_a_fault_names_file_row_column_value_and_what_would_be_right() -> None:
    (found,) = refused("id,lon,lat,Weight (kg)\n\nA1,7.42,43.73,2\nA2,7.42,43.73,minus three\n")
    assert found == Fault(
        where="orders.csv row 4",
        field="Weight (kg)",
        value="minus three",
        expected="a weight such as 12.5 kg, 0 or more",
    )


def test_all_faults_of_all_files_come_at_once_in_the_order_of_rows() -> None:
    found = refused(
        "id,lon,lat,parcels\nA1,7.42,north,1.5\nA1,,43.73,-1\n", "id,start\nvan,nowhere\n", ONE_DEPOT
    )
    assert [(each.where, each.field) for each in found] == [
        ("orders.csv row 2", "parcels"),
        ("orders.csv row 2", "lat"),
        ("orders.csv row 3", "parcels"),
        ("orders.csv row 3", "lon"),
        ("orders.csv row 3", "id"),
        ("vehicles.csv row 2", "start"),
    ]


def test_more_than_a_thousand_faults_are_counted_and_the_first_thousand_listed() -> None:
    rows = "".join(f"A{k},7.42,43.73,-1\n" for k in range(1_500))
    with pytest.raises(InvalidInput) as caught:
        read("id,lon,lat,parcels\n" + rows)
    assert "1,500 faults; the first 1,000 are listed" in caught.value.message
    assert len(caught.value.faults) == 1_000
    assert caught.value.faults[-1].where == "orders.csv row 1001"


def test_a_duplicate_id_names_the_row_that_has_it() -> None:
    (found,) = refused("id,lon,lat\nA1,7.42,43.73\nB2,7.42,43.73\nA1,7.43,43.74\n")
    assert (found.where, found.field, found.value) == ("orders.csv row 4", "id", "A1")
    assert found.expected == "an id used once; orders.csv row 2 has it already"


def test_a_fault_of_a_row_that_counts_several_vehicles_shows_once() -> None:
    assert len(refused(ONE_ORDER, "id,count,start,end\nvan,3,south,south\n")) == 1


def test_a_numbered_vehicle_may_not_take_the_id_of_another() -> None:
    (found,) = refused(ONE_ORDER, "id,count\nvan,2\nvan-2,1\n")
    assert (found.where, found.value) == ("vehicles.csv row 3", "van-2")


@pytest.mark.parametrize("column", ["weight_kg", "volume_l", "parcels", "load_pallets"])
def test_a_negative_load_is_a_fault(column: str) -> None:
    found = order_fault(**{column: "-3"})
    assert (found.field, found.value) == (column, "-3")
    assert found.expected.endswith("0 or more")


@pytest.mark.parametrize("text", ["NaN", "inf", "-inf", "Infinity", "1e999", "abc", "#N/A", "7.4.2", "7,4,2"])
@pytest.mark.parametrize("column", ["lon", "weight_kg", "penalty"])
def test_what_is_no_number_is_a_fault(column: str, text: str) -> None:
    assert order_fault(**{column: text}).value == text


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("parcels", "1.5"),
        ("penalty", "1.255"),
        ("penalty", "-1"),
        ("penalty", "5 USD"),
        ("weight_kg", "5 l"),
        ("weight_kg", "99999999999999"),
        ("service_min", "5 km"),
        ("direction", "sideways"),
        ("windows", "after lunch"),
        ("windows", "08:00"),
        ("windows", ";"),
        ("window_from", "25h99"),
        ("window_from", "13 pm"),
        ("window_from", "200:00"),
        ("window_to", "2026-02-30 08:00"),
        ("window_to", "23/11/2026 08:00"),
        ("id", " "),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_a_fault(column: str, text: str) -> None:
    assert order_fault(**{column: text}).field == column


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("count", "two"),
        ("count", "10001"),
        ("cost_per_km", "0.355"),
        ("currency", "Euro"),
        ("max_stops", "-1"),
    ],
)
def test_a_vehicle_cell_that_is_not_what_its_column_holds_is_a_fault(column: str, text: str) -> None:
    assert vehicle_fault(**{column: text}).field == column


def test_a_reversed_window_is_a_fault_with_both_ways_to_mean_it() -> None:
    found = order_fault(windows="10:00-08:00")
    assert "08:00-10:00, or 10:00-32:00 if it runs past midnight" in found.expected
    assert order_fault(window_from="10:00", window_to="08:00").value == "10:00 to 08:00"


def test_a_window_in_three_columns_is_a_fault() -> None:
    assert order_fault(windows="8-10", window_to="12:00").field == "windows"


def test_a_shift_without_length_is_a_fault() -> None:
    found = vehicle_fault(shift_from="06:00", shift_to="06:00")
    assert "06:00 to 30:00" in found.expected


def test_a_latitude_beyond_a_pole_is_a_fault_that_says_swapped() -> None:
    (found,) = refused("id,lon,lat\nA1,43.73,107.42\n", ONE_VEHICLE, None)
    assert (found.field, found.value) == ("lat", "107.42")
    assert "lon and lat look swapped" in found.expected


def test_a_latitude_that_no_swap_would_heal_does_not_say_swapped() -> None:
    (found,) = refused("id,lon,lat\nA1,120,107.42\n", ONE_VEHICLE, None)
    assert found.expected == "a latitude from -90 to 90 degrees"


def test_swapped_coordinates_are_noticed_beside_a_depot() -> None:
    (found,) = refused("id,lon,lat\nA1,7.42,43.73\nA2,43.74,7.43\n")
    assert (found.where, found.field, found.value) == ("orders.csv row 3", "lon, lat", "43.74, 7.43")
    assert "lon and lat look swapped" in found.expected


def test_coordinates_at_zero_are_a_fault() -> None:
    assert order_fault(lon="0", lat="0.000").field == "lon, lat"


def test_degrees_with_letters_are_a_fault() -> None:
    assert order_fault(lat="43.73 N").expected == "degrees as one number such as 43.7384"


def test_a_row_longer_than_the_header_is_a_fault() -> None:
    (found,) = refused("id,lon,lat\nA1,7,42,43,73\n", ONE_VEHICLE, None)
    assert (found.where, found.value) == ("orders.csv row 2", "5 cells, 43")
    assert "needs quotes" in found.expected


@pytest.mark.parametrize(
    "rows",
    [
        "A1,7.42,43.73,pickup,job\n",
        "A1,7.42,43.73,pickup,job\nA2,7.42,43.73,pickup,job\n",
        "A1,7.42,43.73,,job\nA2,7.42,43.73,,job\n",
        "A1,7.42,43.73,pickup,job\nA2,7.42,43.73,,job\nA3,7.42,43.73,,job\n",
    ],
)
def test_a_pair_is_one_pickup_and_one_delivery(rows: str) -> None:
    (found,) = refused("id,lon,lat,direction,pair\n" + rows)
    assert (found.field, found.value) == ("pair", "job")


def test_both_rows_of_a_pair_carry_the_same_load() -> None:
    (found,) = refused(
        "id,lon,lat,direction,pair,parcels\nA1,7.42,43.73,pickup,job,2\nA2,7.42,43.73,,job,3\n"
    )
    assert (found.where, found.value) == ("orders.csv row 3", "3 parcels")


@pytest.mark.parametrize("column", ["start", "end"])
def test_an_unknown_depot_of_a_vehicle_names_those_there_are(column: str) -> None:
    found = vehicle_fault(**{column: "south"})
    assert (found.field, found.value, found.expected) == (column, "south", "the id of a depot: north")


def test_an_unknown_depot_of_an_order_is_a_fault() -> None:
    assert order_fault(depot="south").expected == "the id of a depot: north"


def test_with_several_depots_somebody_must_say_where_vehicles_start() -> None:
    (found,) = refused(ONE_ORDER, ONE_VEHICLE, ONE_DEPOT + "south,7.4,43.7\n")
    assert (found.where, found.field) == ("vehicles.csv", "start")
    assert "north, south" in found.expected


def test_two_currencies_are_a_fault() -> None:
    (found,) = refused(ONE_ORDER, "id,currency\na,EUR\nb,CHF\n")
    assert (found.where, found.value) == ("vehicles.csv row 3", "CHF")


def test_a_missing_column_is_named_with_what_was_found() -> None:
    found = refused("id,address\nA1,Rue Grimaldi 1\n")
    assert [(each.where, each.field, each.value) for each in found] == [
        ("orders.csv row 1", "lon", "id, address"),
        ("orders.csv row 1", "lat", "id, address"),
    ]
    assert found[0].expected == "a column lon (or longitude, lng, long) in the header row"


def test_a_column_given_twice_is_a_fault() -> None:
    (found,) = refused("id,lon,lat,longitude\nA1,7.42,43.73,7.42\n")
    assert (found.field, found.expected) == ("longitude", "one column for lon; 'lon' is one already")


def test_no_vehicles_at_all_is_a_fault() -> None:
    with pytest.raises(InvalidInput) as caught:
        day_from_tables(text_file("orders.csv", order_with(parcels="x")))
    assert [each.where for each in caught.value.faults] == ["vehicles", "orders.csv row 2"]


def test_faults_in_the_rows_of_one_file_show_beside_another_file_that_cannot_be_read() -> None:
    found = refused(order_with(parcels="x"), vehicle_with(start="nowhere", count="y"), b"%PDF-1.7")
    assert [(each.where, each.field) for each in found] == [
        ("depots.csv", ""),
        ("orders.csv row 2", "parcels"),
        ("vehicles.csv row 2", "count"),
    ]
