"""What counts when warehouses are chosen, in which order, and how two choices are compared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

from core.errors import Fault, fault, refuse
from inventory.sourcing.answer import Delivery, Shipment

Criterion = Literal["shipments", "cost", "co2", "rank", "scarcity"]
CRITERIA: Final = get_args(Criterion)

Stock = Mapping[str, Mapping[str, int]]
"""Units that can be promised, by warehouse and SKU."""

Deliver = Callable[[str, Mapping[str, int]], Delivery | str]
"""What it costs to send these units (by SKU) from this warehouse, or a sentence why that is impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that counts.

    slack_percent
        choices that are no more than this above the least are left to the next rule.
    """

    criterion: Criterion
    slack_percent: int = 0


USUAL: Final = (Rule(criterion="shipments"), Rule(criterion="cost"), Rule(criterion="co2"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the owner of the shop decides.

    rules
        the most important first. only: the warehouses that may send; empty for all.
    rank, unranked
        by warehouse, the lower the better, and that of all others; for the rule of that name.
    whole_lines
        no line from two warehouses; partial: send what is there where not everything is.
    """

    rules: tuple[Rule, ...] = USUAL
    most_shipments: int = 3
    whole_lines: bool = False
    partial: bool = False
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    rank: Mapping[str, int]
    unranked: int = 0

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        names = [each.criterion for each in self.rules]
        if not names or len(set(names)) < len(names):
            expected = f"each at most once, and at least one of: {', '.join(CRITERIA)}"
            faults.append(fault("rules", "", ", ".join(names), expected))
        if not 1 <= self.most_shipments <= 6:
            faults.append(fault("rules", "most_shipments", self.most_shipments, "a whole number from 1 to 6"))
        refuse("The rules contradict themselves.", faults)

    def allows(self, warehouse: str) -> bool:
        """Whether a warehouse may send anything."""
        return warehouse not in self.never and (not self.only or warehouse in self.only)


_TOLD: Final[Mapping[Criterion, tuple[str, Callable[[Fraction | int], str]]]] = {
    "shipments": ("the number of shipments is", str),
    "cost": ("the order costs", lambda value: f"{int(value) / 100:,.2f}"),
    "co2": ("CO2 in grams is", lambda value: f"{int(value):,}"),
    "rank": ("the sum of ranks is", str),
    "scarcity": ("the share that is taken of what lies there is", lambda value: f"{float(value):.2f}"),
}
"""How a figure is told, and how it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to send an order, and what the rules say of it."""

    shipments: tuple[Shipment, ...]
    missing: Mapping[str, int]
    figures: Mapping[Criterion, Fraction | int]

    @classmethod
    def of(
        cls, shipments: Sequence[Shipment], wanted: Mapping[str, int], stock: Stock, terms: Terms
    ) -> "Candidate":
        """Return these shipments with their figures."""
        sent = {sku: sum(each.units.get(sku, 0) for each in shipments) for sku in wanted}
        shares = (
            Fraction(units, stock[each.warehouse][sku])
            for each in shipments
            for sku, units in each.units.items()
        )
        figures: dict[Criterion, Fraction | int] = {
            "shipments": len(shipments),
            "cost": sum(each.delivery.cost for each in shipments),
            "co2": sum(each.delivery.co2_g for each in shipments),
            "rank": sum(terms.rank.get(each.warehouse, terms.unranked) for each in shipments),
            "scarcity": sum(shares, Fraction(0)),
        }
        missing = {sku: units - sent[sku] for sku, units in wanted.items() if units > sent[sku]}
        return cls(shipments=tuple(shipments), missing=missing, figures=figures)

    def beaten_by(self, best: "Candidate", terms: Terms) -> str:
        """Return the first thing in which `best` is better, with both figures."""
        lost, kept = sum(self.missing.values()), sum(best.missing.values())
        if lost > kept:
            return f"with it {lost:,} units are missing instead of {kept:,}"
        worse = [each for each in terms.rules if self.figures[each.criterion] > best.figures[each.criterion]]
        if not worse:
            return "equal in everything that counts; the name decides"
        rule = next((each for each in worse if self._beyond_slack(best, each)), worse[0])
        what, show = _TOLD[rule.criterion]
        mine, theirs = (show(each.figures[rule.criterion]) for each in (self, best))
        return f"with it {what} {mine} instead of {theirs}"

    def _beyond_slack(self, best: "Candidate", rule: Rule) -> bool:
        least = best.figures[rule.criterion]
        return self.figures[rule.criterion] > least * Fraction(100 + rule.slack_percent, 100)


def best_of(candidates: Sequence[Candidate], terms: Terms) -> Candidate | None:
    """Return the best by the rules in their order; of equal ones that whose warehouses come first by name."""
    left = list(candidates)
    if not left:
        return None
    fewest = min(sum(each.missing.values()) for each in left)
    left = [each for each in left if sum(each.missing.values()) == fewest]
    for rule in terms.rules:
        least = min(each.figures[rule.criterion] for each in left)
        most = least * Fraction(100 + rule.slack_percent, 100)
        left = [each for each in left if each.figures[rule.criterion] <= most]
    order = [rule.criterion for rule in terms.rules]
    return min(left, key=lambda each: ([each.figures[name] for name in reversed(order)], _names(each)))


def _names(candidate: Candidate) -> list[str]:
    return [each.warehouse for each in candidate.shipments]
