"""Forklifts, doors and conveyors for a flow: how many, and what they cost."""

from dataclasses import replace
from math import ceil

from network.equipment.catalogue import CARRYING, Catalogue, Conveyor, Dock, Forklift
from network.equipment.combination import Resource, Stage
from network.equipment.formulas.conveyor import NOMINAL_SHARE, nominal_rate, speed_for
from network.equipment.formulas.fleet import units_busy, units_needed
from network.equipment.formulas.queueing import servers_needed
from network.equipment.item import Item, Role
from network.equipment.reason import Rejection
from network.equipment.warehouse import Warehouse

HOUR_S = 3600
WAIT_SHARE = 0.95
"""So many of all lorries wait no longer than the limit."""


def forklifts(
    warehouse: Warehouse, forklift: Forklift, stage: Stage, rate: float, cycle_s: float
) -> Resource:
    """Return the forklifts that the peak hour needs.

    rate, cycle_s
        moves in the peak hour, and seconds of each.
    """
    terms = warehouse.terms
    busy = units_busy(rate, cycle_s, HOUR_S)
    shares = {
        "availability": terms.availability_percent / 100,
        "utilisation": terms.utilisation_percent / 100,
    }
    units = max(1, units_needed(busy, **shares))
    return with_units(
        Resource(
            stage=stage, id=forklift.id, units=units, busy=busy, rate=rate, capacity=0.0, cycle_s=cycle_s
        ),
        units,
        terms.working_share,
    )


def with_units(resource: Resource, units: int, share: float) -> Resource:
    """Return the same work done by so many units, each working a share of its time."""
    return replace(resource, units=units, capacity=units * HOUR_S * share / resource.cycle_s)


def forklift_item(
    warehouse: Warehouse, forklift: Forklift, role: Role, resource: Resource, moves_per_day: float
) -> Item:
    """Return what forklifts cost: price, upkeep, people and energy for the moves of a mean day."""
    terms = warehouse.terms
    hours = moves_per_day * terms.days_per_year * resource.cycle_s / HOUR_S
    paid_hours = hours / (terms.utilisation_percent / 100) * forklift.operators
    price = forklift.price_cents * resource.units
    return Item(
        role=role,
        id=forklift.id,
        count=resource.units,
        unit="cranes" if forklift.kind == "crane" else "forklifts",
        price_cents=price,
        life_years=forklift.life_years,
        upkeep_cents=round(price * forklift.upkeep_bp / 10_000),
        labour_cents=round(paid_hours * terms.wage_cents_h),
        energy_wh=round(hours * forklift.power_w),
    )


def conveyor_lines(rate: float, conveyor: Conveyor, load_mm: int) -> int:
    """Return the lines side by side that carry `rate` loads an hour."""
    nominal = nominal_rate(conveyor.speed_mm_s, load_mm, conveyor.gap_mm) * HOUR_S
    return max(1, ceil(rate / (nominal * NOMINAL_SHARE) - 1e-9))


def conveyor_work(
    warehouse: Warehouse, conveyor: Conveyor, stage: Stage, rate: float, load_mm: int, length_mm: int
) -> tuple[Resource, Item, int]:
    """Return a conveyor as a resource, as an item, and the speed that it needs in mm/s."""
    lines = conveyor_lines(rate, conveyor, load_mm)
    nominal = nominal_rate(conveyor.speed_mm_s, load_mm, conveyor.gap_mm) * HOUR_S
    speed = ceil(speed_for(rate / lines / HOUR_S, load_mm, conveyor.gap_mm))
    metres = ceil(length_mm * lines / 1000)
    hours = len(warehouse.hours) * warehouse.terms.days_per_year
    resource = Resource(
        stage=stage,
        id=conveyor.id,
        units=lines,
        busy=rate / nominal,
        rate=rate,
        capacity=lines * nominal * NOMINAL_SHARE,
        cycle_s=HOUR_S / nominal,
    )
    item = Item(
        role="bringing" if stage == "conveyor" else "cartons",
        id=conveyor.id,
        count=metres,
        unit="m",
        price_cents=conveyor.price_cents_m * metres,
        life_years=conveyor.life_years,
        upkeep_cents=round(conveyor.price_cents_m * metres * conveyor.upkeep_bp / 10_000),
        energy_wh=hours * conveyor.power_w_m * metres,
    )
    return resource, item, speed


def doors(warehouse: Warehouse, dock: Dock) -> tuple[Resource, Item]:
    """Return the doors that the hour with most lorries needs: busy within limits, waits within theirs."""
    terms, rate = warehouse.terms, warehouse.peak_lorries
    turn_s = dock.fixed_s + dock.handle_s * warehouse.pallets_per_lorry
    share = terms.utilisation_percent / 100
    count = servers_needed(
        rate / HOUR_S, turn_s, utilisation=share, wait_limit=terms.wait_limit_s, share=WAIT_SHARE
    )
    resource = Resource(
        stage="doors",
        id=dock.id,
        units=count,
        busy=units_busy(rate, turn_s, HOUR_S),
        rate=rate,
        capacity=count * HOUR_S * share / turn_s,
        cycle_s=turn_s,
    )
    price = dock.price_cents * count
    item = Item(
        role="docks",
        id=dock.id,
        count=count,
        unit="doors",
        price_cents=price,
        life_years=dock.life_years,
        upkeep_cents=round(price * dock.upkeep_bp / 10_000),
    )
    return resource, item


def loaders(catalogue: Catalogue) -> list[Forklift]:
    """Return the forklifts that load and unload lorries."""
    return [each for each in catalogue.forklifts if each.kind in CARRYING]


def pickers(catalogue: Catalogue) -> list[Forklift]:
    """Return the forklifts from which order lines are picked."""
    return [each for each in catalogue.forklifts if each.lines_per_hour]


def too_few_doors(warehouse: Warehouse, resource: Resource) -> Rejection | None:
    """Return why the doors of the building are too few, or None."""
    if resource.units <= warehouse.building.doors:
        return None
    text = f"{resource.units} doors are needed for {resource.rate:.1f} lorries an hour with {resource.id}; "
    return Rejection(code="doors", text=f"{text}the building has {warehouse.building.doors}")
