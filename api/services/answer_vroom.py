"""A VROOM question, answered by our kernel in VROOM's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.clock import stopwatch
from core.errors import InvalidInput
from core.matrix import TravelMatrix
from data.formats.vroom.answer import Answer, answer_content
from data.formats.vroom.first_routes import first_plan
from data.formats.vroom.geometry import encoded, places_along
from data.formats.vroom.given_routes import given_routes
from data.formats.vroom.options import effort_of
from data.formats.vroom.places import places_in
from data.formats.vroom.profiles import profile_named, profile_note
from data.formats.vroom.question import Question
from data.formats.vroom.steps import RouteSteps, route_steps
from data.formats.vroom.to_problem import Translation, translation_of
from data.formats.vroom.travel import profiles_to_ask
from routing.budget import Budget, Listener, silent
from routing.reason import Reason
from routing.solve import solve
from routing.travel.source import TravelSource


def answer_vroom(
    question: Question,
    *,
    source: TravelSource,
    threads: int,
    most_seconds: float,
    seed: int = 0,
    progress: Listener = silent,
) -> dict[str, Any]:
    """Answer a question; tasks that no route serves carry their reason.

    threads
        of the search where the question does not say, and the most it may ask for.
    most_seconds
        the longest that it may have searched.
    progress
        told of plans on the way; once it answers False, the best so far is the answer.
    """
    elapsed = stopwatch()
    translation = _translated(question, source)
    loading = elapsed()
    search = Search(threads=threads, most_seconds=most_seconds, seed=seed, progress=progress)
    routes, reasons, notes = _given(translation) if question.options.c else _sought(translation, search)
    solving = elapsed() - loading
    geometry = _drawn(translation, routes, source) if question.options.g else {}
    drawing = elapsed() - loading - solving
    return answer_content(
        Answer(
            translation=translation,
            routes=routes,
            reasons=reasons,
            notes=notes,
            geometry=geometry,
            times_ms={"loading": _ms(loading), "solving": _ms(solving), "routing": _ms(drawing)},
        )
    )


@dataclass(frozen=True, kw_only=True)
class Search:
    """How an answer is sought, as `answer_vroom` is told it."""

    threads: int
    most_seconds: float
    seed: int
    progress: Listener


Found = tuple[Sequence[RouteSteps], Mapping[str, Reason | None], Sequence[str]]
"""Routes, why tasks are on none, and notes."""


def _translated(question: Question, source: TravelSource) -> Translation:
    profiles = profiles_to_ask(question)
    places = places_in(question).to_ask() if profiles else ()
    asked: dict[str, TravelMatrix] = {}
    notes: list[str] = []
    for profile in profiles:
        try:
            found = source.travel(places, profile_named(profile))
        except InvalidInput as refused:
            raise InvalidInput(f"Invalid profile: {profile}.", faults=refused.faults) from refused
        asked[profile] = found.matrix
        notes += [note for note in (profile_note(profile), *found.notes) if note]
        notes += [snap.warning for snap in found.snaps if snap.warning]
    return translation_of(question, asked, tuple(dict.fromkeys(notes)))


def _given(translation: Translation) -> Found:
    """Return the routes that the question has as steps; tasks that are not among them have no reason."""
    routes = given_routes(translation)
    taken = {step.task.name for route in routes for step in route.steps if step.task is not None}
    reasons = {task.name: None for task in translation.question.tasks if task.name not in taken}
    return routes, reasons, translation.problem.notes


def _sought(translation: Translation, search: Search) -> Found:
    question = translation.question
    effort = effort_of(question.options, len(question.tasks))
    plan = solve(
        translation.problem,
        budget=Budget(seconds=min(effort.seconds, search.most_seconds), no_improvement=effort.tries),
        seed=search.seed,
        threads=min(effort.threads or search.threads, search.threads),
        start=first_plan(translation),
        progress=search.progress,
    )
    routes = [route_steps(translation, route) for route in plan.routes]
    return routes, {each.stop: each.reason for each in plan.unserved}, plan.notes


def _drawn(translation: Translation, routes: Sequence[RouteSteps], source: TravelSource) -> dict[int, str]:
    """Return the ways of each route as they are driven from its start on."""
    drawn: dict[int, str] = {}
    for route in routes:
        along = places_along(translation.places, route)
        profile = profile_named(translation.question.vehicles[route.vehicle].profile)
        drawn[route.vehicle] = encoded(source.legs(along, profile, route.steps[0].arrival))
    return drawn


def _ms(seconds: float) -> int:
    return round(1_000 * seconds)
