"""What vehicles have to do on a day besides bringing orders: returns, expired parcels, transfers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from data.formats.fleet.models import SiteModel
from data.store.errands.rows import ErrandRound, PlannedErrand
from data.store.order_rows import KeptOrder
from data.store.returns.rows import KeptReturn
from data.store.store import Store
from inventory.transfers import Transfer
from orders.calls import LeftOut, Load
from orders.errands import Errand, ErrandCalls, ErrandKind
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.order import Line


def errands_due(
    store: Store, day: date, sites: Sequence[SiteModel], *, now: datetime, replan: bool
) -> tuple[list[Errand], list[LeftOut]]:
    """Return what is to be done on a day, and what is on another published plan already.

    replan
        whether errands of a published plan of the day are planned anew.
    """
    store.lockers.sweep(now)
    returns, transfers = store.returns.pickups(day), store.transfers.due(day)
    expired = store.lockers.some(states=[ParcelState.EXPIRED], most=10_000)
    kept = store.orders.many([*(each.asked.order for each in returns), *(each.id for each in expired)])
    depots = {each.id: each for each in sites if each.kind == "depot"}
    found = [
        *(_return(each, kept[each.asked.order]) for each in returns),
        *(_parcel(each, kept[each.id]) for each in expired),
        *(_transfer(each, depots) for each in transfers),
    ]
    there = store.errands.active((each.kind, each.id) for each in found)
    due = [each for each in found if _free(there.get(each.key), day, replan=replan)]
    left = [_planned_already(each, there[each.key]) for each in found if each not in due]
    return due, left


def planned_errands(
    errands: Iterable[Errand], calls: ErrandCalls, left: Iterable[LeftOut]
) -> Iterator[PlannedErrand]:
    """Yield what became of each errand in the making of a day."""
    by_key = {each.key: each for each in errands}
    for at in calls.stops:
        each = by_key[at.errand]
        yield PlannedErrand(kind=each.kind, id=each.id, number=each.number, task=at.task, stop=at.stop)
    for out in left:
        kind, _, name = out.key.partition(":")
        yield PlannedErrand(kind=ErrandKind(kind), id=name, number=out.number, code=out.code, reason=out.text)


def load_of(lines: Iterable[Line], units: Mapping[str, int] | None = None) -> Load:
    """Return how much lines are, or so many pieces of each SKU of them."""
    load = Load()
    for each in lines:
        pieces = each.quantity if units is None else units.get(each.sku, 0)
        more = Load(weight_g=each.weight_g * pieces, volume_ml=each.volume_ml * pieces, pieces=pieces)
        load = load.plus(more)
    return load


def _free(there: ErrandRound | None, day: date, *, replan: bool) -> bool:
    return there is None or (there.state == "open" and (there.day < day or (replan and there.day == day)))


def _return(each: KeptReturn, kept: KeptOrder) -> Errand:
    order, units = kept.order, each.asked.units
    return Errand(
        kind=ErrandKind.RETURN,
        id=each.id,
        number=each.asked.number,
        place=order.place,
        name=order.customer.name,
        load=load_of(order.lines, units),
        temperatures=frozenset(),
    )


def _parcel(each: LockerParcel, kept: KeptOrder) -> Errand:
    return Errand(
        kind=ErrandKind.LOCKER,
        id=each.id,
        number=kept.order.id,
        place=None,
        name=each.bank,
        load=load_of(kept.order.lines),
        spot=each.bank,
    )


def _transfer(each: Transfer, depots: Mapping[str, SiteModel]) -> Errand:
    source, target = depots.get(each.source), depots.get(each.target)
    load = Load()
    for line in each.lines:
        more = Load(
            weight_g=line.weight_g * line.quantity,
            volume_ml=line.volume_ml * line.quantity,
            pieces=line.quantity,
        )
        load = load.plus(more)
    return Errand(
        kind=ErrandKind.TRANSFER,
        id=each.id,
        number=each.number,
        place=None if source is None else source.point(),
        name=each.source,
        load=load,
        to=None if target is None else target.point(),
        to_name=each.target,
    )


def _planned_already(each: Errand, there: ErrandRound) -> LeftOut:
    text = f"It is on the published plan {there.plan_id} of {there.day}, vehicle {there.vehicle}."
    return LeftOut(key=each.key, number=each.number, code="on-another-plan", text=text)
