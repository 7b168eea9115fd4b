"""All commands by name, each loaded only when it is called: loading everything takes seconds."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Final

import typer

COMMANDS: Final[Mapping[str, str]] = {
    "plan": "api.cli.plan:plan",
    "check": "api.cli.check:check",
    "solve": "api.cli.solve:solve",
    "vroom": "api.cli.vroom:vroom",
    "network": "api.cli.network:planner",
    "matrix": "api.cli.matrix:matrix",
    "template": "api.cli.template:template",
    "up": "api.cli.up:up",
    "serve": "api.cli.serve:serve",
    "worker": "api.cli.worker:worker",
    "demo": "api.cli.demo:demo",
    "backup": "api.cli.backup:backup",
    "restore": "api.cli.backup:restore",
    "doctor": "api.cli.doctor:doctor",
    "map": "api.cli.maps:maps",
    "equipment": "api.cli.equipment:equipment",
    "inventory": "api.cli.inventory:stock",
    "orders": "api.cli.orders:book",
    "stock": "api.cli.stock:stock",
    "quote": "api.cli.quote:quote",
}
"""Where each command, or group of commands, is found; in the order in which help lists them."""


def command_line(words: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with the commands called `words`."""
    app = typer.Typer(
        name="roundsman",
        help="Plan a day's delivery routes on real streets.",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_roundsman)
    for word in words:
        module, name = COMMANDS[word].split(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found)
        else:
            app.command()(found)
    return app


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"roundsman {version('roundsman')}")
        raise typer.Exit


def _roundsman(
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Plan a day's delivery routes on real streets."""
