"""A quote as plain values and as rows of a table."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from data.formats.fields.written import Row
from orders.modes.moments import seconds_between
from orders.modes.option import Option
from orders.modes.rounds import Sent

HEADER: Final = (
    "mode", "at", "name", "day", "opens", "closes", "price", "currency", "co2_g", "greener", "cut_off",
    "cut_off_in_s", "compartment", "offered", "reason", "text", "substitutes", "from",
)  # fmt: skip


def option_json(option: Option, *, now: datetime) -> dict[str, Any]:
    """Return one option; `cut_off_in_s` is how long it can still be ordered, null where nothing ends it."""
    refusal = option.refusal
    return {
        "mode": option.mode,
        "at": option.at,
        "name": option.name,
        "day": None if option.day is None else option.day.isoformat(),
        "opens": _moment(option.opens),
        "closes": _moment(option.closes),
        "offered": option.offered,
        "price_cents": option.price,
        "co2_g": option.co2_g,
        "greener": option.greener,
        "cut_off": _moment(option.cut_off),
        "cut_off_in_s": cut_off_in_s(option, now=now),
        "compartment": option.compartment,
        "reason": None if refusal is None else {"code": refusal.code, "text": refusal.text},
        "substitutes": list(option.substitutes),
        "shipments": [{"warehouse": each.warehouse, "pieces": dict(each.pieces)} for each in option.sent],
    }


def cut_off_in_s(option: Option, *, now: datetime) -> int | None:
    """Return how many seconds it can still be ordered; 0 where it is over."""
    return None if option.cut_off is None else max(0, int(seconds_between(now, option.cut_off)))


def option_rows(options: Iterable[Option], *, now: datetime, currency: str) -> Iterator[Row]:
    """Yield a row for each option; money in units of the currency."""
    for each in options:
        refusal = each.refusal
        left = cut_off_in_s(each, now=now)
        yield [
            each.mode.value,
            each.at,
            each.name,
            "" if each.day is None else each.day.isoformat(),
            _moment(each.opens) or "",
            _moment(each.closes) or "",
            "" if each.price is None else f"{each.price / 100:.2f}",
            currency,
            "" if each.co2_g is None else each.co2_g,
            "yes" if each.greener else "no",
            _moment(each.cut_off) or "",
            "" if left is None else left,
            each.compartment,
            "yes" if each.offered else "no",
            "" if refusal is None else refusal.code,
            "" if refusal is None else refusal.text,
            "; ".join(each.substitutes),
            "; ".join(sent_text(sent) for sent in each.sent),
        ]


def sent_text(sent: Sent) -> str:
    """Return what a warehouse sends, in words: "north: 2 A, 1 B"."""
    return f"{sent.warehouse}: " + ", ".join(f"{number} {sku}" for sku, number in sent.pieces.items())


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
