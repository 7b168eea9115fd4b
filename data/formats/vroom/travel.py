"""Travel of a question: what its matrices give, and what a travel source must tell besides."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.matrix import Int32Array, TravelMatrix
from core.units import UNREACHABLE, Seconds
from data.formats.vroom.models import VehicleIn
from data.formats.vroom.places import Places
from data.formats.vroom.question import GivenTravel, Numbers, Question
from data.formats.vroom.travel_checks import wants_distances

HUNDREDTHS = 100
"""VROOM rounds what a speed factor makes of a second to this part of it."""


@dataclass(frozen=True, kw_only=True)
class QuestionTravel:
    """Travel between the places of a question.

    planned
        by name of profile and speed (`travel_name`); where money is given by matrix, it stands as distances.
    told
        metres to be told in the answer by profile; empty where none are.
    """

    planned: Mapping[str, TravelMatrix]
    told: Mapping[str, Int32Array]


def profiles_to_ask(question: Question) -> tuple[str, ...]:
    """Return the profiles whose travel is not all given, each once."""
    return tuple(
        dict.fromkeys(
            each.profile for each in question.vehicles if question.options.g or _lacks(question, each)
        )
    )


def _lacks(question: Question, vehicle: VehicleIn) -> bool:
    given = question.given(vehicle.profile)
    return given.durations is None or (given.costs is None and wants_distances(vehicle, given))


def travel_name(vehicle: VehicleIn) -> str:
    """Return what the travel of a vehicle is called: its profile, and its speed where that differs."""
    return vehicle.profile if vehicle.speed_factor == 1 else f"{vehicle.profile} x{vehicle.speed_factor!r}"


def travel_of(question: Question, places: Places, asked: Mapping[str, TravelMatrix]) -> QuestionTravel:
    """Return travel between all places.

    asked
        what a travel source says of `profiles_to_ask`; rows and columns are places.
    """
    planned, told = {}, {}
    for vehicle in question.vehicles:
        given, name = question.given(vehicle.profile), travel_name(vehicle)
        source = asked.get(vehicle.profile)
        if name not in planned:
            planned[name] = _planned(given, places, source, vehicle.speed_factor)
        if given.distances is not None:
            told[vehicle.profile] = _rows(given.distances, places)
        elif question.options.g and source is not None:
            told[vehicle.profile] = source.slowest().distances[0]
    return QuestionTravel(planned=planned, told=told)


def _planned(
    given: GivenTravel, places: Places, source: TravelMatrix | None, speed_factor: float
) -> TravelMatrix:
    durations = source.durations if given.durations is None and source else _given(given.durations, places)
    metres: Int32Array | None = None
    if given.costs is not None:
        metres = np.broadcast_to(_given(given.costs, places), durations.shape)
    elif given.distances is not None:
        metres = np.broadcast_to(_given(given.distances, places), durations.shape)
    elif source is not None:
        metres = source.distances if given.durations is None else source.slowest().distances
    durations = _at_speed(durations, speed_factor)
    if metres is None:
        return TravelMatrix(durations=durations, distances=durations)
    lost = (durations == UNREACHABLE) | (metres == UNREACHABLE)
    starts = source.slice_starts if given.durations is None and source else (Seconds(0),)
    return TravelMatrix(
        durations=np.where(lost, UNREACHABLE, durations),
        distances=np.where(lost, UNREACHABLE, metres),
        slice_starts=starts,
    )


def _given(numbers: Numbers | None, places: Places) -> Int32Array:
    if numbers is None:
        raise AssertionError("durations are given or asked for")
    return _rows(numbers, places)[np.newaxis]


def _rows(numbers: Numbers, places: Places) -> Int32Array:
    rows = [index for index in places.indexes if index is not None]
    return numbers[np.ix_(rows, rows)].astype(np.int32)


def _at_speed(durations: Int32Array, speed_factor: float) -> Int32Array:
    """Return durations at a speed, rounded half up to whole seconds; ways that do not exist stay so."""
    if speed_factor == 1:
        return durations
    share = int(HUNDREDTHS / speed_factor + 0.5)
    scaled = (durations.astype(np.int64) * share + HUNDREDTHS // 2) // HUNDREDTHS
    known = np.where(durations == UNREACHABLE, UNREACHABLE, np.minimum(scaled, UNREACHABLE - 1))
    return known.astype(np.int32)
