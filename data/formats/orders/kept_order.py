"""An order back from its plain values: the other way of `order_json`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.place import Place
from core.window import TimeWindow
from orders.arranged import Arranged
from orders.order import Customer, Line, Mode, Order, Temperature
from orders.size import Size


def order_of(document: Mapping[str, Any]) -> Order:
    """Return the order that `order_json` has told; its place is called by its address."""
    place, window, day = document["place"], document["window"], document["day"]
    return Order(
        id=document["id"],
        lines=tuple(_line(each) for each in document["lines"]),
        customer=Customer(**document["customer"]),
        address=document["address"],
        place=None if place is None else Place(**place, name=document["address"]),
        mode=None if document["mode"] is None else Mode(document["mode"]),
        day=None if day is None else date.fromisoformat(day),
        window=None if window is None else TimeWindow(opens=window["opens_s"], closes=window["closes_s"]),
        at=document["at"],
        currency=document.get("currency", ""),
        delivery=document.get("delivery_cents"),
    )


def arranged_json(arranged: Arranged) -> dict[str, Any]:
    """Return what was arranged for an order as plain values."""
    window = arranged.window
    return {
        "number": arranged.number,
        "day": arranged.day.isoformat(),
        "told": arranged.told.isoformat(),
        "window": None if window is None else {"opens_s": window.opens, "closes_s": window.closes},
        "mode": arranged.mode,
        "at": arranged.at,
        "reason": arranged.reason,
    }


def arranged_of(document: Mapping[str, Any]) -> Arranged:
    """Return what `arranged_json` has told."""
    window, mode = document["window"], document["mode"]
    return Arranged(
        number=document["number"],
        day=date.fromisoformat(document["day"]),
        told=datetime.fromisoformat(document["told"]),
        window=None if window is None else TimeWindow(opens=window["opens_s"], closes=window["closes_s"]),
        mode=None if mode is None else Mode(mode),
        at=document["at"],
        reason=document["reason"],
    )


def _line(document: Mapping[str, Any]) -> Line:
    sides = document["size_mm"]
    size = None if sides is None else Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])
    return Line(
        sku=document["sku"],
        quantity=document["quantity"],
        weight_g=document["weight_g"],
        volume_ml=document["volume_ml"],
        size=size,
        temperature=Temperature(document["temperature"]),
        paid=document.get("paid_cents"),
    )
