"""`roundsman check`: the referee on any plan file, also one edited by hand."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.talk import INCOMPLETE, AsJson, out, print_json, table, talk
from api.services.check_plan import Verdict, check_plan
from data.formats.plan_json.read import read_plan
from data.formats.plan_json.write import write_plan


def check(
    plan: Annotated[Path, typer.Argument(help="A plan.json; its travel times lie beside it.")],
    retime: Annotated[
        bool, typer.Option("--retime", help="Work out all times anew from the order of the stops first.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="Write the plan with its times to this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every rule of a plan. Routes may be edited by hand: stop ids in order are enough."""
    verdict = check_plan(read_plan(plan), retime=retime)
    if output is not None:
        write_plan(output, verdict.document)
    if as_json:
        print_json(
            {
                "sound": not verdict.violations,
                "violations": [asdict(each) for each in verdict.violations],
                "retimed": list(verdict.retimed),
            }
        )
    else:
        _show(verdict)
    if verdict.violations:
        raise typer.Exit(INCOMPLETE)


def _show(verdict: Verdict) -> None:
    if verdict.retimed:
        talk().print(f"times worked out anew for {', '.join(verdict.retimed)}", markup=False)
    if not verdict.violations:
        plan = verdict.document.plan
        out().print(
            f"sound: {len(plan.routes)} routes, {plan.served} stops served, {len(plan.unserved)} not",
            markup=False,
        )
        return
    rows = [(each.rule, each.vehicle or "", each.stop or "", each.text) for each in verdict.violations]
    out().print(table(("rule", "vehicle", "stop", "what"), rows, title=f"{len(rows)} rules broken"))
