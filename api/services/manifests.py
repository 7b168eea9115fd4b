"""What a vehicle of a published plan carries to whom: the data of its manifest and of waybills."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from api.services.day_errands import load_of
from data.formats.day_entries.labels import labels_at
from data.formats.plan_json.document import PlanDocument
from data.store.errands.rows import ErrandRound
from data.store.order_rows import KeptOrder
from data.store.publication import Publication, Round
from data.store.store import Store
from orders.errands import ErrandKind
from orders.masking import masked_address, masked_name, masked_phone, masked_rooms
from orders.modes.moments import moment, zone_named
from routing.plan import Route, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How names, telephone numbers and addresses are written on something."""

    name: Callable[[str], str]
    phone: Callable[[str], str]
    address: Callable[[str], str]


PAPER: Final = Shown(name=masked_name, phone=masked_phone, address=masked_rooms)
"""On paper, which anybody may pick up: the house can be found, the room is on the driver's link."""

MASKED: Final = Shown(name=masked_name, phone=masked_phone, address=masked_address)
"""To callers who may not see persons."""

TO_DRIVER: Final = Shown(name=masked_name, phone=masked_phone, address=str)
"""To who has to find the door."""

AS_IT_IS: Final = Shown(name=str, phone=str, address=str)
"""To callers who ask for everything, and may see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waybill:
    """One order on a vehicle, with name and telephone of the customer as they may be shown.

    part, number_of_part, parts
        the warehouse that sends what is brought, which part of the order that is, counted from 1, and of how
        many; "", 1 and 1 for a whole order.
    """

    order_id: str
    number: str
    source: str
    customer: str
    phone: str
    pieces: int
    weight_g: int
    volume_ml: int
    temperatures: tuple[str, ...]
    lines: tuple[tuple[str, int], ...]
    part: str = ""
    number_of_part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandSlip:
    """What else is done at a stop: fetched there, or brought."""

    kind: str
    errand_id: str
    number: str
    task: str
    pieces: int
    weight_g: int
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestStop:
    """A stop with what is brought and fetched there; number counts the stops of the route from 1."""

    number: int
    stop: str
    address: str
    lon: float | None
    lat: float | None
    arrival: datetime
    departure: datetime
    waybills: tuple[Waybill, ...]
    errands: tuple[ErrandSlip, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A vehicle's day on paper; sender is the depot where it starts."""

    plan_id: str
    day: date
    vehicle: str
    sender: str
    leaves: datetime
    back: datetime
    stops: tuple[ManifestStop, ...]


def manifests(store: Store, plan_id: str, *, vehicle: str = "", shown: Shown = PAPER) -> list[Manifest]:
    """Return the manifests of a published plan, or of one vehicle of it."""
    plan = store.published.one(plan_id)
    document = store.documents.plan(plan_id)
    rounds = [each for each in store.published.rounds(plan.day) if each.plan_id == plan_id]
    kept = store.orders.many(each.order_id for each in rounds)
    in_parts = {each.order_id for each in rounds if each.part}
    sent, all_rounds = store.reservations.sent(in_parts), store.published.rounds_of(in_parts)
    brought = {
        (it.order_id, it.part): _waybill(
            _brought(kept[it.order_id], sent.get(it.order_id, {}).get(it.part)),
            it.part,
            [each.part for each in all_rounds.get(it.order_id, (it,))],
        )
        for it in rounds
    }
    errands = [each for each in store.errands.rounds(plan.day) if each.plan_id == plan_id]
    slips = [(each, slip_of(store, each)) for each in errands if vehicle in ("", each.vehicle)]
    sites = {each.name or each.id for each in store.fleet.whole().sites}
    unaddressed = _unaddressed(document, sites)
    found = [
        _manifest(
            document,
            plan,
            route,
            [each for each in rounds if each.vehicle == route.vehicle],
            brought,
            unaddressed,
        )
        for route in document.plan.routes
        if vehicle in ("", route.vehicle)
    ]
    papers = [_shown(each, shown) for each in found]
    return [_with_slips(each, [it for it in slips if it[0].vehicle == each.vehicle]) for each in papers]


def slip_of(store: Store, errand: ErrandRound) -> ErrandSlip:
    """Return what an errand is about: the goods of a return, parcel or transfer."""
    if errand.kind is ErrandKind.TRANSFER:
        transfer, _ = store.transfers.one(errand.id)
        lines = tuple((each.sku, each.quantity) for each in transfer.lines)
        weight = sum(each.weight_g * each.quantity for each in transfer.lines)
    else:
        returned = store.returns.one(errand.id).asked if errand.kind is ErrandKind.RETURN else None
        order = store.orders.one(errand.id if returned is None else returned.order).order
        units = None if returned is None else returned.units
        lines = tuple(
            (each.sku, each.quantity if units is None else units[each.sku])
            for each in order.lines
            if units is None or each.sku in units
        )
        weight = load_of(order.lines, units).weight_g
    return ErrandSlip(
        kind=errand.kind.value,
        errand_id=errand.id,
        number=errand.number,
        task=errand.task.value,
        pieces=sum(quantity for _, quantity in lines),
        weight_g=weight,
        lines=lines,
    )


def _shown(manifest: Manifest, shown: Shown) -> Manifest:
    stops = tuple(
        replace(
            each,
            address=shown.address(each.address),
            waybills=tuple(
                replace(it, customer=shown.name(it.customer), phone=shown.phone(it.phone))
                for it in each.waybills
            ),
        )
        for each in manifest.stops
    )
    return replace(manifest, stops=stops)


def _with_slips(manifest: Manifest, slips: list[tuple[ErrandRound, ErrandSlip]]) -> Manifest:
    stops = tuple(
        replace(each, errands=tuple(slip for at, slip in slips if at.stop == each.stop))
        for each in manifest.stops
    )
    return replace(manifest, stops=stops)


def _manifest(
    document: PlanDocument,
    plan: Publication,
    route: Route,
    rounds: list[Round],
    brought: Mapping[tuple[str, str], Waybill],
    unaddressed: Collection[int],
) -> Manifest:
    zone = zone_named(plan.zone)
    start = document.problem.vehicle[route.vehicle].start
    return Manifest(
        plan_id=plan.plan_id,
        day=plan.day,
        vehicle=route.vehicle,
        sender="" if start is None else document.problem.depot[start].name or start,
        leaves=moment(plan.day, route.start, zone),
        back=moment(plan.day, route.end, zone),
        stops=tuple(
            _stop(
                document,
                plan,
                number,
                visit,
                [it for it in rounds if it.stop == visit.stop],
                brought,
                unaddressed,
            )
            for number, visit in enumerate(route.visits, 1)
        ),
    )


def _stop(
    document: PlanDocument,
    plan: Publication,
    number: int,
    visit: Visit,
    rounds: list[Round],
    brought: Mapping[tuple[str, str], Waybill],
    unaddressed: Collection[int],
) -> ManifestStop:
    stop, zone = document.problem.stop[visit.stop], zone_named(plan.zone)
    place = document.place_of(stop)
    return ManifestStop(
        number=number,
        stop=visit.stop,
        address="" if place is None or stop.location in unaddressed else place.name,
        lon=None if place is None else place.lon,
        lat=None if place is None else place.lat,
        arrival=moment(plan.day, visit.arrival, zone),
        departure=moment(plan.day, visit.departure, zone),
        waybills=tuple(brought[each.order_id, each.part] for each in rounds),
    )


def _unaddressed(document: PlanDocument, sites: Collection[str]) -> set[int]:
    """Return the locations for which nobody gave an address: their places are called by who lives there."""
    found = set()
    for location, label in labels_at(document.problem.stops).items():
        place = document.problem.place(location)
        if place is not None and place.name == label and label not in sites:
            found.add(location)
    return found


def _brought(kept: KeptOrder, units: Mapping[str, int] | None) -> KeptOrder:
    """Return an order with the lines that come to a stop: of one in parts, those of its warehouse."""
    if units is None:
        return kept
    lines = tuple(replace(it, quantity=units[it.sku]) for it in kept.order.lines if units.get(it.sku))
    return replace(kept, order=replace(kept.order, lines=lines)) if lines else kept


def _waybill(kept: KeptOrder, part: str, parts: Sequence[str]) -> Waybill:
    """Return the paper of an order, or of one of its parts by the warehouse that sends it."""
    order = kept.order
    return Waybill(
        order_id=kept.id,
        number=order.id,
        source=kept.source,
        customer=order.customer.name,
        phone=order.customer.phone,
        pieces=order.pieces,
        weight_g=order.weight_g,
        volume_ml=order.volume_ml,
        temperatures=tuple(sorted(order.temperatures)),
        lines=tuple((line.sku, line.quantity) for line in order.lines),
        part=part,
        number_of_part=parts.index(part) + 1,
        parts=len(parts),
    )
