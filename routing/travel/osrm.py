"""Travel asked of an OSRM server (`osrm-routed`) over HTTP."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import httpx

from core.attribution import OPENSTREETMAP
from core.errors import MapError, RoundsmanError, fault, refuse
from core.matrix import TravelMatrix
from core.place import Place
from routing.travel.http_answer import FAR_M, Block, in_blocks, named, refuse_uncovered
from routing.travel.http_settings import server_profile, settings_faults
from routing.travel.http_source import Answer, Patience, RoutingServer, status_text
from routing.travel.osrm_wire import (
    LEGS,
    Options,
    get_address,
    post_body,
    read_legs,
    read_snaps,
    read_table,
    table_options,
)
from routing.travel.roads.unreached import unreached_notes
from routing.travel.source import Leg, Snap, Travel

_NO_POST = {None, "InvalidUrl", "InvalidQuery", "InvalidService", "InvalidMethod", "InvalidVersion"}
"""Codes of a server that does not know requests by POST; None where something else answers for it."""


@dataclass(frozen=True, kw_only=True)
class OsrmSettings:
    """Where an OSRM server is, and what it was prepared for.

    profiles
        our vehicle profiles that its streets were prepared for, with its name for each. One osrm-routed knows
        one profile and answers with it whatever name it is given: name only what is true.
    table_size, route_size
        no more places than this in one request: the server's `--max-table-size` and `--max-viaroute-size`.
    requests
        "post" for servers since 26, "get" for older ones; "auto" finds out.
    limit_m
        a place farther than this from every street is refused.
    attribution
        whom the server's map belongs to.
    """

    url: str
    profiles: Mapping[str, str] = field(default_factory=lambda: {"car": "driving", "van": "driving"})
    table_size: int = 100
    route_size: int = 100
    requests: Literal["auto", "post", "get"] = "auto"
    limit_m: int = FAR_M
    attribution: str = OPENSTREETMAP

    def __post_init__(self) -> None:
        sizes = {"table_size": self.table_size, "route_size": self.route_size}
        faults = settings_faults("OSRM server", self.url, self.profiles, sizes)
        if self.requests not in ("auto", "post", "get"):
            faults.append(fault("OSRM server", "requests", self.requests, "auto, post or get"))
        refuse("The OSRM server is not configured right.", faults)


class Osrm:
    """Asks one OSRM server; whoever opened `client` closes it."""

    def __init__(
        self,
        settings: OsrmSettings,
        client: httpx.Client,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self.server = RoutingServer("OSRM", settings.url, client, patience=patience, sleep=sleep)
        self.name = self.server.name
        self._posts = {"auto": None, "post": True, "get": False}[settings.requests]

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances of all pairs; a pair that no way connects is unreachable."""
        theirs = server_profile(self.name, self.settings.profiles, profile)
        snaps: list[Snap] = []

        def block(rows: range, columns: range) -> Block:
            numbers, options = table_options(rows, columns)
            answer = self._ask("table", theirs, [places[k] for k in numbers], options)
            with self.server.believing():
                if columns.start == 0:
                    snaps.extend(read_snaps(answer.content, [places[k] for k in rows]))
                return read_table(answer.content, (len(rows), len(columns)))

        durations, distances = in_blocks(len(places), self.settings.table_size, block)
        refuse_uncovered(self.name, snaps, places, self.settings.limit_m)
        matrix = TravelMatrix(durations=durations, distances=distances)
        return Travel(
            matrix=matrix,
            source=f"{self.name} (profile {theirs})",
            snaps=tuple(snaps),
            notes=unreached_notes(places, matrix),
            attribution=self.settings.attribution,
        )

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next; an OSRM server knows no time of day."""
        del depart_s
        theirs = server_profile(self.name, self.settings.profiles, profile)
        legs: list[Leg] = []
        for first in range(0, len(places) - 1, self.settings.route_size - 1):
            part = places[first : first + self.settings.route_size]
            answer = self._ask("route", theirs, part, LEGS)
            with self.server.believing():
                legs += read_legs(answer.content, len(part) - 1)
        return legs

    def _ask(
        self, service: Literal["table", "route"], profile: str, places: Sequence[Place], options: Options
    ) -> Answer:
        """Return the server's answer; raise a clear error where its code is not Ok."""
        address = f"/{service}/v1/{profile}"
        if self._posts is None:
            self._posts = self._understands_post(profile, places[0])
        if self._posts:
            answer = self.server.post(address, post_body(places, options))
        else:
            answer = self.server.get(address + get_address(places, options))
        if answer.fields.get("code") == "Ok":
            return answer
        raise self._refusal(service, answer, places)

    def _understands_post(self, profile: str, place: Place) -> bool:
        """Ask for the smallest table: a server that does not read POST may hang up on a large one."""
        body = post_body([place, place], {"generate_hints": False})
        return self.server.post(f"/table/v1/{profile}", body).fields.get("code") not in _NO_POST

    def _refusal(self, service: str, answer: Answer, places: Sequence[Place]) -> RoundsmanError:
        code, said = answer.fields.get("code"), str(answer.fields.get("message", ""))[:200]
        if code == "NoSegment":
            number = re.search(r"coordinate (\d+)", said)
            near = [named(place, k) for k, place in enumerate(places) if number and int(number[1]) == k]
            return MapError(f"The map of {self.name} has no usable street near {(near or ['a place'])[0]}.")
        if code == "NoRoute":
            ends = f"{named(places[0], 1)} to {named(places[-1], len(places))}"
            return MapError(f"{self.name} finds no way along the {len(places)} places from {ends}.")
        if code == "TooBig":
            setting, option = {"table": ("table_size", "table"), "route": ("route_size", "viaroute")}[service]
            size = getattr(self.settings, setting)
            return self.server.failed(
                f"takes no {size} places at once: lower {setting} in its settings, "
                f"or start osrm-routed with --max-{option}-size {size}"
            )
        if isinstance(code, str):
            return self.server.failed(f"refuses the request ({code}: {said}); is it OSRM 5.20 or later?")
        status = status_text(answer.status)
        return self.server.failed(f"answers {status} and no OSRM code; is it osrm-routed?")
