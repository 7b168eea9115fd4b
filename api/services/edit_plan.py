"""A plan changed by a person: edited, timed, refereed; or given to the solver again with what must stay."""

from collections.abc import Sequence
from dataclasses import replace

from api.services.check_plan import retimed
from api.services.plan_day import ways
from core.clock import Clock
from core.errors import Fault, InvalidInput, fault
from data.formats.plan_json.document import PlanDocument
from routing.day import DayInput
from routing.edits import Edit, edited
from routing.lock import Lock
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import Violation, violations
from routing.travel.source import TravelSource


def edit_plan(
    document: PlanDocument, edits: Sequence[Edit], *, clock: Clock, source: TravelSource | None = None
) -> PlanDocument:
    """Return the plan after `edits`, with times, costs and reasons.

    source
        draws the ways of routes that changed; without one they are drawn straight.

    Raises `InvalidInput` where an edit names what is not there, or the plan would break a rule.
    """
    before = violations(document.problem, document.plan)
    sequences = edited(document.problem, document.plan, edits)
    after = retimed(replace(document, untimed=sequences, plan=replace(document.plan, routes=())))
    broken = [each for each in violations(after.problem, after.plan) if each not in before]
    if broken:
        raise InvalidInput("The plan would break rules.", faults=[_fault(each) for each in broken])
    kept = {vehicle: legs for vehicle, legs in document.geometry.items() if _same(document, after, vehicle)}
    changed = [route for route in after.plan.routes if route.vehicle not in kept]
    drawn = (
        {} if source is None else ways(after.problem, replace(after.plan, routes=tuple(changed)), source)[0]
    )
    solver = {**document.plan.solver, "edits": int(document.plan.solver.get("edits", 0)) + len(edits)}
    return replace(
        after, plan=replace(after.plan, solver=solver), geometry={**kept, **drawn}, created=clock()
    )


def day_again(problem: Problem, *, keep: Plan | None, locks: Sequence[Lock]) -> DayInput:
    """Return the day of a problem to be planned anew.

    keep
        a plan whose stops stay on their vehicles, in whatever order; None lets all of them go.
    locks
        what must stay besides; those of the problem stay as well.

    Raises `InvalidInput` where locks contradict the problem or each other.
    """
    fixed = {stop for lock in (*problem.locks, *locks) for stop in lock.stops}
    routes = () if keep is None else keep.routes
    held = ((route.vehicle, tuple(stop for stop in route.stops if stop not in fixed)) for route in routes)
    stay = (Lock(vehicle=vehicle, stops=stops) for vehicle, stops in held if stops)
    # The problem itself says what contradicts each other, now and not when the search begins.
    again = replace(problem, locks=(*problem.locks, *locks, *stay))
    return DayInput(
        stops=problem.stops,
        vehicles=problem.vehicles,
        depots=problem.depots,
        places=problem.places,
        pairs=problem.pairs,
        dimensions=problem.dimensions,
        currency=problem.currency,
        notes=problem.notes,
        groups=problem.groups,
        locks=again.locks,
        # What is locked stays whatever becomes of the others.
        together=tuple(one for one in problem.together if not fixed & {*one}),
        backhaul_only=problem.backhaul_only,
        fewest_vehicles=problem.fewest_vehicles,
    )


def _same(before: PlanDocument, after: PlanDocument, vehicle: str) -> bool:
    return before.plan.sequences.get(vehicle) == after.plan.sequences.get(vehicle)


def _fault(violation: Violation) -> Fault:
    where = f"vehicle {violation.vehicle}" if violation.vehicle else "the plan"
    return fault(where, violation.stop or violation.rule, violation.text, "no rule broken")
