"""`roundsman doctor`: whether this computer has what is needed."""

import os
from dataclasses import asdict

import typer
from rich.text import Text

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.talk import FAILED, AsJson, out, print_json
from api.configuration.typed import retention_from
from api.services.examine import examine
from api.services.travel_choice import cache_folder
from core.finding import Finding

_COLOURS = {"ok": "green", "warning": "yellow", "bad": "bold red"}


def doctor(
    cache: options.Cache = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Look whether everything works here, and say what to do where it does not."""
    days = retention_from(os.environ).days
    findings = examine(cache_folder(cache), store_options.address_given(database), days=days)
    if as_json:
        print_json([asdict(each) for each in findings])
    else:
        for each in findings:
            _show(each)
    if any(each.state == "bad" for each in findings):
        raise typer.Exit(FAILED)


def _show(finding: Finding) -> None:
    state = (f"{finding.state:<9}", _COLOURS[finding.state])
    out().print(Text.assemble(state, f"{finding.what}: {finding.found}"))
    if finding.action:
        out().print(Text(f"{'':9}{finding.action}"))
