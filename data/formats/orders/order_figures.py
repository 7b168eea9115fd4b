"""Orders and their lives as plain values and rows."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from data.formats.fields.written import Row
from orders.life_cycle import Life
from orders.order import Line, Order

HISTORY_HEADER: Final = ("order", "state", "since", "events", "attempts", "over", "reason")


def order_json(order: Order) -> dict[str, Any]:
    """Return one order; grams, millilitres, millimetres, seconds after midnight."""
    place, window = order.place, order.window
    return {
        "id": order.id,
        "customer": {
            "name": order.customer.name,
            "email": order.customer.email,
            "phone": order.customer.phone,
            # Orders without one stay what they were to whoever compares their digests.
            **({"language": order.customer.language} if order.customer.language else {}),
        },
        "address": order.address,
        "place": None if place is None else {"lon": place.lon, "lat": place.lat},
        "mode": order.mode,
        "at": order.at,
        "day": None if order.day is None else order.day.isoformat(),
        "window": None if window is None else {"opens_s": window.opens, "closes_s": window.closes},
        "weight_g": order.weight_g,
        "volume_ml": order.volume_ml,
        "lines": [_line_json(each) for each in order.lines],
        **({"currency": order.currency} if order.currency else {}),
        **({} if order.delivery is None else {"delivery_cents": order.delivery}),
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "quantity": line.quantity,
        "weight_g": line.weight_g,
        "volume_ml": line.volume_ml,
        "size_mm": None if line.size is None else list(line.size.sides),
        "temperature": line.temperature,
        **({} if line.paid is None else {"paid_cents": line.paid}),
    }


def history_rows(lives: Iterable[Life]) -> Iterator[Row]:
    """Yield a row for each order: where it stands, since when, after how many events and attempts."""
    for each in lives:
        yield [
            each.order,
            each.state.value,
            each.since.isoformat(),
            len(each.events),
            each.attempts,
            "yes" if each.over else "no",
            each.events[-1].reason,
        ]


def history_json(lives: Iterable[Life]) -> list[dict[str, Any]]:
    """Return the same as plain values."""
    return [dict(zip(HISTORY_HEADER, row, strict=True)) for row in history_rows(lives)]
