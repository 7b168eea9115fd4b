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
    "network": "api.cli.network.solve_file:planner",
    "matrix": "api.cli.matrix:matrix",
    "template": "api.cli.template:template",
    "up": "api.cli.up:up",
    "serve": "api.cli.serve:serve",
    "worker": "api.cli.worker:worker",
    "demo": "api.cli.demo:demo",
    "backup": "api.cli.backup:backup",
    "restore": "api.cli.backup:restore",
    "doctor": "api.cli.doctor:doctor",
    "tenants": "api.cli.access.tenants:tenants",
    "keys": "api.cli.access.keys:keys",
    "users": "api.cli.access.users:users",
    "config": "api.cli.configuration:config",
    "secrets": "api.cli.access.secrets:secrets",
    "audit": "api.cli.access.audit:audit",
    "people": "api.cli.access.people:people",
    "retention": "api.cli.access.retention:retention",
    "map": "api.cli.maps:maps",
    "equipment": "api.cli.network.equipment:equipment",
    "inventory": "api.cli.stock.policies:stock",
    "orders": "api.cli.orders.commands:book",
    "fleet": "api.cli.days.fleet:fleet",
    "plans": "api.cli.days.publish:plans",
    "day": "api.cli.days.day:day",
    "stock": "api.cli.stock.commands:stock",
    "notify": "api.cli.telling.notify:notify",
    "webhooks": "api.cli.telling.webhooks:webhooks",
    "geocode": "api.cli.geocode:geocode",
    "quote": "api.cli.orders.quote:quote",
    "holds": "api.cli.orders.holds:holds",
    "returns": "api.cli.orders.returns:returns",
    "lockers": "api.cli.orders.lockers:lockers",
    "kpi": "api.cli.orders.kpi:kpi",
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
