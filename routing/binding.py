"""Which rule keeps stops out: of every vehicle at any time, or of the routes of this plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.units import Seconds
from routing.fit import Shortage, shortage
from routing.plan import Reason, ReasonCode
from routing.problem import Problem
from routing.wording import load_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One way to put the stops on a vehicle, and what is missing for it."""

    vehicle: str
    sequence: tuple[str, ...]
    missing: Shortage


def never(problem: Problem, new: Sequence[str], alone: Sequence[Try]) -> Reason | None:
    """Return why no vehicle could serve the stops even if it had nothing else to do, or None.

    A backhaul that may not be alone on its trip is not kept out for ever: another stop may come with it.
    """
    if any(each.missing.rules == each.missing.misplaced and not each.missing.unreachable for each in alone):
        return None
    free = [each for each in alone if not each.missing.locked]
    if not free:
        return Reason(code="locked", text="locks leave no vehicle that could serve it")
    able = [each for each in free if not each.missing.skills]
    if not able:
        wanted = ", ".join(sorted(frozenset().union(*(problem.stop[s].skills for s in new))))
        return Reason(code="no-vehicle-has-skills", text=f"no vehicle has the skills {wanted}")
    strong = [each for each in able if not any(each.missing.capacity)]
    if not strong:
        return _too_heavy(problem, able)
    return _never_supplied(problem, new, strong)


def _too_heavy(problem: Problem, able: Sequence[Try]) -> Reason:
    nearest = min(able, key=lambda each: sum(each.missing.capacity))
    which, amount = next((k, more) for k, more in enumerate(nearest.missing.capacity) if more)
    text = f"its load is {load_text(problem, which, amount)} above what {nearest.vehicle} can carry"
    return Reason(code="load-above-every-vehicle", text=text, vehicle=nearest.vehicle)


def _never_supplied(problem: Problem, new: Sequence[str], strong: Sequence[Try]) -> Reason:
    """Return why no vehicle that has the skills and the room could bring them."""
    stocked = [each for each in strong if not each.missing.stock]
    if not stocked:
        return Reason(code="no-depot-stock", text="no depot has as much as it alone needs")
    reached = [each for each in stocked if not each.missing.unreachable]
    if not reached:
        text = "no way leads there and back for any vehicle that could serve it"
        return Reason(code="unreachable", text=text)
    return _never_in_time(problem, new, reached)


def _never_in_time(problem: Problem, new: Sequence[str], reached: Sequence[Try]) -> Reason:
    """Return which limit stops every vehicle that has the skills, the room and a way."""
    late = [each for each in reached if each.missing.late]
    checks: list[tuple[ReasonCode, str, list[Try]]] = [
        (
            "window-outside-every-shift",
            "no vehicle that could serve it is there in time during its shift",
            late,
        ),
        (
            "route-too-long",
            "serving it alone already takes longer than a route may last",
            [each for each in reached if each.missing.duration or each.missing.driving],
        ),
        (
            "route-too-far",
            "serving it alone is already farther than a route may go",
            [each for each in reached if each.missing.distance],
        ),
    ]
    waiting = _in_time_if_released(problem, new, late)
    if len(late) == len(reached) and waiting is not None:
        text = f"it is ready at the depot too late for {waiting} to be there in time"
        return Reason(code="released-too-late", text=text, vehicle=waiting)
    for code, text, hit in checks:
        if len(hit) == len(reached):
            return Reason(code=code, text=text)
    code, text, hit = max(checks, key=lambda check: len(check[2]))
    if hit:
        return Reason(code=code, text=text, vehicle=hit[0].vehicle)
    return Reason(code="route-too-many-stops", text="no vehicle may make a stop")


def _in_time_if_released(problem: Problem, new: Sequence[str], late: Sequence[Try]) -> str | None:
    """Return the first vehicle that would be in time if `new` were ready from the beginning, or None."""
    if not any(problem.stop[each].release for each in new):
        return None
    stops = (replace(s, release=Seconds(0)) if s.id in new else s for s in problem.stops)
    ready = replace(problem, stops=tuple(stops))
    in_time = (each.vehicle for each in late if not shortage(ready, each.vehicle, each.sequence).late)
    return next(in_time, None)


def _unable(missing: Shortage) -> bool:
    return bool(missing.skills or missing.locked or missing.unreachable)


def not_in_this_plan(tries: Sequence[Try]) -> Reason:
    """Return what keeps stops out that some vehicle could serve if it had less to do.

    Vehicles that never could, whatever they had to do, say nothing of that.
    """
    if not tries:
        return Reason(code="no-place-in-order", text="no route has a place for it in the order of its stops")
    tries = [each for each in tries if not _unable(each.missing)] or tries
    if all(any(each.missing.capacity) for each in tries):
        return Reason(code="no-capacity-left", text="every vehicle that could serve it is full")
    if all(any(each.missing.capacity) or each.missing.stock for each in tries):
        text = "every vehicle that could serve it is full, or its depot has not enough left"
        return Reason(code="no-depot-stock", text=text)
    if all(each.missing.stops for each in tries):
        return Reason(code="route-too-many-stops", text="every vehicle already makes all the stops it may")
    return Reason(code="no-time-left", text="every vehicle with room for it would be late or out too long")
