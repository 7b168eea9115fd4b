"""What is behind one key figure: the orders, rounds or articles that it counts or leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from api.services.kpi.ask import Answer
from api.services.kpi.catalogue import Feed
from core.figure import LeftOut, Part
from data.store.followed_orders import names_of
from data.store.store import Store


class Only(StrEnum):
    """Which of them are looked at; missed ones have less than the whole of their share."""

    ALL = "all"
    COUNTED = "counted"
    MISSED = "missed"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, kw_only=True)
class Behind:
    """One order, round or article: what it adds to the figure, or why it is not counted.

    number, source
        of an order: the shop's own number; "" of anything else.
    """

    id: str
    numerator: float | None
    denominator: float | None
    left_out: str = ""
    number: str = ""
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON shows it."""
        return {
            "id": self.id,
            "number": self.number,
            "source": self.source,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "left_out": self.left_out,
        }


def chosen(answer: Answer, only: Only) -> list[Part | LeftOut]:
    """Return what is behind a figure, by id; what comes several times, as a moved parcel, is added up."""
    parts = _added(answer.total.parts)
    if only is Only.MISSED:
        parts = [each for each in parts if each.numerator < each.denominator]
    left_out = list(dict.fromkeys(answer.total.left_out))
    match only:
        case Only.ALL:
            return sorted([*parts, *left_out], key=lambda each: each.id)
        case Only.LEFT_OUT:
            return sorted(left_out, key=lambda each: each.id)
        case _:
            return list(parts)


def _added(parts: Sequence[Part]) -> list[Part]:
    found: dict[str, Part] = {}
    for each in parts:
        known = found.get(each.id)
        if known is None:
            found[each.id] = each
        else:
            sums = known.numerator + each.numerator, known.denominator + each.denominator
            found[each.id] = Part(each.id, *sums)
    return sorted(found.values(), key=lambda each: each.id)


def shown(store: Store, answer: Answer, listed: Sequence[Part | LeftOut]) -> list[Behind]:
    """Return some of what is behind a figure, orders with the numbers that their shops know."""
    names: Mapping[str, tuple[str, str]] = {}
    if answer.kpi.feed in (Feed.ORDERS, Feed.STAYS):
        names = names_of(store.database, [each.id for each in listed])
    return [_one(each, *names.get(each.id, ("", ""))) for each in listed]


def _one(each: Part | LeftOut, number: str, source: str) -> Behind:
    if isinstance(each, LeftOut):
        return Behind(
            id=each.id, numerator=None, denominator=None, left_out=each.reason, number=number, source=source
        )
    return Behind(
        id=each.id, numerator=each.numerator, denominator=each.denominator, number=number, source=source
    )
