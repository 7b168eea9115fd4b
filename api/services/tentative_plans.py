"""Tentative plans of the next days, asked where one more stop fits and what that adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from api.services.one_more_place import OneMorePlace
from core.errors import Fault, MapError, fault, refuse
from core.place import Place
from core.units import Cents, Metres, Seconds, clock_text
from core.window import TimeWindow
from data.formats.plan_json.document import PlanDocument
from orders.cart import Cart
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from orders.modes.terms import Terms
from routing.halts import Insertion
from routing.insertion import Prepared, prepared
from routing.newcomer import Newcomer, TravelRows
from routing.plan import Route
from routing.problem import Load, Problem, Stop
from routing.travel.source import TravelSource

_STOP: Final = "cart"


@dataclass(frozen=True, kw_only=True)
class DayPlan:
    """One day's plan made ready for questions; for as many carts as there are."""

    document: PlanDocument
    asked: Prepared
    ways: OneMorePlace

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Routes by vehicle."""
        return {each.vehicle: each for each in self.document.plan.routes}

    @property
    def problem(self) -> Problem:
        """What the plan must respect."""
        return self.document.problem


Plans = Mapping[date, DayPlan]
"""By the day that each is for."""


def tentative_plans(documents: Iterable[PlanDocument], source: TravelSource, terms: Terms) -> Plans:
    """Return plans made ready; raise `InvalidInput` where one cannot be asked about new places.

    source
        tells the ways between new places and those of the plans.
    """
    found = list(documents)
    refuse("Some plan cannot be asked.", list(_faults(found, terms)))
    return {
        each.day: DayPlan(
            document=each,
            asked=prepared(each.problem, each.plan),
            ways=OneMorePlace(problem=each.problem, source=source),
        )
        for each in found
    }


def _faults(documents: Iterable[PlanDocument], terms: Terms) -> Iterable[Fault]:
    seen: set[date] = set()
    for each in documents:
        where = f"plan of {each.day}"
        if each.day in seen:
            yield fault(where, "day", each.day, "one plan for each day")
        seen.add(each.day)
        if not each.problem.places:
            yield fault(where, "places", "none", "a plan whose stops have points")
        if each.problem.currency != terms.currency:
            yield fault(where, "currency", each.problem.currency, f"{terms.currency}, as in the terms")
        if each.untimed:
            expected = "times for all routes: `roundsman check --retime --output` gives them"
            yield fault(where, "routes", ", ".join(each.untimed), expected)


@dataclass(frozen=True, kw_only=True)
class CartRounds:
    """The plans as one cart sees them: `orders.modes.rounds.Rounds`."""

    plans: Plans
    cart: Cart
    terms: Terms
    now: datetime

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Return the cheapest insertion into the plan of `day`, or why there is none."""
        plan = self.plans.get(day)
        if plan is None:
            return Refusal(code="no-plan", text=f"There is no tentative plan for {day}.")
        try:
            newcomer = self._newcomer(plan, place, windows)
        except MapError as error:
            return Refusal(code="unreachable", text=error.message)
        found = plan.asked.insertions(newcomer, most=1)
        return _fit(plan, found[0]) if found else self._refusal(plan, windows)

    def _newcomer(self, plan: DayPlan, place: Place, windows: tuple[TimeWindow, ...]) -> Newcomer:
        location = plan.ways.known(place)
        day = plan.document.day
        travel: Mapping[str, TravelRows] = {}
        if location is None:
            location = len(plan.problem.places)
            travel = plan.ways.rows(place)
        # What leaves the depot before the order is there cannot take it along.
        release = wall_seconds(self.now, day) if day == self.now.date() else 0
        stop = Stop(
            id=_STOP,
            location=location,
            delivery=self._load(plan.problem),
            windows=windows,
            service=self.terms.service,
            skills=self._skills,
            release=Seconds(release),
        )
        return Newcomer(stops=(stop,), travel=travel)

    @property
    def _skills(self) -> frozenset[str]:
        return frozenset(
            self.terms.skills[each] for each in self.cart.temperatures if each in self.terms.skills
        )

    def _load(self, problem: Problem) -> Load:
        """Return the cart in the dimensions of a plan; one that carts do not have is not filled."""
        amounts = {
            "weight_g": self.cart.weight_g,
            "volume_ml": self.cart.volume_ml,
            "parcels": self.cart.pieces,
        }
        return tuple(amounts.get(name, 0) for name in problem.dimensions)

    def _refusal(self, plan: DayPlan, windows: tuple[TimeWindow, ...]) -> Refusal:
        return Refusal(code="does-not-fit", text=self._why(plan.problem, windows))

    def _why(self, problem: Problem, windows: tuple[TimeWindow, ...]) -> str:
        able = [each for each in problem.vehicles if self._skills <= each.skills]
        if not able:
            return f"No vehicle of that day's plan has what it needs: {', '.join(sorted(self._skills))}."
        load = self._load(problem)
        if not any(all(a <= b for a, b in zip(load, each.capacity, strict=False)) for each in able):
            return "It is more than any vehicle of that day's plan can carry."
        when = " or ".join(f"{clock_text(each.opens)}-{clock_text(each.closes)}" for each in windows)
        return f"No vehicle of that day's plan has room and time for it within {when}."


def _fit(plan: DayPlan, insertion: Insertion) -> Fit:
    old = plan.routes.get(insertion.vehicle)
    lasts = insertion.end - insertion.start
    return Fit(
        start=insertion.new[0].start,
        cost=Cents(insertion.cost.total),
        distance=Metres(insertion.distance - (old.distance if old else 0)),
        duration=Seconds(lasts - (old.end - old.start if old else 0)),
        profile=plan.problem.vehicle[insertion.vehicle].profile,
        new_route=insertion.new_route,
    )
