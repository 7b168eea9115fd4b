"""How a vehicle moves on streets: one editable file a profile, and overrides by the user."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from core.errors import Fault, InvalidInput, NotFound, fault, refuse

DELAYS = ("traffic_signals", "stop", "gate", "lift_gate", "toll_booth", "border_control")
"""The points of a street that may cost time; a graph counts them per street."""

_NUMBERS = ("maxspeed_share", "top_kmh")
_FLAGS = ("implied_one_way", "ferries", "tolls")
_WORDS = ("access", "refused", "one_way", "turn_words", "passes")
_TABLES = (
    "vehicle",
    "speeds_kmh",
    "speeds_if_granted_kmh",
    "surface_kmh",
    "tracktype_kmh",
    "smoothness_kmh",
    "delays_s",
)
_MAXSPEED = ("replaces", "caps", "ignored")
_SIZES = ("height_m", "width_m", "length_m", "weight_t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one kind of vehicle moves; every field is described in `profiles/car.toml`."""

    name: str
    access: tuple[str, ...]
    refused: frozenset[str]
    one_way: tuple[str, ...]
    implied_one_way: bool
    turn_words: tuple[str, ...]
    ferries: bool
    tolls: bool
    passes: frozenset[str]
    maxspeed: Literal["replaces", "caps", "ignored"]
    maxspeed_share: float
    top_kmh: float
    speeds_kmh: Mapping[str, float]
    vehicle: Mapping[str, float] = field(default_factory=dict)
    speeds_if_granted_kmh: Mapping[str, float] = field(default_factory=dict)
    surface_kmh: Mapping[str, float] = field(default_factory=dict)
    tracktype_kmh: Mapping[str, float] = field(default_factory=dict)
    smoothness_kmh: Mapping[str, float] = field(default_factory=dict)
    delays_s: Mapping[str, float] = field(default_factory=dict)

    def class_kmh(self, street: str, *, granted: bool = False) -> float:
        """Return the speed on streets of a class; 0 where the profile does not use them."""
        if granted and street not in self.speeds_kmh:
            return self.speeds_if_granted_kmh.get(street, 0.0)
        return self.speeds_kmh.get(street, 0.0)

    def structure_key(self) -> str:
        """Return a hash of everything that decides which streets may be used; speeds are not part of it."""
        used = {name: sorted(k for k, v in getattr(self, name).items() if v > 0) for name in _TABLES[1:3]}
        words = {name: sorted(getattr(self, name)) for name in ("refused", "passes")}
        order = [self.access, self.one_way, self.turn_words, self.implied_one_way, self.ferries, self.tolls]
        text = json.dumps([used, words, order, sorted(self.vehicle.items())])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedTable:
    """A user's changes to the profiles, by profile name; a new name says which profile it is `like`."""

    tables: Mapping[str, Mapping[str, Any]]
    source: str = ""


def read_speed_table(path: Path) -> SpeedTable:
    """Read a speed file (TOML, see docs/guides/street-speeds.md) and check every profile it changes."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound(f"The speed file {path} does not exist.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The speed file {path} is not readable TOML: {error}.") from error
    loose = [
        fault(str(path), key, value, "a table such as [van.speeds_kmh]")
        for key, value in tables.items()
        if not isinstance(value, dict)
    ]
    refuse(f"The speed file {path} has values outside every profile.", loose)
    speeds = SpeedTable(tables=tables, source=str(path))
    faults: list[Fault] = []
    for name in tables:
        try:
            profile_named(name, speeds)
        except InvalidInput as error:
            faults += error.faults
    refuse(f"The speed file {path} has mistakes.", faults)
    return speeds


def built_in_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that come with the program."""
    folder = files("routing.travel.roads") / "profiles"
    return tuple(sorted(each.name[:-5] for each in folder.iterdir() if each.name.endswith(".toml")))


def profile_named(name: str, speeds: SpeedTable | None = None) -> Profile:
    """Return a profile with the user's changes applied."""
    raw = _raw(name, speeds, ())
    refuse(f"The profile {name!r} has mistakes.", _faults(name, raw, speeds.source if speeds else ""))
    words = {key: tuple(raw[key]) for key in ("access", "one_way", "turn_words")}
    sets = {key: frozenset(raw[key]) for key in ("refused", "passes")}
    values: dict[str, Any] = {**raw, **words, **sets}
    return Profile(name=name, **values)


def _raw(name: str, speeds: SpeedTable | None, seen: tuple[str, ...]) -> dict[str, Any]:
    """Return the merged tables of a profile: what it is like, its own file, the user's changes."""
    known = built_in_profiles()
    changes = dict(speeds.tables.get(name, {})) if speeds else {}
    if name in seen or (name not in known and "like" not in changes):
        raise InvalidInput(
            f"There is no profile {name!r}.",
            faults=[
                fault(
                    "profile", "", name, "one of " + ", ".join((*known, *(speeds.tables if speeds else ())))
                )
            ],
        )
    own: dict[str, Any] = {}
    if name in known:
        own = tomllib.loads((files("routing.travel.roads") / "profiles" / f"{name}.toml").read_text("utf-8"))
    like = str(changes.pop("like", own.pop("like", "")))
    base = _raw(like, speeds if name not in known else None, (*seen, name)) if like else {}
    return _merged(_merged(base, own), changes)


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        old = merged.get(key)
        merged[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _faults(name: str, raw: Mapping[str, Any], source: str) -> list[Fault]:
    where = f"{source or 'profile'} [{name}]"
    known = (*_NUMBERS, *_FLAGS, *_WORDS, *_TABLES, "maxspeed")
    faults = [fault(where, key, raw[key], "one of " + ", ".join(known)) for key in raw if key not in known]
    faults += [
        fault(where, key, raw[key], "a number above 0") for key in _NUMBERS if not _number(raw[key], 0.001)
    ]
    faults += [
        fault(where, key, raw[key], "true or false") for key in _FLAGS if not isinstance(raw[key], bool)
    ]
    faults += [fault(where, key, raw[key], "a list of words") for key in _WORDS if not _words(raw[key])]
    if raw["maxspeed"] not in _MAXSPEED:
        faults.append(fault(where, "maxspeed", raw["maxspeed"], "one of " + ", ".join(_MAXSPEED)))
    for table in _TABLES:
        faults += _table_faults(where, table, raw.get(table, {}))
    return faults


def _table_faults(where: str, table: str, values: object) -> list[Fault]:
    if not isinstance(values, dict):
        return [fault(where, table, values, "a table of numbers")]
    expected = "a number, 0 or more"
    faults = [fault(where, f"{table}.{key}", v, expected) for key, v in values.items() if not _number(v, 0)]
    allowed = {"vehicle": _SIZES, "delays_s": DELAYS}.get(table)
    if allowed:
        unknown = [key for key in values if key not in allowed]
        faults += [
            fault(where, f"{table}.{key}", values[key], "one of " + ", ".join(allowed)) for key in unknown
        ]
    return faults


def _number(value: object, least: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value < 100_000


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
