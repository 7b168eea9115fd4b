"""VROOM's words for values of the wrong shape; what it says of each key is part of its interface."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from data.formats.vroom.complaint import Path

_WHOLE: Final[Mapping[str, str]] = {
    "id": "Invalid or missing id for {kind}.",
    "setup": "Invalid setup duration.",
    "service": "Invalid service duration.",
    "location": "Invalid location for {kind} {id}.",
    "location_index": "Invalid location_index for {kind} {id}.",
    "start_index": "Invalid start_index for vehicle {id}.",
    "end_index": "Invalid end_index for vehicle {id}.",
    "time_windows": "Invalid time_windows array for {kind} {id}.",
    "time_window": "Invalid time-window.",
    "skills": "Invalid skills object.",
    "costs": "Invalid costs for vehicle {id}.",
    "breaks": "Invalid breaks for vehicle {id}.",
    "steps": "Invalid steps for vehicle {id}.",
    **{key: f"Invalid {key} for {{kind}} {{id}}." for key in ("setup_per_type", "service_per_type")},
    **{key: f"Invalid {key} array." for key in ("start", "end", "capacity", "delivery", "pickup", "amount")},
    "max_load": "Invalid max_load array.",
}
"""Of a value that is wrong as a whole; of all other keys VROOM says that their value is invalid."""

_INSIDE: Final[Mapping[str, str]] = {
    "location": "Invalid location array.",
    "start": "Invalid start array.",
    "end": "Invalid end array.",
    "time_windows": "Invalid time-window.",
    "time_window": "Invalid time-window.",
    "skills": "Invalid skill value.",
    **{key: f"Invalid value in {key} for {{kind}} {{id}}." for key in ("setup_per_type", "service_per_type")},
}
"""Of something within a value."""

_STEPS: Final[Mapping[str, str]] = {
    "type": "Invalid type in steps for vehicle {id}.",
    "id": "Invalid id in steps for vehicle {id}.",
}


def message(kind: str, item: object, path: Path) -> str:
    """Return what VROOM says where the value at `path` within a vehicle, job or shipment is wrong."""
    inner, outer = path[:1], {"kind": kind, "id": _id(item)}
    match path:
        case ():
            return f"Invalid {kind}."
        case ("costs", key):
            return f"Invalid {key} cost for vehicle {outer['id']}."
        case ("steps", int(), *rest):
            key = str(rest[0]) if rest else "type"
            return _STEPS.get(key, f"Invalid {key} value.").format(**outer)
        case ("breaks", int(number), *rest):
            return message("break", _at(item, "breaks", number), tuple(rest))
        case ("pickup" | "delivery" as end, *rest) if kind == "shipment":
            return message(end, _at(item, end), tuple(rest)) if rest else f"Missing {end} for shipment."
    return _of_key(str(inner[0]), path[1:]).format(**outer)


def _of_key(key: str, rest: Sequence[str | int]) -> str:
    if rest:
        return _INSIDE.get(key, f"Invalid {key} value.")
    return _WHOLE.get(key, f"Invalid {key} value.")


def _id(item: object) -> object:
    return item.get("id", "") if isinstance(item, dict) else ""


def _at(item: Any, *path: str | int) -> object:
    for part in path:
        item = item[part]
    return item
