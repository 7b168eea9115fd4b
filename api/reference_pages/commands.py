"""docs/reference/cli.md: every command with its arguments and options."""

from collections.abc import Sequence

from api.cli.app import app
from api.cli.description import Command, Given, commands_of
from api.cli.talk import FAILED, INCOMPLETE, OK
from api.reference_pages.errors import error_kinds
from api.reference_pages.markdown import code, page, section, table

_INTRODUCTION = """Results go to standard output, everything else to standard error; `--json` prints the
result, or the error, as one JSON document. `roundsman --help` and `roundsman COMMAND --help` say the same as
this page. Ctrl-C ends a search with the best plan so far."""


def commands_page() -> str:
    """Return the page of all commands and exit codes."""
    parts = [_command(each) for each in every_command()]
    return page("Command line", _INTRODUCTION, *parts, section("Exit codes", _codes()))


def every_command() -> list[Command]:
    """Return every command, in the order in which help lists them."""
    return list(commands_of(app, "roundsman"))


def _command(command: Command) -> str:
    return section(
        command.words,
        command.help,
        f"```\n{command.usage}\n```",
        _table("argument", [each for each in command.given if not each.is_option]),
        _table("option", [each for each in command.given if each.is_option]),
    )


def _table(heading: str, given: Sequence[Given]) -> str:
    return table(
        (heading, "takes", "default", "what it is", "variable"),
        [
            (
                code(each.name),
                code(each.takes) if each.is_option else "",
                "required" if each.required and each.is_option else code(each.default),
                each.help,
                code(each.variable),
            )
            for each in given
        ],
    )


def _codes() -> str:
    """Return a table of every code that a command can end with."""
    meanings = {
        OK: ["done"],
        FAILED: ["any other [error](errors.md)"],
        INCOMPLETE: ["stops that must be served are left out, or a checked plan breaks a rule"],
    }
    for kind in error_kinds():
        if kind.exit_code != FAILED:
            meanings.setdefault(kind.exit_code, []).append(f"[{kind.code}](errors.md#{kind.code})")
    rows = [(str(exit_code), ", ".join(texts)) for exit_code, texts in sorted(meanings.items())]
    return table(("code", "means"), rows)
