"""The referee on a plan file, also one that a person edited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.formats.plan_json.document import PlanDocument
from routing.assemble import assemble
from routing.explain import explained
from routing.plan import Plan
from routing.referee import Violation, violations


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the referee says of a plan.

    document
        the plan as it was judged: with times for every route.
    retimed
        vehicles whose times were worked out, because a person gave only the order of their stops.
    """

    document: PlanDocument
    violations: tuple[Violation, ...]
    retimed: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Stops that must be served and are not; of a group all its stops."""
        problem = self.document.problem
        left_out = (each.stop for each in self.document.plan.unserved if each.stop in problem.stop)
        return tuple(each for each in left_out if problem.needed(each).penalty is None)


def check_plan(document: PlanDocument, *, retime: bool = False) -> Verdict:
    """Judge a plan by every rule of its problem.

    retime
        work out the times of all routes from the order of their stops, before judging.
    """
    timed = retimed(document) if retime or document.untimed else document
    routes = tuple(timed.plan.sequences) if retime else tuple(document.untimed)
    misstated = tuple(Violation(rule="figure-misstated", text=text) for text in timed.misstated)
    broken = (*violations(timed.problem, timed.plan), *misstated)
    return Verdict(document=timed, violations=broken, retimed=routes)


def retimed(document: PlanDocument) -> PlanDocument:
    """Return the plan with times worked out anew; drawn ways stay where the order of stops did."""
    plan = assemble(document.problem, document.sequences)
    explained_plan = explained(document.problem, plan)
    return replace(
        document,
        plan=replace(explained_plan, notes=document.plan.notes, solver=document.plan.solver),
        geometry={
            vehicle: legs
            for vehicle, legs in document.geometry.items()
            if _same_way(document.plan, plan.sequences, vehicle)
        },
        untimed={},
        misstated=(),
    )


def _same_way(before: Plan, after: Mapping[str, tuple[str, ...]], vehicle: str) -> bool:
    return before.sequences.get(vehicle) == after.get(vehicle)
