"""The cache is quick when it is right, and never trusted when it is not."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from routing.travel.roads.cache import load_arrays, map_arrays, map_from_arrays, save_arrays
from routing.travel.roads.street_map import read_street_map
from routing.travel.roads.streets import RoadSource, open_streets
from tests.routing.travel.roads.maps import at, cross, grid

PLACES = [at(-50, 0), at(50, 50), at(100, 20)]


def durations(source: RoadSource) -> list[list[int]]:
    found: list[list[int]] = source.travel(PLACES, "car").matrix.durations[0].tolist()
    return found


def opened(folder: Path, heard: list[str] | None = None, profile: str = "car") -> RoadSource:
    def listen(stage: str, share: float) -> None:
        assert 0 <= share <= 1
        if heard is not None:
            heard.append(stage.split(maxsplit=1)[0])

    return open_streets(folder / "town.osm.pbf", profile, cache=folder / "cache", progress=listen)


def test_the_second_start_reads_nothing_and_builds_nothing(tmp_path: Path) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    first: list[str] = []
    second: list[str] = []
    truth = durations(opened(tmp_path, first))
    assert durations(opened(tmp_path, second)) == truth
    assert first == ["reading", "connecting", "ordering", "ready"]
    assert second == ["ready"]


def test_another_profile_reads_the_extract_no_second_time(tmp_path: Path) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    opened(tmp_path)
    heard: list[str] = []
    opened(tmp_path, heard, "foot")
    assert heard == ["connecting", "ordering", "ready"]


def test_another_map_under_the_same_name_is_built_anew(tmp_path: Path) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    before = durations(opened(tmp_path))
    grid().way(10_001, 1, 2, oneway="-1").write(tmp_path / "town.osm.pbf")
    assert durations(opened(tmp_path)) != before


@pytest.mark.parametrize("damage", ["cut", "emptied", "changed", "replaced", "foreign"])
def test_a_damaged_cache_is_rebuilt(tmp_path: Path, damage: str) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    truth = durations(opened(tmp_path))
    files = sorted((tmp_path / "cache").iterdir())
    assert len(files) >= 2
    for file in files:
        content = bytearray(file.read_bytes())
        if damage == "cut":
            file.write_bytes(content[: len(content) // 2])
        elif damage == "emptied":
            file.write_bytes(b"")
        elif damage == "changed":
            content[200:-2000:7] = bytes(len(content[200:-2000:7]))
            file.write_bytes(content)
        elif damage == "replaced":
            file.write_bytes(b"not a cache file at all")
        else:
            save_arrays(file, {"rest": np.frombuffer(b"{}", np.uint8), "order": np.zeros(3, np.uint8)})
    assert durations(opened(tmp_path)) == truth


def test_nothing_half_written_is_left_behind(tmp_path: Path) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    opened(tmp_path)
    assert {file.suffix for file in (tmp_path / "cache").iterdir()} == {".npz"}


def test_a_cache_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    grid().write(tmp_path / "town.osm.pbf")
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert durations(opened(tmp_path))[0][0] == 0


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    file = tmp_path / "evil.npz"
    np.savez(file, rest=np.array([{"a": 1}], dtype=object))
    assert load_arrays(file) is None


def _open_and_ask(folder: Path) -> list[list[int]]:
    return durations(opened(folder))


def test_two_processes_may_prepare_one_map_at_once(tmp_path: Path) -> None:
    grid(12, 12).write(tmp_path / "town.osm.pbf")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(_open_and_ask, [tmp_path] * 4))
    assert answers == [answers[0]] * 4
    assert _open_and_ask(tmp_path) == answers[0]


def test_a_street_map_survives_being_taken_apart(tmp_path: Path) -> None:
    town = cross().turn("no_left_turn", 1, 9, 4, **{"except": "bicycle"}).turn_over("no_u_turn", 1, [2], 3)
    town.point_tags[9] = {"barrier": "gate"}
    streets = read_street_map(town.write(tmp_path / "town.osm.pbf"))
    again = map_from_arrays(map_arrays(streets))
    assert again.restrictions == streets.restrictions
    assert (again.tag_sets, again.names, again.conditional) == (
        streets.tag_sets,
        streets.names,
        streets.conditional,
    )
    assert np.array_equal(again.way_points, streets.way_points)
