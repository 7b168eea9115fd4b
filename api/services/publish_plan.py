"""A plan made the one that is driven: its orders are bound to it, and what changed since is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from api.services.edit_plan import edit_plan
from api.services.plan_orders import errands_of, orders_of
from core.clock import Clock
from core.errors import Fault, InvalidInput, fault, refuse
from data.formats.plan_json.document import PlanDocument
from data.store.bind_orders import ids_of
from data.store.errands.rows import PlannedErrand
from data.store.plan_orders import PlannedOrder
from data.store.publication import Publication, ToPublish
from data.store.store import Store
from orders.modes.moments import zone_named
from routing.edits import Edit
from routing.vehicle import Vehicle

KeepEdited = Callable[[str, PlanDocument], str]
"""Keeps a plan that was made from another one by its id, and returns the id of the new one."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """The published plan, its orders, and those that had changed and were dropped, with why."""

    publication: Publication
    orders: int
    errands: int = 0
    dropped: tuple[Fault, ...] = ()


def publish_plan(
    store: Store, plan_id: str, *, clock: Clock, zone: str = "", keep_edited: KeepEdited | None = None
) -> Published:
    """Publish a finished plan.

    zone
        whose clocks its times mean; that of the kept depots where its vehicles start if left out, else UTC.
    keep_edited
        how a plan without the orders that changed is kept; None refuses the plan where one did.
    """
    now = clock()
    wanted = _to_publish(store, plan_id, zone)
    changed = _changed(store, wanted, now)
    if not changed or keep_edited is None:
        publication = store.published.publish(wanted, now)
        return Published(publication=publication, orders=len(ids_of(wanted)), errands=_number(wanted))
    kept = tuple(each for each in wanted.served if each[0].order_id not in changed)
    errands = tuple(each for each in wanted.errands if each[0].key not in changed)
    empty = _stops(wanted.served, wanted.errands) - _stops(kept, errands)
    document = store.documents.plan(plan_id)
    edited = edit_plan(document, [Edit(kind="remove", stop=each) for each in sorted(empty)], clock=clock)
    again = keep_edited(plan_id, edited) if empty else plan_id
    without = ToPublish(
        plan_id=again,
        day=wanted.day,
        zone=wanted.zone,
        routes=_routes(edited),
        served=kept,
        errands=errands,
        revises=wanted.revises | {plan_id},
        depots=wanted.depots,
    )
    publication = store.published.publish(without, now)
    return Published(
        publication=publication,
        orders=len(ids_of(without)),
        errands=_number(without),
        dropped=tuple(changed.values()),
    )


def _stops(
    served: Iterable[tuple[PlannedOrder, str]], errands: Iterable[tuple[PlannedErrand, str]]
) -> set[str]:
    """Return the stops at which there is something to do."""
    return {each.stop for each, _ in served} | {each.stop for each, _ in errands}


def _number(wanted: ToPublish) -> int:
    """Return how many errands there are; one of two stops counts once."""
    return len({each.key for each, _ in wanted.errands})


def _changed(store: Store, wanted: ToPublish, now: datetime) -> dict[str, Fault]:
    known = [each for each in store.published.of_day(wanted.day) if each.plan_id == wanted.plan_id]
    return {} if known else store.published.obstacles(wanted, now)


def _to_publish(store: Store, plan_id: str, zone: str) -> ToPublish:
    record = store.plans.record(plan_id)
    wrong = [fault("plan", "state", record.state, "done, or ended with a plan")]
    refuse("Only a plan that has ended can be published.", [] if record.over and record.has_plan else wrong)
    document = store.documents.plan(plan_id)
    routes = _routes(document)
    vehicle = {stop: name for name, stops in routes.items() for stop in stops}
    planned = [each for each in orders_of(store, plan_id) if each.stop]
    served = [(each, vehicle[each.stop]) for each in planned if each.stop in vehicle]
    errands = [(each, vehicle[each.stop]) for each in errands_of(store, plan_id) if each.stop in vehicle]
    if not routes:
        found = fault("plan", "routes", "none", "a plan in which a vehicle drives")
        raise InvalidInput("Nobody drives in this plan.", faults=[found])
    return ToPublish(
        plan_id=plan_id,
        day=document.day,
        zone=zone_named(zone).key if zone else _zone(store, document),
        routes=routes,
        served=served,
        errands=errands,
        revises=frozenset(_ancestors(store, plan_id)),
        depots={each.id: _depots(each) for each in document.problem.vehicles if each.id in routes},
    )


def _depots(vehicle: Vehicle) -> frozenset[str]:
    return frozenset(each for each in (vehicle.start, *vehicle.reloads) if each)


def _routes(document: PlanDocument) -> dict[str, tuple[str, ...]]:
    return {route.vehicle: route.stops for route in document.plan.routes}


def _ancestors(store: Store, plan_id: str) -> list[str]:
    found = []
    while before := store.plans.record(plan_id).revises:
        found.append(before)
        plan_id = before
    return found


def _zone(store: Store, document: PlanDocument) -> str:
    starts = {document.problem.vehicle[route.vehicle].start for route in document.plan.routes}
    sites = store.fleet.whole().sites
    named = {it.zone for it in sites if it.zone and it.id in starts} or {it.zone for it in sites if it.zone}
    return next(iter(named)) if len(named) == 1 else "UTC"
