"""Ctrl-C at every stage: nothing to keep, a plan to keep, and no patience."""

import json
import multiprocessing
import signal
import socket
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from api.cli.interruption import Interruption, StoppedAtOnce, interruptible
from core.errors import Stopped
from core.processes import _deaf_to_ctrl_c
from tests.api.cli.builders import Ended, running

LONG = ("--time", "600")


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes a connection when the test does, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(120)
        yield listening


def address_of(silent: socket.socket) -> str:
    return f"http://127.0.0.1:{silent.getsockname()[1]}"


def interrupted_while_asking(silent: socket.socket, arguments: list[str], cwd: Path) -> Ended:
    """Run a command and press Ctrl-C when it has called the server."""
    with running(arguments, cwd) as program, silent.accept()[0]:
        program.press_ctrl_c()
        return program.ended()


def interrupted(arguments: list[str], cwd: Path, at: str) -> Ended:
    """Run a command and press Ctrl-C when it has said something that matches `at`."""
    with running(arguments, cwd) as program:
        program.wait_for(at)
        program.press_ctrl_c()
        return program.ended()


def test_ctrl_c_while_searching_writes_the_best_plan_so_far(day: list[str], tmp_path: Path) -> None:
    ended = interrupted(["plan", *day, "--straight-line", *LONG], tmp_path, "best .* stops")
    assert ended.code == 0, ended.err
    assert "Stopping with the best plan so far" in ended.err
    assert "4 of 4 stops" in ended.out
    assert "Traceback" not in ended.err
    document = json.loads((tmp_path / "plan" / "plan.json").read_text())
    assert document["summary"]["served"] == 4


def test_ctrl_c_before_there_is_a_plan_ends_with_130_and_a_sentence(
    day: list[str], tmp_path: Path, silent: socket.socket
) -> None:
    ended = interrupted_while_asking(silent, ["plan", *day, "--osrm", address_of(silent)], tmp_path)
    assert ended.code == 130
    assert "Stopped before there was a plan" in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert not (tmp_path / "plan").exists()


def test_ctrl_c_while_searching_an_instance_answers_with_the_best_so_far(tmp_path: Path) -> None:
    (tmp_path / "tiny.vrp").write_text(
        "NAME : tiny\nTYPE : CVRP\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 10\n"
        "NODE_COORD_SECTION\n1 0 0\n2 0 10\n3 10 0\n4 10 10\n"
        "DEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\nDEPOT_SECTION\n1\n-1\nEOF\n"
    )
    ended = interrupted(["solve", "tiny.vrp", *LONG, "--output", "answer.json"], tmp_path, "best .* stops")
    assert ended.code == 0, ended.err
    assert "cost 40" in ended.out
    assert json.loads((tmp_path / "answer.json").read_text())["complete"] is True


def test_ctrl_c_while_fetching_a_map_leaves_no_file(tmp_path: Path, silent: socket.socket) -> None:
    get = ["map", "get", "europe/town", "--url", address_of(silent)]
    ended = interrupted_while_asking(silent, get, tmp_path)
    assert ended.code == 130
    assert "Stopped." in ended.err
    assert "Traceback" not in ended.err
    assert list(tmp_path.iterdir()) == []


def test_the_first_ctrl_c_keeps_what_is_found_and_the_second_ends_at_once() -> None:
    def pressed_twice() -> None:
        with interruptible() as interruption:
            interruption.found = True
            signal.raise_signal(signal.SIGINT)
            assert interruption.pressed
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(StoppedAtOnce):
        pressed_twice()


def test_before_anything_is_found_the_first_ctrl_c_ends() -> None:
    with pytest.raises(Stopped, match="before there was a plan"), interruptible():
        signal.raise_signal(signal.SIGINT)


def test_afterwards_ctrl_c_means_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_where_ctrl_c_was_switched_off_it_stays_off() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible() as interruption:
            signal.raise_signal(signal.SIGINT)
            assert interruption == Interruption()
    finally:
        signal.signal(signal.SIGINT, before)


def tell_whether_deaf(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))


def test_a_process_that_searches_does_not_hear_ctrl_c_even_while_it_is_loading() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    with _deaf_to_ctrl_c():
        process = context.Process(target=tell_whether_deaf, args=(there,))
        process.start()
    there.close()
    with here:
        assert here.recv() is True
    process.join()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
