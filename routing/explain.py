"""Why a stop is left out: the rule that binds, the vehicle nearest to serving it, what would let it in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from routing.budget import KeepOn, always
from routing.fit import Shortage, shortage
from routing.insertions import company, distinct_vehicles, insertions
from routing.plan import Plan, Reason, ReasonCode, Relaxation, Unserved
from routing.problem import Problem
from routing.relax import holds, relaxations
from routing.schedule import timed_route
from routing.wording import load_text

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
    groups = {company(problem, each.stop): None for each in plan.unserved}
    most = max(2, TESTS // max(1, len(groups) * len(sequences)))
    reasons: dict[str, Reason] = {}
    for number, new in enumerate(groups):
        if not keep_on():
            reasons[new[0]] = IN_PASSING
        elif number < CLOSELY:
            reasons[new[0]] = _reason(problem, sequences, new, most)
        else:
            reasons[new[0]] = _at_a_glance(problem, new)
        for partner in new[1:]:
            text = f"its pickup {new[0]} is not served: {reasons[new[0]].text}"
            reasons[partner] = replace(reasons[new[0]], code="partner-unserved", text=text)
    unserved = tuple(Unserved(stop=each.stop, reason=reasons[each.stop]) for each in plan.unserved)
    return replace(plan, unserved=unserved)


def _at_a_glance(problem: Problem, new: tuple[str, ...]) -> Reason:
    """Return why no vehicle at all could serve the stops, or that nobody looked closely."""
    if not problem.vehicles:
        return Reason(code="no-vehicle", text="there is no vehicle")
    alone = (
        _Try(vehicle=v, sequence=new, missing=shortage(problem, v, new))
        for v in distinct_vehicles(problem, {})
    )
    text = f"more than {CLOSELY} stops are left out; only the first are looked at closely"
    return _never(problem, new, list(alone)) or Reason(code="not-found-in-time", text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """One way to put the stops on a vehicle, and what is missing for it."""

    vehicle: str
    sequence: tuple[str, ...]
    missing: Shortage


def _reason(
    problem: Problem, sequences: Mapping[str, tuple[str, ...]], new: tuple[str, ...], most: int
) -> Reason:
    if not problem.vehicles:
        return Reason(code="no-vehicle", text="there is no vehicle")
    alone = [_Try(vehicle=v, sequence=new, missing=shortage(problem, v, new)) for v in sequences]
    tries = _tries(problem, sequences, new, most)
    fitting = [each for each in tries if each.missing.nothing]
    if fitting:
        return _left_out_though_it_fits(problem, sequences, new, fitting)
    reason = _never(problem, new, alone) or _not_in_this_plan(tries)
    helped = _easiest(problem, new, tries)
    if helped is None:
        return reason
    vehicle, change = helped
    return replace(reason, vehicle=vehicle, relaxation=change)


def _tries(
    problem: Problem, sequences: Mapping[str, tuple[str, ...]], new: tuple[str, ...], most: int
) -> list[_Try]:
    """Return the ways to put `new` into today's routes."""
    return [
        _Try(vehicle=vehicle, sequence=grown, missing=shortage(problem, vehicle, grown))
        for vehicle, sequence in sequences.items()
        for grown in insertions(problem, vehicle, sequence, new, most)
    ]


def _never(problem: Problem, new: Sequence[str], alone: Sequence[_Try]) -> Reason | None:
    """Return why no vehicle could serve the stops even if it had nothing else to do, or None."""
    if any(each.missing.nothing for each in alone):
        return None
    able = [each for each in alone if not each.missing.skills]
    if not able:
        wanted = ", ".join(sorted(frozenset().union(*(problem.stop[s].skills for s in new))))
        return Reason(code="no-vehicle-has-skills", text=f"no vehicle has the skills {wanted}")
    strong = [each for each in able if not any(each.missing.capacity)]
    if not strong:
        return _too_heavy(problem, able)
    reached = [each for each in strong if not each.missing.unreachable]
    if not reached:
        return Reason(
            code="unreachable", text="no way leads there and back for any vehicle that could serve it"
        )
    return _never_in_time(reached)


def _too_heavy(problem: Problem, able: Sequence[_Try]) -> Reason:
    nearest = min(able, key=lambda each: sum(each.missing.capacity))
    which, amount = next((k, more) for k, more in enumerate(nearest.missing.capacity) if more)
    text = f"its load is {load_text(problem, which, amount)} above what {nearest.vehicle} can carry"
    return Reason(code="load-above-every-vehicle", text=text, vehicle=nearest.vehicle)


def _never_in_time(reached: Sequence[_Try]) -> Reason:
    """Return which limit stops every vehicle that has the skills, the room and a way."""
    checks: list[tuple[ReasonCode, str, list[_Try]]] = [
        (
            "window-outside-every-shift",
            "no vehicle that could serve it is there in time during its shift",
            [each for each in reached if each.missing.late],
        ),
        (
            "route-too-long",
            "serving it alone already takes longer than a route may last",
            [each for each in reached if each.missing.duration],
        ),
        (
            "route-too-far",
            "serving it alone is already farther than a route may go",
            [each for each in reached if each.missing.distance],
        ),
    ]
    for code, text, hit in checks:
        if len(hit) == len(reached):
            return Reason(code=code, text=text)
    code, text, hit = max(checks, key=lambda check: len(check[2]))
    if hit:
        return Reason(code=code, text=text, vehicle=hit[0].vehicle)
    return Reason(code="route-too-many-stops", text="no vehicle may make a stop")


def _not_in_this_plan(tries: Sequence[_Try]) -> Reason:
    """Return what keeps stops out that some vehicle could serve if it had less to do."""
    blocked = [each for each in tries if any(each.missing.capacity)]
    if len(blocked) == len(tries):
        return Reason(code="no-capacity-left", text="every vehicle that could serve it is full")
    if all(each.missing.stops for each in tries):
        return Reason(code="route-too-many-stops", text="every vehicle already makes all the stops it may")
    return Reason(code="no-time-left", text="every vehicle with room for it would be late or out too long")


def _left_out_though_it_fits(
    problem: Problem,
    sequences: Mapping[str, tuple[str, ...]],
    new: tuple[str, ...],
    fitting: Sequence[_Try],
) -> Reason:
    """Return by how much serving optional stops costs more than leaving them out, or that time ran out."""

    def added(each: _Try) -> int:
        before = sequences[each.vehicle]
        unchanged = timed_route(problem, each.vehicle, before).cost.total if before else 0
        return timed_route(problem, each.vehicle, each.sequence).cost.total - unchanged

    nearest = min(fitting, key=added)
    extra = added(nearest) - sum(problem.stop[each].penalty or 0 for each in new)
    if extra < 0 or any(problem.stop[each].penalty is None for each in new):
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


def _easiest(problem: Problem, new: Sequence[str], tries: Iterable[_Try]) -> tuple[str, Relaxation] | None:
    """Return the vehicle and the change of least effort that really lets the stops in."""
    found = [
        (_effort(problem, each.vehicle, change), number, each, change)
        for number, each in enumerate(tries)
        for change in relaxations(problem, each.vehicle, each.sequence, new, each.missing)
    ]
    for _, _, each, change in sorted(found, key=lambda item: item[:2])[:20]:
        if holds(problem, each.vehicle, each.sequence, change):
            return each.vehicle, change
    return None


def _effort(problem: Problem, vehicle_id: str, change: Relaxation) -> float:
    """Return how hard a change is to make, in seconds: the scale on which different rules are compared.

    A metre counts as a tenth of a second (36 km/h), filling a vehicle twice as one hour, a stop as ten
    minutes, a skill as a day.
    """
    vehicle = problem.vehicle[vehicle_id]
    match change.field:
        case "max-distance":
            return change.amount / 10
        case "capacity":
            return 3600 * change.amount / max(1, vehicle.capacity[change.which])
        case "max-stops":
            return 600 * change.amount
        case "skills":
            return 86_400 * change.amount
        case _:
            return change.amount
