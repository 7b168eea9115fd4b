"""What became of the orders that a plan was made for, by the plan as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from core.errors import NotFound
from data.formats.plan_json.document import PlanDocument
from data.store.errands.rows import PlannedErrand
from data.store.plan_orders import Carried, PlannedOrder
from data.store.store import Store


@dataclass(frozen=True, kw_only=True)
class OrderInPlan:
    """An order and how the plan serves it.

    vehicle, arrival
        "" and None where it does not; code and reason then say why.
    """

    planned: PlannedOrder
    vehicle: str = ""
    arrival: int | None = None
    code: str = ""
    reason: str = ""


def plan_orders(store: Store, plan_id: str) -> list[OrderInPlan]:
    """Return the orders of a plan, served or with a reason; while it is being made, without vehicles."""
    document = _document(store, plan_id)
    found = [_in_plan(each, document) for each in orders_of(store, plan_id)]
    return found if document is None else _whole(found)


@dataclass(frozen=True, kw_only=True)
class ErrandInPlan:
    """An errand and how the plan does it: of two stops, two of these; code and reason say why it does not."""

    planned: PlannedErrand
    vehicle: str = ""
    arrival: int | None = None
    code: str = ""
    reason: str = ""


def plan_errands(store: Store, plan_id: str) -> list[ErrandInPlan]:
    """Return the errands of a plan, done or with a reason; while it is being made, without vehicles."""
    document = _document(store, plan_id)
    return [ErrandInPlan(planned=each, **_there(each, document)) for each in errands_of(store, plan_id)]


def _document(store: Store, plan_id: str) -> PlanDocument | None:
    """Return the plan as far as there is one yet."""
    if not store.plans.record(plan_id).has_plan:
        return None
    try:
        return store.documents.plan(plan_id)
    except NotFound:
        return None


def orders_of(store: Store, plan_id: str) -> list[PlannedOrder]:
    """Return the orders that a plan, or the first plan that it was made from, was made for."""
    while plan_id:
        found = store.order_plans.of_plan(plan_id)
        if found:
            return found
        plan_id = store.plans.record(plan_id).revises
    return []


def errands_of(store: Store, plan_id: str) -> list[PlannedErrand]:
    """Return the errands that a plan, or the first plan that it was made from, was made for."""
    while plan_id:
        found = store.errands.of_plan(plan_id)
        if found:
            return found
        plan_id = store.plans.record(plan_id).revises
    return []


def _in_plan(planned: PlannedOrder, document: PlanDocument | None) -> OrderInPlan:
    return OrderInPlan(planned=planned, **_there(planned, document))


def _whole(found: Sequence[OrderInPlan]) -> list[OrderInPlan]:
    """Return orders so that a part that is left out leaves all of its order out."""
    left = {it.planned.order_id: it for it in found if it.planned.part and it.code not in ("", _WITH_OTHER)}
    return [
        replace(each, vehicle="", arrival=None, code="part-left-out", reason=_of_part(other))
        if (other := left.get(each.planned.order_id)) is not None and each.code in ("", _WITH_OTHER)
        else each
        for each in found
    ]


_WITH_OTHER: Final = "partner-unserved"
"""What plans say of a stop that is left out as the others that come with it are."""


def _of_part(left: OrderInPlan) -> str:
    return f"Its part from {left.planned.part} is left out: {left.reason}"


def _there(planned: Carried, document: PlanDocument | None) -> dict[str, Any]:
    """Return vehicle and arrival of a stop, or code and reason where there is none."""
    if not planned.stop:
        return {"code": planned.code, "reason": planned.reason}
    if document is None:
        return {}
    visited = document.visited_by.get(planned.stop)
    if visited is not None:
        route, number = visited
        return {"vehicle": route.vehicle, "arrival": route.visits[number - 1].arrival}
    for each in document.plan.unserved:
        if each.stop == planned.stop:
            return {"code": each.reason.code, "reason": each.reason.text}
    return {"code": "not-in-plan", "reason": "The plan was changed and has no such stop."}
