"""All commands by name, each loaded only when it is called: loading everything takes seconds."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Final, NamedTuple

import typer


class Listed(NamedTuple):
    """A command, or a group of commands: where it is found, and what the list of all says of it."""

    where: str
    told: str


COMMANDS: Final[Mapping[str, Listed]] = {
    "plan": Listed(
        "api.cli.plan:plan",
        "Plan a day's routes and write them as JSON, CSV, GeoJSON, GPX, HTML map and manifest.",
    ),
    "check": Listed(
        "api.cli.check:check",
        "Check every rule of a plan. Routes may be edited by hand: stop ids in order are enough.",
    ),
    "solve": Listed(
        "api.cli.solve:solve",
        "Solve a published instance and compare with the best known solution beside it.",
    ),
    "vroom": Listed(
        "api.cli.vroom:vroom",
        "Answer a question in VROOM's format; where no travel source is named, by straight lines.",
    ),
    "network": Listed(
        "api.cli.network.solve_file:planner",
        "Where sites should stand: questions of location.",
    ),
    "matrix": Listed(
        "api.cli.matrix:matrix",
        "Write the travel matrix of some places; `plan --matrix` reads it.",
    ),
    "template": Listed(
        "api.cli.template:template",
        "Write templates of the input tables, as CSV and as one workbook, with example rows.",
    ),
    "up": Listed(
        "api.cli.up:up",
        "Serve the page and the API and make plans, on the map given or by straight lines.",
    ),
    "serve": Listed(
        "api.cli.serve:serve",
        "Serve the page and the API alone; `roundsman worker`, with the same map, makes the plans.",
    ),
    "worker": Listed(
        "api.cli.worker:worker",
        "Make plans, one at a time, and tell others of events, until Ctrl-C; one worker a computer.",
    ),
    "demo": Listed(
        "api.cli.demo:demo",
        "Plan a synthetic day on a real city and show it: order files, routes, map, manifest, page.",
    ),
    "backup": Listed(
        "api.cli.backup:backup",
        "Write everything that is kept into one file; servers and workers go on meanwhile.",
    ),
    "restore": Listed(
        "api.cli.backup:restore",
        "Put a backup in the place of what is kept now, which is itself backed up beside it before.",
    ),
    "doctor": Listed(
        "api.cli.doctor:doctor",
        "Look whether everything works here, and say what to do where it does not.",
    ),
    "tenants": Listed(
        "api.cli.access.tenants:tenants",
        "Firms that share an installation: list, add, close and open them.",
    ),
    "keys": Listed(
        "api.cli.access.keys:keys",
        "API keys for programs: make, list and revoke them.",
    ),
    "users": Listed(
        "api.cli.access.users:users",
        "People who sign in: let them in, change their roles, close them.",
    ),
    "config": Listed(
        "api.cli.configuration:config",
        "Look at the settings: of the environment and of roundsman.toml.",
    ),
    "secrets": Listed(
        "api.cli.access.secrets:secrets",
        "Rotate the keys that seal what is personal in the database.",
    ),
    "audit": Listed(
        "api.cli.access.audit:audit",
        "Who changed what: show the audit log, and check it.",
    ),
    "people": Listed(
        "api.cli.access.people:people",
        "Export and erase everything that is kept of a person.",
    ),
    "retention": Listed(
        "api.cli.access.retention:retention",
        "Forget what was kept long enough, as workers do every hour: ROUNDSMAN_RETENTION_PERSONS and so on.",
    ),
    "map": Listed(
        "api.cli.maps:maps",
        "Street maps: fetch one, look at it, take out areas or its streets.",
    ),
    "equipment": Listed(
        "api.cli.network.equipment:equipment",
        "Choose racks, forklifts, cranes, conveyors and docks for a warehouse.",
    ),
    "inventory": Listed(
        "api.cli.stock.policies:stock",
        "When to order which item and how much; what demand to expect.",
    ),
    "orders": Listed(
        "api.cli.orders.commands:book",
        "Look through orders, take them, tell their events.",
    ),
    "fleet": Listed(
        "api.cli.days.fleet:fleet",
        "Keep vehicles, depots, shops and lockers.",
    ),
    "plans": Listed(
        "api.cli.days.publish:plans",
        "List plans that are kept, publish one, print its waybills.",
    ),
    "day": Listed(
        "api.cli.days.day:day",
        "Follow a day as it is driven.",
    ),
    "stock": Listed(
        "api.cli.stock.commands:stock",
        "What is there, what can be promised, and which warehouse sends what.",
    ),
    "notify": Listed(
        "api.cli.telling.notify:notify",
        "Mails and short messages to customers: look at them before and after.",
    ),
    "webhooks": Listed(
        "api.cli.telling.webhooks:webhooks",
        "Who is told of events: list, try out, send once more.",
    ),
    "geocode": Listed(
        "api.cli.geocode:geocode",
        "Find where addresses are, by the map itself: point, precision and confidence.",
    ),
    "quote": Listed(
        "api.cli.orders.quote:quote",
        "Quote all ways to bring a cart: slots, shops and lockers, with price, CO2, cut-off, or the reason.",
    ),
    "holds": Listed(
        "api.cli.orders.holds:holds",
        "Options of quotes that are kept until they are ordered.",
    ),
    "returns": Listed(
        "api.cli.orders.returns:returns",
        "Goods that come back, and what is repaid for them.",
    ),
    "lockers": Listed(
        "api.cli.orders.lockers:lockers",
        "Banks of lockers, the parcels in them, and their codes.",
    ),
    "kpi": Listed(
        "api.cli.orders.kpi:kpi",
        "Tell how well it went: each key figure, what it counts and what it leaves out.",
    ),
}
"""All commands by name, in the order in which help lists them."""


def command_line(words: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with the commands called `words`."""
    app = _empty()
    for word in words:
        module, name = COMMANDS[word].where.split(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found)
        else:
            app.command()(found)
    return app


def list_of_commands() -> typer.Typer:
    """Return a command line that lists all commands and can call none."""
    app = _empty()
    for word, listed in COMMANDS.items():
        app.command(name=word, help=listed.told)(_not_loaded)
    return app


def _not_loaded() -> None:
    raise RuntimeError("a command was called that is only listed")


def _empty() -> typer.Typer:
    app = typer.Typer(
        name="roundsman",
        help="Plan a day's delivery routes on real streets.",
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_roundsman)
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
