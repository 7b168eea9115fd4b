"""Where output goes, and what happens when nobody reads it or nothing can be written."""

import os
import pty
import re
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from data.formats.plan_json.write import write_plan
from tests.api.cli.builders import PROGRAM, Run, document_of, write_day

ROUNDSMAN = shlex.join(PROGRAM)


def shell(line: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of shell in which `roundsman` is the program."""
    return subprocess.run(
        ["bash", "-c", f'roundsman() {{ {ROUNDSMAN} "$@"; }}\n{line}'],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def broken_plan() -> None:
    """A plan.json that breaks so many rules that their list fills every buffer."""
    folder = Path("day")
    rows = [f"stop-number-{k:04},{k},0,1,08:00-08:00,," for k in range(300)]
    write_day(folder, *rows)
    document = document_of(folder, red=tuple(row.split(",")[0] for row in rows))
    write_plan(Path("plan.json"), document)


@pytest.mark.usefixtures("broken_plan")
@pytest.mark.parametrize("options", ["", "--json"])
def test_a_reader_who_has_seen_enough_changes_nothing_but_the_output(options: str) -> None:
    ended = shell(f"roundsman check plan.json {options} | head -1; echo ${{PIPESTATUS[0]}}")
    assert ended.stdout.splitlines()[-1] == "3"
    assert len(ended.stdout.splitlines()) == 2
    assert ended.stderr == ""


def test_a_reader_who_has_seen_enough_of_the_help_leaves_no_trace() -> None:
    ended = shell("roundsman plan --help | head -1; echo ${PIPESTATUS[0]}")
    assert ended.stdout.splitlines()[-1] == "0"
    assert ended.stderr == ""


@pytest.mark.usefixtures("broken_plan")
@pytest.mark.parametrize("options", ["", "--json"])
def test_a_result_that_cannot_be_written_is_a_failure_with_a_sentence(options: str) -> None:
    ended = shell(f"roundsman check plan.json {options} > /dev/full")
    assert ended.returncode == 1
    assert "No space left on device" in ended.stderr or options
    assert "Traceback" not in ended.stderr


@pytest.mark.usefixtures("broken_plan")
def test_where_nothing_at_all_can_be_written_the_exit_code_still_tells() -> None:
    assert shell("roundsman check nothing.json > /dev/full 2> /dev/full").returncode == 4
    assert shell("roundsman check plan.json >&- 2>&-").returncode == 3


def test_a_terminal_without_our_letters_gets_others() -> None:
    ended = shell("roundsman check Straße.json", PYTHONIOENCODING="ascii")
    assert ended.returncode == 4
    assert "Stra?e.json" in ended.stderr


def test_json_is_readable_in_any_encoding() -> None:
    Path("Straße").mkdir()
    ended = shell("roundsman template Straße/t --json", PYTHONIOENCODING="ascii")
    assert '"Stra\\u00dfe/t/orders.csv"' in ended.stdout


@pytest.mark.usefixtures("broken_plan")
def test_without_a_terminal_no_line_is_folded_and_nothing_is_coloured() -> None:
    ended = shell("roundsman check plan.json")
    assert all(re.match("  [a-z-]+: .", line) for line in ended.stdout.splitlines()[1:])
    assert "\x1b" not in ended.stdout + ended.stderr


def test_a_narrow_screen_is_kept_to(run: Run, day: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    ended = run("plan", *day, "--straight-line", "--time", "0.4", "--threads", "1")
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 40
    assert "vehicle" in ended.out
    assert "driving" not in ended.out


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_no_color_is_obeyed_on_a_terminal(no_color: str, coloured: bool) -> None:
    here, there = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": no_color}
    arguments = [*PROGRAM, "check", "nothing.json"]
    process = subprocess.Popen(arguments, env=environ, stdin=there, stdout=there, stderr=there)
    os.close(there)
    said = everything_from(here)
    assert process.wait() == 4
    assert "nothing.json" in said
    assert ("\x1b[1;31m" in said) is coloured


def everything_from(terminal: int) -> str:
    said = b""
    with suppress(OSError), os.fdopen(terminal, "rb", buffering=0) as stream:
        # Linux ends a terminal that nobody writes to any more with an error.
        while part := stream.read(1000):
            said += part
    return said.decode()
