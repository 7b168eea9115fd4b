"""Which runs a measurement consists of."""

from pathlib import Path
from typing import Any

from benchmarks.record import Record
from benchmarks.task import Task
from benchmarks.tasks import Choice, tasks
from tests.benchmarks.builders import make_record, make_row, make_square


def make_choice(bench: Path, **changes: Any) -> Choice:
    return Choice(**({"bench": bench, "seconds": (10.0,)} | changes))


def nothing(_: Task) -> Record | None:
    return None


def test_ours_runs_beside_the_chosen_peers_that_know_the_rules(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    choice = make_choice(tmp_path, peers=("hgs", "vroom"))
    found = [task.solver for task in tasks([make_row()], choice, nothing)]
    assert found == ["ours", "hgs"]


def test_every_seed_and_every_limit_is_run(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    found = list(tasks([make_row()], make_choice(tmp_path, seeds=2, seconds=(1.0, 10.0)), nothing))
    assert [(task.seconds, task.seed) for task in found] == [(1, 1), (1, 2), (10, 1), (10, 2)]


def test_without_limits_of_its_own_a_choice_takes_those_of_the_row(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    rows = [make_row(seconds=(1.0, 10.0, 60.0))]
    found = tasks(rows, make_choice(tmp_path, seconds=(), longest=10.0), nothing)
    assert [task.seconds for task in found] == [1, 10]


def test_sets_that_are_not_chosen_are_left_out(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    assert list(tasks([make_row()], make_choice(tmp_path, folders=("vrptw",)), nothing)) == []


def test_a_solver_without_chance_is_run_once(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    choice = make_choice(tmp_path, seeds=3, peers=("vroom",))
    found = [task.solver for task in tasks([make_row(peers=("vroom",))], choice, nothing)]
    assert found == ["ours", "ours", "ours", "vroom"]


def test_a_solver_of_one_core_is_given_one(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    choice = make_choice(tmp_path, peers=("hgs",), threads=2)
    found = {task.solver: task.threads for task in tasks([make_row()], choice, nothing)}
    assert found == {"ours": 2, "hgs": 1}


def test_ours_gets_the_time_that_a_peer_took_by_itself(tmp_path: Path) -> None:
    make_square(tmp_path / "cvrp")
    rows = [make_row(peers=("vroom",), own_time_of="vroom")]
    choice = make_choice(tmp_path, peers=("vroom",))
    peer, ours, *_ = tasks(rows, choice, lambda _: make_record(solver="vroom", wall_s=2.5))
    assert (peer.solver, peer.seconds, peer.limit) == ("vroom", None, "own")
    assert (ours.solver, ours.seconds, ours.limit) == ("ours", 2.5, "vroom-own")


def test_instances_are_spread_over_their_sizes(tmp_path: Path) -> None:
    for name in "abcdef":
        make_square(tmp_path / "cvrp", name)
    found = tasks([make_row()], make_choice(tmp_path, instances=2), nothing)
    assert [task.file.stem for task in found] == ["b", "e"]
