"""The queue, its one worker, and what is left after a stop, a crash or a full disk."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.http.plan_requests import plan_request
from api.http.world import World, plan_jobs
from api.jobs.errors import KeyReused, QueueFull, ShuttingDown
from api.jobs.plan_jobs import PlanJobs
from api.jobs.request import PlanRequest
from core.errors import MapError, NotFound
from data.files import write_bytes
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_record_json import record_from_json, record_to_json
from data.plan_store.store import PlanStore, PlanStoreFailed
from tests.api.http.builders import StandIn, make_world, request_body, wait_for


def make_request(world: World, key: str = "", **changes: Any) -> PlanRequest:
    return plan_request(json.dumps(request_body(**changes)).encode(), key=key, world=world)


@contextmanager
def working(world: World) -> Iterator[PlanJobs]:
    jobs = plan_jobs(world)
    jobs.open()
    try:
        yield jobs
    finally:
        jobs.close()


def held(planner: StandIn) -> StandIn:
    """Return a planner that works on until it is let go."""
    planner.go_on.clear()
    return planner


def over(jobs: PlanJobs, plan_id: str) -> bool:
    return jobs.record(plan_id).over


def test_a_plan_goes_from_queued_to_done_and_every_change_is_told(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
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


def test_one_plan_is_made_at_a_time_and_the_queue_is_bounded(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
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
        assert len(jobs.records()) == len(world.store.records()) == 3


def test_cancelling_while_it_runs_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
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
        wait_for(lambda: world.store.has_plan(plan_id))
        assert jobs.record(plan_id).state == "running"
        assert jobs.best(plan_id).plan.sequences == world.store.plan(plan_id).plan.sequences


def test_a_shutdown_ends_plans_as_interrupted_and_keeps_the_best_so_far(tmp_path: Path) -> None:
    planner = held(StandIn())
    world = make_world(tmp_path, plan_day=planner)
    with working(world) as jobs:
        running = jobs.submit(make_request(world)).id
        assert planner.held.wait(60)
        waiting = jobs.submit(make_request(world)).id
    ended = {record.id: record for record in world.store.records()}
    assert {each.state for each in ended.values()} == {"failed"}
    assert {each.failure.code for each in ended.values() if each.failure} == {"interrupted"}
    assert (ended[running].has_plan, ended[waiting].has_plan) == (True, False)
    assert world.store.plan(running).plan.served == 2


def test_after_a_crash_unfinished_plans_say_interrupted_and_finished_ones_are_there(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with working(world) as jobs:
        done = jobs.submit(make_request(world)).id
        torn = jobs.submit(make_request(world, key="mine")).id
        wait_for(lambda: over(jobs, done) and over(jobs, torn))
    # As a crash leaves it: the record still says running, the plan is the last checkpoint.
    file = tmp_path / "plans" / torn / "record.json"
    finished = record_from_json(file.read_bytes())
    write_bytes(file, record_to_json(replace(finished, state="running", ended=None, has_plan=False)))
    again = replace(world, store=PlanStore(tmp_path / "plans"))
    with working(again) as jobs:
        record = jobs.record(torn)
        assert (record.state, record.has_plan) == ("failed", True)
        assert record.failure is not None
        assert record.failure.code == "interrupted"
        assert jobs.changes_after(torn, finished.changes)[0].record == record
        assert jobs.best(torn).plan.served == jobs.best(done).plan.served == 2
        assert jobs.submit(make_request(again, key="mine")).id == torn
    assert again.store.records()[0].over


def test_the_same_key_with_another_request_is_refused(tmp_path: Path) -> None:
    world = make_world(tmp_path)
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
        assert jobs.working
        second = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, second))
    assert "KeyError" in caplog.text
    assert "Canary" not in caplog.text + failure.message


class FullDisk(PlanStore):
    """A store whose disk is full once `full` is set."""

    full = False

    def save_plan(self, plan_id: str, document: PlanDocument) -> None:
        if self.full:
            raise PlanStoreFailed("The plan store cannot be written: No space left on device.")
        super().save_plan(plan_id, document)


def test_a_full_disk_fails_the_plan_and_the_next_one_works(tmp_path: Path) -> None:
    store = FullDisk(tmp_path / "plans")
    world = make_world(tmp_path, store=store)
    store.full = True
    with working(world) as jobs:
        first = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, first))
        failure = jobs.record(first).failure
        assert failure is not None
        assert (jobs.record(first).state, failure.code) == ("failed", "plan-store-failed")
        store.full = False
        second = jobs.submit(make_request(world)).id
        wait_for(lambda: over(jobs, second))
        assert jobs.record(second).state == "done"


def test_nothing_is_taken_after_the_end(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    with working(world) as jobs:
        assert jobs.working
    assert not jobs.working
    with pytest.raises(ShuttingDown):
        jobs.submit(make_request(world))
