"""A day out of the orders that are kept: each becomes part of a stop or is left out with its reason."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from api.services.day_errands import errands_due, planned_errands
from api.services.day_goods import goods_of
from api.services.day_models import checked_day
from core.errors import Fault, InvalidInput, fault, refuse
from core.notes import note
from core.units import Seconds
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.store.errands.rows import PlannedErrand
from data.store.order_rows import KeptOrder
from data.store.plan_orders import Carried, PlannedOrder
from data.store.publication import Round, coming
from data.store.store import Store
from orders.calls import Call, LeftOut, Spot, calls_of, goes_to_spot
from orders.errands import Errand, ErrandCalls, with_errands, without
from orders.life_cycle import State
from routing.day import DayInput

SERVICE_S: Final = 180

_MOST_TOLD: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A day to be made of orders.

    vehicles, sites
        instead of those that are kept; None for these.
    received
        whether orders that nobody promised yet are planned as well.
    replan
        whether orders of a published plan of the day are planned anew.
    service
        seconds of work at a door.
    """

    day: date
    vehicles: Sequence[FleetVehicleModel] | None = None
    sites: Sequence[SiteModel] | None = None
    received: bool = False
    replan: bool = False
    service: Seconds = field(default=Seconds(SERVICE_S))


@dataclass(frozen=True, kw_only=True)
class OrderDay:
    """The day, and what became of every order and errand that is due on it."""

    day: DayInput
    planned: tuple[PlannedOrder, ...]
    errands: tuple[PlannedErrand, ...] = ()

    @property
    def carried(self) -> tuple[Carried, ...]:
        """Everything that the plan of the day is made for."""
        return (*self.planned, *self.errands)

    @property
    def left_out(self) -> tuple[PlannedOrder, ...]:
        """Orders that could not become stops."""
        return tuple(each for each in self.planned if not each.stop)


def order_day(store: Store, wanted: Wanted, *, now: datetime) -> OrderDay:
    """Return the day that orders and errands make; raise `InvalidInput` where none can be planned."""
    kept = store.fleet.whole()
    sites = kept.sites if wanted.sites is None else (*_others(kept.sites, wanted.sites), *wanted.sites)
    vehicles = kept.vehicles if wanted.vehicles is None else tuple(wanted.vehicles)
    driving = [each for each in vehicles if each.drives_on(wanted.day)]
    refuse("Nobody drives on that day.", list(_fleet_faults(vehicles, driving, wanted.day)))
    due = {each.id: each for each in store.order_plans.due(wanted.day)}
    waiting, left = _waiting(store, wanted, due)
    spots = {each.id: each.spot(wanted.day) for each in sites if each.kind != "depot"}
    goods = goods_of(store, waiting, sites, driving)
    left += goods.in_shop
    found = calls_of(
        goods.due(waiting),
        _in_service(store, spots, wanted.day),
        wanted.service,
    )
    left += found.left_out
    errands, busy = errands_due(store, wanted.day, sites, now=now, replan=wanted.replan)
    calls = with_errands(found.calls, errands, spots, wanted.service)
    undone = [*busy, *calls.left_out]
    notes = [*_notes(store, wanted, due), *goods.notes]
    day, calls, faulty = checked_day(calls, driving, sites, notes)
    broken = {each.key: each for call, text in faulty for each in _of_call(call, due, text)}
    halves = [each.id for each in calls.calls if each.keys and broken.keys() >= {*each.keys}]
    if halves:
        day, calls, more = checked_day(without(calls, halves), driving, sites, notes)
        faulty += more
    left += broken.values()
    undone += _not_done(errands, calls, undone, faulty)
    if not calls.calls:
        raise _nothing(wanted.day, [*left, *undone])
    planned = [*_in_calls(calls.calls, due, broken), *(_left(each, due) for each in left)]
    return OrderDay(day=day, planned=tuple(planned), errands=tuple(planned_errands(errands, calls, undone)))


def _others(kept: Sequence[SiteModel], given: Sequence[SiteModel]) -> tuple[SiteModel, ...]:
    names = {each.id for each in given}
    return tuple(each for each in kept if each.id not in names)


def _waiting(
    store: Store, wanted: Wanted, due: Mapping[str, KeptOrder]
) -> tuple[list[KeptOrder], list[LeftOut]]:
    """Return the orders that may be planned, and those that are promised to nobody or planned already."""
    rounds = store.published.rounds_of(due)
    waiting, left = [], []
    for each in due.values():
        there = coming(rounds.get(each.id, ()))
        if there is not None and there.day >= wanted.day and not (wanted.replan and there.day == wanted.day):
            left.append(_planned_already(each, there))
        elif each.state is State.RECEIVED and not wanted.received:
            left.append(_not_promised(each))
        elif each.review and not goes_to_spot(each.now):
            left.append(_not_sure(each))
        else:
            waiting.append(each)
    return waiting, left


def _fleet_faults(
    vehicles: Sequence[FleetVehicleModel], driving: Sequence[FleetVehicleModel], day: date
) -> Iterator[Fault]:
    if not vehicles:
        expected = "vehicles with the request, or kept before: `roundsman fleet import`"
        yield fault("the day", "vehicles", "none", expected)
    elif not driving:
        found = f"{len(vehicles)} that do not drive on {day}"
        yield fault("the day", "vehicles", found, "a vehicle that drives on that day")
    currencies = sorted({each.currency for each in driving})
    if len(currencies) > 1:
        yield fault("the day", "currency", ", ".join(currencies), "vehicles whose costs have one currency")


def _in_service(store: Store, spots: Mapping[str, Spot], day: date) -> dict[str, Spot]:
    """Return sites with nothing brought to banks that are out of service on a day."""
    out = {
        bank
        for bank, outages in store.lockers.outages().items()
        if any(not it.compartment and (it.until is None or it.until.date() > day) for it in outages)
    }
    return {name: replace(spot, windows=()) if name in out else spot for name, spot in spots.items()}


def _not_done(
    errands: Sequence[Errand],
    calls: ErrandCalls,
    known: Sequence[LeftOut],
    faulty: Sequence[tuple[Call, str]],
) -> list[LeftOut]:
    """Return the errands whose stops contradict the day, with what is wrong."""
    told = {each.key for each in known} | {each.errand for each in calls.stops}
    text = "; ".join(text for _, text in faulty) or "Its stops contradict the day."
    return [
        LeftOut(key=each.key, number=each.number, code="bad-input", text=text)
        for each in errands
        if each.key not in told
    ]


def _notes(store: Store, wanted: Wanted, due: Mapping[str, KeptOrder]) -> list[str]:
    found = []
    light = sum(each.order.weight_g == 0 for each in due.values())
    if light:
        found.append(note("weight-unknown", count=light))
    overdue = store.order_plans.overdue(wanted.day)
    if overdue:
        found.append(note("overdue", count=overdue, day=wanted.day))
    return found


def _not_promised(kept: KeptOrder) -> LeftOut:
    text = "Nobody has promised it yet; orders that were only received are planned where that is asked for."
    return LeftOut(key=kept.id, number=kept.order.id, code="not-promised", text=text)


def _not_sure(kept: KeptOrder) -> LeftOut:
    found = kept.located
    told = "" if found is None else f"{found.place.name} ({found.precision}, {found.confidence} % sure)"
    text = f"Its address was found as {told}: somebody has to confirm that, or say where it is."
    return LeftOut(key=kept.id, number=kept.order.id, code="address-not-sure", text=text)


def _planned_already(kept: KeptOrder, there: Round) -> LeftOut:
    text = f"It is on the published plan {there.plan_id} of {there.day}, vehicle {there.vehicle}."
    return LeftOut(key=kept.id, number=kept.order.id, code="on-another-plan", text=text)


def _of_call(call: Call, due: Mapping[str, KeptOrder], text: str) -> Iterator[LeftOut]:
    for key in call.keys:
        yield LeftOut(key=key, number=due[key].order.id, code="bad-input", text=text)


def _in_calls(
    calls: Sequence[Call], due: Mapping[str, KeptOrder], broken: Collection[str]
) -> Iterator[PlannedOrder]:
    """Yield what calls bring; of orders with a part that cannot come, nothing."""
    for call in calls:
        for key, part in call.carried:
            if key in broken:
                continue
            kept = due[key]
            yield PlannedOrder(
                order_id=key, number=kept.order.id, stop=call.id, part=part, arranged=_arranged(kept)
            )


def _left(each: LeftOut, due: Mapping[str, KeptOrder]) -> PlannedOrder:
    kept = due[each.key]
    return PlannedOrder(
        order_id=each.key, number=each.number, arranged=_arranged(kept), code=each.code, reason=each.text
    )


def _arranged(kept: KeptOrder) -> int:
    return 0 if kept.arranged is None else kept.arranged.number


def _nothing(day: date, left: Sequence[LeftOut]) -> InvalidInput:
    faults = [fault(f"order {it.number!r}", it.code, "left out", it.text) for it in left[:_MOST_TOLD]]
    if not faults:
        expected = "a day on which an order is due; without a plan its slots are sold all the same"
        faults = [fault("orders", "day", day, expected)]
    return InvalidInput(f"No order can be planned for {day}.", faults=faults)
