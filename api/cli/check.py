"""`roundsman check`: the referee on any plan file, also one edited by hand."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, talk
from api.services.check_plan import Verdict, check_plan
from api.services.given_files import refuse_missing
from core.units import Money
from data.formats.plan_json.read import read_plan
from data.formats.plan_json.write import write_plan

SHOWN_MISSED = 20

_FIGURES = frozenset({"figure-misstated", "load-misstated", "cost-misstated"})
"""Rules that every route breaks whose order was changed without working out its figures anew."""


def check(
    plan: Annotated[Path, typer.Argument(help="A plan.json; its travel times lie beside it.")],
    retime: Annotated[
        bool, typer.Option("--retime", help="Work out all times anew from the order of the stops first.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="Write the plan with its times to this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every rule of a plan. Routes may be edited by hand: stop ids in order are enough."""
    refuse_missing((plan,))
    verdict = check_plan(read_plan(plan), retime=retime)
    if output is not None:
        write_plan(output, verdict.document)
    if as_json:
        print_json(_as_json(verdict, output))
    else:
        _show(verdict, output)
    if verdict.violations or verdict.missed:
        raise typer.Exit(INCOMPLETE)


def _as_json(verdict: Verdict, output: Path | None) -> dict[str, object]:
    plan = verdict.document.plan
    return {
        "sound": not verdict.violations,
        "violations": [asdict(each) for each in verdict.violations],
        "retimed": list(verdict.retimed),
        "routes": len(plan.routes),
        "served": plan.served,
        "unserved": [each.stop for each in plan.unserved],
        "missed": list(verdict.missed),
        "cost_cents": plan.cost.total,
        "currency": verdict.document.problem.currency,
        "file": None if output is None else str(output),
    }


def _show(verdict: Verdict, output: Path | None) -> None:
    plan = verdict.document.plan
    if verdict.retimed:
        talk().print(f"times worked out anew for {', '.join(verdict.retimed)}", markup=False)
    if verdict.violations:
        out().print(f"{counted(len(verdict.violations), 'rule')} broken", style="bold red", markup=False)
        for each in verdict.violations:
            out().print(Text.assemble("  ", (each.rule, "bold"), f": {each.text}"))
        if not verdict.retimed and any(each.rule in _FIGURES for each in verdict.violations):
            talk().print("Edited by hand? --retime works out times, loads and costs anew before it judges.")
    else:
        cost = Money(amount=plan.cost.total, currency=verdict.document.problem.currency)
        out().print(
            f"sound: {counted(len(plan.routes), 'route')}, {counted(plan.served, 'stop')} served,"
            f" {len(plan.unserved)} left out, cost {cost}",
            markup=False,
        )
    if verdict.missed:
        more = " ..." if len(verdict.missed) > SHOWN_MISSED else ""
        named = ", ".join(verdict.missed[:SHOWN_MISSED]) + more
        out().print(f"left out though it must be served: {named}", style="bold red", markup=False)
    if output is not None:
        talk().print(f"written to {output}", markup=False)
