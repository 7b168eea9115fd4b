"""Runs that can be ended at any moment and go on where they were."""

from pathlib import Path

import pytest

from benchmarks.measure import Measuring
from benchmarks.record import Record, measured, place, records, write
from benchmarks.task import Task
from tests.benchmarks.builders import make_record, make_square, make_task


def make_measuring(store: Path, answers: list[Record], asked: list[Task]) -> Measuring:
    def one(task: Task, file: Path) -> Record:
        asked.append(task)
        write(file, answers.pop(0))
        return make_record()

    return Measuring(store=store, say=lambda _: None, one=one)


def test_a_task_survives_the_way_into_its_process() -> None:
    task = make_task(seconds=None, beside="vroom", seed=3, threads=2)
    assert Task.from_json(task.as_json()) == task


def test_runs_that_differ_have_different_places() -> None:
    changes = [{}, {"seed": 2}, {"seconds": 60}, {"seconds": None}, {"threads": 2}, {"objective": "vehicles"}]
    changes += [{"solver": "pyvrp"}, {"beside": "vroom"}, {"file": Path("cvrp/other.vrp")}]
    places = {place(Path("store"), make_task(**each), "1") for each in changes}
    assert len(places) == len(changes)


def test_another_state_of_the_code_has_another_place() -> None:
    assert place(Path("store"), make_task(), "1") != place(Path("store"), make_task(), "2")


def test_what_is_measured_is_not_measured_again(tmp_path: Path) -> None:
    tasks = [make_task(make_square(tmp_path / "cvrp"), seed=seed) for seed in (1, 2)]
    asked: list[Task] = []
    make_measuring(tmp_path / "runs", [make_record()], asked).carry_out(tasks[:1])
    make_measuring(tmp_path / "runs", [make_record()], asked).carry_out(tasks)
    assert asked == tasks


def test_a_run_without_a_figure_is_tried_again(tmp_path: Path) -> None:
    tasks = [make_task(make_square(tmp_path / "cvrp"))]
    asked: list[Task] = []
    for _ in range(2):
        make_measuring(tmp_path / "runs", [make_record(cost=None)], asked).carry_out(tasks)
    assert asked == [*tasks, *tasks]


def test_the_same_run_is_done_once_even_where_two_rows_ask_for_it(tmp_path: Path) -> None:
    task = make_task(make_square(tmp_path / "cvrp"))
    asked: list[Task] = []
    make_measuring(tmp_path / "runs", [make_record(cost=None)], asked).carry_out([task, task])
    assert asked == [task]


def test_a_record_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "runs" / "a.json"
    write(file, make_record(cost=1))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(file, make_record(cost=2))
    assert [record["cost"] for record in records(tmp_path)] == [1]
    record = measured(file)
    assert record is not None
    assert record["cost"] == 1
