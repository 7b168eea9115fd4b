"""Everything that a selection of equipment must respect."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.errors import Fault, fault, refuse
from network.equipment.building import Building
from network.equipment.catalogue import CARRYING, STORING, Catalogue
from network.equipment.goods import FlowHour, Pallet, Sku
from network.equipment.terms import Terms


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    """Goods, flows, building, catalogue and terms, checked across each other."""

    pallets: tuple[Pallet, ...]
    skus: tuple[Sku, ...]
    hours: tuple[FlowHour, ...]
    building: Building
    catalogue: Catalogue
    terms: Terms
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse("The warehouse contradicts itself.", list(_faults(self)))

    @cached_property
    def pallet(self) -> Pallet:
        """The pallet that racks are built for: of the pallets in use the largest of every measure."""
        used = {each.pallet for each in self.skus}
        kinds = [each for each in self.pallets if each.id in used]
        return Pallet(
            id="/".join(sorted(used)),
            length_mm=max(each.length_mm for each in kinds),
            width_mm=max(each.width_mm for each in kinds),
            height_mm=max(each.height_mm for each in kinds),
            weight_kg=max(each.weight_kg for each in kinds),
        )

    @property
    def stock(self) -> int:
        """Pallets there at most."""
        return sum(each.stock for each in self.skus)

    @property
    def moves_per_day(self) -> int:
        """Pallets that come or go on a mean day."""
        return sum(each.pallets for each in self.hours)

    @property
    def moves_per_year(self) -> int:
        """Pallets that come or go in a year."""
        return self.moves_per_day * self.terms.days_per_year

    @property
    def peak_share(self) -> float:
        """How busy a peak day is against a mean one."""
        return self.terms.peak_percent / 100

    @cached_property
    def peak_hour(self) -> FlowHour:
        """The hour with most pallets, of a mean day."""
        return max(self.hours, key=lambda each: (each.pallets, each.lorries))

    @property
    def peak_pallets(self) -> float:
        """Pallets that come or go in the peak hour of a peak day."""
        return self.peak_hour.pallets * self.peak_share

    @property
    def peak_lorries(self) -> float:
        """Lorries of the hour that has the most, on a peak day."""
        return max(each.lorries for each in self.hours) * self.peak_share

    @property
    def peak_lines(self) -> float:
        """Order lines of the hour that has the most, on a peak day."""
        return max(each.lines for each in self.hours) * self.peak_share

    @property
    def peak_cartons(self) -> float:
        """Cartons of the hour that has the most, on a peak day."""
        return max(each.cartons for each in self.hours) * self.peak_share

    @property
    def pallets_per_lorry(self) -> float:
        """Pallets on a lorry, on the mean; 0 where none comes."""
        lorries = sum(each.lorries for each in self.hours)
        return self.moves_per_day / lorries if lorries else 0.0


def _faults(warehouse: Warehouse) -> Iterator[Fault]:
    lists = {
        "SKU": [each.id for each in warehouse.skus],
        "pallet": [each.id for each in warehouse.pallets],
        "hour": [str(each.hour) for each in warehouse.hours],
        "rack": [each.id for each in warehouse.catalogue.racks],
        "forklift": [each.id for each in warehouse.catalogue.forklifts],
        "conveyor": [each.id for each in warehouse.catalogue.conveyors],
        "dock": [each.id for each in warehouse.catalogue.docks],
    }
    for what, ids in lists.items():
        yield from _twice(what, ids)
        if not ids and what != "conveyor":
            yield fault(f"the {what}s", "", "none", f"at least one {what}")
    known = set(lists["pallet"])
    for each in warehouse.skus:
        if each.pallet not in known:
            named = ", ".join(sorted(known)) or "none"
            yield fault(f"SKU {each.id!r}", "pallet", each.pallet, f"the id of a pallet: {named}")
    yield from _lacking(warehouse)


def _twice(what: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield fault(f"{what} {each!r}", "id", each, "an id that stands once")
        seen.add(each)


def _lacking(warehouse: Warehouse) -> Iterator[Fault]:
    """Yield what the flows need and the catalogue does not have, and flows without anything that moves."""
    kinds = {each.kind for each in warehouse.catalogue.forklifts}
    if not kinds & STORING:
        yield fault("the forklifts", "kind", ", ".join(sorted(kinds)), f"one of {', '.join(sorted(STORING))}")
    if not any(each.pallets for each in warehouse.hours):
        yield fault("the flows", "pallets_in", 0, "at least one pallet that comes or goes in some hour")
    if any(each.lines for each in warehouse.hours) and not any(
        each.lines_per_hour for each in warehouse.catalogue.forklifts
    ):
        yield fault("the forklifts", "lines_per_hour", 0, "an order picker, as the flows have order lines")
    if any(each.cartons for each in warehouse.hours) and not any(
        each.carries == "carton" for each in warehouse.catalogue.conveyors
    ):
        yield fault("the conveyors", "carries", "pallet", "a conveyor of cartons, as the flows have cartons")
    if not kinds & CARRYING:
        expected = f"one of {', '.join(sorted(CARRYING))}, which loads and unloads lorries"
        yield fault("the forklifts", "kind", ", ".join(sorted(kinds)), expected)
