"""The rules by which warehouses are chosen, as they are written on a command line."""

from typing import Annotated, Final

import typer

from inventory.sourcing.rules import rules_of
from inventory.sourcing.terms import CRITERIA, Rule

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


def rules_given(text: str) -> tuple[Rule, ...]:
    """Return the rules that an option names, such as "shipments,cost+5,co2"."""
    return rules_of(text, where="command", field="--rules")
