"""Lives of orders as the tracking documents of AfterShip, Shippo and EasyPost."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from orders.life_cycle import Event, Life
from orders.tracking import NAMES, Names

Orders = Mapping[str, str]
"""The number of the order by the number of a part of it, where that is tracked by itself."""

WHOLE: Final[Orders] = MappingProxyType({})
"""No parts."""


def _text(event: Event, names: Names) -> str:
    return f"{names.text} {event.reason}".strip() if event.reason else names.text


def aftership_document(lives: Iterable[Life], carrier: str, whole: Orders = WHOLE) -> dict[str, Any]:
    """Return trackings with their checkpoints, the oldest first."""
    return {"trackings": [_aftership(each, carrier, whole) for each in lives]}


def _aftership(life: Life, carrier: str, whole: Orders) -> dict[str, Any]:
    return {
        "tracking_number": life.order,
        "order_id": whole.get(life.order, life.order),
        "slug": carrier,
        "tag": NAMES[life.state].aftership,
        "failed_delivery_attempts": sum(NAMES[each.state].aftership == "AttemptFail" for each in life.events),
        "return_to_sender": NAMES[life.state].shippo == "RETURNED",
        "checkpoints": [
            {
                "slug": carrier,
                "checkpoint_time": each.at.isoformat(),
                "tag": NAMES[each.state].aftership,
                "message": _text(each, NAMES[each.state]),
                "location": each.place or None,
            }
            for each in life.events
        ],
    }


def shippo_document(lives: Iterable[Life], carrier: str, whole: Orders = WHOLE) -> list[dict[str, Any]]:
    """Return tracks with their history, the oldest first; what belongs to an order is told in `metadata`."""
    return [
        {
            "carrier": carrier,
            "tracking_number": each.order,
            "tracking_status": _shippo(each.events[-1]),
            "tracking_history": [_shippo(event) for event in each.events],
            **({"metadata": f"Order {whole[each.order]}"} if each.order in whole else {}),
        }
        for each in lives
    ]


def _shippo(event: Event) -> dict[str, Any]:
    names = NAMES[event.state]
    text = _text(event, names)
    return {
        "object_id": event.id,
        "status": names.shippo,
        "status_details": text,
        "status_date": event.at.isoformat(),
        "substatus": {"code": names.shippo_code, "text": text, "action_required": names.needs_action},
    }


def easypost_document(lives: Iterable[Life], carrier: str, _whole: Orders = WHOLE) -> dict[str, Any]:
    """Return trackers with their details, the oldest first; they know no orders."""
    return {"trackers": [_easypost(each, carrier) for each in lives]}


def _easypost(life: Life, carrier: str) -> dict[str, Any]:
    return {
        "object": "Tracker",
        "tracking_code": life.order,
        "status": NAMES[life.state].easypost,
        "carrier": carrier,
        "tracking_details": [
            {
                "object": "TrackingDetail",
                "message": _text(each, NAMES[each.state]),
                "status": NAMES[each.state].easypost,
                "datetime": each.at.isoformat(),
                "source": carrier,
            }
            for each in life.events
        ],
    }


TRACKING: Final[Mapping[str, Callable[[Iterable[Life], str, Orders], Any]]] = {
    "aftership": aftership_document,
    "shippo": shippo_document,
    "easypost": easypost_document,
}
"""By vocabulary, what writes its document."""
