"""The smallest questions, and VROOM itself where it is installed."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from api.services.answer_vroom import answer_vroom
from core.errors import InvalidInput, fault
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Metres, Seconds
from data.formats.vroom.question import Question
from data.formats.vroom.read import plain_question, question_of
from routing.travel.source import Leg, Travel, TravelSource

DURATIONS = [[0, 10, 20], [10, 0, 5], [20, 5, 0]]


def make_job(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"id": number, "location_index": 1, **changes}


def make_vehicle(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"id": number, "start_index": 0, "end_index": 0, **changes}


def make_shipment(number: int = 1, **changes: Any) -> dict[str, Any]:
    ends = {"pickup": {"id": number, "location_index": 1}, "delivery": {"id": number, "location_index": 2}}
    return {**ends, **changes}


def make_plain(**changes: Any) -> dict[str, Any]:
    return {
        "vehicles": [make_vehicle()],
        "jobs": [make_job()],
        "matrices": {"car": {"durations": DURATIONS}},
        **changes,
    }


def make_question(**changes: Any) -> Question:
    return read(make_plain(**changes))


def read(plain: dict[str, Any]) -> Question:
    return question_of(plain_question(json.dumps(plain).encode()))


def vroom_says(plain: dict[str, Any], *, plan: bool = False, drawn: bool = False) -> Any:
    """Return VROOM's own answer, or the message of its refusal."""
    peer = pytest.importorskip("vroom", reason="VROOM itself (pyvroom, of the group bench) is not installed")
    asked = peer.Input()
    try:
        asked._from_json(json.dumps(plain), drawn)
        found = asked.check(1) if plan else asked.solve(exploration_level=5, nb_threads=1)
    except Exception as refused:
        return str(refused)
    return found.to_dict()


class Plane:
    """Travel in the plane: a degree is 1,000 m, driven at 10 m a second."""

    name = "plane"

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        if profile == "boat":
            raise InvalidInput("No boats.", faults=[fault("vehicle", "profile", profile, "a car")])
        points = np.array([(place.lon, place.lat) for place in places]) * 1_000
        metres = np.rint(np.linalg.norm(points[:, None] - points[None], axis=2)).astype(np.int32)
        matrix = TravelMatrix(durations=metres // 10, distances=metres)
        return Travel(matrix=matrix, source=self.name, notes=(f"by {profile}",))

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        matrix = self.travel(places, profile).matrix
        return [
            Leg(
                duration=Seconds(matrix.duration(k, k + 1)),
                distance=Metres(matrix.distance(k, k + 1)),
                points=((a.lon, a.lat), (b.lon, b.lat)),
            )
            for k, (a, b) in enumerate(pairwise(places))
        ]


def answer(plain: dict[str, Any], source: TravelSource | None = None) -> dict[str, Any]:
    """Return our answer to a question."""
    return answer_vroom(read(plain), source=source or Plane(), threads=1, most_seconds=20)
