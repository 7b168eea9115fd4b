"""How far and how long a vehicle drives for a straight line of a given length; the values live in a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, InvalidInput, NotFound, fault, refuse

Floats = NDArray[np.float64]

BUNDLED = Path(__file__).with_name("estimate.toml")
"""The values used unless a file is given, with their sources."""

_RANGES = {
    "circuity_constant": (1.0, 5.0),
    "circuity_factor": (0.0, 5.0),
    "circuity_exponent": (0.0, 0.99),
    "circuity_cap": (1.0, 10.0),
    "seconds_factor": (0.0, 100.0),
    "seconds_exponent": (0.1, 1.0),
    "top_kmh": (1.0, 200.0),
}
"""Within these, a detour is never shorter than the way it replaces: both curves are concave and rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How one vehicle profile drives between places of which only the straight line is known.

    circuity_constant, circuity_factor, circuity_exponent, circuity_cap
        driven / straight = min(cap, constant + factor * d ** -exponent), d in kilometres.
    seconds_factor, seconds_exponent
        duration = factor * d ** exponent, d in metres, but no less than the driven distance takes at
    top_kmh
        kilometres per hour.
    """

    circuity_constant: float
    circuity_factor: float
    circuity_exponent: float
    circuity_cap: float
    seconds_factor: float
    seconds_exponent: float
    top_kmh: float

    def __post_init__(self) -> None:
        refuse("An estimate has an impossible value.", _faults("estimate", _values(self)))


def circuity(straight_m: Floats, estimate: Estimate) -> Floats:
    """Return driven distance divided by straight-line distance, for each straight line in metres."""
    kilometres = np.maximum(straight_m, 0.001) / 1000
    grown = estimate.circuity_factor * kilometres**-estimate.circuity_exponent
    return np.minimum(estimate.circuity_constant + grown, estimate.circuity_cap)


def driven_m(straight_m: Floats, estimate: Estimate) -> Floats:
    """Return the estimated driven metres for each straight line in metres."""
    return straight_m * circuity(straight_m, estimate)


def driving_s(straight_m: Floats, estimate: Estimate) -> Floats:
    """Return the estimated seconds of driving for each straight line in metres."""
    curve = estimate.seconds_factor * straight_m**estimate.seconds_exponent
    return np.maximum(curve, driven_m(straight_m, estimate) * 3.6 / estimate.top_kmh)


def read_estimates(path: Path = BUNDLED) -> Mapping[str, Estimate]:
    """Read the estimates of each vehicle profile from a TOML file; every mistake is listed at once."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound(f"The estimate file {path} does not exist.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The estimate file {path} is not readable TOML: {error}.") from error
    faults = [each for profile, values in tables.items() for each in _faults(f"{path} [{profile}]", values)]
    if not tables:
        faults = [fault(str(path), "", "nothing", "a table for each vehicle profile, such as [van]")]
    refuse(f"The estimate file {path} has mistakes.", faults)
    return {profile: Estimate(**values) for profile, values in tables.items()}


def _values(estimate: Estimate) -> dict[str, Any]:
    return {each.name: getattr(estimate, each.name) for each in fields(estimate)}


def _faults(where: str, values: Any) -> list[Fault]:
    if not isinstance(values, dict):
        return [fault(where, "", values, "a table of values, such as top_kmh = 90")]
    faults = [
        fault(where, name, values.get(name, "nothing"), f"a number from {low:g} to {high:g}")
        for name, (low, high) in _RANGES.items()
        if not _within(values.get(name), low, high)
    ]
    unknown = [name for name in values if name not in _RANGES]
    return faults + [fault(where, name, values[name], "one of " + ", ".join(_RANGES)) for name in unknown]


def _within(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
