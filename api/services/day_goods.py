"""Where the goods of a day's orders lie, and which vehicles can therefore bring them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.problem_json.day_model import DayVehicleModel
from data.store.order_rows import KeptOrder
from data.store.store import Store
from orders.calls import Call, Due, LeftOut, goes_to_spot

_TOLD: Final = 20


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Where goods lie by their reservations.

    warehouse
        by order, the one depot where its vehicle must start; those that any vehicle may bring are left out.
    in_shop
        orders whose goods lie in the shop where they are collected.
    split
        orders that several warehouses send, by the shop's number, with these.
    """

    warehouse: Mapping[str, str]
    in_shop: tuple[LeftOut, ...]
    split: Mapping[str, Sequence[str]]

    @property
    def notes(self) -> list[str]:
        """What whoever reads the plan must know."""
        if not self.split:
            return []
        named = "; ".join(
            f"{name} from {' and '.join(where)}" for name, where in [*self.split.items()][:_TOLD]
        )
        more = " ..." if len(self.split) > _TOLD else ""
        text = "sent by several warehouses and one stop each; bring their goods together before"
        return [f"{len(self.split):,} orders are {text}: {named}{more}."]

    def due(self, waiting: Iterable[KeptOrder]) -> list[Due]:
        """Return the orders that a vehicle has to bring."""
        there = {each.key for each in self.in_shop}
        return [
            Due(key=it.id, source=it.source, order=it.now, warehouse=self.warehouse.get(it.id, ""))
            for it in waiting
            if it.id not in there
        ]


def goods_of(
    store: Store,
    waiting: Sequence[KeptOrder],
    sites: Iterable[SiteModel],
    driving: Iterable[FleetVehicleModel],
) -> Goods:
    """Return where the goods of orders lie; a warehouse counts where a depot has its name."""
    depots = {each.id for each in sites if each.kind == "depot"}
    depots |= {each.start for each in driving if each.start is not None}
    found = store.reservations.warehouses(each.id for each in waiting)
    in_shop = [
        each for each in waiting if goes_to_spot(each.now) and found.get(each.id) == frozenset({each.now.at})
    ]
    bound = {key: names & depots for key, names in found.items()}
    return Goods(
        warehouse={key: next(iter(names)) for key, names in bound.items() if len(names) == 1},
        in_shop=tuple(_in_shop(each) for each in in_shop),
        split={each.order.id: sorted(bound[each.id]) for each in waiting if len(bound.get(each.id, ())) > 1},
    )


def loading(vehicle: FleetVehicleModel, calls: Iterable[Call]) -> DayVehicleModel:
    """Return a vehicle as a day has it, able to do the calls that need a vehicle of its depot."""
    of_day = vehicle.of_day()
    if not any(each.warehouse and each.warehouse == vehicle.start for each in calls):
        return of_day
    return of_day.model_copy(update={"skills": [*of_day.skills, loads_at(str(vehicle.start))]})


def loads_at(warehouse: str) -> str:
    """Return the skill of vehicles that start at a depot where goods lie."""
    return f"loads at {warehouse}"


def _in_shop(kept: KeptOrder) -> LeftOut:
    text = (
        f"Its goods lie in {kept.now.at} already, where it is collected: nobody has to bring it. "
        "It is picked, and ready for pickup, by events of its own."
    )
    return LeftOut(key=kept.id, number=kept.order.id, code="in-the-shop", text=text)
