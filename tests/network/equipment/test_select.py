"""What is feasible and what is not, and that every input counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from network.equipment.combination import Combination
from network.equipment.goods import FlowHour, Sku
from network.equipment.reason import Rejected
from network.equipment.select import select
from network.equipment.storage import aisle_of
from network.equipment.terms import Terms
from tests.network.equipment.builders import (
    BUILDING,
    CRANE,
    DOCK,
    DOUBLE,
    DRIVE_IN,
    HIGH_BAY,
    HOUR,
    PALLET,
    REACH,
    ROLLERS,
    SELECTIVE,
    SKU,
    codes,
    made,
    make_warehouse,
    rejected,
)


def units(combination: Combination, stage: str = "storing") -> int:
    return next(each.units for each in combination.resources if each.stage == stage)


def test_a_combination_holds_the_stock_and_moves_the_peak() -> None:
    chosen = made(make_warehouse())
    assert chosen.storage.positions >= chosen.storage.needed == 1_112  # 1,000 pallets, nine tenths full
    assert chosen.throughput >= 80
    assert chosen.reserve >= 0
    assert chosen.storage.extent_mm <= BUILDING.length_mm
    assert chosen.storage.racks_to_mm <= BUILDING.depth_mm


def test_forklifts_follow_from_the_cycle_by_hand() -> None:
    chosen = made(make_warehouse())
    storage = chosen.storage
    way = storage.extent_mm / 4 + storage.racks_from_mm + storage.run_mm / 2
    lift = (storage.levels.count - 1) * storage.levels.pitch_mm / 2
    cycle = 2 * way / 2_500 + 2 * lift / 350 + 2 * 20
    busy = 80 * cycle / 3600
    resource = chosen.resources[0]
    assert resource.cycle_s == pytest.approx(cycle)
    assert resource.units == -(-busy // (0.8 * 0.95))


def test_what_is_paid_by_hand() -> None:
    warehouse = make_warehouse(terms=Terms(peak_percent=100, horizon_years=1, rate_bp=0))
    chosen = made(warehouse)
    hours = 80 * 250 * chosen.resources[0].cycle_s / 3600
    storing = next(each for each in chosen.items if each.role == "storing")
    assert storing.price_cents == 4_500_000 * chosen.resources[0].units
    assert storing.labour_cents == pytest.approx(hours / 0.8 * 2_800, abs=1)
    assert storing.energy_wh == pytest.approx(hours * 4_500, abs=1)
    floor = next(each for each in chosen.items if each.role == "floor")
    assert floor.rent_cents == round(chosen.storage.area_m2) * 7_200
    parts = chosen.cents_per_stored * 1_000 + chosen.cents_per_moved * 80 * 250
    assert parts == pytest.approx(sum(each.yearly_cents(warehouse.terms) for each in chosen.items))


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("height", {"building": replace(BUILDING, clear_height_mm=1_600)}),
        ("floor-load", {"building": replace(BUILDING, floor_load_kg_m2=400)}),
        ("capacity", {"pallets": (replace(PALLET, weight_kg=2_000),)}),
        ("area", {"skus": (replace(SKU, stock=9_000),)}),
        ("area", {"building": replace(BUILDING, length_mm=4_000)}),
        ("column-grid", {"building": replace(
            BUILDING, column_every_length_mm=3_000, column_every_depth_mm=20_000, column_size_mm=400)}),
        ("throughput", {"forklifts": (replace(REACH, handle_s=900),)}),
        ("staging", {"building": replace(BUILDING, staging_mm=500)}),
        ("doors", {"building": replace(BUILDING, doors=1)}),
        ("aisle", {"racks": (replace(SELECTIVE, aisle_most_mm=2_700),)}),
        ("aisle", {"racks": (replace(SELECTIVE, aisle_least_mm=2_900),)}),
        ("reach", {"racks": (replace(DOUBLE, id="selective"),)}),
        ("rotation", {"racks": (replace(DRIVE_IN, id="selective"),),
                      "skus": (replace(SKU, rotation="fifo"),)}),
        ("rotation", {"racks": (replace(SELECTIVE, rotation="fifo"),),
                      "skus": (replace(SKU, rotation="lifo"),)}),
        ("selectivity", {"racks": (replace(DRIVE_IN, id="selective"),),
                         "terms": Terms(peak_percent=100, selectivity_percent=60)}),
    ],
)  # fmt: skip
def test_each_limit_rejects_with_its_own_reason(code: str, changed: dict[str, object]) -> None:
    assert code in codes(make_warehouse(**changed))


def test_a_mover_too_weak_for_its_pallets_is_rejected() -> None:
    weak = replace(CRANE, id="strong")
    warehouse = make_warehouse(
        racks=(HIGH_BAY,), forklifts=(weak,), pallets=(replace(PALLET, weight_kg=1_100),)
    )
    heavy = replace(
        warehouse,
        catalogue=replace(
            warehouse.catalogue,
            forklifts=(weak, replace(warehouse.catalogue.forklifts[-1], capacity_kg=1_000)),
        ),
    )
    assert [reason.code for reason in rejected(select(heavy), "high-bay", "strong").reasons] == ["capacity"]


def test_conveyors_that_cannot_carry_the_peak_are_rejected() -> None:
    slow = replace(ROLLERS, speed_mm_s=10)
    selection = select(make_warehouse(conveyors=(slow,)))
    found = [each for each in selection.rejected if each.mover == "rollers"]
    assert [reason.code for each in found for reason in each.reasons] == ["conveyor"]


def test_a_rejection_says_what_would_do() -> None:
    low = replace(REACH, lift_mm=3_000)
    short = replace(BUILDING, length_mm=24_000)
    reasons = rejected(select(make_warehouse(forklifts=(low,), building=short)), "selective", "reach").reasons
    assert [reason.code for reason in reasons] == ["area", "lift"]
    assert "lift allows 2 levels; with 5 the stock would fit" in reasons[1].text


def test_columns_that_take_too_many_positions_are_named() -> None:
    grid = replace(BUILDING, column_every_length_mm=6_500, column_every_depth_mm=3_000, column_size_mm=600)
    free = made(
        make_warehouse(building=replace(grid, column_every_depth_mm=0), skus=(replace(SKU, stock=1),))
    )
    most = len(free.storage.possible) * 2 * free.storage.levels.count * (41_200 // 900)
    full = (replace(SKU, stock=most * 9 // 10),)
    assert made(make_warehouse(building=replace(grid, column_every_depth_mm=0), skus=full))
    reasons = rejected(select(make_warehouse(building=grid, skus=full)), "selective", "reach").reasons
    assert [reason.code for reason in reasons if reason.code != "height"] == ["area", "column-grid"]


def test_no_column_stands_in_an_aisle() -> None:
    grid = replace(BUILDING, column_every_length_mm=10_000, column_every_depth_mm=10_000, column_size_mm=500)
    for module in made(make_warehouse(building=grid)).storage.possible:
        for begins, ends in grid.column_lines:
            assert ends <= module.aisle_start_mm or begins >= module.aisle_end_mm


@pytest.mark.parametrize(
    "changed",
    [
        {"skus": (replace(SKU, stock=1_500),)},
        {"hours": (replace(HOUR, pallets_in=90),)},
        {"pallets": (replace(PALLET, height_mm=2_200),)},
        {"pallets": (replace(PALLET, width_mm=1_000),)},
        {"pallets": (replace(PALLET, length_mm=1_400),)},
        {"pallets": (replace(PALLET, weight_kg=1_200),)},
        {"building": replace(BUILDING, clear_height_mm=6_000)},
        {"building": replace(BUILDING, floor_load_kg_m2=2_000)},
        {"building": replace(BUILDING, depth_mm=30_000)},
        {"building": replace(BUILDING, sprinkler_mm=2_000)},
        {"building": replace(BUILDING, staging_mm=9_000)},
        {"racks": (replace(SELECTIVE, price_cents=9_000),)},
        {"racks": (replace(SELECTIVE, flue_mm=400),)},
        {"racks": (replace(SELECTIVE, wait_s=30),)},
        {"forklifts": (replace(REACH, drive_mm_s=1_500),)},
        {"forklifts": (replace(REACH, lift_mm_s=200),)},
        {"forklifts": (replace(REACH, handle_s=40),)},
        {"forklifts": (replace(REACH, power_w=9_000),)},
        {"docks": (replace(DOCK, handle_s=120),)},
        {"terms": Terms(peak_percent=150)},
        {"terms": Terms(peak_percent=100, occupancy_percent=80)},
        {"terms": Terms(peak_percent=100, wage_cents_h=3_500)},
        {"terms": Terms(peak_percent=100, energy_cents_kwh=40)},
        {"terms": Terms(peak_percent=100, floor_cents_m2=9_000)},
        {"terms": Terms(peak_percent=100, horizon_years=5)},
        {"terms": Terms(peak_percent=100, rate_bp=300)},
        {"terms": Terms(peak_percent=100, days_per_year=300)},
    ],
)  # fmt: skip
def test_every_input_changes_what_it_costs(changed: dict[str, object]) -> None:
    assert made(make_warehouse(**changed)).present_cents != made(make_warehouse()).present_cents


def test_turnover_shortens_the_way_where_fast_movers_stand_in_front() -> None:
    skus = (Sku(id="fast", pallet="euro", stock=100, turns=9_000), replace(SKU, stock=900, turns=10))
    at_random = make_warehouse(skus=skus)
    in_front = make_warehouse(skus=skus, terms=Terms(peak_percent=100, placement="turnover"))
    assert made(in_front).resources[0].cycle_s < made(at_random).resources[0].cycle_s
    slower = make_warehouse(
        skus=(replace(skus[0], turns=10), skus[1]), terms=Terms(peak_percent=100, placement="turnover")
    )
    assert made(slower).resources[0].cycle_s > made(in_front).resources[0].cycle_s


@settings(max_examples=60)
@given(st.integers(1, 250), st.integers(1, 250), st.sampled_from(["reach", "crane"]))
def test_more_flow_never_needs_fewer_units(one: int, other: int, kind: str) -> None:
    few, many = sorted((one, other))
    chosen = [_with_flow(pallets, kind) for pallets in (few, many)]
    if all(chosen):
        for stage in ("storing", "bringing", "loading"):
            assert units(chosen[0], stage) <= units(chosen[1], stage)  # type: ignore[arg-type]
    assert not (chosen[1] and not chosen[0]), "what moves more moves less as well"


def _with_flow(pallets: int, kind: str) -> Combination | None:
    hours = (FlowHour(hour=8, pallets_out=pallets, lorries_out=1),)
    rack, forklift = (HIGH_BAY, CRANE) if kind == "crane" else (SELECTIVE, REACH)
    warehouse = make_warehouse(
        racks=(rack,), forklifts=(forklift,), hours=hours, building=replace(BUILDING, staging_mm=12_000)
    )
    found = {each.id: each for each in select(warehouse).combinations}
    return found.get(f"{rack.id} + {forklift.id} + walker")


@settings(max_examples=40)
@given(st.integers(1, 3_000), st.integers(1, 3_000))
def test_more_stock_never_needs_fewer_positions(one: int, other: int) -> None:
    few, many = (made(make_warehouse(skus=(replace(SKU, stock=each),))) for each in sorted((one, other)))
    assert few.storage.needed <= many.storage.needed <= many.storage.positions


def test_each_crane_stays_in_its_aisle() -> None:
    chosen = made(make_warehouse(racks=(HIGH_BAY,), forklifts=(CRANE,)), "high-bay + crane + walker")
    assert units(chosen) == chosen.storage.aisles
    assert chosen.resources[0].captive


def test_who_moves_two_pallets_at_once_needs_half_the_trips() -> None:
    one = made(make_warehouse(racks=(HIGH_BAY,), forklifts=(CRANE,)), "high-bay + crane + walker")
    warehouse = make_warehouse(racks=(HIGH_BAY,), forklifts=(CRANE,))
    forklifts = (CRANE, replace(warehouse.catalogue.forklifts[-1], pallets_per_trip=2))
    two = made(
        replace(warehouse, catalogue=replace(warehouse.catalogue, forklifts=forklifts)),
        "high-bay + crane + walker",
    )
    seconds = [next(r.cycle_s for r in each.resources if r.stage == "bringing") for each in (one, two)]
    assert seconds[1] == pytest.approx(seconds[0] / 2)


def test_a_conveyor_is_as_long_as_its_way_and_as_fast_as_the_peak_needs() -> None:
    chosen = made(
        make_warehouse(racks=(HIGH_BAY,), forklifts=(CRANE,), conveyors=(ROLLERS,)),
        "high-bay + crane + rollers",
    )
    storage = chosen.storage
    length = next(each.count for each in chosen.items if each.id == "rollers")
    assert length == -(-(storage.extent_mm + storage.racks_from_mm) // 1000)
    assert chosen.speeds["rollers"] == pytest.approx(80 / 0.8 / 3600 * 1_500, abs=1)


def test_lanes_are_as_deep_as_takes_the_least_floor() -> None:
    calm = (replace(HOUR, pallets_in=5, pallets_out=5),)
    chosen = made(make_warehouse(racks=(DRIVE_IN,), hours=calm), "drive-in + reach")
    depth = chosen.storage.lane_depth
    for other in {3, 4, 5, 6, 7, 8} - {depth}:
        fixed = replace(DRIVE_IN, least_deep=other, most_deep=other)
        found = select(make_warehouse(racks=(fixed,), hours=calm)).combinations
        assert all(each.storage.area_m2 >= chosen.storage.area_m2 for each in found)


def test_an_aisle_grows_with_a_longer_pallet() -> None:
    longer = make_warehouse(pallets=(replace(PALLET, length_mm=1_500),))
    assert aisle_of(longer, REACH) == aisle_of(make_warehouse(), REACH) + 300


def test_net_present_value_is_measured_against_the_least_investment() -> None:
    selection = select(make_warehouse(racks=(SELECTIVE, replace(SELECTIVE, id="dear", price_cents=20_000))))
    reference = selection.reference
    assert reference is not None
    assert selection.net_present_value(reference) == 0
    dear = next(each for each in selection.combinations if each.id == "dear + reach")
    cheap = next(each for each in selection.combinations if each.id == "selective + reach")
    assert selection.net_present_value(dear) - selection.net_present_value(cheap) == (
        cheap.present_cents - dear.present_cents
    )


def test_where_nothing_is_feasible_every_combination_has_its_reasons() -> None:
    selection = select(make_warehouse(building=replace(BUILDING, clear_height_mm=1_000)))
    assert selection.choice is None
    assert selection.combinations == ()
    assert all(isinstance(each, Rejected) and each.reasons for each in selection.rejected)


@pytest.mark.parametrize("weights", [{"cost": 0}, {"cost": 10, "area": -1}])
def test_weights_that_choose_nothing_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(InvalidInput) as refused:
        select(make_warehouse(terms=Terms(weights=weights)))  # type: ignore[arg-type]
    assert refused.value.faults[0].field.startswith("weight_")


def test_contradictions_are_named_all_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        make_warehouse(
            skus=(SKU, SKU, replace(SKU, id="B", pallet="gone")),
            hours=(FlowHour(hour=8, lines=10, cartons=10),),
        )
    fields = [each.field for each in refused.value.faults]
    assert fields == ["id", "pallet", "pallets_in", "lines_per_hour", "carries"]
