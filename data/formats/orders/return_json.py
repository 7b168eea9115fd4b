"""Returns and their events as plain values, and back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from orders.next_step import next_fetch
from orders.returns.event import Came, Inspected, Refund, ReturnEvent, ReturnStep
from orders.returns.life_cycle import ReturnLife
from orders.returns.rma import Condition, Disposition, Reason, Return, ReturnLine, WayBack


def asked_json(asked: Return) -> dict[str, Any]:
    """Return what a customer asked for."""
    return {
        "lines": [
            {"sku": it.sku, "quantity": it.quantity, "reason": it.reason.value, "note": it.note}
            for it in asked.lines
        ],
        "way": asked.way.value,
        "at": asked.at,
    }


def asked_of(
    document: Mapping[str, Any],
    *,
    id: str,  # noqa: A002
    order: str,
    number: str,
    requested: datetime,
) -> Return:
    """Return what `asked_json` has told."""
    return Return(
        id=id,
        order=order,
        number=number,
        lines=tuple(ReturnLine(**{**each, "reason": Reason(each["reason"])}) for each in document["lines"]),
        way=WayBack(document["way"]),
        requested=requested,
        at=document["at"],
    )


def details_json(event: ReturnEvent) -> dict[str, Any]:
    """Return what belongs to a step; what is empty is left out."""
    told: dict[str, Any] = {
        "place": event.place,
        "reason": event.reason,
        "day": None if event.day is None else event.day.isoformat(),
        "came": [_came_json(each) for each in event.came],
        "inspected": [
            {
                "sku": it.sku,
                "quantity": it.quantity,
                "condition": it.condition.value,
                "disposition": it.disposition.value,
                "to": it.to,
            }
            for it in event.inspected
        ],
        "refunds": [_refund_json(each) for each in event.refunds],
        "currency": event.currency,
        "order_id": event.order,
    }
    return {name: value for name, value in told.items() if value}


def event_json(event: ReturnEvent) -> dict[str, Any]:
    """Return a step with what belongs to it."""
    return {
        "id": event.id,
        "step": event.step.value,
        "at": event.at.isoformat(),
        **details_json(event),
    }


def return_json(asked: Return, life: ReturnLife, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return a return as it is now; `currency` is that of its refunds, amounts are minor units of it."""
    return {
        "id": asked.id,
        "order_id": asked.order,
        "number": asked.number,
        "state": life.state.value,
        "since": life.since.isoformat(),
        "revision": life.revision,
        "created": asked.requested.isoformat(),
        "way": asked.way.value,
        "at": asked.at,
        "day": None if life.day is None else life.day.isoformat(),
        "currency": life.currency,
        "exchange_order_id": life.exchange,
        "next_step": _next_step(life),
        "lines": [
            {
                **line,
                "came": _came_json(life.came.get(line["sku"])),
                "refund_cents": life.refunds.get(line["sku"]),
            }
            for line in asked_json(asked)["lines"]
        ],
        "events": [event_json(each) for each in life.events],
        "notes": list(notes),
    }


def _next_step(life: ReturnLife) -> dict[str, str] | None:
    """Return what to do after a pickup failed; None where none has failed last."""
    if life.state is not ReturnStep.PICKUP_FAILED:
        return None
    failed = [each for each in life.events if each.step is ReturnStep.PICKUP_FAILED]
    found = next_fetch(failed[-1].reason, len(failed))
    return {"step": found.step.value, "text": found.text}


def _refund_json(refund: Refund) -> dict[str, Any]:
    paid = {} if refund.paid is None else {"paid_cents": refund.paid}
    return {"sku": refund.sku, "refund_cents": refund.cents, **paid}


def _came_json(came: Came | None) -> dict[str, Any] | None:
    if came is None:
        return None
    return {"sku": came.sku, "quantity": came.quantity, "warehouse": came.warehouse, "lot": came.lot}


def event_of(details: Mapping[str, Any], *, id: str, of: str, step: ReturnStep, at: datetime) -> ReturnEvent:  # noqa: A002
    """Return the event whose details `details_json` has told."""
    return ReturnEvent(
        id=id,
        of=of,
        step=step,
        at=at,
        place=details.get("place", ""),
        reason=details.get("reason", ""),
        day=date.fromisoformat(details["day"]) if "day" in details else None,
        came=tuple(Came(**each) for each in details.get("came", ())),
        inspected=tuple(_inspected(each) for each in details.get("inspected", ())),
        refunds=tuple(
            Refund(sku=it["sku"], cents=it["refund_cents"], paid=it.get("paid_cents"))
            for it in details.get("refunds", ())
        ),
        currency=details.get("currency", ""),
        order=details.get("order_id", ""),
    )


def _inspected(told: Mapping[str, Any]) -> Inspected:
    condition, disposition = Condition(told["condition"]), Disposition(told["disposition"])
    return Inspected(**{**told, "condition": condition, "disposition": disposition})
