"""Rules by which warehouses are chosen, as people write them."""

from collections.abc import Iterator
from typing import get_args

from core.errors import Fault, fault, refuse
from inventory.sourcing.terms import CRITERIA, Criterion, Rule

_MOST_DIGITS = 4


def rules_of(text: str, *, where: str, field: str) -> tuple[Rule, ...]:
    """Return the rules that `text` names, the most important first, such as "shipments,cost+5,co2".

    where, field
        what faults name.
    """
    parts = [part.strip() for part in text.split(",")]
    refuse("These rules say nothing.", [*_faults(parts, where, field)])
    return tuple(_rule(part) for part in parts)


def _faults(parts: list[str], where: str, field: str) -> Iterator[Fault]:
    for part in parts:
        name, plus, slack = (each.strip() for each in part.partition("+"))
        number = slack.isascii() and slack.isdigit() and len(slack) <= _MOST_DIGITS
        if name not in CRITERIA or (plus and not number):
            expected = f"one of: {', '.join(CRITERIA)}; each may be followed by + and percent, as cost+5"
            yield fault(where, field, part, expected)


def _rule(part: str) -> Rule:
    name, _, slack = (each.strip() for each in part.partition("+"))
    criterion: Criterion = next(each for each in get_args(Criterion) if each == name)
    return Rule(criterion=criterion, slack_percent=int(slack or 0))
