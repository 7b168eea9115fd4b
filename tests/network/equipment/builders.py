"""The smallest warehouse that equipment can be chosen for; a test names only what it is about."""

from dataclasses import replace
from typing import Any

from network.equipment.building import Building
from network.equipment.catalogue import Catalogue, Conveyor, Dock, Forklift, Rack
from network.equipment.combination import Combination
from network.equipment.goods import FlowHour, Pallet, Sku
from network.equipment.reason import Rejected
from network.equipment.select import Selection, select
from network.equipment.terms import Terms
from network.equipment.warehouse import Warehouse

PALLET = Pallet(id="euro", length_mm=1200, width_mm=800, height_mm=1500, weight_kg=600)
BUILDING = Building(
    length_mm=60_000,
    depth_mm=50_000,
    clear_height_mm=10_000,
    floor_load_kg_m2=6_000,
    doors=10,
    staging_mm=6_000,
)
SELECTIVE = Rack(
    id="selective", kind="selective", rotation="any", height_most_mm=12_000, beam_mm=250, side_mm=100,
    price_cents=5_000, aisle_least_mm=2_400,
)  # fmt: skip
DRIVE_IN = replace(
    SELECTIVE,
    id="drive-in",
    kind="drive-in",
    rotation="lifo",
    least_deep=3,
    most_deep=8,
    reach=0,
    stacked=True,
)
DOUBLE = replace(SELECTIVE, id="double", kind="double-deep", least_deep=2, most_deep=2, reach=2)
HIGH_BAY = replace(SELECTIVE, id="high-bay", kind="asrs", aisle_least_mm=0, aisle_most_mm=1_600)
REACH = Forklift(
    id="reach", kind="reach", lift_mm=9_000, capacity_kg=1_600, capacity_at_lift_kg=1_000, aisle_mm=2_800,
    drive_mm_s=2_500, lift_mm_s=350, handle_s=20, price_cents=4_500_000, power_w=4_500,
)  # fmt: skip
CRANE = Forklift(
    id="crane", kind="crane", lift_mm=20_000, capacity_kg=1_200, capacity_at_lift_kg=1_200, aisle_mm=1_500,
    drive_mm_s=3_000, drive_mm_s2=400, lift_mm_s=800, lift_mm_s2=400, handle_s=10, per_aisle=1, operators=0,
)  # fmt: skip
PALLET_TRUCK = Forklift(
    id="walker", kind="pallet-truck", lift_mm=200, capacity_kg=2_000, capacity_at_lift_kg=2_000,
    aisle_mm=2_200, drive_mm_s=2_000, lift_mm_s=100, handle_s=12, per_aisle=4, price_cents=900_000,
)  # fmt: skip
ROLLERS = Conveyor(id="rollers", carries="pallet", speed_mm_s=250, gap_mm=300, price_cents_m=150_000)
DOCK = Dock(id="leveller", fixed_s=600, handle_s=60, price_cents=1_000_000)
SKU = Sku(id="A", pallet="euro", stock=1_000, turns=1_000)
HOUR = FlowHour(hour=8, pallets_in=40, pallets_out=40, lorries_in=2, lorries_out=2)


def make_warehouse(**changed: Any) -> Warehouse:
    """Return a warehouse with one rack and one forklift; `racks` and others replace the catalogue's."""
    catalogue = Catalogue(
        racks=changed.pop("racks", (SELECTIVE,)),
        forklifts=(*changed.pop("forklifts", (REACH,)), PALLET_TRUCK),
        conveyors=changed.pop("conveyors", ()),
        docks=changed.pop("docks", (DOCK,)),
    )
    smallest: dict[str, Any] = {
        "pallets": (PALLET,),
        "skus": (SKU,),
        "hours": (HOUR,),
        "building": BUILDING,
        "terms": Terms(peak_percent=100),
        "catalogue": catalogue,
    }
    return Warehouse(**smallest | changed)


def made(warehouse: Warehouse, name: str = "selective + reach") -> Combination:
    """Return one feasible combination by its name."""
    found = {each.id: each for each in select(warehouse).combinations}
    return found[name]


def rejected(selection: Selection, rack: str, storer: str) -> Rejected:
    """Return the rejection of a rack with the forklift that serves it."""
    return next(each for each in selection.rejected if (each.rack, each.storer) == (rack, storer))


def codes(warehouse: Warehouse, rack: str = "selective", storer: str = "reach") -> list[str]:
    """Return the codes of all reasons against a rack with a forklift."""
    return [reason.code for reason in rejected(select(warehouse), rack, storer).reasons]
