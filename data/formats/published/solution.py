"""Reads published solutions: the `.sol` files of CVRPLIB, of SINTEF and of their successors.

`vrplib` reads the first kind; it takes every line with "Route" in it for a route, be it a remark,
and does not say which vehicle a route belongs to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from core.errors import Fault, InvalidInput, fault
from data.formats.published.numbers import whole
from data.formats.published.text import at_line, file_text, refuse_file

_ROUTE: Final = re.compile(r"\s*Route\s*#?\s*(\d+)\s*:(.*)", re.IGNORECASE)
_COST: Final = re.compile(r"\s*Cost\s*:?\s*(\d+(?:\.\d+)?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSolution:
    """Routes as published.

    routes
        locations counted from 0 in file order, end depots left out; empty for a vehicle that does not drive.
    vehicles
        the vehicle of each route, counted from 0.
    printed
        the cost that the file states, in whatever unit its set prints; None where it states none.
        To compare costs use `score.published_cost`, which counts in the convention asked for.
    """

    routes: tuple[tuple[int, ...], ...]
    vehicles: tuple[int, ...]
    printed: Decimal | None = None


def read_solution(path: Path) -> PublishedSolution:
    """Return the routes of a `.sol` file; lines that are neither a route nor the cost are remarks."""
    numbers, routes, printed = list[int](), list[tuple[int, ...]](), None
    faults = list[Fault]()
    for line, content in enumerate(file_text(path).splitlines(), start=1):
        if route := _ROUTE.fullmatch(content):
            stops = [whole(token) for token in route[2].split()]
            if None in stops:
                faults.append(
                    fault(at_line(path.name, line), "route", content.strip(), "locations, counted from 0")
                )
            numbers.append(int(route[1]))
            routes.append(tuple(stop for stop in stops if stop is not None))
        elif cost := _COST.fullmatch(content):
            printed = Decimal(cost[1])
    refuse_file(path.name, faults)
    if not routes:
        expected = "lines such as Route #1: 5 3 7"
        raise InvalidInput(
            f"{path.name} has no routes.", faults=[fault(path.name, "routes", "none", expected)]
        )
    return PublishedSolution(routes=tuple(routes), vehicles=_vehicles(numbers), printed=printed)


def _vehicles(numbers: Sequence[int]) -> tuple[int, ...]:
    """Return route numbers as vehicle numbers from 0, or the order of lines where numbers do not rise."""
    rising = all(number > 0 for number in numbers) and list(numbers) == sorted(set(numbers))
    return tuple(number - 1 for number in numbers) if rising else tuple(range(len(numbers)))
