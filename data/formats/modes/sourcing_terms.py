"""Columns of the terms that say from which warehouses carts come, and what they mean."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from core.errors import Fault, InvalidInput, fault, refuse
from data.formats.fields.field import Field
from data.formats.tables.quantities import COUNT
from inventory.sourcing.rules import rules_of

SOURCING_TERMS: Final = (
    Field(
        attribute="sourcing",
        header="sourcing",
        about="What counts when warehouses are chosen, the most important first: shipments, cost, co2, rank, "
        "scarcity; cost+5 leaves what is up to 5 % dearer to the next; shipments,cost,co2 if left out",
    ),
    Field(
        attribute="most_shipments",
        header="most_shipments",
        about="From how many warehouses a cart may come, 1 to 6; 3 if left out",
        quantity=COUNT,
        least=1,
    ),
    Field(
        attribute="whole_lines",
        header="whole_lines",
        about="Whether no line may come from two warehouses; no if left out",
        choices=("yes", "no"),
    ),
    Field(
        attribute="send_first",
        header="send_first",
        about="Warehouses by rank, the best first: north, south; for the rule rank",
    ),
    Field(
        attribute="only_from",
        header="only_from",
        about="Warehouses that may send carts: north, south; all if left out",
    ),
    Field(
        attribute="never_from",
        header="never_from",
        about="Warehouses that may not",
    ),
)


def sourcing_of(values: Mapping[str, Any]) -> tuple[dict[str, Any], Sequence[Fault]]:
    """Return what the columns say of the terms, and what is wrong with it."""
    told: dict[str, Any] = {key: values[key] for key in ("most_shipments", "whole_lines") if key in values}
    faults: Sequence[Fault] = ()
    if "sourcing" in values:
        try:
            told["sourcing"] = _rules(values["sourcing"])
        except InvalidInput as refused:
            faults = refused.faults
    for key in ("only_from", "never_from"):
        told[key] = frozenset(_names(values, key))
    told["send_first"] = tuple(_names(values, "send_first"))
    return told, faults


def _rules(text: str) -> tuple[tuple[str, int], ...]:
    rules = rules_of(text, where="terms", field="sourcing")
    names = [each.criterion for each in rules]
    twice = [fault("terms", "sourcing", text, "each at most once")]
    refuse("The rules contradict themselves.", twice if len(set(names)) < len(names) else [])
    return tuple((each.criterion, each.slack_percent) for each in rules)


def _names(values: Mapping[str, Any], key: str) -> list[str]:
    parts = (part.strip() for part in str(values.get(key, "")).split(","))
    return list(dict.fromkeys(part for part in parts if part))
