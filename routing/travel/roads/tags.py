"""What the values of map tags mean: speeds, sizes, weights, durations."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Tags = Mapping[str, str]

_NUMBER = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(.*?)\s*$")
_FEET = re.compile(r"^\s*(\d+)\s*(?:'|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|''|in|inches)?)?\s*$")
_METRES = {
    "": 1.0,
    "m": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "meters": 1.0,
    "cm": 0.01,
    "ft": 0.3048,
    "km": 1000.0,
}
_TONNES = {
    "": 1.0,
    "t": 1.0,
    "tonnes": 1.0,
    "tons": 1.0,
    "kg": 0.001,
    "lbs": 0.000_453_6,
    "lb": 0.000_453_6,
    "st": 0.907_185,
    "lt": 1.016_05,
}
_KMH = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609_344, "knots": 1.852}


def speed_kmh(value: str | None) -> float:
    """Return the speed that a maxspeed value stands for; 0 where it sets none ("signals", "none", nonsense).

    Several values ("50;30") count as the lowest; zones such as "DE:urban" are looked up in `zones.toml`.
    """
    speeds = [_one_speed(part) for part in (value or "").replace(",", ".").split(";")]
    return min((speed for speed in speeds if speed > 0), default=0.0)


def _one_speed(value: str) -> float:
    text = value.strip().lower()
    measured = _measured(text, _KMH)
    if measured is not None:
        return measured
    default, exceptions = _zones()
    if text in exceptions:
        return exceptions[text]
    return default.get(text.rpartition(":")[2], 0.0)


def metres(value: str | None) -> float | None:
    """Return a height, width or length in metres; None where the value sets no limit ("default", "none")."""
    feet = _FEET.match((value or "").lower())
    if feet:
        return float(feet[1]) * 0.3048 + float(feet[2] or 0) * 0.0254
    return _measured((value or "").lower(), _METRES)


def tonnes(value: str | None) -> float | None:
    """Return a weight in tonnes; None where the value sets no limit."""
    return _measured((value or "").lower(), _TONNES)


def duration_s(value: str | None) -> int | None:
    """Return the seconds of a ferry's duration: "MM", "HH:MM" or "HH:MM:SS"; None where it is neither."""
    parts = (value or "").strip().split(":")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0] * 60
    hours, minutes, *seconds = numbers
    return hours * 3600 + minutes * 60 + (seconds[0] if seconds else 0)


def first_of(tags: Tags, *keys: str) -> str | None:
    """Return the value of the first of `keys` that is tagged."""
    return next((tags[key] for key in keys if key in tags), None)


def _measured(text: str, units: Mapping[str, float]) -> float | None:
    match = _NUMBER.match(text)
    if not match or match[2] not in units:
        return None
    return float(match[1].replace(",", ".")) * units[match[2]]


@cache
def _zones() -> tuple[dict[str, float], dict[str, float]]:
    tables = tomllib.loads((files("routing.travel.roads") / "zones.toml").read_text("utf-8"))
    return tables["default"], tables["exceptions"]
