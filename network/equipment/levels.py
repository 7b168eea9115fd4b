"""How many levels a rack may have, and what limits them."""

from dataclasses import dataclass

from network.equipment.catalogue import Forklift, Rack
from network.equipment.formulas.storage import rack_levels
from network.equipment.reason import Rejection, RejectionCode, metres
from network.equipment.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Levels of a rack with a forklift in a building.

    limits
        the most levels by each limit; the least of them counts.
    pitch_mm
        from one level to the next.
    """

    limits: dict[RejectionCode, int]
    pitch_mm: int

    @property
    def count(self) -> int:
        """Levels that every limit allows."""
        return min(self.limits.values())

    @property
    def bound_by(self) -> RejectionCode:
        """The limit that counts; of several the first."""
        return min(self.limits, key=lambda code: self.limits[code])

    @property
    def top_beam_mm(self) -> int:
        """Height to which the forks must rise for the top level."""
        return max(0, self.count - 1) * self.pitch_mm

    @property
    def mean_lift_mm(self) -> float:
        """Mean height of all levels."""
        return self.top_beam_mm / 2


def levels_of(warehouse: Warehouse, rack: Rack, forklift: Forklift) -> Levels:
    """Return the levels by height, lift, capacity at height and load of the floor."""
    pallet, building = warehouse.pallet, warehouse.building
    pitch = pallet.height_mm + rack.beam_mm
    below = min(building.clear_height_mm - building.sprinkler_mm, rack.height_most_mm)
    by_height = rack_levels(max(0, below), pallet.height_mm, rack.beam_mm)
    place_m2 = pallet.length_mm * (pallet.width_mm + rack.side_mm) / 1e6
    one_level_kg = pallet.weight_kg + rack.weight_kg
    limits: dict[RejectionCode, int] = {
        "height": by_height,
        "lift": forklift.lift_mm // pitch + 1,
        "capacity": _carried(forklift, pallet.weight_kg, pitch),
        "floor-load": int(building.floor_load_kg_m2 * place_m2 // one_level_kg),
    }
    return Levels(limits=limits, pitch_mm=pitch)


def _carried(forklift: Forklift, weight_kg: int, pitch_mm: int) -> int:
    """Return the levels within its lift at which a forklift carries the pallet."""
    reached = forklift.lift_mm // pitch_mm + 1
    return sum(forklift.capacity_at(k * pitch_mm) >= weight_kg for k in range(reached))


def no_level(warehouse: Warehouse, levels: Levels, rack: Rack, forklift: Forklift) -> list[Rejection]:
    """Return a reason for each limit that allows not even one level."""
    pallet, building = warehouse.pallet, warehouse.building
    texts: dict[RejectionCode, str] = {
        "height": f"a level takes {metres(levels.pitch_mm)}; below the sprinklers "
        f"{metres(max(0, building.clear_height_mm - building.sprinkler_mm))} are clear",
        "lift": f"{forklift.id} lifts to {metres(forklift.lift_mm)}",
        "capacity": f"{forklift.id} carries {forklift.capacity_kg:,} kg near the floor; "
        f"a pallet weighs {pallet.weight_kg:,} kg",
        "floor-load": f"one level of {rack.id} weighs more than the floor carries, "
        f"{building.floor_load_kg_m2:,} kg/m²",
    }
    return [Rejection(code=code, text=texts[code]) for code, count in levels.limits.items() if count < 1]
