"""How long each edge takes: speeds by class, posted limits, surface, delays, and the time of day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import MapError
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.profile import DELAYS, Profile
from routing.travel.roads.rules import StreetKind
from routing.travel.roads.traffic import Traffic

Floats = NDArray[np.float64]

_SLOWEST_KMH = 0.5


@dataclass(frozen=True, kw_only=True)
class EdgeTimes:
    """Seconds of every directed edge in one slice of the day.

    drive_s
        (2p,) float64, moving along the whole edge.
    delay_s
        (2p,) float64, lost at signals, gates and the like, up to and including the edge's end.
    length_m
        (2p,) float64.
    """

    drive_s: Floats
    delay_s: Floats
    length_m: Floats

    @property
    def top_speed(self) -> float:
        """The fastest edge, metres a second."""
        return float((self.length_m / np.maximum(self.drive_s, 1e-9)).max(initial=1.0))


def edge_times(graph: StreetGraph, profile: Profile, traffic: Traffic | None, part: int) -> EdgeTimes:
    """Return the times of all edges for a profile in slice `part` of the day."""
    pieces = graph.pieces
    kmh = np.array([_speeds(kind, profile, traffic, part) for kind in pieces.kinds]).reshape(-1, 2)
    missing = sorted({kind.street for kind, speed in zip(pieces.kinds, kmh, strict=True) if speed.min() <= 0})
    if missing:
        raise MapError(f"The profile {profile.name!r} has no speed for the streets {', '.join(missing)}.")
    speed = np.maximum(kmh, _SLOWEST_KMH)[pieces.kind] / 3.6
    length = np.repeat(pieces.length_m, 2)
    costs = np.array([profile.delays_s.get(word, 0.0) for word in DELAYS])
    return EdgeTimes(
        drive_s=(pieces.length_m[:, np.newaxis] / speed).reshape(-1),
        delay_s=pieces.delays @ costs,
        length_m=length,
    )


def _speeds(kind: StreetKind, profile: Profile, traffic: Traffic | None, part: int) -> tuple[float, float]:
    factor = traffic.factor(kind.street, part) if traffic else 1.0
    forward, backward = (
        _free_speed(kind, profile, posted) for posted in (kind.forward_kmh, kind.backward_kmh)
    )
    return forward * factor, backward * factor


def _free_speed(kind: StreetKind, profile: Profile, posted: float) -> float:
    """Return the speed on an empty street, in km/h."""
    if kind.ferry_kmh:
        return kind.ferry_kmh
    speed = profile.class_kmh(kind.street, granted=kind.granted)
    if posted and profile.maxspeed == "replaces":
        speed = posted * profile.maxspeed_share
    elif posted and profile.maxspeed == "caps":
        speed = min(speed, posted * profile.maxspeed_share)
    limits = (
        profile.top_kmh,
        profile.surface_kmh.get(kind.surface, speed),
        profile.tracktype_kmh.get(kind.tracktype, speed),
        profile.smoothness_kmh.get(kind.smoothness, speed),
    )
    return min(speed, *limits)
