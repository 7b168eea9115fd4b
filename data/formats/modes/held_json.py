"""Carts, options and promised stops as they are kept, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from orders.cart import Cart
from orders.holds.promised_stop import PromisedStop
from orders.modes.option import Option
from orders.modes.rounds import Sent
from orders.order import Line, Mode, Temperature
from orders.size import Size


def cart_document(cart: Cart) -> dict[str, Any]:
    """Return a cart as plain values."""
    lines = [
        [it.sku, it.quantity, it.weight_g, it.volume_ml, it.size and it.size.sides, it.temperature]
        for it in cart.lines
    ]
    return {"currency": cart.currency, "place": asdict(cart.place), "lines": lines}


def cart_of(document: Mapping[str, Any]) -> Cart:
    """Return the cart that `cart_document` has told."""
    lines = tuple(_line(*each) for each in document["lines"])
    return Cart(lines=lines, place=Place(**document["place"]), currency=document["currency"])


def _line(
    sku: str, quantity: int, weight_g: int, volume_ml: int, sides: list[int] | None, temperature: str
) -> Line:
    size = None if sides is None else Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])
    return Line(
        sku=sku,
        quantity=quantity,
        weight_g=weight_g,
        volume_ml=volume_ml,
        size=size,
        temperature=Temperature(temperature),
    )


def option_document(option: Option) -> dict[str, Any]:
    """Return an option that is offered as plain values."""
    names = ("at", "name", "price", "co2_g", "greener", "compartment", "base", "added")
    return {name: getattr(option, name) for name in names} | {
        "mode": option.mode.value,
        "day": _text(option.day),
        "leaves": _text(option.leaves),
        "opens": _text(option.opens),
        "closes": _text(option.closes),
        "cut_off": _text(option.cut_off),
        "sent": [[each.warehouse, dict(each.pieces)] for each in option.sent],
    }


def option_of(document: Mapping[str, Any]) -> Option:
    """Return the option that `option_document` has told."""
    told = dict(document)
    sent = tuple(Sent(warehouse=name, pieces=pieces) for name, pieces in told.pop("sent"))
    days = {name: _day(told.pop(name)) for name in ("day", "leaves")}
    moments = {name: _moment(told.pop(name)) for name in ("opens", "closes", "cut_off")}
    return Option(**told | days | moments | {"mode": Mode(told["mode"]), "sent": sent})


def stop_document(stop: PromisedStop) -> dict[str, Any]:
    """Return a promised stop as plain values."""
    names = ("id", "hold", "service", "weight_g", "volume_ml", "pieces", "release", "warehouse")
    return {name: getattr(stop, name) for name in names} | {
        "day": stop.day.isoformat(),
        "place": asdict(stop.place),
        "windows": [[each.opens, each.closes] for each in stop.windows],
        "skills": sorted(stop.skills),
    }


def stop_of(document: Mapping[str, Any]) -> PromisedStop:
    """Return the promised stop that `stop_document` has told."""
    windows = ((Seconds(opens), Seconds(closes)) for opens, closes in document["windows"])
    return PromisedStop(
        **{
            **document,
            "day": date.fromisoformat(document["day"]),
            "place": Place(**document["place"]),
            "windows": tuple(TimeWindow(opens=opens, closes=closes) for opens, closes in windows),
            "skills": frozenset(document["skills"]),
        }
    )


def _text(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
