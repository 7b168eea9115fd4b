"""What the command line says to those who only look, or err."""

import subprocess
import sys
from inspect import getdoc

import pytest

from api.cli.app import app
from api.cli.commands import COMMANDS
from api.cli.description import Command, commands_of
from api.cli.plan import plan
from api.cli.run import needed
from tests.api.cli.builders import Run


def every_command() -> list[Command]:
    return [each for each in commands_of(app, "roundsman") if each.words != "roundsman"]


def test_without_a_command_all_are_listed_and_the_exit_code_is_that_of_wrong_usage(run: Run) -> None:
    ended = run()
    assert ended.code == 2
    assert all(word in ended.out for word in COMMANDS)


def test_a_group_without_a_command_lists_its_own(run: Run) -> None:
    ended = run("map")
    assert ended.code == 2
    assert all(word in ended.out for word in ("get", "info", "isochrone", "export"))


def test_help_is_a_result_and_no_error(run: Run) -> None:
    ended = run("plan", "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "--vehicles" in ended.out


@pytest.mark.parametrize("arguments", [["plan", "--day", "2026-11-28"], ["--", "plan"]])
def test_only_what_is_called_is_loaded(arguments: list[str]) -> None:
    assert [each.callback for each in needed(arguments).registered_commands] == [plan]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["--version"], ["plna"]])
def test_where_nothing_is_called_nothing_is_loaded(arguments: list[str]) -> None:
    listed = needed(arguments)
    assert [each.name for each in listed.registered_commands] == list(COMMANDS)
    assert listed.registered_groups == []


def test_the_list_says_of_every_command_what_it_says_itself() -> None:
    own = {str(each.name or getattr(each.callback, "__name__", "")): each for each in app.registered_commands}
    told = {name: str(getdoc(each.callback)).split("\n\n", 1)[0] for name, each in own.items()}
    groups = [each.typer_instance.info for each in app.registered_groups if each.typer_instance]
    told |= {str(each.name): str(each.help) for each in groups}
    assert {word: listed.told for word, listed in COMMANDS.items()} == {
        name: " ".join(text.split()) for name, text in told.items()
    }


def test_the_version_is_told(run: Run) -> None:
    ended = run("--version")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("roundsman 0.")


@pytest.mark.parametrize("command", every_command(), ids=lambda each: each.words)
def test_every_command_answers_in_json_if_asked(command: Command) -> None:
    assert "--json" in {each.name for each in command.given}


@pytest.mark.parametrize("command", every_command(), ids=lambda each: each.words)
def test_wrong_usage_of_any_command_is_told_in_json_too(command: Command, run: Run) -> None:
    ended = run(*command.words.split()[1:], "--no-such-option", "--json")
    assert ended.code == 2
    assert ended.err == ""
    assert ended.error["code"] == "wrong-usage"
    assert "--no-such-option" in ended.error["message"]


def test_a_slip_of_the_pen_gets_the_command_that_was_meant(run: Run) -> None:
    ended = run("plna")
    assert (ended.code, ended.out) == (2, "")
    assert "'plan'" in ended.err


def test_a_missing_argument_is_named_with_the_usage(run: Run) -> None:
    ended = run("check")
    assert (ended.code, ended.out) == (2, "")
    assert "Usage: roundsman check" in ended.err
    assert "plan" in ended.err.splitlines()[-2]


def test_a_command_is_found_without_loading_what_only_some_need() -> None:
    heavy = {"sqlalchemy", "httpx", "jinja2", "numpy"}
    loaded = f"import api.cli.run, sys; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
