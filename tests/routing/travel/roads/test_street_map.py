from pathlib import Path

import pytest

from core.errors import MapError, NotFound
from routing.travel.roads.street_map import read_street_map
from tests.routing.travel.roads.maps import TownMap, cross, grid


def test_streets_points_names_and_turn_restrictions_are_read(tmp_path: Path) -> None:
    town = cross().turn("no_left_turn", 1, 9, 4, **{"except": "bicycle;psv"})
    town.point_tags[9] = {"highway": "traffic_signals"}
    streets = read_street_map(town.write(tmp_path / "town.osm.pbf"))
    assert streets.way_ids.tolist() == [1, 2, 3, 4]
    assert {streets.names[name] for name in streets.way_names} == {f"Street {k}" for k in (1, 2, 3, 4)}
    assert streets.points[streets.tagged_points].tolist() == [9]
    (restriction,) = streets.restrictions
    assert (restriction.froms, restriction.via_point, restriction.tos) == ((1,), 9, (4,))
    assert restriction.excepts == ("bicycle", "psv")


def test_what_is_not_a_street_is_left_out(tmp_path: Path) -> None:
    town = cross().way(5, 1, 2, highway="construction").way(6, 2, 3, highway="proposed")
    town.ways[7] = ((3, 4), {"building": "yes"})
    streets = read_street_map(town.write(tmp_path / "town.osm.pbf"))
    assert streets.way_ids.tolist() == [1, 2, 3, 4]


def test_a_way_that_the_map_cuts_goes_on_behind_the_cut(tmp_path: Path) -> None:
    town = TownMap(points={k: (100 * k, 0) for k in (1, 2, 4, 5)}).way(1, 1, 2, 3, 4, 5).way(2, 5, 6)
    streets = read_street_map(town.write(tmp_path / "town.osm.pbf"))
    assert streets.way_ids.tolist() == [1, 1]
    assert streets.points[streets.way_points].tolist() == [1, 2, 4, 5]


def test_turn_restrictions_that_hold_at_times_are_counted_not_kept(tmp_path: Path) -> None:
    town = cross()
    members = [("w", 1, "from"), ("n", 9, "via"), ("w", 4, "to")]
    tags = {"type": "restriction", "restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-10:00)"}
    town.relations.append((members, tags))
    streets = read_street_map(town.write(tmp_path / "town.osm.pbf"))
    assert (streets.conditional, streets.restrictions) == (1, ())


def test_a_missing_map_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        read_street_map(tmp_path / "nowhere.osm.pbf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"orders,customers\n1,2\n" * 50, "cut off, damaged, or not an .osm.pbf"),
        (b"\x00" * 4096, "cut off, damaged, or not an .osm.pbf"),
        (b"<?xml version='1.0'?><osm version='0.6'></osm>", "cut off, damaged, or not an .osm.pbf"),
    ],
)
def test_a_file_that_is_no_map_is_refused_in_plain_words(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "town.osm.pbf"
    file.write_bytes(content)
    with pytest.raises(MapError, match=message):
        read_street_map(file)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_map_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    file = grid(12, 12).write(tmp_path / "town.osm.pbf")
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MapError):
        read_street_map(file)


def test_a_map_with_a_damaged_middle_is_refused(tmp_path: Path) -> None:
    file = grid(12, 12).write(tmp_path / "town.osm.pbf")
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40] = b"x" * 40
    file.write_bytes(content)
    with pytest.raises(MapError):
        read_street_map(file)


def test_a_map_without_any_street_is_refused(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (50, 0)})
    town.ways[1] = ((1, 2), {"building": "yes"})
    with pytest.raises(MapError, match="no complete street"):
        read_street_map(town.write(tmp_path / "town.osm.pbf"))
