"""A whole problem as JSON, its matrices within it or beside it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Fault, InvalidInput, NotFound
from core.matrix import TravelMatrix
from core.place import Place
from core.plane import PlaneTravel
from core.units import UNREACHABLE, Seconds
from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import DayEntries
from data.formats.problem_json.problem_json import (
    problem_from_json,
    problem_to_json,
    read_problem,
    write_problem,
)
from routing.day import problem_of, profiles_of
from routing.problem import Problem
from tests.data.day_entries.entries import days

SMALLEST = {
    "format": "roundsman-problem-1",
    "stops": [{"id": "A1", "location": 1}],
    "vehicles": [{"id": "van", "start": "north", "end": "north"}],
    "depots": [{"id": "north", "location": 0}],
    "travel": {
        "van": {"slices": [{"durations_s": [[0, 60], [None, 0]], "distances_m": [[0, 9], [None, 0]]}]}
    },
}


def random_matrix(size: int, slices: int, seed: int) -> TravelMatrix:
    random = np.random.default_rng(seed)
    durations = random.integers(0, 10_000, (slices, size, size), dtype=np.int64)
    distances = random.integers(0, 10_000, (slices, size, size), dtype=np.int64)
    no_way = random.random((slices, size, size)) < 0.1
    durations[no_way] = distances[no_way] = UNREACHABLE
    starts = tuple(Seconds(3600 * k) for k in range(slices))
    return TravelMatrix(
        durations=durations.astype(np.int32), distances=distances.astype(np.int32), slice_starts=starts
    )


def refused(**changes: Any) -> list[Fault]:
    with pytest.raises(InvalidInput) as caught:
        problem_from_json(json.dumps(SMALLEST | changes))
    return list(caught.value.faults)


def with_slices(*slices: dict[str, Any]) -> dict[str, Any]:
    return {"travel": {"van": {"slices": list(slices)}}}


def same(one: Problem, other: Problem) -> bool:
    """Whether two problems are equal, matrices included (which compare by identity otherwise)."""
    if replace(one, travel=other.travel) != other or list(one.travel) != list(other.travel):
        return False
    return all(
        np.array_equal(one.travel[name].durations, other.travel[name].durations)
        and np.array_equal(one.travel[name].distances, other.travel[name].distances)
        and one.travel[name].slice_starts == other.travel[name].slice_starts
        for name in one.travel
    )


@settings(max_examples=40, deadline=None)
@given(days().filter(lambda entries: entries.vehicles), st.integers(1, 3), st.integers(0, 99))
def test_every_problem_comes_back_from_json(entries: DayEntries, slices: int, seed: int) -> None:
    day = day_of(entries, what="day")
    travel = {name: random_matrix(len(day.places), slices, seed) for name in profiles_of(day)}
    problem = problem_of(day, travel, ["estimated"])
    assert same(problem_from_json(problem_to_json(problem)), problem)


def test_the_smallest_problem_is_read() -> None:
    problem = problem_from_json(json.dumps(SMALLEST))
    assert problem.travel["van"].duration(0, 1) == 60
    assert problem.travel["van"].duration(1, 0) == UNREACHABLE
    assert problem.places == ()


def test_larger_matrices_stand_beside_the_json(tmp_path: Path) -> None:
    small = problem_from_json(json.dumps(SMALLEST))
    travel = {"van": random_matrix(101, 2, 0), "cargo bike/..": random_matrix(101, 1, 1)}
    problem = replace(small, travel=travel)
    files = write_problem(tmp_path / "problem.json", problem)
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert [path.suffix for path in files] == [".npz", ".npz", ".json"]
    assert same(read_problem(tmp_path / "problem.json"), problem)


def test_small_matrices_stand_within_the_json(tmp_path: Path) -> None:
    problem = problem_from_json(json.dumps(SMALLEST))
    assert write_problem(tmp_path / "problem.json", problem) == (tmp_path / "problem.json",)
    assert same(read_problem(tmp_path / "problem.json"), problem)


def test_profiles_whose_names_look_alike_to_a_file_system_keep_their_own_files(tmp_path: Path) -> None:
    small = problem_from_json(json.dumps(SMALLEST))
    travel = {
        "van": random_matrix(101, 1, 0),
        "a b": random_matrix(101, 1, 1),
        "A-B": random_matrix(101, 1, 2),
    }
    problem = replace(small, travel=travel)
    write_problem(tmp_path / "problem.json", problem)
    assert same(read_problem(tmp_path / "problem.json"), problem)


def test_a_problem_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        read_problem(tmp_path / "nowhere.json")


@pytest.mark.parametrize("name", ["../secret.npz", "/etc/passwd", "..", "a/b.npz", "matrix.csv", "gone.npz"])
def test_a_matrix_file_is_only_looked_for_beside_the_json(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "secret.npz").write_bytes(b"")
    content = json.dumps(SMALLEST | {"travel": {"van": {"file": name}}})
    with pytest.raises(InvalidInput) as caught:
        problem_from_json(content, folder=folder)
    assert [(each.where, each.field, each.value) for each in caught.value.faults] == [
        ("/travel/van", "file", name)
    ]


def test_without_a_folder_no_file_is_read() -> None:
    (found,) = refused(travel={"van": {"file": "matrix.npz"}})
    assert found.expected == "numbers here"


def test_a_matrix_file_that_is_none_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_bytes(b"PK")
    content = json.dumps(SMALLEST | {"travel": {"van": {"file": "m.npz"}}})
    with pytest.raises(InvalidInput) as caught:
        problem_from_json(content, folder=tmp_path)
    assert caught.value.faults[0].where == "m.npz"


@pytest.mark.parametrize(
    "matrix", [{}, {"file": "m.npz", "slices": [{"durations_s": [], "distances_m": []}]}]
)
def test_travel_is_numbers_or_a_file_or_points(matrix: dict[str, Any]) -> None:
    (found,) = refused(travel={"van": matrix})
    assert (found.where, found.expected) == ("/travel", "one of slices, file and plane")


def test_a_matrix_is_square() -> None:
    found = refused(**with_slices({"durations_s": [[0, 1], [1]], "distances_m": [[0, 1]]}))
    assert [(each.where, each.field) for each in found] == [
        ("/travel/van/slices/0/durations_s/1", ""),
        ("/travel/van/slices/0", "distances_m"),
    ]


def test_slices_ascend_from_midnight() -> None:
    way = {"durations_s": [[0, 1], [1, 0]], "distances_m": [[0, 1], [1, 0]]}
    (found,) = refused(**with_slices(way | {"from_s": 60}))
    assert (found.where, found.field) == ("/travel/van", "slices")


@pytest.mark.parametrize("way", [-1, 1.5, "1", UNREACHABLE, True])
def test_a_way_is_a_whole_number_or_null(way: object) -> None:
    (found,) = refused(**with_slices({"durations_s": [[0, way], [1, 0]], "distances_m": [[0, 1], [1, 0]]}))
    assert found.where == "/travel/van/slices/0/durations_s/0/1"


def test_what_a_problem_contradicts_is_a_fault() -> None:
    found = refused(
        stops=[{"id": "A1", "location": 0}, {"id": "A1", "location": 1}],
        vehicles=[{"id": "van", "start": "south", "end": None, "profile": "bike"}],
    )
    assert [(each.where, each.field) for each in found] == [
        ("stop 'A1'", "id"),
        ("vehicle 'van'", "start"),
        ("vehicle 'van'", "profile"),
    ]


def test_a_place_beyond_a_pole_is_a_fault() -> None:
    (found,) = refused(places=[{"lon": 43.7, "lat": 107.4}, {"lon": 0, "lat": 0}])
    assert found.where == "/places/0"
    assert "look swapped" in found.expected


def test_a_place_keeps_its_name() -> None:
    places = [{"lon": 7.41, "lat": 43.72, "name": "North"}, {"lon": 0, "lat": 0}]
    problem = problem_from_json(json.dumps(SMALLEST | {"places": places}))
    assert problem.places == (Place(lon=7.41, lat=43.72, name="North"), Place(lon=0, lat=0))


def by_coordinates(size: int) -> Problem:
    points = np.random.default_rng(3).random((size, 2)) * 1000
    problem = problem_from_json(json.dumps(SMALLEST))
    return replace(
        problem, travel={"van": PlaneTravel(points=points, scale=10, rounding="floor", grid="ceil")}
    )


@pytest.mark.parametrize("size", [2, 500])
def test_travel_by_coordinates_is_written_as_its_points_and_comes_back(tmp_path: Path, size: int) -> None:
    problem = by_coordinates(size)
    assert write_problem(tmp_path / "problem.json", problem) == (tmp_path / "problem.json",)
    for found in (read_problem(tmp_path / "problem.json"), problem_from_json(problem_to_json(problem))):
        before, after = problem.travel["van"], found.travel["van"]
        assert isinstance(before, PlaneTravel)
        assert isinstance(after, PlaneTravel)
        assert np.array_equal(after.points, before.points)
        assert (after.scale, after.rounding, after.grid) == (10, "floor", "ceil")


@pytest.mark.parametrize(
    ("plane", "where", "field"),
    [
        ({"points": [[0, 0], [1]]}, "/travel/van/plane/points/1", ""),
        ({"points": [[0, 0], [1, "x"]]}, "/travel/van/plane/points/1/1", ""),
        ({"points": [[0, 0], [1, 1]], "scale": 0}, "/travel/van/plane", "scale"),
        ({"points": [[0, 0], [1, 1]], "rounding": "up"}, "/travel/van/plane", "rounding"),
        ({"points": [[0, 0], [1e10, 1]]}, "/travel/van/plane", "longest distance"),
        ({"scale": 10}, "/travel/van/plane", "points"),
    ],
)
def test_points_that_cannot_be_meant_are_named(plane: dict[str, Any], where: str, field: str) -> None:
    faults = refused(travel={"van": {"plane": plane}})
    assert [(each.where, each.field) for each in faults] == [(where, field)]
