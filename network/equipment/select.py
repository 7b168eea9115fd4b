"""All equipment for a warehouse: what is feasible, what is not and why, and what to choose."""

from dataclasses import dataclass
from functools import cached_property

from core.errors import InvalidInput, fault
from network.equipment.combination import Combination
from network.equipment.common import common_needs
from network.equipment.ranking import Stays, pareto, ranked, sensitivity
from network.equipment.reason import Rejected
from network.equipment.size import sized, storers
from network.equipment.warehouse import Warehouse


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Every combination of the catalogue, feasible or rejected.

    combinations
        the feasible ones, the best by the weights first; may be empty.
    scores
        by id, 0 to 1.
    front
        ids of those that no other beats in every criterion.
    """

    warehouse: Warehouse
    combinations: tuple[Combination, ...]
    rejected: tuple[Rejected, ...]
    scores: dict[str, float]
    front: tuple[str, ...]
    stays: tuple[Stays, ...]

    @property
    def choice(self) -> Combination | None:
        """The one that the weights choose, or None where nothing is feasible."""
        return self.combinations[0] if self.combinations else None

    @cached_property
    def reference(self) -> Combination | None:
        """The one with the least investment: what more investment must be worth is measured against it."""
        return min(self.combinations, key=lambda each: (each.investment_cents, each.id), default=None)

    def net_present_value(self, combination: Combination) -> int:
        """Return what it saves against the least investment over the horizon, in cents of today."""
        reference = self.reference
        return 0 if reference is None else reference.present_cents - combination.present_cents


def select(warehouse: Warehouse) -> Selection:
    """Size every combination of racks, forklifts and who brings the pallets; rank those that are feasible."""
    refuse_no_weight(warehouse)
    common = common_needs(warehouse)
    found = [
        each
        for rack in warehouse.catalogue.racks
        for storer in storers(warehouse)
        for each in sized(warehouse, rack, storer, common)
    ]
    feasible = {each.id: each for each in found if isinstance(each, Combination)}
    rejected = tuple(each for each in found if isinstance(each, Rejected))
    if not feasible:
        return Selection(
            warehouse=warehouse, combinations=(), rejected=rejected, scores={}, front=(), stays=()
        )
    combinations, weights = tuple(feasible.values()), warehouse.terms.weights
    order = ranked(combinations, weights)
    return Selection(
        warehouse=warehouse,
        combinations=tuple(feasible[name] for name, _ in order),
        rejected=rejected,
        scores=dict(order),
        front=pareto(combinations, weights),
        stays=sensitivity(combinations, weights),
    )


def refuse_no_weight(warehouse: Warehouse) -> None:
    """Raise `InvalidInput` where no criterion counts at all, or one counts less than nothing."""
    weights = warehouse.terms.weights
    faults = [
        fault("the terms", f"weight_{name}", value, "a whole number, 0 or more")
        for name, value in weights.items()
        if value < 0
    ]
    if not faults and not any(weights.values()):
        faults = [fault("the terms", "weight_cost", 0, "at least one weight above 0")]
    if faults:
        raise InvalidInput("Nothing can be chosen without weights.", faults=faults)
