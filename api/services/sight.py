"""How much of persons a caller sees: everything, or names and addresses masked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from api.services.access.errors import ScopeMissing
from api.services.access.scopes import Scope
from api.services.driven_day import DayStatus
from api.services.manifests import AS_IT_IS, MASKED, PAPER, Shown
from api.services.plan_orders import OrderInPlan
from core.errors import Fault
from core.place import Place
from data.formats.day_entries.labels import labels_at
from data.formats.plan_json.document import PlanDocument
from data.store.order_rows import KeptOrder
from data.store.plan_record import PlanRecord
from data.store.returns.rows import KeptReturn
from orders.day_event import DayEvent
from orders.life_cycle import Life
from orders.masking import (
    HIDDEN,
    masked_address,
    masked_label,
    masked_mail,
    masked_name,
    masked_phone,
    masked_reason,
    masked_rooms,
    masked_words,
)
from orders.order import Customer, Order

_T = TypeVar("_T")
_NOT_SURE: Final = "address-not-sure"


@dataclass(frozen=True)
class Sight:
    """How much of persons somebody sees; `whole` sees everything as it is."""

    whole: bool

    def order(self, kept: KeptOrder) -> KeptOrder:
        """Return an order as it is shown."""
        return self._seen(_masked_order, kept)

    def life(self, life: Life) -> Life:
        """Return what has happened to an order as it is shown."""
        return self._seen(_masked_life, life)

    def returned(self, kept: KeptReturn) -> KeptReturn:
        """Return a return as it is shown."""
        return self._seen(_masked_return, kept)

    def told(self, event: DayEvent) -> DayEvent:
        """Return what a driver has told as it is shown."""
        return self._seen(_masked_event, event)

    def day(self, status: DayStatus) -> DayStatus:
        """Return a day as it is shown."""
        return self._seen(_masked_day, status)

    def plan(self, document: PlanDocument) -> PlanDocument:
        """Return a plan as it is shown."""
        return self._seen(_masked_plan, document)

    def record(self, record: PlanRecord) -> PlanRecord:
        """Return how far a plan is, as it is shown."""
        return self._seen(_masked_record, record)

    def planned(self, found: OrderInPlan) -> OrderInPlan:
        """Return what became of an order as it is shown: why it was not sure may name its address."""
        return self._seen(_masked_planned, found)

    def paper(self, document: PlanDocument, *, whole: bool = False) -> PlanDocument:
        """Return a plan as it is printed: masked also for who sees everything, unless the whole is wanted."""
        self._may(whole)
        if not self.whole:
            return _masked_plan(document)
        return document if whole else _masked_plan(document, masked_name, masked_rooms)

    def manifest(self, *, whole: bool = False) -> Shown:
        """Return how manifests and waybills write persons for this caller."""
        self._may(whole)
        if not self.whole:
            return MASKED
        return AS_IT_IS if whole else PAPER

    def _may(self, whole: bool) -> None:
        if whole and not self.whole:
            scope = Scope.PERSONAL_READ
            raise ScopeMissing(f"Seeing persons whole needs the scope {scope}.", scope=scope)

    def words(self, text: str) -> str:
        """Return what a person wrote as it is shown; the code of a failure is shown to all."""
        return self._seen(masked_reason, text)

    def _seen(self, masked: Callable[[_T], _T], thing: _T) -> _T:
        return thing if self.whole else masked(thing)


WHOLE: Final = Sight(whole=True)
"""Sees everything."""


def _masked_order(kept: KeptOrder) -> KeptOrder:
    arranged, located = kept.arranged, kept.located
    return replace(
        kept,
        order=_masked(kept.order),
        arranged=None if arranged is None else replace(arranged, reason=masked_words(arranged.reason)),
        located=None if located is None else replace(located, place=_masked_place(located.place)),
    )


def _masked(order: Order) -> Order:
    customer, place = order.customer, order.place
    return replace(
        order,
        customer=Customer(
            name=masked_name(customer.name),
            email=masked_mail(customer.email),
            phone=masked_phone(customer.phone),
            language=customer.language,
        ),
        address=masked_address(order.address),
        place=None if place is None else _masked_place(place),
    )


def _masked_place(place: Place) -> Place:
    return replace(place, name=masked_address(place.name))


def _masked_life(life: Life) -> Life:
    events = (
        replace(each, place=masked_address(each.place), reason=masked_reason(each.reason))
        for each in life.events
    )
    return replace(life, events=tuple(events))


def _masked_return(kept: KeptReturn) -> KeptReturn:
    lines = tuple(replace(each, note=masked_words(each.note)) for each in kept.asked.lines)
    events = tuple(
        replace(each, place=masked_address(each.place), reason=masked_reason(each.reason))
        for each in kept.life.events
    )
    return replace(kept, asked=replace(kept.asked, lines=lines), life=replace(kept.life, events=events))


def _masked_event(event: DayEvent) -> DayEvent:
    return replace(
        event,
        note=masked_words(event.note),
        signed_by=masked_name(event.signed_by),
        code=masked_words(event.code),
        photo="",
        signature="",
    )


def _masked_day(status: DayStatus) -> DayStatus:
    routes = (
        replace(each, stops=tuple(replace(it, reason=masked_reason(it.reason)) for it in each.stops))
        for each in status.routes
    )
    exceptions = (
        replace(each, text=masked_reason(each.text)) if each.kind == "failed" else each
        for each in status.exceptions
    )
    return replace(status, routes=tuple(routes), exceptions=tuple(exceptions))


def _masked_plan(
    document: PlanDocument,
    name: Callable[[str], str] = masked_label,
    address: Callable[[str], str] = masked_address,
) -> PlanDocument:
    """Return a plan whose stops and their places are masked, also where texts speak of them."""
    problem, plan = document.problem, document.plan
    at_depots = {each.location for each in problem.depots}
    own = {each.location for each in problem.stops} - at_depots
    names = {each.name for each in problem.stops}
    names |= {problem.places[row].name for row in own if problem.places}
    hidden = _Hidden(names)
    # A place without address is called by who lives there: it is masked as names are.
    labels, masked = labels_at(problem.stops), labels_at(problem.stops, name)
    places = tuple(
        it
        if row not in own
        else replace(it, name=masked[row] if it.name == labels[row] else address(it.name))
        for row, it in enumerate(problem.places)
    )
    stops = tuple(replace(each, name=name(each.name)) for each in problem.stops)
    unserved = tuple(
        replace(each, reason=replace(each.reason, text=hidden.text(each.reason.text)))
        for each in plan.unserved
    )
    return replace(
        document,
        problem=replace(problem, stops=stops, places=places, notes=hidden.texts(problem.notes)),
        plan=replace(plan, unserved=unserved, notes=hidden.texts(plan.notes)),
        # Where places meet the streets is told of each place, which is called the same there.
        snaps=tuple(
            replace(snap, place=replace(snap.place, name=place.name))
            for snap, place in zip(document.snaps, places, strict=True)
        )
        if document.snaps
        else (),
    )


class _Hidden:
    """Names that are hidden wherever a text speaks of them."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted((each for each in names if len(each) > 1), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        return text if self._names is None else self._names.sub(lambda it: masked_label(it.group()), text)

    def texts(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.text(each) for each in texts)


def _masked_record(record: PlanRecord) -> PlanRecord:
    if record.failure is None:
        return record
    faults = tuple(_masked_fault(each) for each in record.failure.faults)
    message = masked_words(record.failure.message) if faults else record.failure.message
    return replace(record, failure=replace(record.failure, message=message, faults=faults))


def _masked_fault(found: Fault) -> Fault:
    return replace(found, value=HIDDEN)


def _masked_planned(found: OrderInPlan) -> OrderInPlan:
    return replace(found, reason=masked_words(found.reason)) if found.code == _NOT_SURE else found
