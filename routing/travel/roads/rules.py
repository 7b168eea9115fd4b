"""Which streets a profile may use, in which direction and how fast; decided from tags alone."""

from dataclasses import dataclass

from routing.travel.roads.profile import Profile
from routing.travel.roads.tags import Tags, duration_s, first_of, metres, speed_kmh, tonnes

_ONE_WAY = {
    "yes": (True, False),
    "1": (True, False),
    "true": (True, False),
    "-1": (False, True),
    "reverse": (False, True),
    "reversible": (False, False),
    "alternating": (False, False),
}
_SIZE_TAGS = {
    "height_m": ("maxheight:physical", "maxheight"),
    "width_m": ("maxwidth:physical", "maxwidth"),
    "length_m": ("maxlength",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetKind:
    """Everything about a street that decides its speed; many streets share one kind.

    street
        its class: the map's `highway` value, or "ferry".
    forward_kmh, backward_kmh
        posted speed limits; 0 where none is posted.
    ferry_s, ferry_kmh
        a ferry's whole crossing, 0 where the map does not say; the speed follows from its length.
    granted
        whether a tag admits the profile to a class that it does not use by default.
    """

    street: str
    forward_kmh: float = 0.0
    backward_kmh: float = 0.0
    surface: str = ""
    tracktype: str = ""
    smoothness: str = ""
    ferry_s: int = 0
    ferry_kmh: float = 0.0
    granted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRule:
    """What a profile may do on a way of the map."""

    forward: bool
    backward: bool
    kind: StreetKind


def way_rule(tags: Tags, profile: Profile) -> WayRule | None:
    """Return how `profile` may use a way with these tags, or None where it may not."""
    street = _street_class(tags)
    granted = _granted(tags, profile)
    usable = profile.class_kmh(street, granted=bool(granted)) > 0 and granted is not False
    if not usable or not _open(tags, profile) or not _fits(tags, profile):
        return None
    forward, backward = _directions(tags, profile)
    if not forward and not backward:
        return None
    return WayRule(
        forward=forward, backward=backward, kind=_kind(tags, profile, street, granted=bool(granted))
    )


def point_blocked(tags: Tags, profile: Profile) -> bool:
    """Return whether a point of a street (a bollard, a gate) stops the profile."""
    if tags.get("highway") == "crossing" and "barrier" not in tags:
        return False
    granted = _granted(tags, profile)
    if granted is not None:
        return not granted
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    if barrier == "bollard" and tags.get("bollard") == "rising":
        barrier = "rising_bollard"
    return barrier not in profile.passes or not _fits(tags, profile)


def point_delay(tags: Tags) -> str | None:
    """Return which of `DELAYS` a point of a street is, if any."""
    if tags.get("highway") in ("traffic_signals", "stop"):
        return tags["highway"]
    if tags.get("crossing") == "traffic_signals" and tags.get("highway") == "crossing":
        return "traffic_signals"
    return tags.get("barrier")


def _street_class(tags: Tags) -> str:
    if tags.get("route") == "ferry":
        return "ferry"
    return tags.get("highway", "")


def _granted(tags: Tags, profile: Profile) -> bool | None:
    """Return whether the most specific access tag admits the profile; None where there is none."""
    for key in profile.access:
        value = tags.get(key)
        if value is None:
            continue
        if key == "access" and value not in profile.refused:
            return None  # a general permission opens no street that the class closes
        return value not in profile.refused
    return None


def _open(tags: Tags, profile: Profile) -> bool:
    closed = (
        tags.get("area") == "yes" and "motor_vehicle" in profile.access,
        tags.get("impassable") == "yes" or tags.get("status") == "impassable",
        tags.get("smoothness") == "impassable",
        tags.get("service") == "emergency_access",
        tags.get("motorroad") == "yes" and "motor_vehicle" not in profile.access,
        tags.get("toll") == "yes" and not profile.tolls,
        tags.get("route") == "ferry" and not profile.ferries,
    )
    return not any(closed)


def _fits(tags: Tags, profile: Profile) -> bool:
    """Return whether the vehicle is within the sizes and weights that the street allows."""
    for size, keys in _SIZE_TAGS.items():
        limit = metres(first_of(tags, *(f"{key}:{profile.access[0]}" for key in keys), *keys))
        if limit is not None and profile.vehicle.get(size, 0) > limit:
            return False
    weight = tonnes(first_of(tags, f"maxweight:{profile.access[0]}", "maxweight"))
    rating = tonnes(first_of(tags, f"maxweightrating:{profile.access[0]}", "maxweightrating"))
    limits = [limit for limit in (weight, rating) if limit is not None]
    return all(profile.vehicle.get("weight_t", 0) <= limit for limit in limits)


def _directions(tags: Tags, profile: Profile) -> tuple[bool, bool]:
    """Return whether the way may be used (forward, backward)."""
    key = next((key for key in profile.one_way if key in tags), "")
    if profile.access[0] == "bicycle" and key in ("", "oneway") and _contraflow(tags):
        return True, True
    value = tags.get(key, "")
    if value in _ONE_WAY:
        return _ONE_WAY[value]
    around = tags.get("junction") in ("roundabout", "circular") or tags.get("highway") == "motorway"
    return True, not (profile.implied_one_way and around and value != "no")


def _contraflow(tags: Tags) -> bool:
    lanes = (tags.get(key, "") for key in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both"))
    return any(lane.startswith("opposite") for lane in lanes)


def _kind(tags: Tags, profile: Profile, street: str, *, granted: bool) -> StreetKind:
    return StreetKind(
        street=street,
        forward_kmh=_posted(tags, profile, "forward"),
        backward_kmh=_posted(tags, profile, "backward"),
        surface=tags.get("surface", ""),
        tracktype=tags.get("tracktype", ""),
        smoothness=tags.get("smoothness", ""),
        ferry_s=(duration_s(tags.get("duration")) or 0) if street == "ferry" else 0,
        granted=granted and street not in profile.speeds_kmh,
    )


def _posted(tags: Tags, profile: Profile, direction: str) -> float:
    vehicle = profile.access[0]
    keys = (
        f"maxspeed:{vehicle}:{direction}",
        f"maxspeed:{vehicle}",
        "maxspeed:advisory",
        f"maxspeed:{direction}",
        "maxspeed",
        "source:maxspeed",
        "maxspeed:type",
        "zone:maxspeed",
        "zone:traffic",
    )
    return next((speed for speed in (speed_kmh(tags.get(key)) for key in keys) if speed > 0), 0.0)
