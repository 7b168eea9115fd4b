"""Tentative plans of the next days, asked where one more stop fits and what that adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from api.services.one_more_place import OneMorePlace
from core.errors import Fault, fault, refuse
from data.formats.plan_json.document import PlanDocument
from orders.modes.terms import Terms
from routing.insertion import Prepared, prepared
from routing.plan import Route
from routing.problem import Problem
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
