"""Speeds by time of day: slices of the day, and what traffic leaves of the free speed in each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from core.units import Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How much of its free speed each group of streets keeps in each slice of the day.

    slice_starts
        ascending times of day, the first 0; the last slice holds until midnight.
    groups
        group name of a street class; a class in no group keeps its free speed.
    factors
        one mapping per slice, group name to a share above 0, at most 2; a group not named keeps 1.
    """

    slice_starts: tuple[Seconds, ...]
    groups: Mapping[str, str]
    factors: tuple[Mapping[str, float], ...]

    def __post_init__(self) -> None:
        starts = self.slice_starts
        if not starts or starts[0] != 0 or list(starts) != sorted(set(starts)) or starts[-1] >= 86_400:
            raise InvalidInput(
                f"traffic slices start at {starts} s; expected ascending times of day from 00:00"
            )
        if len(self.factors) != len(starts):
            raise InvalidInput(
                f"{len(self.factors)} sets of traffic factors for {len(starts)} slices of the day"
            )

    def factor(self, street: str, part: int) -> float:
        """Return the share of the free speed that a street class keeps in slice `part`."""
        return self.factors[part].get(self.groups.get(street, ""), 1.0)


def read_traffic(path: Path) -> Traffic:
    """Read a traffic file (TOML, see docs/guides/street-speeds.md); every mistake is listed at once."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound(f"The traffic file {path} does not exist.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The traffic file {path} is not readable TOML: {error}.") from error
    groups, slices = content.get("groups", {}), content.get("slices", [])
    refuse(f"The traffic file {path} has mistakes.", _faults(str(path), groups, slices))
    return Traffic(
        slice_starts=tuple(Seconds(_clock_s(each["from"]) or 0) for each in slices),
        groups={street: group for group, streets in groups.items() for street in streets},
        factors=tuple({group: float(each[group]) for group in groups if group in each} for each in slices),
    )


def _faults(where: str, groups: Any, slices: Any) -> list[Fault]:
    if not isinstance(groups, dict) or not all(isinstance(each, list) for each in groups.values()):
        return [
            fault(where, "groups", groups, 'lists of street classes, such as main = ["primary", "secondary"]')
        ]
    if not isinstance(slices, list) or not slices or not all(isinstance(each, dict) for each in slices):
        return [fault(where, "slices", slices, "at least one [[slices]] table, the first from 00:00")]
    faults: list[Fault] = []
    before = -1
    for number, each in enumerate(slices, 1):
        begins = _clock_s(each.get("from"))
        right = begins == 0 if number == 1 else begins is not None and begins > before
        if not right:
            expected = '"00:00"' if number == 1 else 'a time such as "07:30", later than the slice before'
            faults.append(fault(f"{where} slice {number}", "from", each.get("from", ""), expected))
        before = max(before, begins or 0)
        faults += _factor_faults(f"{where} slice {number}", each, groups)
    return faults


def _factor_faults(where: str, each: Mapping[str, Any], groups: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for group, share in each.items():
        if group != "from" and group not in groups:
            faults.append(fault(where, group, share, "a group of [groups]: " + ", ".join(groups)))
        elif group != "from" and (not isinstance(share, int | float) or not 0.01 <= share <= 2):
            faults.append(fault(where, group, share, "a share of the free speed from 0.01 to 2"))
    return faults


def _clock_s(value: object) -> int | None:
    """Return the seconds after midnight of "HH:MM", None where it is not a time of day."""
    hours, _, minutes = str(value).partition(":")
    if not (
        hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60
    ):
        return None
    return int(hours) * 3600 + int(minutes) * 60
