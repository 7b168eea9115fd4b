"""One more stop in the tentative plan of a day: where it fits, and why nowhere."""

from api.services.asked_stop import AskedStop, Windows
from api.services.live_plan import LivePlan
from core.units import clock_text
from orders.holds.promised_stop import PromisedStop
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from routing.halts import Outline


def place_stop(plan: LivePlan, stop: PromisedStop) -> Outline | Refusal:
    """Return the cheapest place of a stop, or why there is none."""
    return placed(AskedStop(plan, stop), stop.windows)


def placed(asked: AskedStop, windows: Windows) -> Outline | Refusal:
    """Return the cheapest place of a stop within some windows, or why there is none."""
    if asked.why_nobody:
        return Refusal(code="does-not-fit", text=asked.why_nobody)
    found = asked.cheapest(windows)
    if found is not None:
        return found
    when = " or ".join(f"{clock_text(each.opens)}-{clock_text(each.closes)}" for each in windows)
    text = f"No vehicle of that day's plan has room and time for it within {when}."
    return Refusal(code="does-not-fit", text=text)


def fit_of(plan: LivePlan, found: Outline) -> Fit:
    """Return what a placement adds to the rounds of its day."""
    return Fit(
        start=found.start,
        cost=found.cost,
        duration=found.duration,
        driven={plan.problem.vehicle[found.vehicle].profile: found.distance},
        new_route=found.new_route,
    )
