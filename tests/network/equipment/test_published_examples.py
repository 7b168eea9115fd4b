"""Every published number of sizing that there is, out of our formulas."""

import json
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from network.equipment.formulas.cycle_times import (
    cycles_per_hour,
    drive_time,
    outline_cycles,
    random_cycles,
    reference_point_cycles,
)
from network.equipment.formulas.fleet import peak_rate, units_busy, units_needed
from network.equipment.formulas.storage import best_lane_depth, blocks_across, floor_capacity

FEET_MM = 304.8


@pytest.fixture(scope="module")
def examples(shared: Path) -> dict[str, dict[str, Any]]:
    """Published examples by id."""
    groups = json.loads((shared / "bench" / "equipment" / "worked_examples.json").read_text(encoding="utf-8"))
    entries = [each for name, group in groups.items() if not name.startswith("_") for each in group]
    return {each["id"]: each for each in entries}


def crane(example: dict[str, Any]) -> tuple[float, float, float, float, float]:
    given = example["inputs"]
    names = ("aisle_length_ft", "aisle_height_ft", "v_horizontal_ft_min", "v_vertical_ft_min")
    length, height, speed, lift = (given[name] for name in names)
    return length, height, speed, lift, given["pickup_deposit_min"]


def test_cycles_and_throughput_of_a_crane_from_its_outline(examples: dict[str, Any]) -> None:
    example = examples["Groover AS/RS"]
    single, dual = outline_cycles(*crane(example))
    told = example["outputs"]
    assert single == pytest.approx(told["Tcs_min"], abs=0.0006)
    assert dual == pytest.approx(told["Tcd_min"], abs=0.0006)
    # Equal numbers of single and dual cycles: half of all cycles are dual.
    moved = cycles_per_hour(single * 60, dual * 60, 0.5, example["inputs"]["utilisation"])
    assert moved == pytest.approx(told["transactions_per_h"], abs=0.02)
    assert moved / 3 == pytest.approx(told["cycles_each_per_h"], abs=0.006)


def test_expected_cycles_of_a_crane_over_all_positions(examples: dict[str, Any]) -> None:
    single, dual = random_cycles(*crane(examples["Groover AS/RS"]))
    told = examples["Bozer & White, same data"]["outputs"]
    assert single == pytest.approx(told["SC_min"], abs=0.0006)
    assert dual == pytest.approx(told["DC_min"], abs=0.0006)
    shape = (46 / 75) / (280 / 200)
    assert shape == pytest.approx(told["b"], abs=0.0005)


@pytest.mark.parametrize("cycles", [random_cycles, reference_point_cycles])
def test_a_rack_that_is_square_in_time(examples: dict[str, Any], cycles: Any) -> None:
    told = examples["square-in-time rack"]["outputs"]
    single, dual = cycles(100, 50, 2, 1, 0)
    assert (single / 50, dual / 50) == pytest.approx((told["SC_over_T"], told["DC_over_T"]), abs=0.001)


def test_speeding_up_takes_the_time_of_the_way_besides(examples: dict[str, Any]) -> None:
    # No figures are published with it: full speed of 300 ft/min after 15 ft is an acceleration of 3,000.
    given = examples["acceleration variant"]["inputs"]
    speed, reached = given["vmax_h_ft_min"], given["accel_distance_h_ft"]
    acceleration = speed**2 / (2 * reached)
    way = given["aisle_length_ft"]
    assert drive_time(way, speed, acceleration) == pytest.approx(way / speed + speed / acceleration)
    assert drive_time(2 * reached, speed, acceleration) == pytest.approx(4 * reached / speed)


def test_forklifts_for_trips_with_two_pallets(examples: dict[str, Any]) -> None:
    example = examples["TM 38-400 two-pallet trips"]
    given = example["inputs"]
    busy = units_busy(
        given["pallets"], given["cycle_min"], given["time_frame_min"], per_cycle=given["pallets_per_trip"]
    )
    assert units_needed(busy) == example["outputs"]["trucks"]


def test_tractor_trains_and_the_forklifts_that_load_them(examples: dict[str, Any]) -> None:
    example = examples["TM 38-400 tractor trains"]
    given, told = example["inputs"], example["outputs"]
    trip, minutes = given["round_trip_min"], given["hours"] * 60
    # The manual rounds 7.06 tractors to 7.
    tractors = round(units_busy(given["pallets"], trip, minutes, per_cycle=given["pallets_per_train"]))
    loading = units_needed(units_busy(tractors, given["load_min"], trip))
    unloading = units_needed(units_busy(tractors, given["unload_min"], trip))
    assert tractors == told["tractors"]
    assert tractors * given["trailers_per_train"] == told["trailers"]
    assert (loading, unloading) == (told["forklifts_loading"], told["forklifts_unloading"])
    assert loading + unloading == told["forklifts_total"]


def test_pallets_on_a_floor(examples: dict[str, Any]) -> None:
    example = examples["TM 38-400 pallet capacity of a floor"]
    given = example["inputs"]
    held = floor_capacity(
        given["gross_sq_ft"],
        usable=given["net_usable"],
        occupancy=given["occupancy"],
        stack=given["stack_high"],
        per_pallet=given["sq_ft_per_pallet"],
    )
    assert held == pytest.approx(example["outputs"]["pallets"])


def test_forklift_hours_in_a_peak_hour(examples: dict[str, Any]) -> None:
    example = examples["peak-hour forklift hours"]
    given, told = example["inputs"], example["outputs"]
    assert peak_rate(given["annual_moves"], given["hours"], 1) == told["moves_per_h"]
    rate = peak_rate(given["annual_moves"], given["hours"], given["peak_factor"])
    assert units_busy(rate, given["std_time_min"], 60) == pytest.approx(
        told["forklift_hours_per_peak_h"], abs=0.03
    )


def test_forklifts_that_load_within_an_hour(examples: dict[str, Any]) -> None:
    example = examples["loading 66 pallets in 1 h"]
    given = example["inputs"]
    busy = units_busy(given["pallets"], given["cycle_min"], given["time_min"])
    assert units_needed(busy) == ceil(1.65) == example["outputs"]["trucks"]


def test_aisles_and_positions_of_single_and_double_deep_racks_on_the_same_floor(
    examples: dict[str, Any],
) -> None:
    # Both fit one floor only if an aisle is as wide as 3 pallets and the floor as long as 38; 14 to a row.
    told = examples["single vs double deep"]["outputs"]
    for name, deep in (("single_deep", 1), ("double_deep", 2)):
        blocks = blocks_across(38, 3, 2 * deep)
        positions = blocks * 2 * deep * 14
        assert (blocks + 1, positions) == (told[name]["aisles"], told[name]["positions"])
        assert positions / deep == told[name]["directly_accessible"]


def test_the_best_depth_of_lanes(examples: dict[str, Any]) -> None:
    told = examples["lane depth"]["example_computed_here"]
    found = best_lane_depth(told["a"], [told["q"]], [told["z"]])
    assert found == pytest.approx(told["k"], abs=0.005)
