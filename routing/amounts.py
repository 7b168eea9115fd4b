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


def bounded(where: str, values: Mapping[str, int | None], limits: Mapping[str, Bounds] | None = None) -> None:
    """Refuse numbers outside their bounds, and anything that is not a whole number.

    limits
        the bounds of some of the values, by name; the others lie between 0 and `LARGEST`.
    """
    bounds = {name: (limits or {}).get(name, (0, LARGEST)) for name in values}
    refuse(
        f"{where} has an impossible number.",
        [
            fault(where, name, value, f"a whole number from {bounds[name][0]:,} to {bounds[name][1]:,}")
            for name, value in values.items()
            if value is not None and not _inside(value, bounds[name])
        ],
    )


def _inside(value: object, bounds: Bounds) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and bounds[0] <= value <= bounds[1]  # type: ignore[operator]


def loads(name: str, load: Load | None) -> dict[str, int | None]:
    """Return the amounts of a load, each with its name: "delivery[0]"."""
    return {f"{name}[{k}]": amount for k, amount in enumerate(load or ())}


def in_order(windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    """Return windows by when they open."""
    return tuple(sorted(windows, key=lambda window: (window.opens, window.closes)))
