"""What can be bought: racks, forklifts and cranes, conveyors, docks."""

from dataclasses import dataclass
from typing import Final, Literal

from network.equipment.checks import refuse_below
from network.equipment.goods import Rotation

ForkliftKind = Literal[
    "counterbalance", "reach", "double-reach", "vna", "crane", "pallet-truck", "order-picker"
]
RackKind = Literal[
    "selective", "double-deep", "drive-in", "push-back", "pallet-flow", "mobile", "vna", "asrs", "block"
]

ENTERS_LANES: Final = 0
"""As `reach` of a rack: its forklift drives into the lanes."""

STORING: Final = frozenset({"counterbalance", "reach", "double-reach", "vna", "crane"})
DIRECT: Final = frozenset({"counterbalance", "reach", "double-reach"})
"""Kinds that can also drive between docks and racks; others need somebody who brings the pallets."""
CARRYING: Final = frozenset({"counterbalance", "pallet-truck"})
INTO_LANES: Final = frozenset({"counterbalance", "reach"})
LIFT_WHILE_DRIVING: Final = frozenset({"vna", "crane"})

_PRICE: Final = ("price_cents", "upkeep_bp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forklift:
    """A kind of industrial truck or stacker crane.

    lift_mm
        highest fork position; capacity_at_lift_kg is what it carries there, capacity_kg near the floor.
    aisle_mm
        what it needs between loads with a pallet 1,200 mm long.
    handle_s
        time to pick up or to deposit a pallet.
    deep
        how many pallets deep it reaches into a rack from the aisle.
    per_aisle
        the most that work in one aisle.
    upkeep_bp
        maintenance a year, in hundredths of a percent of the price.
    power_w
        mean electrical power while it works.
    operators
        people on it: 0 where it drives itself.
    """

    id: str
    kind: ForkliftKind
    lift_mm: int
    capacity_kg: int
    capacity_at_lift_kg: int
    aisle_mm: int
    drive_mm_s: int
    lift_mm_s: int
    handle_s: int
    drive_mm_s2: int = 0
    lift_mm_s2: int = 0
    deep: int = 1
    per_aisle: int = 2
    pallets_per_trip: int = 1
    lines_per_hour: int = 0
    price_cents: int = 0
    life_years: int = 8
    upkeep_bp: int = 0
    power_w: int = 0
    operators: int = 1
    source: str = ""

    def __post_init__(self) -> None:
        least_one = ("capacity_kg", "drive_mm_s", "lift_mm_s", "deep", "per_aisle", "pallets_per_trip")
        refuse_below(f"forklift {self.id!r}", self, least=1, names=(*least_one, "life_years"))
        others = ("lift_mm", "capacity_at_lift_kg", "aisle_mm", "handle_s", "drive_mm_s2", "lift_mm_s2")
        more = ("lines_per_hour", "power_w", "operators", *_PRICE)
        refuse_below(f"forklift {self.id!r}", self, least=0, names=(*others, *more))

    def capacity_at(self, height_mm: int) -> int:
        """Return what it carries at a height, in kg; between both stated capacities in a straight line."""
        if height_mm > self.lift_mm:
            return 0
        lost = (self.capacity_kg - self.capacity_at_lift_kg) * height_mm // max(1, self.lift_mm)
        return self.capacity_kg - lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Rack:
    """A racking system.

    least_deep, most_deep
        pallets one behind the other in a lane.
    reach
        how deep a forklift must reach from the aisle; 0 means that it drives into the lanes.
    stacked
        whether a lane is one for all levels, as where forklifts drive in, so that it holds a single SKU.
    rows_per_aisle
        rows of lanes that one aisle serves: 2; 1 where one side fills and the other empties; more where
        racks move.
    aisle_least_mm, aisle_most_mm
        aisles that it can be built with; 0 means any.
    beam_mm
        beam and clearance above each load; side_mm: clearance and upright beside each pallet.
    flue_mm
        room between racks that stand back to back.
    per_aisle
        the most forklifts that it lets work in one aisle; 0 means as many as they can.
    wait_s
        what each move waits for the rack itself, such as an aisle that opens.
    weight_kg, price_cents
        of one position.
    """

    id: str
    kind: RackKind
    rotation: Rotation
    height_most_mm: int
    least_deep: int = 1
    most_deep: int = 1
    reach: int = 1
    stacked: bool = False
    rows_per_aisle: int = 2
    aisle_least_mm: int = 0
    aisle_most_mm: int = 0
    beam_mm: int = 0
    side_mm: int = 0
    flue_mm: int = 0
    per_aisle: int = 0
    wait_s: int = 0
    weight_kg: int = 0
    price_cents: int = 0
    life_years: int = 20
    upkeep_bp: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        least_one = ("height_most_mm", "least_deep", "rows_per_aisle", "life_years")
        refuse_below(f"rack {self.id!r}", self, least=1, names=least_one)
        refuse_below(f"rack {self.id!r}", self, least=self.least_deep, names=("most_deep",))
        sizes = (
            "reach",
            "per_aisle",
            "aisle_least_mm",
            "aisle_most_mm",
            "beam_mm",
            "side_mm",
            "flue_mm",
            "wait_s",
            "weight_kg",
        )
        refuse_below(f"rack {self.id!r}", self, least=0, names=(*sizes, *_PRICE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conveyor:
    """A kind of conveyor, by the metre."""

    id: str
    carries: Literal["pallet", "carton"]
    speed_mm_s: int
    gap_mm: int
    price_cents_m: int = 0
    power_w_m: int = 0
    life_years: int = 15
    upkeep_bp: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        refuse_below(f"conveyor {self.id!r}", self, least=1, names=("speed_mm_s", "life_years"))
        others = ("gap_mm", "price_cents_m", "power_w_m", "upkeep_bp")
        refuse_below(f"conveyor {self.id!r}", self, least=0, names=others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dock:
    """A kind of loading dock: what a lorry takes there besides its pallets, and each pallet."""

    id: str
    fixed_s: int
    handle_s: int
    price_cents: int = 0
    life_years: int = 15
    upkeep_bp: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        refuse_below(f"dock {self.id!r}", self, least=1, names=("handle_s", "life_years"))
        refuse_below(f"dock {self.id!r}", self, least=0, names=("fixed_s", *_PRICE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that can be chosen from."""

    racks: tuple[Rack, ...]
    forklifts: tuple[Forklift, ...]
    conveyors: tuple[Conveyor, ...] = ()
    docks: tuple[Dock, ...]
