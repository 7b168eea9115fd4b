"""One more stop for a cart in the tentative plan of a day: where it fits, and why nowhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from api.services.tentative_plans import DayPlan
from core.place import Place
from core.units import Cents, Metres, Seconds, clock_text
from core.window import TimeWindow
from orders.cart import Cart
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from orders.modes.terms import Terms
from routing.halts import Insertion
from routing.newcomer import Newcomer, TravelRows
from routing.problem import Load, Problem, Stop, Vehicle

_STOP: Final = "cart"


def fit_one_stop(
    plan: DayPlan,
    cart: Cart,
    place: Place,
    windows: tuple[TimeWindow, ...],
    *,
    terms: Terms,
    now: datetime,
    warehouse: str | None = None,
) -> Fit | Refusal:
    """Return the cheapest insertion of a stop that brings `cart` to `place`, or why there is none.

    warehouse
        the depot at which the vehicle must start; None for any.
    """
    skills = frozenset(terms.skills[each] for each in cart.temperatures if each in terms.skills)
    load = _load(cart, plan.problem)
    ours = [each for each in plan.problem.vehicles if warehouse is None or each.start == warehouse]
    why = _why_nobody(ours, skills, load, warehouse)
    if why:
        return Refusal(code="does-not-fit", text=why)
    location = plan.ways.known(place)
    travel: Mapping[str, TravelRows] = {}
    if location is None:
        location, travel = len(plan.problem.places), plan.ways.rows(place)
    # What leaves the depot before the order is there cannot take it along.
    today = plan.document.day == now.date()
    stop = Stop(
        id=_STOP,
        location=location,
        delivery=load,
        windows=windows,
        service=terms.service,
        skills=skills,
        release=Seconds(wall_seconds(now, plan.document.day) if today else 0),
    )
    found = _cheapest(plan, Newcomer(stops=(stop,), travel=travel), ours)
    if found is not None:
        return _fit(plan, found)
    when = " or ".join(f"{clock_text(each.opens)}-{clock_text(each.closes)}" for each in windows)
    text = f"No vehicle of that day's plan has room and time for it within {when}."
    return Refusal(code="does-not-fit", text=text)


def _cheapest(plan: DayPlan, newcomer: Newcomer, ours: list[Vehicle]) -> Insertion | None:
    """Return the cheapest insertion into a route of one of our vehicles."""
    if len(ours) == len(plan.problem.vehicles):
        return next(iter(plan.asked.insertions(newcomer, most=1)), None)
    names = {each.id for each in ours}
    return next((each for each in plan.asked.insertions(newcomer) if each.vehicle in names), None)


def _load(cart: Cart, problem: Problem) -> Load:
    """Return a cart in the dimensions of a plan; one that carts do not have is not filled."""
    amounts = {"weight_g": cart.weight_g, "volume_ml": cart.volume_ml, "parcels": cart.pieces}
    return tuple(amounts.get(name, 0) for name in problem.dimensions)


def _why_nobody(ours: list[Vehicle], skills: frozenset[str], load: Load, warehouse: str | None) -> str:
    """Return why no vehicle could bring it at any time, or ""."""
    if not ours:
        where = f" starts at {warehouse}" if warehouse else " drives"
        return f"No vehicle of that day's plan{where}."
    able = [each for each in ours if skills <= each.skills]
    if not able:
        return f"No vehicle of that day's plan has what it needs: {', '.join(sorted(skills))}."
    if not any(all(a <= b for a, b in zip(load, each.capacity, strict=False)) for each in able):
        return "It is more than any vehicle of that day's plan can carry."
    return ""


def _fit(plan: DayPlan, insertion: Insertion) -> Fit:
    old = plan.routes.get(insertion.vehicle)
    lasts = insertion.end - insertion.start
    profile = plan.problem.vehicle[insertion.vehicle].profile
    return Fit(
        start=insertion.new[0].start,
        cost=Cents(insertion.cost.total),
        duration=Seconds(lasts - (old.end - old.start if old else 0)),
        driven={profile: Metres(insertion.distance - (old.distance if old else 0))},
        new_route=insertion.new_route,
    )
