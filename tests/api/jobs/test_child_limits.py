"""The process that makes plans: ended when it takes too long, refused memory beyond its limit."""

import sys
from collections.abc import Callable
from multiprocessing import Pipe, active_children
from pathlib import Path

import pytest

from api.jobs import child
from api.jobs.child import ChildMaker
from api.jobs.errors import OutOfMemory, TookTooLong
from api.jobs.making import MakerDied
from api.jobs.news import Task
from api.jobs.operations import child as operation_child
from api.jobs.operations.child import Means
from api.services.announce import say_nothing
from api.services.worker_travel import WorkerTravel
from api.settings import WorkerSettings
from core.errors import RoundsmanError
from core.processes import start_worker
from tests.api.http.builders import make_world
from tests.api.jobs.sources import announcing, greedy, plain, slow
from tests.api.jobs.test_plan_jobs import make_request

pytestmark = pytest.mark.own_database


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


@pytest.mark.parametrize(
    ("work", "given"),
    [
        (child._work, (plain, 0)),
        (child._work, (announcing, 0)),
        (operation_child._work, (Means(travel=WorkerTravel()),)),
    ],
)
def test_a_process_whose_parent_hangs_up_ends_without_a_word(
    work: Callable[..., None], given: tuple[object, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    here, there = Pipe()
    process = start_worker("maker", work, there, *given, keeps_children=True)
    there.close()
    try:
        if work is child._work:
            here.recv()
        here.close()
        process.join(60)
        assert (process.exitcode, capfd.readouterr().err) == (0, "")
    finally:
        process.kill()
        process.join()
        process.close()


def test_what_is_closed_while_it_works_starts_no_other_process(tmp_path: Path) -> None:
    before = active_children()
    maker = ChildMaker(slow)
    maker.open()

    def close(_: object) -> bool:
        maker.close()
        return True

    with pytest.raises(MakerDied):
        maker.make(Task(request=make_request(make_world(tmp_path, maker=None))), close)
    assert active_children() == before
