"""One rack, one forklift that serves it, one that brings the pallets: sized and costed, or rejected."""

from collections.abc import Iterator
from dataclasses import replace

from network.equipment.catalogue import CARRYING, DIRECT, STORING, Conveyor, Forklift, Rack
from network.equipment.combination import Combination, Resource, Stage
from network.equipment.common import Common
from network.equipment.cycle import Cycle, bringing_cycle, mean_s, storing_cycle
from network.equipment.item import Item
from network.equipment.reason import Rejected, Rejection
from network.equipment.storage import Storage, contradictions, held, stored
from network.equipment.units import conveyor_work, forklift_item, forklifts, with_units
from network.equipment.warehouse import Warehouse

Mover = Forklift | Conveyor | None
"""Who brings pallets to the racks; None where the storing forklift fetches them itself."""


def sized(
    warehouse: Warehouse, rack: Rack, storer: Forklift, common: Common
) -> Iterator[Combination | Rejected]:
    """Yield every combination of a rack and the forklift that serves it, sized, or why there is none."""
    reasons = tuple(contradictions(warehouse, rack, storer))
    storage = reasons or stored(warehouse, rack, storer)
    if isinstance(storage, tuple) or common.rejections:
        others = storage if isinstance(storage, tuple) else ()
        reasons = (*others, *common.rejections)
        yield Rejected(rack=rack.id, storer=storer.id, mover="", reasons=reasons)
        return
    for mover in movers_for(warehouse, storer):
        yield _with_mover(warehouse, storage, mover, common)


def storers(warehouse: Warehouse) -> list[Forklift]:
    """Return the forklifts and cranes that serve racks."""
    return [each for each in warehouse.catalogue.forklifts if each.kind in STORING]


def movers_for(warehouse: Warehouse, storer: Forklift) -> list[Mover]:
    """Return who may bring pallets to a storing forklift."""
    carrying = [each for each in warehouse.catalogue.forklifts if each.kind in CARRYING and each != storer]
    belts = [each for each in warehouse.catalogue.conveyors if each.carries == "pallet"]
    alone: list[Mover] = [None] if storer.kind in DIRECT else []
    return [*alone, *carrying, *belts]


def _with_mover(
    warehouse: Warehouse, storage: Storage, mover: Mover, common: Common
) -> Combination | Rejected:
    name = "" if mover is None else mover.id
    served = _served(warehouse, storage, direct=mover is None)
    if isinstance(served, Rejection):
        return Rejected(
            rack=storage.rack.id, storer=storage.storer.id, mover=name or storage.storer.id, reasons=(served,)
        )
    storage, resource, cycle = served
    per_day = warehouse.moves_per_day
    items = [
        *_racks(warehouse, storage),
        forklift_item(warehouse, storage.storer, "storing", resource, per_day),
    ]
    resources, speeds = [resource], dict(common.speeds)
    cycles: dict[Stage, Cycle] = {"storing": cycle}
    if isinstance(mover, Forklift):
        if mover.capacity_kg < warehouse.pallet.weight_kg * mover.pallets_per_trip:
            reason = (
                f"{mover.id} carries {mover.capacity_kg:,} kg; {mover.pallets_per_trip} pallets weigh more"
            )
            return _rejected(storage, name, Rejection(code="capacity", text=reason))
        cycles["bringing"] = bringing_cycle(storage, mover)
        brought = forklifts(warehouse, mover, "bringing", warehouse.peak_pallets, mean_s(cycles["bringing"]))
        resources.append(brought)
        items.append(forklift_item(warehouse, mover, "bringing", brought, per_day))
    elif mover is not None:
        length = storage.extent_mm + storage.racks_from_mm
        load = warehouse.pallet.length_mm
        belt, item, speed = conveyor_work(warehouse, mover, "conveyor", warehouse.peak_pallets, load, length)
        if belt.units > storage.aisles:
            reason = f"{belt.units} lines of {mover.id} are needed; there are {storage.aisles} aisles"
            return _rejected(storage, name, Rejection(code="conveyor", text=reason))
        resources.append(belt)
        items.append(item)
        speeds[mover.id] = speed
    return Combination(
        storage=storage,
        mover=name,
        resources=(*resources, *common.resources),
        items=(*items, *common.items),
        cycles=cycles,
        terms=warehouse.terms,
        stock=warehouse.stock,
        moves_per_year=warehouse.moves_per_year,
        speeds=speeds,
    )


def _rejected(storage: Storage, mover: str, reason: Rejection) -> Rejected:
    return Rejected(rack=storage.rack.id, storer=storage.storer.id, mover=mover, reasons=(reason,))


def _served(
    warehouse: Warehouse, storage: Storage, *, direct: bool
) -> tuple[Storage, Resource, Cycle] | Rejection:
    """Return the racks with as many aisles as their forklifts need, the forklifts, and their cycle.

    More aisles keep the length of the first choice, so that a larger flow never makes a cycle shorter.
    """
    rate, forklift = warehouse.peak_pallets, storage.storer
    in_aisle = min(forklift.per_aisle, storage.rack.per_aisle or forklift.per_aisle)
    for count in range(len(storage.modules), len(storage.possible) + 1):
        tried = held(warehouse, replace(storage, modules=storage.possible[:count]))
        cycle = storing_cycle(warehouse, tried, direct=direct)
        resource = forklifts(warehouse, forklift, "storing", rate, mean_s(cycle))
        if resource.units <= in_aisle * tried.aisles:
            stays = forklift.kind == "crane"
            units = max(resource.units, tried.aisles) if stays else resource.units
            made = with_units(resource, units, warehouse.terms.working_share)
            return tried, replace(made, captive=stays), cycle
    most = in_aisle * tried.aisles
    moved = most * resource.capacity / resource.units
    text = f"{resource.units} {forklift.id} are needed for {rate:.0f} pallets an hour; "
    text += f"{tried.aisles} aisles take {most}, which move {moved:.0f}"
    return Rejection(code="throughput", text=text)


def _racks(warehouse: Warehouse, storage: Storage) -> tuple[Item, Item]:
    rack, area = storage.rack, round(storage.area_m2)
    price = rack.price_cents * storage.positions
    racks = Item(
        role="racks",
        id=rack.id,
        count=storage.positions,
        unit="positions",
        price_cents=price,
        life_years=rack.life_years,
        upkeep_cents=round(price * rack.upkeep_bp / 10_000),
    )
    rent = area * warehouse.terms.floor_cents_m2
    return racks, Item(role="floor", id="floor", count=area, unit="m²", rent_cents=rent)
