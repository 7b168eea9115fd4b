"""Runs one command and turns whatever happens into an exit code."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import typer

from api.cli.called import CALLED
from api.cli.commands import COMMANDS, command_line, list_of_commands
from api.cli.failures import FileTrouble, Unexpected, WrongUsage, usage_shown
from api.cli.interruption import Interrupted
from api.cli.talk import OK, finish_output, prepare_output, print_error
from api.configuration.reading import configured
from api.configuration.setting import is_on
from core.errors import RoundsmanError

_GROUPS: tuple[list[str], ...] = (
    [],
    ["map"],
    ["network"],
    ["equipment"],
    ["inventory"],
    ["webhooks"],
    ["notify"],
    ["config"],
)
"""What is called without saying which command."""


def run(arguments: list[str], *, loaded: Callable[[], None] = lambda: None) -> int:
    """Run one command and return its exit code; whatever fails is told in a sentence, or as JSON.

    loaded
        is called once the command is loaded, before it works.
    """
    prepare_output()
    CALLED.set(tuple(arguments))
    as_json = "--json" in arguments
    try:
        with _settings_for(arguments):
            code = _called(arguments, loaded)
        finish_output()
    except RoundsmanError as error:
        return _told(error, as_json=as_json)
    except OSError as error:
        return _told(FileTrouble.of(error), as_json=as_json)
    except KeyboardInterrupt:
        return _told(Interrupted("Stopped."), as_json=as_json)
    except SystemExit:
        # The terminal library leaves so where nobody reads its help to the end.
        return OK
    except Exception as error:
        return _answered(error, as_json=as_json)
    return _told(Interrupted("Stopped."), as_json=as_json) if code == Interrupted.exit_code else code


def _settings_for(arguments: list[str]) -> AbstractContextManager[None]:
    """Put what the file of settings says where every command looks; help and `config` go without."""
    plain = (
        not arguments or arguments[0] == "config" or not {"-h", "--help", "--version"}.isdisjoint(arguments)
    )
    return nullcontext() if plain else configured(Path())


def needed(arguments: list[str]) -> typer.Typer:
    """Return the command line with what has to be loaded: one command, none where all are only listed."""
    word = next((each for each in arguments if each != "--"), "")
    return command_line([word]) if word in COMMANDS else list_of_commands()


def _called(arguments: list[str], loaded: Callable[[], None]) -> int:
    """Call the command; where none is named, show what there is."""
    app = needed(arguments)
    loaded()
    if arguments in _GROUPS:
        app([*arguments, "--help"], prog_name="roundsman", standalone_mode=False)
        return WrongUsage.exit_code
    ended = app(arguments, prog_name="roundsman", standalone_mode=False)
    return ended if isinstance(ended, int) else OK


def _answered(error: Exception, *, as_json: bool) -> int:
    """Answer wrong usage with the usage, and what nobody foresaw with a request to report it."""
    usage = WrongUsage.of(error)
    if usage is not None:
        if not as_json:
            usage_shown(error)
        return _told(usage, as_json=as_json)
    if is_on(os.environ.get("ROUNDSMAN_DEBUG", "")):
        raise error
    return _told(Unexpected.of(error), as_json=as_json)


def _told(error: RoundsmanError, *, as_json: bool) -> int:
    try:
        print_error(error, as_json=as_json)
        finish_output()
    except OSError:
        pass  # where neither the result nor the error can be written, the exit code says it alone
    return error.exit_code
