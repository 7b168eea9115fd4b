"""What whoever runs the server may set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from core.errors import fault, refuse

_PREFIX = "ROUNDSMAN_SERVER_"


def _threads() -> int:
    return max(2, os.cpu_count() or 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits of the server.

    allowed_hosts
        host names that it answers to besides localhost and the address it listens on.
    max_body_bytes, max_stops, max_vehicles, max_seconds
        the most that one request may hold or ask for.
    max_wait_s
        the longest that a caller may have an answer held back with `Prefer: wait`.
    queue_size
        how many plans may wait.
    threads
        of the search where the request does not say, and the most it may ask for.
    """

    allowed_hosts: tuple[str, ...] = ()
    max_body_bytes: int = 20_000_000
    max_stops: int = 5_000
    max_vehicles: int = 1_000
    max_seconds: int = 3_600
    max_wait_s: int = 60
    queue_size: int = 20
    threads: int = field(default_factory=_threads)


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings that environment variables give: ROUNDSMAN_SERVER_MAX_STOPS and so on.

    Hosts are separated by commas. A name that is no setting, or a value that is no whole number above 0, is
    refused: a limit that was meant must not be lost to a slip of the pen.
    """
    known = {each.name for each in fields(Settings)}
    given = {name: text for name, text in environ.items() if name.startswith(_PREFIX)}
    values: dict[str, int | tuple[str, ...]] = {}
    faults = []
    for variable, text in sorted(given.items()):
        name = variable.removeprefix(_PREFIX).lower()
        if name not in known:
            names = ", ".join(_PREFIX + each.upper() for each in sorted(known))
            faults.append(fault("environment", variable, text, f"one of {names}"))
        elif name == "allowed_hosts":
            values[name] = tuple(host.strip().lower() for host in text.split(",") if host.strip())
        elif text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0:
            values[name] = int(text)
        else:
            faults.append(fault("environment", variable, text, "a whole number above 0"))
    refuse("The settings of the server cannot be used.", faults)
    return Settings(**values)  # type: ignore[arg-type]
