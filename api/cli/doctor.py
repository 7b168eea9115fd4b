"""`roundsman doctor`: whether this computer has what is needed."""

from dataclasses import asdict

import typer

from api.cli import travel_options as options
from api.cli.talk import FAILED, AsJson, out, print_json, table
from api.services.examine import examine
from api.services.travel_choice import cache_folder


def doctor(cache: options.Cache = None, as_json: AsJson = False) -> None:
    """Look whether everything works here, and say what to do where it does not."""
    findings = examine(cache_folder(cache))
    if as_json:
        print_json([asdict(each) for each in findings])
    else:
        rows = [(each.state, each.what, each.found, each.action) for each in findings]
        out().print(table(("state", "what", "found", "what to do"), rows))
    if any(each.state == "bad" for each in findings):
        raise typer.Exit(FAILED)
