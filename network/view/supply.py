"""The network that stands in one period: sites that pass goods on, lanes between them, and who wants what."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from core.errors import InvalidInput, fault
from network.design.costs import cents_per_unit, co2_kg_per_unit
from network.design.design import Design
from network.design.goods import Making, Product
from network.design.lane import Lane
from network.design.study import Study

LaneKey = tuple[str, str, str]
"""Start, end and mode."""

Piece = str | LaneKey
"""What can be taken out of a network: a site by its id, or a lane."""


def name_of(piece: Piece) -> str:
    """Return what people call a site or a lane."""
    if isinstance(piece, str):
        return piece
    start, end, mode = piece
    return f"{start} > {end}" + (f" by {mode}" if mode else "")


@dataclass(frozen=True, kw_only=True)
class Supply:
    """A period of a study or design; limits of distance, number and money are not part of it.

    rooms
        sites that are open, with the load that can leave each in the period; None for any.
    lanes
        those along which something can be sent between open sites and to customers.
    """

    study: Study
    period: str
    rooms: dict[str, float | None]
    lanes: tuple[Lane, ...]

    @cached_property
    def wanted(self) -> dict[tuple[str, str], float]:
        """Units by customer and product."""
        return {
            (customer, product): units
            for (customer, product, period), units in self.study.wanted.items()
            if period == self.period
        }

    @cached_property
    def product_of(self) -> dict[str, Product]:
        """Products by id."""
        return {each.id: each for each in self.study.products}

    @cached_property
    def makings(self) -> tuple[Making, ...]:
        """What open sites make."""
        return tuple(each for each in self.study.makings if each.site in self.rooms and each.capacity != 0)

    @cached_property
    def parts_of(self) -> dict[str, dict[str, float]]:
        """Units of each part in a unit of a product."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for each in self.study.parts:
            found[each.product][each.part] += each.units
        return found

    @property
    def total(self) -> float:
        """Units that all customers want."""
        return sum(self.wanted.values())

    def passing_cents(self, site: str, product: str) -> float:
        """Return what a unit costs to leave a site, at the first step of its throughput."""
        steps = self.study.site_of[site].steps
        return steps[0].cents_per_load * self.product_of[product].load if steps else 0.0

    def lane_cents(self, lane: Lane, product: str) -> float:
        """Return what a unit costs along a lane, leaving its start included; without minimum charges."""
        return cents_per_unit(lane, self.product_of[product]) + self.passing_cents(lane.start, product)

    def lane_co2_kg(self, lane: Lane, product: str) -> float:
        """Return the CO2 of a unit along a lane."""
        return co2_kg_per_unit(lane, self.product_of[product])

    def without(self, gone: Collection[Piece]) -> "Supply":
        """Return the network with sites and lanes taken out."""
        rooms = {site: room for site, room in self.rooms.items() if site not in gone}
        left = (each for each in self.lanes if not {each.start, each.end, each.key} & set(gone))
        return replace(self, rooms=rooms, lanes=tuple(left))


def supply_of(study: Study, period: str | None = None, design: Design | None = None) -> Supply:
    """Return the network of a design in a period, or all that a study allows; the last period by default.

    Of a design, open sites have their size and every lane between them can be used, also those that it does
    not use. Of a study, every site that is not closed for good has its largest size.
    """
    known = [each.id for each in study.periods]
    if period is not None and period not in known:
        expected = f"one of {', '.join(known)}"
        raise InvalidInput(
            "There is no such period.", faults=[fault("command", "--period", period, expected)]
        )
    when = period or known[-1]
    if design is None:
        rooms = {each.id: each.capacity for each in study.sites if each.fate != "closed"}
    else:
        sizes = {(site.id, size.id): size.capacity for site in study.sites for size in site.sizes}
        rooms = {each.site: sizes[each.site, each.size] for each in design.sites if each.period == when}
    ends = set(rooms) | set(study.customer_of)
    lanes = tuple(
        each for each in study.lanes if each.capacity != 0 and each.start in rooms and each.end in ends
    )
    return Supply(study=study, period=when, rooms=rooms, lanes=lanes)
