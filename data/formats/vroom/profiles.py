"""What other routing services call a profile, and which of ours drives for it."""

from typing import Final, get_args

from routing.travel.source import Profile

_OTHERS: Final = {
    "driving": "car",
    "driving-car": "car",
    "auto": "car",
    "driving-hgv": "truck",
    "hgv": "truck",
    "bike": "cargo_bike",
    "bicycle": "cargo_bike",
    "cycling": "cargo_bike",
    "cycling-regular": "cargo_bike",
    "cycling-road": "cargo_bike",
    "cycling-mountain": "cargo_bike",
    "cycling-electric": "cargo_bike",
    "walking": "foot",
    "pedestrian": "foot",
    "foot-walking": "foot",
    "foot-hiking": "foot",
}
"""Names of OSRM, Valhalla and openrouteservice."""

_SAME: Final = (
    "driving",
    "driving-car",
    "auto",
    "driving-hgv",
    "hgv",
    "walking",
    "pedestrian",
    "foot-walking",
)
"""Those among them that mean the same as ours."""


def profile_named(name: str) -> str:
    """Return the profile of ours that drives for a name; a name that nobody knows is taken as it is."""
    return name if name in get_args(Profile) else _OTHERS.get(name, name)


def profile_note(name: str) -> str:
    """Return what whoever reads the answer must know of a profile: "" where it is just what was meant."""
    own = profile_named(name)
    return "" if own == name or name in _SAME else f"The profile {name!r} is travelled as {own!r}."
