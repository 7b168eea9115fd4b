"""A VROOM question, answered by our kernel in VROOM's words."""

from collections.abc import Callable
from typing import Any

from core.clock import stopwatch
from core.errors import InvalidInput
from core.matrix import TravelMatrix
from data.formats.vroom.answer import Answer, answer_content
from data.formats.vroom.options import effort_of
from data.formats.vroom.places import places_in
from data.formats.vroom.profiles import profile_named, profile_note
from data.formats.vroom.question import Question
from data.formats.vroom.steps import route_steps
from data.formats.vroom.to_problem import Translation, translation_of
from data.formats.vroom.travel import profiles_to_ask
from routing.budget import Budget, Progress
from routing.solve import solve
from routing.travel.source import TravelSource

KeepOn = Callable[[], bool]
"""Answers whether anybody still waits for the answer."""


def answer_vroom(
    question: Question,
    *,
    source: TravelSource,
    threads: int,
    most_seconds: float,
    seed: int = 0,
    keep_on: KeepOn = lambda: True,
) -> dict[str, Any]:
    """Answer a question; tasks that no route serves carry their reason.

    threads
        of the search where the question does not say, and the most it may ask for.
    most_seconds
        the longest that it may have searched.
    keep_on
        once it answers False, the best plan so far is the answer.
    """
    elapsed = stopwatch()
    translation = _translated(question, source)
    loading = elapsed()
    return _solved(translation, threads, most_seconds, seed, keep_on, loading)


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


def _solved(
    translation: Translation, threads: int, most_seconds: float, seed: int, keep_on: KeepOn, loading: float
) -> dict[str, Any]:
    question, elapsed = translation.question, stopwatch()
    effort = effort_of(question.options, len(question.tasks))

    def listen(_: Progress) -> bool:
        return keep_on()

    plan = solve(
        translation.problem,
        budget=Budget(seconds=min(effort.seconds, most_seconds), no_improvement=effort.tries),
        seed=seed,
        threads=min(effort.threads or threads, threads),
        progress=listen,
    )
    return answer_content(
        Answer(
            translation=translation,
            routes=[route_steps(translation, route) for route in plan.routes],
            reasons={each.stop: each.reason for each in plan.unserved},
            notes=plan.notes,
            times_ms={"loading": _ms(loading), "solving": _ms(elapsed()), "routing": 0},
        )
    )


def _ms(seconds: float) -> int:
    return round(1_000 * seconds)
