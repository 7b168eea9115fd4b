"""Travel from a matrix of one's own, looked up by id, name or coordinates."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import InvalidInput, NotFound, TravelSourceFailed
from core.matrix import TravelMatrix
from core.place import Place
from core.units import UNREACHABLE, Seconds
from routing.day import DayInput
from routing.problem import Depot, Stop
from routing.travel.given_matrix import ANY_PROFILE, GivenMatrix, given_matrix
from routing.travel.matrix_npz import read_npz, write_npz

NORTH, A1, A2 = Place(lon=7.41, lat=43.72), Place(lon=7.42, lat=43.73), Place(lon=7.43, lat=43.74)
WAYS = np.array([[0, 60, 120], [61, 0, 30], [122, 33, 0]])
CSV = "from,north,A1,A2\nnorth,0,60,120\nA1,61,0,30\nA2,122,33,0\n"


def named(place: Place, name: str) -> Place:
    return Place(lon=place.lon, lat=place.lat, name=name)


def npz(folder: Path, **arrays: Any) -> Path:
    path = folder / "ways.npz"
    given: dict[str, Any] = {"durations": WAYS, "distances": WAYS * 10, "ids": ["north", "A1", "A2"]}
    np.savez(path, **(given | arrays))
    return path


def table(folder: Path, text: str | bytes, name: str = "seconds.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def from_csv(folder: Path, text: str | bytes = CSV) -> GivenMatrix:
    return given_matrix(table(folder, text), table(folder, CSV, "metres.csv"))


def refused(path: Path, distances: Path | None = None) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as caught:
        given_matrix(path, distances)
    return [(each.where, each.field, each.value) for each in caught.value.faults]


def test_places_are_found_by_name(tmp_path: Path) -> None:
    travel = given_matrix(npz(tmp_path)).travel([named(A2, "A2"), named(NORTH, "north")], "van")
    assert travel.matrix.durations[0].tolist() == [[0, 122], [120, 0]]
    assert travel.matrix.distances[0].tolist() == [[0, 1220], [1200, 0]]
    assert travel.source == "given matrix ways.npz"
    assert any("no streets" in note for note in travel.notes)


def test_places_are_found_by_coordinates(tmp_path: Path) -> None:
    points = [[place.lon, place.lat] for place in (NORTH, A1, A2)]
    source = given_matrix(npz(tmp_path, places=points))
    assert source.travel([A1, A2], "van").matrix.durations[0].tolist() == [[0, 30], [33, 0]]


def test_places_are_found_by_the_ids_of_who_is_there(tmp_path: Path) -> None:
    day = DayInput(
        stops=(Stop(id="new", location=1), Stop(id="A1", location=1)),
        vehicles=(),
        depots=(Depot(id="north", location=0),),
        places=(named(NORTH, "Port 1"), named(A1, "Rue 2")),
    )
    source = given_matrix(npz(tmp_path)).knowing(day)
    assert source.travel(day.places, "van").matrix.durations[0].tolist() == [[0, 60], [61, 0]]


def test_every_place_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(TravelSourceFailed) as caught:
        given_matrix(npz(tmp_path)).travel([named(A1, "A1"), named(A2, "B7"), NORTH], "van")
    assert [each.value for each in caught.value.faults] == ["B7 at 7.43, 43.74", "a place at 7.41, 43.72"]
    assert "north, A1, A2" in caught.value.faults[0].expected


def test_a_place_given_twice_is_at_itself_whatever_the_diagonal_says(tmp_path: Path) -> None:
    source = given_matrix(npz(tmp_path, durations=WAYS + 5))
    place = named(A1, "A1")
    assert not source.travel([place, place], "van").matrix.durations.any()
    assert source.legs([place, place], "van")[0].duration == 0


def test_each_profile_has_its_own_matrix_or_the_common_one(tmp_path: Path) -> None:
    common = read_npz(npz(tmp_path))
    (tmp_path / "bike").mkdir()
    bike = read_npz(npz(tmp_path / "bike", durations=WAYS * 3, ids=["A2", "A1", "north"]))
    source = GivenMatrix(by_profile={ANY_PROFILE: common, "cargo_bike": bike})
    places = [named(NORTH, "north"), named(A1, "A1")]
    assert source.travel(places, "van").matrix.duration(0, 1) == 60
    assert source.travel(places, "cargo_bike").matrix.duration(0, 1) == 99


def test_a_profile_without_matrix_is_an_error_and_no_guess(tmp_path: Path) -> None:
    with pytest.raises(TravelSourceFailed, match="profile foot; there are van"):
        given_matrix(npz(tmp_path), profile="van").travel([named(A1, "A1")], "foot")


def test_legs_are_straight_lines_with_the_given_times(tmp_path: Path) -> None:
    slices = np.stack([WAYS, WAYS * 2])
    source = given_matrix(npz(tmp_path, durations=slices, distances=slices, slice_starts=[0, 3600]))
    places = [named(NORTH, "north"), named(A1, "A1"), named(A2, "A2")]
    legs = source.legs(places, "van", depart_s=3540)
    assert [leg.duration for leg in legs] == [60, 60]
    assert legs[0].points == ((7.41, 43.72), (7.42, 43.73))
    assert source.legs(places[:1], "van") == []


def test_a_leg_without_a_way_is_an_error(tmp_path: Path) -> None:
    ways = np.where(WAYS == 60, np.inf, WAYS)
    source = given_matrix(npz(tmp_path, durations=ways))
    with pytest.raises(TravelSourceFailed, match="no way from 'north' to 'A1'"):
        source.legs([named(NORTH, "north"), named(A1, "A1")], "van")


def test_a_matrix_comes_back_from_its_file(tmp_path: Path) -> None:
    ways = np.where(WAYS == 60, UNREACHABLE, WAYS)
    matrix = TravelMatrix(
        durations=np.stack([WAYS, ways]),
        distances=np.stack([WAYS, ways]),
        slice_starts=(Seconds(0), Seconds(60)),
    )
    with (tmp_path / "m.npz").open("wb") as stream:
        write_npz(stream, matrix, ["a", "b", "c"])
    found = read_npz(tmp_path / "m.npz")
    assert np.array_equal(found.matrix.durations, matrix.durations)
    assert np.array_equal(found.matrix.distances, matrix.distances)
    assert (found.matrix.slice_starts, found.ids) == (matrix.slice_starts, ("a", "b", "c"))


def test_fractions_are_rounded_and_infinity_is_no_way_in_both(tmp_path: Path) -> None:
    path = npz(
        tmp_path, durations=[[0, np.inf], [1.6, 0]], distances=[[0.0, 5.0], [7.4, 0.0]], ids=["a", "b"]
    )
    matrix = read_npz(path).matrix
    assert matrix.durations[0].tolist() == [[0, UNREACHABLE], [2, 0]]
    assert matrix.distances[0].tolist() == [[0, UNREACHABLE], [7, 0]]


def test_without_distances_there_are_none_and_a_note_says_so(tmp_path: Path) -> None:
    source = given_matrix(table(tmp_path, CSV))
    travel = source.travel([named(NORTH, "north"), named(A1, "A1")], "van")
    assert not travel.matrix.distances.any()
    assert any("no distances" in note for note in travel.notes)


@pytest.mark.parametrize(
    ("arrays", "field"),
    [
        ({"durations": WAYS[:2]}, "durations"),
        ({"durations": WAYS[0]}, "durations"),
        ({"durations": WAYS - 1}, "durations"),
        ({"durations": WAYS * np.nan}, "durations"),
        ({"durations": WAYS.astype(str)}, "durations"),
        ({"durations": WAYS * 1e9}, "durations"),
        ({"distances": WAYS[:2, :2]}, "distances"),
        ({"distances": -WAYS}, "distances"),
        ({"ids": ["a"]}, "ids"),
        ({"places": [[1.0, 2.0]]}, "places"),
        ({"places": [["a", "b"]] * 3}, "places"),
        ({"places": [[7.4, 143.7]] * 3}, ""),
        ({"slice_starts": [0, 1]}, "slice_starts"),
        ({"slice_starts": [60]}, ""),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, arrays: dict[str, Any], field: str) -> None:
    ((where, found, _),) = refused(npz(tmp_path, **arrays))
    assert (where, found) == ("ways.npz", field)


def test_an_archive_without_durations_names_what_it_has(tmp_path: Path) -> None:
    np.savez(tmp_path / "ways.npz", times=WAYS)
    assert refused(tmp_path / "ways.npz") == [("ways.npz", "durations", "only times")]


def test_an_archive_that_would_run_code_is_refused(tmp_path: Path) -> None:
    path = npz(tmp_path, ids=np.array(["a", "b", {}], dtype=object))
    ((_, _, value),) = refused(path)
    assert "allow_pickle=False" in value


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"text"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    assert len(refused(table(tmp_path, content, "ways.npz"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        CSV.replace(",", ";"),
        CSV.replace(",", "\t"),
        "﻿" + CSV,
        CSV.replace("\n", "\r\n") + "\n\n",
        "from,north,A1,A2\nA2,122,33,0\nnorth,0,60,120\nA1,61,0,30\n",
        CSV.replace("60", "59.6").replace(",", ";"),
        CSV.replace("60", "59,6").replace(",", ";").replace("59;6", "59,6"),
    ],
)
def test_a_square_of_csv_is_read(tmp_path: Path, text: str) -> None:
    travel = from_csv(tmp_path, text).travel([named(NORTH, "north"), named(A1, "A1"), named(A2, "A2")], "van")
    assert travel.matrix.durations[0].tolist() == WAYS.tolist()
    assert travel.matrix.distances[0].tolist() == WAYS.tolist()


def test_a_pair_may_be_unreachable_in_csv(tmp_path: Path) -> None:
    source = from_csv(tmp_path, CSV.replace("60", "unreachable"))
    assert not source.travel([named(NORTH, "north"), named(A1, "A1")], "van").matrix.reachable(0, 1)


def test_distances_may_name_the_same_places_in_another_order(tmp_path: Path) -> None:
    metres = table(tmp_path, "x,A1,north,A2\nnorth,600,0,1\nA2,1,1,0\nA1,0,1,1\n", "metres.csv")
    source = given_matrix(table(tmp_path, CSV), metres)
    assert source.travel([named(NORTH, "north"), named(A1, "A1")], "van").matrix.distance(0, 1) == 600


def test_every_bad_cell_of_a_square_is_named(tmp_path: Path) -> None:
    assert refused(table(tmp_path, CSV.replace("60", "-1").replace("33", ""))) == [
        ("seconds.csv row 2", "A1", "-1"),
        ("seconds.csv row 4", "A1", ""),
    ]


def test_rows_and_columns_of_a_square_name_the_same_places(tmp_path: Path) -> None:
    text = "x,a,b,b,\na,0,1,1,1\nc,1,0\na,1,1,1,1\n"
    assert [value for _, _, value in refused(table(tmp_path, text))] == [
        "b",
        "",
        "c",
        "2 values",
        "a",
        "",
        "b",
    ]


def test_distances_of_other_places_are_refused(tmp_path: Path) -> None:
    metres = table(tmp_path, "x,north,A1,B\nnorth,0,1,1\nA1,1,0,1\nB,1,1,0\n", "metres.csv")
    assert [value for _, _, value in refused(table(tmp_path, CSV), metres)] == [
        "A2 is missing",
        "B is unknown",
    ]


@pytest.mark.parametrize("content", [b"", b"x,a\n", b"\xff\xff\xff", b'x,"a\nb,0\n'])
def test_what_is_no_square_is_refused(tmp_path: Path, content: bytes) -> None:
    assert len(refused(table(tmp_path, content))) == 1


def test_a_matrix_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("gone.npz", "gone.csv"):
        with pytest.raises(NotFound, match=r"gone"):
            given_matrix(tmp_path / name)
