"""The rules by which warehouses are chosen, as they are written on a command line."""

from typing import Annotated, Final, get_args

import typer

from core.errors import fault, refuse
from inventory.sourcing.terms import CRITERIA, Criterion, Rule

Rules = Annotated[
    str,
    typer.Option(
        help=f"What counts, the most important first: {', '.join(CRITERIA)}; cost+5 leaves what is up to 5 % "
        "dearer to the next rule."
    ),
]

USUAL: Final = "shipments,cost,co2"

MostShipments = Annotated[int, typer.Option(min=1, max=6, help="Shipments of an order at most.")]
WholeLines = Annotated[bool, typer.Option("--whole-lines", help="Send no line from two warehouses.")]
Partial = Annotated[bool, typer.Option("--partial", help="Send what is there where not everything is.")]


def rules_of(text: str) -> tuple[Rule, ...]:
    """Return the rules that `text` names, such as "shipments,cost+5,co2"."""
    faults, found = [], []
    for part in text.split(","):
        name, plus, slack = (each.strip() for each in part.partition("+"))
        sound = name in CRITERIA and (not plus or (slack.isascii() and slack.isdigit() and len(slack) < 5))
        if not sound:
            expected = f"one of: {', '.join(CRITERIA)}; each may be followed by + and percent, as cost+5"
            faults.append(fault("command", "--rules", part, expected))
            continue
        criterion: Criterion = next(each for each in get_args(Criterion) if each == name)
        found.append(Rule(criterion=criterion, slack_percent=int(slack or 0)))
    refuse("These rules say nothing.", faults)
    return tuple(found)
