"""The queue, its one worker, and what is left after a stop, a crash or a full disk."""

import gc
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from api.http.plans.requests import plan_request
from api.http.service import Service
from api.http.world import World
from api.jobs.attempt import MOST_TRIES
from api.jobs.errors import KeyReused, QueueFull, ShuttingDown
from api.jobs.making import MakerDied
from api.jobs.news import Made, Task, Tell
from api.jobs.plan_jobs import PlanJobs
from api.services.announce import Announce
from core.errors import MapError, NotFound
from data.store.address import Address
from data.store.failures import StoreFull
from data.store.plan_request import PlanRequest
from data.store.store import Store
from data.store.tables import PLAN_REQUESTS
from tests.api.http.builders import StandIn, make_world, request_body, wait_for


def make_request(world: World, key: str = "", **changes: Any) -> PlanRequest:
    return plan_request(json.dumps(request_body(**changes)).encode(), key=key, world=world)


@contextmanager
def working(world: World) -> Iterator[PlanJobs]:
    """Take plans, and work on them."""
    service = Service(world)
    service.open()
    try:
        yield service.jobs
    finally:
        service.close()


@contextmanager
def looking(world: World) -> Iterator[Store]:
    """Look at what is kept, with nobody working on it."""
    store = Store(world.store.database.address)
    store.open()
    try:
        yield store
    finally:
        store.close()


def held(planner: StandIn) -> StandIn:
    """Return a planner that works on until it is let go."""
    planner.go_on.clear()
    return planner


def over(jobs: PlanJobs, plan_id: str) -> bool:
    return jobs.record(plan_id).over


def test_a_plan_goes_from_queued_to_done_and_every_change_is_told(tmp_path: Path, address: Address) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, address=address, plan_day=planner)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        assert planner.held.wait(60)
        changes = jobs.changes_after(plan_id, 0)
        assert jobs.changes_after(plan_id, 2)[0] == changes[2]
        planner.go_on.set()
        wait_for(lambda: over(jobs, plan_id))
        (last,) = jobs.changes_after(plan_id, 0)
        assert jobs.changes_after(plan_id, last.number) == []
    states = list(dict.fromkeys(each.record.state for each in changes))
    assert (states, last.record.state) == (["queued", "running"], "done")
    assert [each.number for each in changes] == list(range(1, len(changes) + 1))
    assert last.number > changes[-1].number


def test_one_plan_is_made_at_a_time_and_the_queue_is_bounded(tmp_path: Path, address: Address) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, address=address, plan_day=planner)
    with working(world) as jobs:
        jobs.submit(make_request(world))
        assert planner.held.wait(60)
        waiting = [jobs.submit(make_request(world)) for _ in range(world.settings.queue_size)]
        with pytest.raises(QueueFull) as full:
            jobs.submit(make_request(world))
        assert 1 <= full.value.retry_after <= 5
        assert planner.calls == 1
        planner.go_on.set()
        wait_for(lambda: all(over(jobs, each.id) for each in waiting))
    assert planner.calls == 3


def test_a_plan_refused_by_a_full_queue_leaves_no_trace(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        jobs.submit(make_request(world))
        assert planner.held.wait(60)
        for _ in range(world.settings.queue_size):
            jobs.submit(make_request(world))
        with pytest.raises(QueueFull):
            jobs.submit(make_request(world, key="mine"))
        assert len(jobs.records()) == 3
        planner.go_on.set()


def test_cancelling_while_it_runs_keeps_the_best_plan_so_far(tmp_path: Path, address: Address) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, address=address, plan_day=planner)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        assert planner.held.wait(60)
        jobs.cancel(plan_id)
        wait_for(lambda: over(jobs, plan_id))
        record = jobs.record(plan_id)
        assert (record.state, record.has_plan, record.failure) == ("cancelled", True, None)
        assert jobs.best(plan_id).plan.served == 2


def test_cancelling_in_the_queue_ends_it_at_once_without_a_plan(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        jobs.submit(make_request(world))
        assert planner.held.wait(60)
        plan_id = jobs.submit(make_request(world)).id
        record = jobs.cancel(plan_id)
        assert (record.state, record.has_plan) == ("cancelled", False)
        with pytest.raises(NotFound):
            jobs.best(plan_id)
        planner.go_on.set()
    assert planner.calls == 1


def test_cancelling_what_has_ended_changes_nothing(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, plan_id))
        before = jobs.record(plan_id)
        assert jobs.cancel(plan_id) == before
        with pytest.raises(NotFound):
            jobs.cancel("no such plan")


def test_the_best_plan_so_far_is_on_disk_while_the_search_goes_on(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: jobs.record(plan_id).has_plan)
        assert jobs.record(plan_id).state == "running"
        with looking(world) as store:
            assert jobs.best(plan_id).plan.sequences == store.documents.plan(plan_id).plan.sequences


def test_a_shutdown_puts_plans_in_line_again_with_the_best_so_far(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        running = jobs.submit(make_request(world)).id
        assert planner.held.wait(60)
        waiting = jobs.submit(make_request(world)).id
    with looking(world) as store:
        kept = {record.id: record for record in store.plans.records()}
        assert {each.state for each in kept.values()} == {"queued"}
        assert (kept[running].has_plan, kept[waiting].has_plan) == (True, False)
        assert store.documents.plan(running).plan.served == 2


def test_after_a_shutdown_plans_go_on_from_their_best_with_what_is_left_of_the_budget(
    address: Address, tmp_path: Path
) -> None:
    planner, again = held(StandIn()), StandIn()
    with working(make_world(tmp_path, plan_day=planner, address=address)) as jobs:
        asked = make_request(make_world(tmp_path), budget={"seconds": 50})
        plan_id = jobs.submit(asked).id
        wait_for(lambda: jobs.record(plan_id).figures.seconds >= 3)
    with working(make_world(tmp_path, plan_day=again, address=address)) as jobs:
        wait_for(lambda: over(jobs, plan_id))
        record = jobs.record(plan_id)
    assert (record.state, record.has_plan) == ("done", True)
    assert again.start is not None
    assert again.budget is not None
    assert again.budget.seconds is not None
    assert 0 < again.budget.seconds <= 47


def test_the_same_key_with_another_request_is_refused(tmp_path: Path, address: Address) -> None:
    world = make_world(tmp_path, address=address)
    with working(world) as jobs:
        first = jobs.submit(make_request(world, key="mine"))
        assert jobs.submit(make_request(world, key="mine")).id == first.id
        with pytest.raises(KeyReused):
            jobs.submit(make_request(world, key="mine", seed=2))
        assert jobs.submit(make_request(world, key="yours", seed=2)).id != first.id


def test_without_a_key_equal_requests_are_two_plans(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with working(world) as jobs:
        assert jobs.submit(make_request(world)).id != jobs.submit(make_request(world)).id


def test_a_failure_is_told_with_its_faults_and_the_best_so_far_is_kept(tmp_path: Path) -> None:
    planner = StandIn()
    planner.fails = MapError("The map does not cover the stops.")
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, plan_id))
        record = jobs.record(plan_id)
        assert record.failure is not None
        assert (record.state, record.failure.code, record.has_plan) == ("failed", "map-unusable", True)


def test_an_unforeseen_failure_tells_and_logs_nothing_of_its_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    planner = StandIn()
    planner.fails = KeyError("Mrs Canary, 5 Rue Grimaldi")
    world = make_world(tmp_path, plan_day=planner)
    with caplog.at_level(logging.DEBUG), working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, plan_id))
        failure = jobs.record(plan_id).failure
        assert failure is not None
        assert failure.code == "failed"
        assert jobs.refusal is None
        second = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, second))
    assert "KeyError" in caplog.text
    assert "Canary" not in caplog.text + failure.message


def test_a_disk_that_is_full_for_a_while_costs_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = make_world(tmp_path)
    refused = []

    def full(*_: object, **__: object) -> None:
        refused.append(1)
        raise StoreFull("The database has no room left.")

    with working(world) as jobs, caplog.at_level(logging.ERROR):
        with monkeypatch.context() as disk:
            disk.setattr(world.store.documents, "tell_with_plan", full)
            plan_id = jobs.submit(make_request(world)).id
            # The first is a checkpoint, given up; the second is the end, insisted on.
            wait_for(lambda: len(refused) >= 2)
            assert not over(jobs, plan_id)
        wait_for(lambda: over(jobs, plan_id))
        assert (jobs.record(plan_id).state, jobs.best(plan_id).plan.served) == ("done", 2)
    assert "no room left" in caplog.text


class Dying:
    """A maker whose process is killed each time."""

    calls = 0

    def open(self, announce: Announce) -> None:
        """Have nothing to get ready."""

    def make(self, task: Task, tell: Tell) -> Made:
        self.calls += 1
        raise MakerDied("killed")

    def close(self) -> None:
        """Have nothing to let go."""


def test_work_that_breaks_off_again_and_again_is_given_up(tmp_path: Path) -> None:
    maker = Dying()
    world = make_world(tmp_path, maker=maker)
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, plan_id))
        failure = jobs.record(plan_id).failure
    assert failure is not None
    assert (failure.code, maker.calls) == ("gave-up", MOST_TRIES)


def test_a_plan_for_a_travel_source_that_no_worker_has_fails_with_what_to_do(tmp_path: Path) -> None:
    world = make_world(tmp_path, travel=("streets",))
    with working(world) as jobs:
        plan_id = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, plan_id))
        failure = jobs.record(plan_id).failure
    assert failure is not None
    assert (failure.code, "--map" in failure.action) == ("no-such-travel-source", True)


def test_a_plan_whose_request_cannot_be_read_ends_as_failed_and_the_next_is_made(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        jobs.submit(make_request(world))
        assert planner.held.wait(60)
        torn, sound = jobs.submit(make_request(world)).id, jobs.submit(make_request(world)).id
        with world.store.database.write() as connection:
            connection.execute(
                update(PLAN_REQUESTS).values(content="{").where(PLAN_REQUESTS.c.plan_id == torn)
            )
        planner.go_on.set()
        wait_for(lambda: over(jobs, torn) and over(jobs, sound))
        failure = jobs.record(torn).failure
        assert failure is not None
        assert (jobs.record(torn).state, failure.code) == ("failed", "store-damaged")
        assert jobs.record(sound).state == "done"


def test_nothing_is_taken_after_the_end(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with working(world) as jobs:
        assert jobs.refusal is None
    assert jobs.refusal is not None
    with pytest.raises(ShuttingDown):
        jobs.submit(make_request(world))


def test_a_second_worker_in_one_process_is_refused_and_leaves_nothing_open(tmp_path: Path) -> None:
    world = make_world(tmp_path / "b")
    with (
        working(make_world(tmp_path / "a")),
        pytest.raises(RuntimeError, match="another worker"),
        working(world),
    ):
        pass
    with looking(world) as store:
        assert store.workers.all() == {}
    # A connection that is left open fails the test in which it is found: here, and not anywhere later.
    gc.collect()
