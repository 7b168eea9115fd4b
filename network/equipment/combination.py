"""A combination of equipment that is feasible: what it is made of and all its figures."""

from dataclasses import dataclass, field
from typing import Literal

from network.equipment.cycle import Cycle
from network.equipment.item import STORES, Item
from network.equipment.storage import Storage
from network.equipment.terms import Criterion, Terms

Stage = Literal["storing", "bringing", "loading", "doors", "picking", "conveyor", "cartons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Units that do one kind of work.

    units
        how many there are.
    busy
        how many the peak hour keeps busy on the mean.
    rate, capacity
        what the peak hour asks for, and what the units do in an hour within their planned utilisation.
    cycle_s
        mean seconds of one pallet, lorry or line.
    captive
        whether each unit stays in its aisle, so that nobody else's work can be taken over.
    """

    stage: Stage
    id: str
    units: int
    busy: float
    rate: float
    capacity: float
    cycle_s: float
    captive: bool = False

    @property
    def utilisation(self) -> float:
        """Share of all units that is busy in the peak hour."""
        return self.busy / self.units if self.units else 0.0


@dataclass(frozen=True, kw_only=True)
class Combination:
    """Racks, who serves them, who brings the pallets, and all that goes with them.

    mover
        id of the forklift or conveyor between docks and racks; "" where the storing forklift drives itself.
    speeds
        for each conveyor: the speed that is needed, in mm/s.
    """

    storage: Storage
    mover: str
    resources: tuple[Resource, ...]
    items: tuple[Item, ...]
    cycles: dict[Stage, Cycle]
    terms: Terms
    stock: int
    moves_per_year: int
    speeds: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its name: rack + storing forklift + who brings the pallets."""
        parts = (self.storage.rack.id, self.storage.storer.id, self.mover)
        return " + ".join(part for part in parts if part)

    @property
    def investment_cents(self) -> int:
        """What is paid before the first day."""
        return sum(each.price_cents for each in self.items)

    @property
    def running_cents(self) -> int:
        """What a year costs."""
        return sum(each.running_cents(self.terms) for each in self.items)

    @property
    def present_cents(self) -> int:
        """What everything over the horizon is worth today."""
        return sum(each.present_cents(self.terms) for each in self.items)

    @property
    def energy_wh(self) -> int:
        """Energy of a year."""
        return sum(each.energy_wh for each in self.items)

    @property
    def cents_per_stored(self) -> float:
        """Cost of one pallet in stock for a year."""
        paid = sum(each.yearly_cents(self.terms) for each in self.items if each.role in STORES)
        return paid / self.stock

    @property
    def cents_per_moved(self) -> float:
        """Cost of one pallet that comes or goes."""
        paid = sum(each.yearly_cents(self.terms) for each in self.items if each.role not in STORES)
        return paid / self.moves_per_year

    @property
    def reserve(self) -> float:
        """How much more than the peak hour could be moved, as a share of it."""
        capacities = [each.capacity / each.rate for each in self.resources if each.rate]
        return min(capacities) - 1 if capacities else 0.0

    @property
    def throughput(self) -> float:
        """Pallets that can be moved in an hour."""
        moving = [each for each in self.resources if each.stage in ("storing", "bringing", "conveyor")]
        return min(each.capacity for each in moving)

    def value(self, criterion: Criterion) -> float:
        """Return one of the figures that combinations are judged by."""
        values: dict[Criterion, float] = {
            "cost": self.present_cents,
            "investment": self.investment_cents,
            "area": self.storage.area_m2,
            "energy": self.energy_wh / 1000,
            "reserve": self.reserve,
            "selectivity": self.storage.selectivity,
        }
        return values[criterion]
