"""The process that makes plans: ended when it takes too long, refused memory beyond its limit."""

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from api.jobs.child import ChildMaker
from api.jobs.errors import OutOfMemory, TookTooLong
from api.jobs.news import Task
from api.services.announce import Announce, say_nothing
from api.settings import WorkerSettings
from core.errors import RoundsmanError
from core.place import Place
from routing.travel.source import Travel, TravelSource
from tests.api.http.builders import GridSource, make_world
from tests.api.jobs.test_plan_jobs import make_request


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


def plain(_: Announce) -> Mapping[str, TravelSource]:
    return {"grid": GridSource()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("sources", "limits", "kind"),
    [
        (slow, WorkerSettings(overrun_s=1), TookTooLong),
        (greedy, WorkerSettings(memory_mb=20_000), OutOfMemory),
    ],
)
def test_what_a_plan_needs_too_much_of_is_named_and_the_next_plan_is_made(
    tmp_path: Path, sources: object, limits: WorkerSettings, kind: type[RoundsmanError]
) -> None:
    request = make_request(make_world(tmp_path, maker=None), budget={"seconds": 1})
    maker = ChildMaker(sources, limits)  # type: ignore[arg-type]
    maker.open(say_nothing)
    try:
        with pytest.raises(kind):
            maker.make(Task(request=request), lambda _: True)
        maker._open_sources = plain
        maker.close()
        assert maker.make(Task(request=request), lambda _: True).figures.unserved == 0
    finally:
        maker.close()
