"""Routes of a stored plan with what key figures need of them, read without its travel matrices."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.window import TimeWindow

_WEIGHT: Final = "weight_g"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """One route as planned; stops with the seconds after midnight at which their work begins."""

    vehicle: str
    depot: str
    profile: str
    start_s: int
    end_s: int
    cents: int
    distance_m: int
    stem_m: int
    stem_s: int
    stops: tuple[tuple[str, int], ...]
    fills: tuple[float, ...]
    gram_metres: int | None


@dataclass(frozen=True, kw_only=True)
class Drives:
    """All routes of one day's plan.

    shifts
        of all vehicles, also of those that stay at home.
    windows
        that stops ask for, each once; not the whole day.
    """

    day: date
    currency: str
    drives: tuple[Drive, ...]
    shifts: tuple[TimeWindow, ...]
    windows: tuple[TimeWindow, ...]


def drives_of(text: bytes) -> Drives:
    """Return the routes of a plan that we wrote ourselves, from its JSON."""
    document = json.loads(text)
    problem = document["problem"]
    vehicles = {each["id"]: each for each in problem["vehicles"]}
    timed = [each for each in document["routes"] if "visits" in each]
    return Drives(
        day=date.fromisoformat(document["day"]),
        currency=problem["currency"],
        drives=tuple(_drive(each, vehicles[each["vehicle"]], problem["dimensions"]) for each in timed),
        shifts=tuple(_window(each["shift"]) for each in vehicles.values()),
        windows=tuple(sorted(_windows(problem["stops"]), key=lambda each: (each.opens, each.closes))),
    )


def _drive(route: Mapping[str, Any], vehicle: Mapping[str, Any], dimensions: Sequence[str]) -> Drive:
    visits, back = route["visits"], route["leg_back"]
    first = visits[0] if visits else {"leg_distance_m": 0, "leg_duration_s": 0}
    weight = dimensions.index(_WEIGHT) if _WEIGHT in dimensions else None
    return Drive(
        vehicle=route["vehicle"],
        depot=vehicle["start"] or vehicle["end"] or "",
        profile=vehicle["profile"],
        start_s=route["start_s"],
        end_s=route["end_s"],
        cents=route["cost"]["total_cents"],
        distance_m=route["distance_m"],
        stem_m=first["leg_distance_m"] + back["distance_m"],
        stem_s=first["leg_duration_s"] + back["duration_s"],
        stops=tuple((each["stop"], each["start_s"]) for each in visits),
        fills=tuple(_fills(route, vehicle["capacity"])),
        gram_metres=None if weight is None else sum(_gram_metres(route, weight)),
    )


def _halts(route: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return visits and reloads in order; only a reload has a depot."""
    halts: list[Mapping[str, Any]] = list(route["visits"])
    for reload in sorted(route["reloads"], key=lambda each: each["after"])[::-1]:
        halts.insert(reload["after"], reload)
    return halts


def _fills(route: Mapping[str, Any], capacity: Sequence[int]) -> Iterator[float]:
    """Yield for each trip the most on board, as a share of the capacity that it needs the largest part of."""
    if not any(capacity):
        return
    most = list(route["load"])
    for halt in _halts(route):
        if "depot" in halt:
            yield _share(most, capacity)
            most = list(halt["load"])
        most = [max(pair) for pair in zip(most, halt["load"], strict=True)]
    yield _share(most, capacity)


def _share(most: Sequence[int], capacity: Sequence[int]) -> float:
    return max((load / room for load, room in zip(most, capacity, strict=True) if room), default=0.0)


def _gram_metres(route: Mapping[str, Any], weight: int) -> Iterator[int]:
    on_board = route["load"][weight]
    for halt in _halts(route):
        yield on_board * halt["leg_distance_m"]
        on_board = halt["load"][weight]
    yield on_board * route["leg_back"]["distance_m"]


def _windows(stops: Sequence[Mapping[str, Any]]) -> set[TimeWindow]:
    told = {_window(each) for stop in stops for each in stop["windows"]}
    return {each for each in told if each.closes - each.opens < 86_400}


def _window(told: Mapping[str, Any]) -> TimeWindow:
    return TimeWindow(opens=told["opens_s"], closes=told["closes_s"])
