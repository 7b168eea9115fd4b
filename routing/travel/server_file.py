"""Routing servers described in a file: which one serves which vehicle profile, and how each is asked."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import httpx

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from core.units import Seconds
from routing.travel.by_profile import ByProfile
from routing.travel.osrm import Osrm, OsrmSettings
from routing.travel.source import TravelSource
from routing.travel.valhalla import Valhalla, ValhallaSettings

Settings = OsrmSettings | ValhallaSettings

_TEXT, _WHOLE = (str, "a text in quotes"), (int, "a whole number")
_NAMES = (dict, 'names by vehicle profile, such as { van = "driving" }')
_COMMON = {"url": _TEXT, "profiles": _NAMES, "route_size": _WHOLE, "limit_m": _WHOLE, "attribution": _TEXT}
_KINDS: Mapping[str, Mapping[str, tuple[type, str]]] = {
    "osrm": _COMMON | {"table_size": _WHOLE, "requests": _TEXT},
    "valhalla": _COMMON
    | {
        "table_pairs": _WHOLE,
        "options": (dict, "options by vehicle profile, such as { truck = { height = 3.8 } }"),
        "day": (date, "a day such as 2026-11-23"),
        "slice_starts": (list, 'times of day such as ["00:00", "07:00"]'),
    },
}


def read_servers(path: Path) -> tuple[Settings, ...]:
    """Read routing servers from a TOML file (see docs/guides/travel-sources.md); every mistake is listed."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound(f"The server file {path} does not exist.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The server file {path} is not readable TOML: {error}.") from error
    tables = content.get("servers")
    faults = [
        fault(str(path), name, value, "[[servers]] only")
        for name, value in content.items()
        if name != "servers"
    ]
    if not isinstance(tables, list) or not tables or not all(isinstance(each, dict) for each in tables):
        faults.append(fault(str(path), "servers", tables or "nothing", "at least one [[servers]] table"))
        tables = []
    for number, table in enumerate(tables, 1):
        faults += _faults(f"{path} server {number}", table)
    refuse(f"The server file {path} has mistakes.", faults)
    return tuple(_settings(f"{path} server {number}", table) for number, table in enumerate(tables, 1))


def open_servers(servers: Sequence[Settings], client: httpx.Client) -> TravelSource:
    """Return a source that asks, for each vehicle profile, the first server that serves it."""
    sources: dict[str, TravelSource] = {}
    for settings in servers:
        source = Osrm(settings, client) if isinstance(settings, OsrmSettings) else Valhalla(settings, client)
        for profile in settings.profiles:
            sources.setdefault(profile, source)
    return ByProfile(sources)


def _faults(where: str, table: Mapping[str, Any]) -> list[Fault]:
    kind = str(table.get("kind", "nothing"))
    if kind not in _KINDS:
        return [fault(where, "kind", kind, " or ".join(_KINDS))]
    known = _KINDS[kind]
    faults = [] if "url" in table else [fault(where, "url", "nothing", _TEXT[1])]
    for name, value in table.items():
        if name != "kind" and name not in known:
            faults.append(fault(where, name, value, "one of " + ", ".join(known)))
        elif name != "kind" and (not isinstance(value, known[name][0]) or isinstance(value, bool)):
            faults.append(fault(where, name, value, known[name][1]))
    return faults + _inner_faults(where, table)


def _inner_faults(where: str, table: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for field, kind, expected in (
        ("profiles", str, "a text in quotes"),
        ("options", dict, "a table of options"),
    ):
        inner = table.get(field)
        for name, value in inner.items() if isinstance(inner, dict) else ():
            if not isinstance(value, kind):
                faults.append(fault(where, f"{field}.{name}", value, expected))
    starts = table.get("slice_starts")
    wrong = [value for value in starts if _clock_s(value) is None] if isinstance(starts, list) else []
    return faults + [fault(where, "slice_starts", value, 'a time of day such as "07:30"') for value in wrong]


def _settings(where: str, table: Mapping[str, Any]) -> Settings:
    given = {name: value for name, value in table.items() if name != "kind"}
    if "slice_starts" in given:
        given["slice_starts"] = tuple(Seconds(_clock_s(each) or 0) for each in given["slice_starts"])
    try:
        return OsrmSettings(**given) if table["kind"] == "osrm" else ValhallaSettings(**given)
    except InvalidInput as error:
        raise InvalidInput(f"{where}: {error.message}", faults=error.faults) from error


def _clock_s(value: object) -> int | None:
    """Return the seconds after midnight of a time of day such as "07:30", None where it is none."""
    try:
        clock = time.fromisoformat(str(value))
    except ValueError:
        return None
    return clock.hour * 3600 + clock.minute * 60 + clock.second
