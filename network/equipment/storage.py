"""Racks of one system in a hall: how deep, how many levels, how many aisles, and what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from network.equipment.catalogue import ENTERS_LANES, INTO_LANES, Forklift, Rack
from network.equipment.formulas.storage import best_lane_depth, lanes_of
from network.equipment.layout import Cross, Module, columns_in_racks, modules_across
from network.equipment.levels import Levels, levels_of, no_level
from network.equipment.reason import Rejection, metres
from network.equipment.warehouse import Warehouse

REFERENCE_LENGTH_MM = 1_200
"""The pallet that aisles of a catalogue are stated for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Racks as they stand.

    lane_depth, best_depth
        pallets behind each other in a lane, and what the formula of lane depth says.
    modules, possible
        aisles that are built, and how many would fit.
    places
        lanes side by side along one row.
    racks_from_mm, racks_to_mm
        where racks begin and end, from the wall with the docks.
    positions, needed
        pallet positions that are built, and how many positions the lanes that SKUs need have.
    lost
        positions that columns take.
    """

    rack: Rack
    storer: Forklift
    levels: Levels
    lane_depth: int
    best_depth: float
    aisle_mm: int
    modules: tuple[Module, ...]
    possible: tuple[Module, ...]
    closing: bool
    places: int
    place_mm: int
    racks_from_mm: int
    positions: int
    needed: int
    lost: int

    @property
    def racks_to_mm(self) -> int:
        """Where racks end, from the wall with the docks."""
        return self.racks_from_mm + self.places * self.place_mm

    @property
    def run_mm(self) -> int:
        """Length of a rack along its aisle."""
        return self.places * self.place_mm

    @property
    def extent_mm(self) -> int:
        """How much of the wall with the docks the racks take."""
        return self.modules[-1].end_mm + (self.aisle_mm if self.closing else 0)

    @property
    def area_m2(self) -> float:
        """Floor from the docks to the end of the racks."""
        return self.extent_mm * self.racks_to_mm / 1e6

    @property
    def aisles(self) -> int:
        """Aisles in which forklifts work."""
        return len(self.modules) + self.closing

    @property
    def selectivity(self) -> float:
        """Share of the positions that are reached without moving another pallet."""
        return selectivity_of(self.rack, self.lane_depth, self.levels.count)


def selectivity_of(rack: Rack, lane_depth: int, levels: int) -> float:
    """Return the share of positions that are reached at once: one of each lane."""
    return 1 / (lane_depth * (levels if rack.kind == "block" else 1))


def aisle_of(warehouse: Warehouse, forklift: Forklift) -> int:
    """Return the aisle that a forklift needs with the pallet in use, in mm."""
    return forklift.aisle_mm + max(0, warehouse.pallet.length_mm - REFERENCE_LENGTH_MM)


def contradictions(warehouse: Warehouse, rack: Rack, storer: Forklift) -> Iterator[Rejection]:
    """Yield why a rack and the forklift that serves it do not go together, or not with these goods."""
    yield from _reach(rack, storer)
    yield from _aisle(warehouse, rack, storer)
    against = {"fifo": "lifo", "lifo": "fifo"}.get(rack.rotation)
    skus = sum(each.rotation == against for each in warehouse.skus)
    if skus:
        text = f"{skus} SKUs need {against.upper() if against else ''}; {rack.id} is {rack.rotation.upper()}"
        yield Rejection(code="rotation", text=text)
    levels = levels_of(warehouse, rack, storer)
    yield from no_level(warehouse, levels, rack, storer)
    share = selectivity_of(rack, rack.least_deep, max(1, levels.count))
    if share * 100 < warehouse.terms.selectivity_percent:
        text = f"at most {share:.0%} of positions are reached at once; "
        text += f"{warehouse.terms.selectivity_percent} % are demanded"
        yield Rejection(code="selectivity", text=text)


def _reach(rack: Rack, storer: Forklift) -> Iterator[Rejection]:
    if rack.reach == ENTERS_LANES and storer.kind not in INTO_LANES:
        yield Rejection(code="reach", text=f"{storer.id} cannot drive into the lanes of {rack.id}")
    elif storer.deep < rack.reach:
        text = f"{rack.id} needs a reach of {rack.reach} pallets; {storer.id} reaches {storer.deep}"
        yield Rejection(code="reach", text=text)


def _aisle(warehouse: Warehouse, rack: Rack, storer: Forklift) -> Iterator[Rejection]:
    aisle, building = aisle_of(warehouse, storer), warehouse.building
    if rack.aisle_most_mm and aisle > rack.aisle_most_mm:
        text = f"{storer.id} needs an aisle of {metres(aisle)}; {rack.id} has at most "
        yield Rejection(code="aisle", text=text + metres(rack.aisle_most_mm))
    if aisle < rack.aisle_least_mm:
        text = f"{storer.id} is made for an aisle of {metres(aisle)}; {rack.id} has at least "
        yield Rejection(code="aisle", text=text + metres(rack.aisle_least_mm))
    clear = building.column_every_length_mm - building.column_size_mm
    if building.column_lines and aisle > clear:
        text = f"an aisle of {metres(aisle)} does not fit between columns that are {metres(clear)} apart"
        yield Rejection(code="column-grid", text=text)


def stored(warehouse: Warehouse, rack: Rack, storer: Forklift) -> Storage | tuple[Rejection, ...]:
    """Return the racks that hold the stock on the least floor, over all depths of lanes, or why none do."""
    depths = range(rack.least_deep, rack.most_deep + 1)
    found = [_with_lanes(warehouse, rack, storer, depth) for depth in depths]
    enough = [each for each in found if each.positions >= each.needed]
    least = warehouse.terms.selectivity_percent / 100
    reachable = [each for each in enough if each.selectivity >= least]
    if reachable:
        return min(reachable, key=lambda each: (each.area_m2, each.lane_depth))
    if enough:
        text = f"only lanes {min(each.lane_depth for each in enough)} deep or deeper hold the stock; "
        text += f"{least:.0%} of positions must be reached at once"
        return (Rejection(code="selectivity", text=text),)
    nearest = max(found, key=lambda each: each.positions / each.needed)
    return tuple(_too_small(warehouse, nearest))


def _with_lanes(warehouse: Warehouse, rack: Rack, storer: Forklift, depth: int) -> Storage:
    levels, aisle = levels_of(warehouse, rack, storer), aisle_of(warehouse, storer)
    building, pallet = warehouse.building, warehouse.pallet
    place = pallet.width_mm + rack.side_mm
    racks_from = building.staging_mm + aisle
    cross = _cross(rack, aisle, depth * pallet.length_mm)
    possible = modules_across(building.length_mm, cross, building.column_lines)
    most_places = max(0, building.depth_mm - racks_from) // place
    lane = depth * (levels.count if rack.stacked else 1)
    lanes = ceil(lanes_of([each.stock for each in warehouse.skus], lane) / _occupancy(warehouse) - 1e-9)
    whole = Storage(
        rack=rack,
        storer=storer,
        levels=levels,
        lane_depth=depth,
        best_depth=_best_depth(warehouse, rack, levels, aisle),
        aisle_mm=aisle,
        modules=possible,
        possible=possible,
        closing=cross.closing,
        places=most_places,
        place_mm=place,
        racks_from_mm=racks_from,
        positions=0,
        needed=lanes * lane,
        lost=0,
    )
    return _trimmed(warehouse, whole)


def _cross(rack: Rack, aisle_mm: int, lane_mm: int) -> Cross:
    if rack.rows_per_aisle == 1:
        return Cross(before_mm=0, aisle_mm=aisle_mm, behind_mm=lane_mm + rack.flue_mm, closing=True)
    before = rack.rows_per_aisle // 2 * lane_mm + rack.flue_mm // 2
    behind = (rack.rows_per_aisle - rack.rows_per_aisle // 2) * lane_mm + rack.flue_mm // 2
    return Cross(before_mm=before, aisle_mm=aisle_mm, behind_mm=behind)


def _occupancy(warehouse: Warehouse) -> float:
    return warehouse.terms.occupancy_percent / 100


def _best_depth(warehouse: Warehouse, rack: Rack, levels: Levels, aisle_mm: int) -> float:
    batches = [each.batch or each.stock for each in warehouse.skus]
    stacks = [max(1, levels.count) if rack.stacked else 1] * len(batches)
    return best_lane_depth(aisle_mm / warehouse.pallet.length_mm, batches, stacks)


def _trimmed(warehouse: Warehouse, whole: Storage) -> Storage:
    """Return the fewest aisles that hold what is needed, as short as may be; all where that is too little."""
    for count in range(1, len(whole.possible) + 1):
        tried = held(warehouse, replace(whole, modules=whole.possible[:count]))
        if tried.positions >= whole.needed:
            return _shortened(warehouse, tried)
    return held(warehouse, whole)


def _shortened(warehouse: Warehouse, storage: Storage) -> Storage:
    in_a_place = (storage.positions + storage.lost) // storage.places
    places = max(1, storage.needed // in_a_place)
    while True:
        tried = held(warehouse, replace(storage, places=places))
        if tried.positions >= storage.needed:
            return tried
        places += 1


def held(warehouse: Warehouse, storage: Storage) -> Storage:
    """Return `storage` with the positions that its aisles and places hold, less those that columns take."""
    rack, building = storage.rack, warehouse.building
    lane = storage.lane_depth * storage.levels.count
    rows = len(storage.modules) * rack.rows_per_aisle
    across = columns_in_racks(storage.modules, building.column_lines, rack.flue_mm)
    along = sum(
        begins < storage.racks_to_mm and ends > storage.racks_from_mm for begins, ends in building.column_rows
    )
    whole = rows * storage.places * lane
    lost = min(whole, across * along * lane)
    return replace(storage, positions=whole - lost, lost=lost)


def _too_small(warehouse: Warehouse, storage: Storage) -> Iterator[Rejection]:
    """Yield that the hall is too small, and which other limit would have to give way."""
    if not storage.possible:
        text = f"not one aisle of {metres(storage.aisle_mm)} with its racks fits along "
        yield Rejection(code="area", text=f"{text}{metres(warehouse.building.length_mm)} of wall")
        return
    levels, have, need = storage.levels, storage.positions, storage.needed
    text = f"{need:,} positions are needed, {have:,} fit: "
    text += f"{len(storage.possible)} aisles with {levels.count} levels, bound by {levels.bound_by}"
    yield Rejection(code="area", text=text)
    more = sorted(set(levels.limits.values()) - {levels.count})
    if more and have * more[0] >= need * levels.count:
        text = f"{levels.bound_by} allows {levels.count} levels; with {more[0]} the stock would fit"
        yield Rejection(code=levels.bound_by, text=text)
    if have < need <= have + storage.lost:
        text = f"columns take {storage.lost:,} positions; without them the stock would fit"
        yield Rejection(code="column-grid", text=text)
