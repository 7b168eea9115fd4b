"""Whole numbers of a problem: loads, the window that never binds, and the bounds of every number."""

from collections.abc import Mapping

from core.errors import fault, refuse
from core.units import Seconds
from core.window import TimeWindow

Load = tuple[int, ...]
"""An amount in each dimension of capacity (such as grams, millilitres, parcels)."""

WHOLE_DAY = TimeWindow(opens=Seconds(0), closes=Seconds(7 * 86_400))
"""A window that never binds: a week."""

LARGEST = 10**12
"""No load, cost, limit or time may exceed this: sums over any plan stay inside 64 bits."""

FIRST_PRIORITY = 100
"""The highest priority there is; 0 is the lowest."""

Bounds = tuple[int, int]
"""The least and the largest value that a number may have."""

_ANY: Bounds = (0, LARGEST)
_NO_LIMITS: Mapping[str, Bounds] = {}


def bounded(where: str, values: Mapping[str, int | None], limits: Mapping[str, Bounds] | None = None) -> None:
    """Refuse numbers outside their bounds, and anything that is not a whole number.

    limits
        the bounds of some of the values, by name; the others lie between 0 and `LARGEST`.
    """
    given = limits or _NO_LIMITS
    found = []
    for name, value in values.items():
        least, largest = given.get(name, _ANY)
        if value is not None and not (_whole(value) and least <= value <= largest):
            found.append(fault(where, name, value, f"a whole number from {least:,} to {largest:,}"))
    if found:
        refuse(f"{where} has an impossible number.", found)


def _whole(value: object) -> bool:
    return type(value) is int or (isinstance(value, int) and not isinstance(value, bool))


def loads(name: str, load: Load | None) -> dict[str, int | None]:
    """Return the amounts of a load, each with its name: "delivery[0]"."""
    return {f"{name}[{k}]": amount for k, amount in enumerate(load or ())}


def in_order(windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    """Return windows by when they open."""
    if len(windows) == 1:
        return tuple(windows)
    return tuple(sorted(windows, key=lambda window: (window.opens, window.closes)))
