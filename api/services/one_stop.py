"""One more stop in the tentative plan of a day: where it fits, and why nowhere."""

from api.services.live_plan import Crew, LivePlan, Placement
from core.units import Cents, Metres, Seconds, clock_text
from orders.holds.promised_stop import PromisedStop
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from routing.problem import Load


def place_stop(plan: LivePlan, stop: PromisedStop) -> Placement | Refusal:
    """Return the cheapest place of a stop, or why there is none."""
    ours = plan.crew(stop.warehouse)
    if ours.all_gone:
        where = f" from {stop.warehouse}" if stop.warehouse else ""
        return Refusal(code="does-not-fit", text=f"All vehicles{where} have left already.")
    why = _why_nobody(ours, stop, plan.load_of(stop))
    if why:
        return Refusal(code="does-not-fit", text=why)
    found = plan.cheapest(stop, ours.vehicles)
    if found is not None:
        return found
    when = " or ".join(f"{clock_text(each.opens)}-{clock_text(each.closes)}" for each in stop.windows)
    text = f"No vehicle of that day's plan has room and time for it within {when}."
    return Refusal(code="does-not-fit", text=text)


def _why_nobody(ours: Crew, stop: PromisedStop, load: Load) -> str:
    """Return why no vehicle could bring it at any time, or ""."""
    if not ours.kinds:
        where = f" starts at {stop.warehouse}" if stop.warehouse else " drives"
        return f"No vehicle of that day's plan{where}."
    able = [capacity for skills, capacity in ours.kinds if stop.skills <= skills]
    if not able:
        return f"No vehicle of that day's plan has what it needs: {', '.join(sorted(stop.skills))}."
    if not any(all(a <= b for a, b in zip(load, capacity, strict=False)) for capacity in able):
        return "It is more than any vehicle of that day's plan can carry."
    return ""


def fit_of(plan: LivePlan, placement: Placement) -> Fit:
    """Return what a placement adds to the rounds of its day."""
    insertion, old = placement.insertion, placement.before
    lasts = insertion.end - insertion.start
    profile = plan.problem.vehicle[insertion.vehicle].profile
    return Fit(
        start=insertion.new[0].start,
        cost=Cents(insertion.cost.total),
        duration=Seconds(lasts - (old.end - old.start if old else 0)),
        driven={profile: Metres(insertion.distance - (old.distance if old else 0))},
        new_route=insertion.new_route,
    )
