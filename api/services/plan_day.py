"""A day's routes: from stops, vehicles and a travel source to a plan to check, draw and print."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from api.services.announce import Announce, say_nothing
from core.clock import Clock
from core.errors import MapError, TravelSourceFailed
from core.notes import note
from core.place import Place
from data.formats.plan_json.document import PlanDocument, route_places
from data.formats.plan_json.halts import departures
from routing.budget import Budget, Listener, silent
from routing.day import DayInput, ids_at, places_of, problem_of, profiles_of
from routing.plan import Plan, Route
from routing.problem import Problem
from routing.solve import SolverName, solve
from routing.travel.given_matrix import GivenMatrix
from routing.travel.source import Leg, Snap, Travel, TravelSource

ANY = "van"
"""The profile that a day without vehicles is seen by, so that its stops get a reason like all others."""


def plan_day(
    day: DayInput,
    *,
    source: TravelSource,
    budget: Budget,
    clock: Clock,
    on: date | None = None,
    seed: int = 0,
    threads: int = 1,
    solver: SolverName = "kernel",
    start: Plan | None = None,
    notes: tuple[str, ...] = (),
    progress: Listener = silent,
    announce: Announce = say_nothing,
) -> PlanDocument:
    """Plan `day` and draw its routes; stops left out carry their reason.

    on
        the day planned for; today where it is not given.
    notes
        what whoever reads the plan must know besides: that its orders are synthetic.
    """
    announce("travel times")
    # A given matrix may know its rows by the places' own names.
    places = places_of(day) if isinstance(source, GivenMatrix) else called_by_ids(day)
    travel = {profile: source.travel(places, profile) for profile in profiles_of(day) or (ANY,)}
    problem = problem_of(
        day, {name: each.matrix for name, each in travel.items()}, (*notes, *_notes(list(travel.values())))
    )
    announce("routes")
    plan = solve(
        problem, budget=budget, seed=seed, threads=threads, solver=solver, start=start, progress=progress
    )
    announce("ways on the map")
    geometry, warnings = ways(problem, plan, source)
    return PlanDocument(
        problem=problem,
        plan=replace(plan, notes=tuple(dict.fromkeys((*plan.notes, *warnings)))),
        day=on or clock().date(),
        created=clock(),
        travel_source=" and ".join(dict.fromkeys(each.source for each in travel.values())),
        attribution=next((each.attribution for each in travel.values() if each.attribution), ""),
        snaps=_snaps(day, list(travel.values())),
        geometry=geometry,
    )


def ways(
    problem: Problem, plan: Plan, source: TravelSource
) -> tuple[dict[str, tuple[Leg, ...]], tuple[str, ...]]:
    """Return the drawn legs of each route, and notes on them: a plan is worth keeping without its ways."""
    drawn: dict[str, tuple[Leg, ...]] = {}
    lost: list[str] = []
    for route in plan.routes:
        try:
            drawn[route.vehicle] = _legs(problem, route, source)
        except MapError as failed:
            lost.append(note("drawn-straight", why=failed.message))
        except TravelSourceFailed as failed:
            # Whoever does not answer for one route is not asked for all others.
            return drawn, (*lost, note("drawn-straight", why=failed.message))
    notes = (leg.note for legs in drawn.values() for leg in legs if leg.note)
    return drawn, tuple(dict.fromkeys((*lost, *notes)))


def _legs(problem: Problem, route: Route, source: TravelSource) -> tuple[Leg, ...]:
    """Return the legs of a route, each at the speeds that hold when it is driven."""
    vehicle = problem.vehicle[route.vehicle]
    places = route_places(problem, route)
    if not problem.travel[vehicle.profile].timed:
        return tuple(source.legs(places, vehicle.profile, route.start)) if len(places) > 1 else ()
    leaving = departures(route)
    return tuple(
        leg
        for (origin, target), depart in zip(
            pairwise(places), leaving[1:] if vehicle.start is None else leaving, strict=False
        )
        for leg in source.legs((origin, target), vehicle.profile, depart)
    )


def _notes(travel: Sequence[Travel]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told for each in travel for told in each.notes))


def called_by_ids(day: DayInput) -> tuple[Place, ...]:
    """Return the places of `day`, called by the stops and depots there: faults of the map then say whose."""
    return tuple(
        replace(place, name=_called(place, ids)) if ids else place
        for place, ids in zip(places_of(day), ids_at(day), strict=True)
    )


def _called(place: Place, ids: Sequence[str]) -> str:
    who = ids[0] if len(ids) == 1 else f"{ids[0]} and others"
    return f"{who} ({place.name})" if place.name and place.name not in ids else who


def _snaps(day: DayInput, travel: Sequence[Travel]) -> tuple[Snap, ...]:
    """Return, per place, where it meets the streets: the farthest of the profiles, with every warning."""
    with_streets = [each.snaps for each in travel if each.snaps]
    return tuple(
        replace(
            max(of_place, key=lambda snap: snap.distance),
            place=place,
            warning="; ".join(dict.fromkeys(snap.warning for snap in of_place if snap.warning)),
        )
        for place, of_place in zip(places_of(day), zip(*with_streets, strict=True), strict=bool(with_streets))
    )
