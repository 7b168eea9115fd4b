"""Why a stop is left out: the rule that binds, the vehicle nearest to serving it, what would let it in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from routing.binding import Try, never, not_in_this_plan
from routing.budget import KeepOn, always
from routing.fit import shortage
from routing.insertions import company, distinct_vehicles, insertions, needless, needs
from routing.loads import others_take
from routing.plan import Plan, Reason, Relaxation, Unserved
from routing.problem import Problem
from routing.relax import holds, relaxations
from routing.schedule import timed_route
from routing.together import left_alone

CLOSELY = 100
"""How many of the stops left out are looked at closely; where it is more, time or vehicles are too few."""

TESTS = 6_000
"""About how many insertions are looked at for all explanations together: a second."""


IN_PASSING = Reason(code="not-found-in-time", text="time was up before it was placed or looked at closely")


def explained(problem: Problem, plan: Plan, keep_on: KeepOn = always) -> Plan:
    """Return `plan` with a reason for every stop left out.

    keep_on
        once it answers False, the stops that are left are only looked at in passing.
    """
    driven = plan.sequences
    sequences = {name: driven.get(name, ()) for name in distinct_vehicles(problem, driven)}
    companies = {company(problem, each.stop): None for each in plan.unserved}
    most = max(2, TESTS // max(1, len(companies) * len(sequences)))
    reasons: dict[str, Reason] = {}
    for number, new in enumerate(companies):
        if not keep_on():
            reasons[new[0]] = IN_PASSING
        elif number < CLOSELY:
            reasons[new[0]] = _reason(problem, sequences, new, most)
        else:
            reasons[new[0]] = _at_a_glance(problem, new)
        for partner in new[1:]:
            text = f"{_tie(problem, new)} {new[0]} is not served: {reasons[new[0]].text}"
            reasons[partner] = replace(reasons[new[0]], code="partner-unserved", text=text)
    reasons |= dict(left_alone(problem, plan, reasons))
    unserved = tuple(Unserved(stop=each.stop, reason=reasons[each.stop]) for each in plan.unserved)
    return replace(plan, unserved=unserved)


def _tie(problem: Problem, new: tuple[str, ...]) -> str:
    return "it is locked to a sequence, of which" if problem.sequence_of.keys() & set(new) else "its pickup"


def _at_a_glance(problem: Problem, new: tuple[str, ...]) -> Reason:
    """Return why no vehicle at all could serve the stops, or that nobody looked closely."""
    if not problem.vehicles:
        return Reason(code="no-vehicle", text="there is no vehicle")
    alone = (
        Try(vehicle=v, sequence=new, missing=shortage(problem, v, new))
        for v in distinct_vehicles(problem, {})
    )
    text = f"more than {CLOSELY} stops are left out; only the first are looked at closely"
    return never(problem, new, list(alone)) or Reason(code="not-found-in-time", text=text)


def _reason(
    problem: Problem, sequences: Mapping[str, tuple[str, ...]], new: tuple[str, ...], most: int
) -> Reason:
    if not problem.vehicles:
        return Reason(code="no-vehicle", text="there is no vehicle")
    tries = _tries(problem, sequences, new, most)
    fitting = [each for each in tries if each.missing.nothing]
    if fitting:
        return _left_out_though_it_fits(problem, sequences, new, fitting)
    alone = [Try(vehicle=v, sequence=new, missing=shortage(problem, v, new)) for v in sequences]
    reason = never(problem, new, alone) or not_in_this_plan(tries)
    reason = _but_for_locks(problem, sequences, new, reason) or reason
    helped = _easiest(problem, sequences, new, tries)
    if helped is None:
        return reason
    vehicle, change = helped
    return replace(reason, vehicle=vehicle, relaxation=change)


def _tries(
    problem: Problem, sequences: Mapping[str, tuple[str, ...]], new: tuple[str, ...], most: int
) -> list[Try]:
    """Return the ways to put `new` into today's routes."""
    return [
        Try(vehicle=vehicle, sequence=grown, missing=shortage(problem, vehicle, grown, taken))
        for vehicle, sequence in sequences.items()
        for taken in [others_take(problem, sequences, vehicle)]
        for grown in insertions(problem, vehicle, sequence, new, most)
    ]


def _but_for_locks(
    problem: Problem, sequences: Mapping[str, tuple[str, ...]], new: tuple[str, ...], reason: Reason
) -> Reason | None:
    """Return that locks keep stops out, if they would fit without any; or None."""
    if not problem.locks:
        return None
    free = replace(problem, locks=())
    fitting = (each for each in _tries(free, sequences, new, 2) if each.missing.nothing)
    place = next(fitting, None)
    if place is None:
        return None
    text = f"without locks it would fit on {place.vehicle}; with them, {reason.text}"
    return Reason(code="locked", text=text, vehicle=place.vehicle)


def _left_out_though_it_fits(
    problem: Problem,
    sequences: Mapping[str, tuple[str, ...]],
    new: tuple[str, ...],
    fitting: Sequence[Try],
) -> Reason:
    """Return by how much serving optional stops costs more than leaving them out, or that time ran out."""

    def added(each: Try) -> int:
        before = sequences[each.vehicle]
        unchanged = timed_route(problem, each.vehicle, before).cost.total if before else 0
        return timed_route(problem, each.vehicle, each.sequence).cost.total - unchanged

    nearest = min(fitting, key=lambda each: (_needs_a_vehicle_more(problem, sequences, each), added(each)))
    extra = added(nearest) - sum(each.penalty or 0 for each in needs(problem, new))
    if needless(problem, new) and _needs_a_vehicle_more(problem, sequences, nearest):
        text = "serving it takes one vehicle more, and the fewest vehicles are sought before the least cost"
        return Reason(code="dearer-than-penalty", text=text, vehicle=nearest.vehicle)
    if extra < 0 or not needless(problem, new):
        text = f"it fits on {nearest.vehicle}, but the search ended before it was placed"
        return Reason(code="not-found-in-time", text=text, vehicle=nearest.vehicle)
    amount = extra + 1
    text = f"serving it costs {extra / 100:.2f} {problem.currency} more than its penalty"
    change = Relaxation(
        field="penalty",
        amount=amount,
        stop=new[0],
        text=f"is worth serving if its penalty is {amount / 100:.2f} {problem.currency} higher",
    )
    return Reason(code="dearer-than-penalty", text=text, vehicle=nearest.vehicle, relaxation=change)


def _needs_a_vehicle_more(problem: Problem, sequences: Mapping[str, tuple[str, ...]], each: Try) -> bool:
    """Whether a vehicle would have to drive that stays at home, where fewer vehicles come first."""
    return problem.fewest_vehicles and not sequences[each.vehicle]


def _easiest(
    problem: Problem,
    sequences: Mapping[str, tuple[str, ...]],
    new: Sequence[str],
    tries: Iterable[Try],
) -> tuple[str, Relaxation] | None:
    """Return the vehicle and the change of least effort that really lets the stops in."""
    found = [
        (_effort(problem, each.vehicle, change), number, each, change)
        for number, each in enumerate(tries)
        for change in relaxations(problem, each.vehicle, each.sequence, new, each.missing)
    ]
    for _, _, each, change in sorted(found, key=lambda item: item[:2])[:20]:
        taken = others_take(problem, sequences, each.vehicle)
        if holds(problem, each.vehicle, each.sequence, change, taken):
            return each.vehicle, change
    return None


EFFORTS = {"max-distance": 0.1, "max-stops": 600, "max-reloads": 1800, "skills": 86_400}
"""What one unit of a change counts as, in seconds; where nothing is told it is a second."""


def _effort(problem: Problem, vehicle_id: str, change: Relaxation) -> float:
    """Return how hard a change is to make, in seconds: the scale on which different rules are compared.

    A metre counts as a tenth of a second (36 km/h), a stop as ten minutes, a reload as half an hour, a skill
    as a day, filling a vehicle twice or taking twice as much out of a depot as one hour.
    """
    if change.field == "capacity":
        return 3600 * change.amount / max(1, problem.vehicle[vehicle_id].capacity[change.which])
    if change.field == "throughput":
        most = problem.depot[change.depot].throughput or ()
        return 3600 * change.amount / max(1, most[change.which])
    return change.amount * EFFORTS.get(change.field, 1)
