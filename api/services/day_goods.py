"""Where the goods of a day's orders lie, and which vehicles can therefore bring them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.notes import note
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.problem_json.day_model import DayVehicleModel
from data.store.order_rows import KeptOrder
from data.store.publication import Round
from data.store.store import Store
from orders.calls import Call, Due, LeftOut, goes_to_spot
from orders.order import Mode, Order
from orders.parts import PartState

_TOLD: Final = 20


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Where goods lie by their reservations.

    warehouse
        by order, the one depot where its vehicle must start; those that any vehicle may bring are left out.
    parts
        by order, what each warehouse sends of one that several send: its lines, and the depot where the
        vehicle must start, "" for any.
    in_shop
        orders whose goods lie in the shop where they are collected.
    together
        orders that come in one piece although several warehouses send them, by number, with these.
    """

    warehouse: Mapping[str, str]
    parts: Mapping[str, Mapping[str, tuple[Order, str]]]
    in_shop: tuple[LeftOut, ...]
    together: Mapping[str, Sequence[str]]

    @property
    def notes(self) -> list[str]:
        """What whoever reads the plan must know."""
        if not self.together:
            return []
        named = "; ".join(
            f"{name} from {' and '.join(where)}" for name, where in [*self.together.items()][:_TOLD]
        )
        more = " ..." if len(self.together) > _TOLD else ""
        return [note("one-parcel", count=len(self.together), orders=named + more)]

    def due(self, waiting: Iterable[KeptOrder]) -> list[Due]:
        """Return the orders that a vehicle has to bring, those that come in parts once for each."""
        there = {each.key for each in self.in_shop}
        return [due for it in waiting if it.id not in there for due in self._due(it)]

    def _due(self, kept: KeptOrder) -> Iterator[Due]:
        parts = self.parts.get(kept.id)
        if parts is None:
            named = self.warehouse.get(kept.id, "")
            yield Due(key=kept.id, source=kept.source, order=kept.now, warehouse=named)
            return
        for part, (order, start) in sorted(parts.items()):
            yield Due(key=kept.id, source=kept.source, order=order, warehouse=start, part=part)


def goods_of(
    store: Store,
    waiting: Sequence[KeptOrder],
    sites: Iterable[SiteModel],
    driving: Iterable[FleetVehicleModel],
) -> Goods:
    """Return where the goods of orders lie; a warehouse counts where a depot has its name."""
    depots = {each.id for each in sites if each.kind == "depot"}
    depots |= {each.start for each in driving if each.start is not None}
    sends = store.reservations.units(each.id for each in waiting)
    rounds = store.published.rounds_of(each.id for each in waiting)
    had = {key: _delivered(own) for key, own in rounds.items()}
    warehouse: dict[str, str] = {}
    parts: dict[str, Mapping[str, tuple[Order, str]]] = {}
    in_shop, together = [], {}
    for each in waiting:
        done = had.get(each.id, frozenset())
        mine = {name: units for name, units in sends.get(each.id, {}).items() if name not in done}
        bound = sorted(mine.keys() & depots)
        if goes_to_spot(each.now) and mine.keys() == {each.now.at}:
            in_shop.append(_in_shop(each))
        elif (len(bound) > 1 or done) and each.now.mode is not Mode.LOCKER:
            parts[each.id] = _parts(each, mine, depots, whole=not done)
        elif len(bound) == 1:
            warehouse[each.id] = bound[0]
        elif bound:
            together[each.order.id] = bound
    return Goods(warehouse=warehouse, parts=parts, in_shop=tuple(in_shop), together=together)


def _delivered(rounds: Iterable[Round]) -> frozenset[str]:
    return frozenset(each.part for each in rounds if each.part and each.state is PartState.DELIVERED)


def _parts(
    kept: KeptOrder, sends: Mapping[str, Counter[str]], depots: Collection[str], *, whole: bool
) -> dict[str, tuple[Order, str]]:
    """Return what each warehouse sends; what lies in the shop where it is collected needs no vehicle.

    whole
        whether what no warehouse has reserved comes as well, with the first part.
    """
    order = kept.now
    names = sorted(name for name in sends if not (goes_to_spot(order) and name == order.at))
    found: dict[str, tuple[Order, str]] = {}
    left = Counter({each.sku: each.quantity for each in order.lines})
    for units in sends.values():
        left.subtract(units)
    for number, name in enumerate(names):
        units = sends[name] + left if whole and not number else sends[name]
        lines = tuple(replace(it, quantity=units[it.sku]) for it in order.lines if units[it.sku] > 0)
        if lines:
            found[name] = (replace(order, lines=lines), name if name in depots else "")
    return found


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
