"""Travel asked of a Valhalla server (`valhalla_service`) over HTTP."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isqrt

import httpx
import numpy as np

from core.attribution import OPENSTREETMAP
from core.errors import MapError, RoundsmanError, fault, refuse
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Seconds
from routing.travel.http_answer import FAR_M, Block, in_blocks, in_halves, named, refuse_uncovered
from routing.travel.http_settings import server_profile, settings_faults
from routing.travel.http_source import Answer, Patience, RoutingServer, status_text
from routing.travel.roads.unreached import unreached_notes
from routing.travel.source import Leg, Snap, Travel
from routing.travel.valhalla_wire import (
    KILOMETRES,
    Request,
    costing,
    departing,
    holding,
    points,
    read_legs,
    read_snaps,
    read_table,
    read_warnings,
)

Option = str | int | float | bool

_TOO_MANY, _TOO_FAR, _NO_STREET = 150, 154, 171
_NO_WAY = (170, 441, 442)
"""Locations in unconnected regions, unreachable, no path found."""

_LOCATED_AT_ONCE = 100


def _profiles() -> Mapping[str, str]:
    return {
        "car": "auto",
        "van": "auto",
        "truck": "truck",
        "cargo_bike": "bicycle",
        "foot": "pedestrian",
    }


def _options() -> Mapping[str, Mapping[str, Option]]:
    """Return vehicles of the same size and speed as those of our street maps; metres and tonnes."""
    return {
        "van": {"height": 2.6, "width": 2.1},
        "truck": {"height": 4.0, "width": 2.55, "length": 12.0, "weight": 18.0, "top_speed": 80},
        "cargo_bike": {"bicycle_type": "City", "cycling_speed": 17},
        "foot": {"walking_speed": 5.0},
    }


@dataclass(frozen=True, kw_only=True)
class ValhallaSettings:
    """Where a Valhalla server is, and how it is asked.

    profiles, options
        our vehicle profiles: the server's costing of each, and that costing's options.
    day, slice_starts
        with a day, speeds are asked for the middle of each slice of that day, in the map's local time;
        without, for no time in particular.
    table_pairs, route_size
        no more pairs and places than this in one request: the server's `max_matrix_location_pairs` and
        `max_locations`.
    limit_m
        a place farther than this from every street is refused.
    attribution
        whom the server's map belongs to.
    """

    url: str
    profiles: Mapping[str, str] = field(default_factory=_profiles)
    options: Mapping[str, Mapping[str, Option]] = field(default_factory=_options)
    day: date | None = None
    slice_starts: tuple[Seconds, ...] = (Seconds(0),)
    table_pairs: int = 2500
    route_size: int = 20
    limit_m: int = FAR_M
    attribution: str = OPENSTREETMAP

    def __post_init__(self) -> None:
        sizes = {"table_pairs": self.table_pairs, "route_size": self.route_size}
        faults = settings_faults("Valhalla server", self.url, self.profiles, sizes)
        starts = self.slice_starts
        if not starts or starts[0] != 0 or list(starts) != sorted(set(starts)) or starts[-1] >= 86_400:
            faults.append(fault("Valhalla server", "slice_starts", starts, "ascending times of day from 0"))
        if len(starts) > 1 and self.day is None:
            faults.append(fault("Valhalla server", "day", "nothing", "the day whose slices are meant"))
        refuse("The Valhalla server is not configured right.", faults)


class Valhalla:
    """Asks one Valhalla server; whoever opened `client` closes it."""

    def __init__(
        self,
        settings: ValhallaSettings,
        client: httpx.Client,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self.server = RoutingServer("Valhalla", settings.url, client, patience=patience, sleep=sleep)
        self.name = self.server.name

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances of all pairs; a pair that no way connects is unreachable."""
        drives = self._costing(profile)
        snaps = self._snaps(places, drives)
        warnings: dict[str, None] = {}
        tables = [
            self._table(places, drives | holding(self.settings.day, middle), warnings)
            for middle in _middles(self.settings.slice_starts)
        ]
        matrix = TravelMatrix(
            durations=np.stack([durations for durations, _ in tables]),
            distances=np.stack([distances for _, distances in tables]),
            slice_starts=self.settings.slice_starts,
        )
        return Travel(
            matrix=matrix,
            source=f"{self.name} (profile {drives['costing']})",
            snaps=snaps,
            notes=(*(f"{self.name}: {text}" for text in warnings), *unreached_notes(places, matrix)),
            attribution=self.settings.attribution,
        )

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next; each leg departs when the one before arrives."""
        drives = self._costing(profile) | {"directions_type": "none", **KILOMETRES}
        legs: list[Leg] = []
        for first in range(0, len(places) - 1, self.settings.route_size - 1):
            part = places[first : first + self.settings.route_size]
            now = depart_s + sum(leg.duration for leg in legs)
            body = drives | {"locations": points(part)} | departing(self.settings.day, now)
            answer = self._checked(self.server.post("/route", body), part)
            with self.server.believing():
                legs += read_legs(answer.content, len(part) - 1)
        return legs

    def _costing(self, profile: str) -> Request:
        theirs = server_profile(self.name, self.settings.profiles, profile)
        return costing(theirs, self.settings.options.get(profile, {}))

    def _snaps(self, places: Sequence[Place], drives: Request) -> tuple[Snap, ...]:
        """Return where each place meets its street; raise `MapError` naming those that do not."""
        found: list[Snap | None] = []
        for first in range(0, len(places), _LOCATED_AT_ONCE):
            part = places[first : first + _LOCATED_AT_ONCE]
            body = drives | {"locations": points(part), "verbose": True}
            answer = self._checked(self.server.post("/locate", body), part)
            with self.server.believing():
                found += read_snaps(answer.content, part)
        refuse_uncovered(self.name, found, places, self.settings.limit_m)
        return tuple(each for each in found if each is not None)

    def _table(self, places: Sequence[Place], request: Request, warnings: dict[str, None]) -> Block:
        """Return the tables of all pairs; what the server warns of is added to `warnings`, once."""

        def block(rows: range, columns: range) -> Block | None:
            answer = self._block([places[k] for k in rows], [places[k] for k in columns], request)
            if answer is None:
                return None
            with self.server.believing():
                warnings.update(dict.fromkeys(read_warnings(answer.content)))
                return read_table(answer.content, (len(rows), len(columns)))

        side = isqrt(self.settings.table_pairs)
        return in_blocks(len(places), side, lambda rows, columns: in_halves(rows, columns, block))

    def _block(self, origins: Sequence[Place], targets: Sequence[Place], request: Request) -> Answer | None:
        """Return the answer for one block; None where its places lie in unconnected regions."""
        ends = {"sources": points(origins), "targets": points(targets)}
        answer = self.server.post("/sources_to_targets", ends | {"verbose": False, **KILOMETRES} | request)
        if answer.fields.get("error_code") in _NO_WAY:
            return None
        return self._checked(answer, [*origins, *targets])

    def _checked(self, answer: Answer, places: Sequence[Place]) -> Answer:
        if answer.status != 200:
            raise self._refusal(answer, places)
        return answer

    def _refusal(self, answer: Answer, places: Sequence[Place]) -> RoundsmanError:
        code, said = answer.fields.get("error_code"), str(answer.fields.get("error", ""))[:200]
        ends = f"{named(places[0], 1)} to {named(places[-1], len(places))}"
        if code in _NO_WAY:
            return MapError(f"{self.name} finds no way along the {len(places)} places from {ends}.")
        if code == _NO_STREET:
            return MapError(f"The map of {self.name} has no usable street near one of {len(places)} places.")
        if code == _TOO_MANY:
            return self.server.failed(
                f"takes fewer places at once ({said}): lower table_pairs or route_size in its settings, "
                "or raise max_matrix_location_pairs or max_locations in its service_limits"
            )
        if code == _TOO_FAR:
            return self.server.failed(
                f"does not look that far ({said}): raise max_matrix_distance in its service_limits"
            )
        if code is None:
            status = status_text(answer.status)
            return self.server.failed(f"answers {status} and no Valhalla code; is it valhalla_service?")
        return self.server.failed(f"refuses the request ({code}: {said})")


def _middles(starts: Sequence[int]) -> list[int]:
    """Return the middle of each slice of the day; a single slice is asked at noon."""
    return [(start + end) // 2 for start, end in zip(starts, (*starts[1:], 86_400), strict=True)]
