"""Tentative plans of the next days, asked where one more stop fits and what that adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from api.services.one_more_place import OneMorePlace
from api.services.shared_streets import SharedStreets
from core.errors import Fault, fault, refuse
from core.place import Place
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.write import document_for_display
from orders.modes.terms import Terms
from routing.insertion import Prepared, prepared
from routing.plan import Route
from routing.problem import Problem
from routing.travel.source import TravelSource


@dataclass(frozen=True, kw_only=True)
class DayPlan:
    """One day's plan made ready for questions; for as many carts as there are.

    orders
        that its stops serve, by the id of each; none where nobody knows of which orders it was made.
    """

    document: PlanDocument
    asked: Prepared
    ways: OneMorePlace
    orders: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Routes by vehicle."""
        return {each.vehicle: each for each in self.document.plan.routes}

    @property
    def problem(self) -> Problem:
        """What the plan must respect."""
        return self.document.problem

    @cached_property
    def digest(self) -> str:
        """What tells this plan from every other one of its day."""
        return sha256(document_for_display(self.document).encode()).hexdigest()

    def serves(self, order: str) -> bool:
        """Whether a vehicle visits a stop for this order, or one that is called like it."""
        return self.orders.get(order, order) in self.document.visited_by

    def sequence(self, vehicle: str) -> tuple[str, ...]:
        """Return what a vehicle visits; nothing where it stays at home."""
        return self.routes[vehicle].sequence if vehicle in self.routes else ()

    def location(self, place: Place) -> int:
        """Return the location of a place that the plan knows."""
        known = self.ways.known(place)
        if known is None:
            raise KeyError(place)
        return known


Plans = Mapping[date, DayPlan]
"""By the day that each is for."""


def tentative_plans(
    documents: Iterable[PlanDocument],
    source: TravelSource,
    terms: Terms,
    shared: SharedStreets | None = None,
) -> Plans:
    """Return plans made ready; raise `InvalidInput` where one cannot be asked about new places.

    source
        tells the ways between new places and those of the plans.
    shared
        with what other plans new places are looked for; None for these alone.
    """
    found = list(documents)
    shared = shared or SharedStreets()
    refuse("Some plan cannot be asked.", list(_faults(found, terms)))
    return {
        each.day: DayPlan(
            document=each,
            asked=prepared(each.problem, each.plan),
            ways=_ways(each.problem, source, shared),
        )
        for each in found
    }


def _ways(problem: Problem, source: TravelSource, shared: SharedStreets) -> OneMorePlace:
    return OneMorePlace(places=problem.places, profiles=problem.profiles, source=source, shared=shared)


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
