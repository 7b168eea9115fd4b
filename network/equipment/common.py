"""What every combination of one warehouse needs alike: doors, who loads, who picks, what carries cartons."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from network.equipment.catalogue import Dock
from network.equipment.combination import Resource
from network.equipment.formulas.storage import floor_capacity
from network.equipment.item import Item
from network.equipment.reason import Rejection
from network.equipment.units import (
    HOUR_S,
    conveyor_work,
    doors,
    forklift_item,
    forklifts,
    loaders,
    pickers,
    too_few_doors,
)
from network.equipment.warehouse import Warehouse

STAGING_USABLE = 0.6
"""Share of the staging zone that pallets may stand on; the rest is for driving."""

Work = tuple[Resource, Item]


@dataclass(frozen=True, kw_only=True)
class Common:
    """Resources and items that do not depend on the racks, and why the building cannot have them."""

    resources: tuple[Resource, ...]
    items: tuple[Item, ...]
    rejections: tuple[Rejection, ...]
    speeds: dict[str, int] = field(default_factory=dict)


def common_needs(warehouse: Warehouse) -> Common:
    """Return what does not depend on the racks; of each kind the cheapest over the horizon that is enough."""
    works: list[Work] = []
    rejections = list(_staging(warehouse))
    if warehouse.peak_lorries:
        found = [(doors(warehouse, dock), _loading(warehouse, dock)) for dock in warehouse.catalogue.docks]
        enough = [pair for pair in found if too_few_doors(warehouse, pair[0][0]) is None]
        fewest = min(found, key=lambda pair: pair[0][0].units)
        lacking = None if enough else too_few_doors(warehouse, fewest[0][0])
        rejections += [] if lacking is None else [lacking]
        works += min(enough or [fewest], key=lambda pair: _cost(warehouse, *pair))
    if warehouse.peak_lines:
        works.append(_picking(warehouse))
    speeds = {}
    if warehouse.peak_cartons:
        resource, item, speed = _cartons(warehouse)
        works.append((resource, item))
        speeds[item.id] = speed
    return Common(
        resources=tuple(resource for resource, _ in works),
        items=tuple(item for _, item in works),
        rejections=tuple(rejections),
        speeds=speeds,
    )


def _cheapest(warehouse: Warehouse, works: Iterable[Work]) -> Work:
    return min(works, key=lambda work: _cost(warehouse, work))


def _cost(warehouse: Warehouse, *works: Work) -> tuple[int, str]:
    """Return what works cost over the horizon, and a name that decides between equals."""
    return sum(item.present_cents(warehouse.terms) for _, item in works), works[0][1].id


def _loading(warehouse: Warehouse, dock: Dock) -> Work:
    """Return who loads and unloads lorries: as many forklifts as the pallets of the peak hour keep busy."""
    works = []
    for forklift in loaders(warehouse.catalogue):
        resource = forklifts(warehouse, forklift, "loading", warehouse.peak_pallets, dock.handle_s)
        item = forklift_item(warehouse, forklift, "loading", resource, warehouse.moves_per_day)
        works.append((resource, item))
    return _cheapest(warehouse, works)


def _picking(warehouse: Warehouse) -> Work:
    works = []
    lines = sum(each.lines for each in warehouse.hours)
    for forklift in pickers(warehouse.catalogue):
        seconds = HOUR_S / forklift.lines_per_hour
        resource = forklifts(warehouse, forklift, "picking", warehouse.peak_lines, seconds)
        works.append((resource, forklift_item(warehouse, forklift, "picking", resource, lines)))
    return _cheapest(warehouse, works)


def _cartons(warehouse: Warehouse) -> tuple[Resource, Item, int]:
    """Return the conveyor that takes cartons along the docks."""
    carton, length = warehouse.terms.carton_mm, warehouse.building.length_mm
    kinds = [each for each in warehouse.catalogue.conveyors if each.carries == "carton"]
    works = [
        conveyor_work(warehouse, each, "cartons", warehouse.peak_cartons, carton, length) for each in kinds
    ]
    return min(works, key=lambda work: (work[1].present_cents(warehouse.terms), work[1].id))


def _staging(warehouse: Warehouse) -> Iterable[Rejection]:
    """Yield why the zone between docks and racks is too small for what stands there in the peak hour."""
    pallet, building = warehouse.pallet, warehouse.building
    standing = warehouse.peak_pallets * warehouse.terms.staging_min / 60
    per_pallet = pallet.length_mm * pallet.width_mm / 1e6
    zone = building.length_mm * min(building.staging_mm, building.depth_mm) / 1e6
    room = floor_capacity(zone, usable=STAGING_USABLE, occupancy=1.0, stack=1, per_pallet=per_pallet)
    if standing > room:
        text = f"{standing:.0f} pallets stand between docks and racks in the peak hour; "
        yield Rejection(code="staging", text=f"{text}the zone has room for {room:.0f}")
