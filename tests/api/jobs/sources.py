"""Travel sources for processes that make plans: these load nothing else of the tests."""

import time
from collections.abc import Mapping, Sequence

import numpy as np

from api.services.announce import Announce
from core.place import Place
from routing.travel.source import Travel, TravelSource
from tests.api.http.grid import GridSource


class Slow(GridSource):
    """A travel source that answers after a minute."""

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        time.sleep(60)
        return super().travel(places, profile)


class Greedy(GridSource):
    """A travel source that takes forty gigabytes."""

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        np.empty(5_000_000_000)
        return super().travel(places, profile)


def slow(_: Announce) -> Mapping[str, TravelSource]:
    return {"grid": Slow()}


def greedy(_: Announce) -> Mapping[str, TravelSource]:
    return {"grid": Greedy()}


def announcing(announce: Announce) -> Mapping[str, TravelSource]:
    while True:
        announce("opening")
        time.sleep(0.01)


def plain(_: Announce) -> Mapping[str, TravelSource]:
    return {"grid": GridSource()}
