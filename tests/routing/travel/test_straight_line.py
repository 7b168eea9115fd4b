"""Straight lines: their length on the earth, and what is estimated from it."""

from pathlib import Path

import numpy as np
import pytest
from geopy.distance import great_circle
from hypothesis import assume, given
from hypothesis import strategies as st

from core.distance import EARTH_M, great_circle_m
from core.errors import InvalidInput, NotFound
from core.place import Place
from core.units import UNREACHABLE
from routing.travel.estimate import BUNDLED, Estimate, circuity, driven_m, driving_s, read_estimates
from routing.travel.straight_line import ESTIMATED, StraightLine, geodesic_m

BUNDLED_SOURCE = StraightLine()

BERLIN = Place(lon=13.405, lat=52.52)
POTSDAM = Place(lon=13.064, lat=52.39)

places = st.builds(
    Place,
    lon=st.floats(-180, 180, allow_nan=False),
    lat=st.floats(-90, 90, allow_nan=False),
)


def made(**changed: float) -> Estimate:
    values = {
        "circuity_constant": 1.29,
        "circuity_factor": 0.57,
        "circuity_exponent": 0.69,
        "circuity_cap": 2.5,
        "seconds_factor": 1.2,
        "seconds_exponent": 0.72,
        "top_kmh": 90,
    }
    return Estimate(**(values | changed))


def metres(origin: Place, target: Place) -> float:
    ends = ([each.lon] for each in (origin, target))
    lon, to_lon = (np.array(each, float) for each in ends)
    lat, to_lat = np.array([origin.lat]), np.array([target.lat])
    return float(great_circle_m(lon, lat, to_lon, to_lat)[0])


def kilometres(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(values, float) * 1000


@given(places, places)
def test_a_great_circle_is_within_0_6_percent_of_the_geodesic(origin: Place, target: Place) -> None:
    assert metres(origin, target) == pytest.approx(geodesic_m(origin, target), rel=0.006, abs=0.01)


@given(places, places)
def test_a_great_circle_is_the_one_of_geopy(origin: Place, target: Place) -> None:
    known = great_circle((origin.lat, origin.lon), (target.lat, target.lon)).m
    assert metres(origin, target) == pytest.approx(known, rel=1e-6, abs=0.5)


@given(places, places)
def test_a_great_circle_is_as_long_both_ways(origin: Place, target: Place) -> None:
    assert metres(origin, target) == pytest.approx(metres(target, origin), rel=1e-12)


def test_antipodes_are_half_the_earth_apart() -> None:
    half = np.pi * EARTH_M
    assert metres(Place(lon=0, lat=0), Place(lon=180, lat=0)) == pytest.approx(half)
    assert metres(Place(lon=10, lat=90), Place(lon=77, lat=-90)) == pytest.approx(half)
    assert metres(Place(lon=13.4, lat=52.5), Place(lon=-166.6, lat=-52.5)) == pytest.approx(half)


def test_places_on_both_sides_of_the_date_line_are_near() -> None:
    west, east = Place(lon=179.99, lat=-17), Place(lon=-179.99, lat=-17)
    assert metres(west, east) == pytest.approx(2127, abs=5)
    assert metres(Place(lon=180, lat=5), Place(lon=-180, lat=5)) == pytest.approx(0, abs=1e-6)


def test_circuity_is_that_of_the_reference() -> None:
    found = circuity(kilometres(0.75, 3.5, 7.5, 30), made())
    assert found.tolist() == pytest.approx([1.98, 1.53, 1.43, 1.34], abs=0.01)


def test_circuity_is_capped_where_places_are_near() -> None:
    assert circuity(kilometres(0, 0.0001, 0.1), made()).tolist() == [2.5, 2.5, 2.5]


def test_driving_time_follows_the_curve() -> None:
    assert driving_s(kilometres(1, 10), made()).tolist() == pytest.approx([173.45, 910.3], abs=0.1)


def test_no_car_is_faster_than_its_top_speed_however_long_the_way() -> None:
    straight = kilometres(0.1, 10, 100, 5000)
    speeds = driven_m(straight, made()) / driving_s(straight, made()) * 3.6
    assert speeds[-1] == pytest.approx(90)
    assert (speeds < 90.001).all()


def test_without_a_curve_there_is_one_speed() -> None:
    walk = made(seconds_factor=0, top_kmh=5)
    straight = kilometres(0.2, 3)
    assert (driven_m(straight, walk) / driving_s(straight, walk) * 3.6).tolist() == pytest.approx([5, 5])


@pytest.mark.parametrize("profile", ["car", "van", "truck", "cargo_bike", "foot"])
def test_every_profile_of_the_vocabulary_can_be_estimated(profile: str) -> None:
    matrix = StraightLine().travel([BERLIN, POTSDAM], profile).matrix
    assert 0 < matrix.duration(0, 1) < 8 * 3600
    assert 27_000 < matrix.distance(0, 1) < 45_000


def test_a_walk_takes_longer_than_a_drive_and_a_truck_longer_than_a_car() -> None:
    took = {
        profile: StraightLine().travel([BERLIN, POTSDAM], profile).matrix.duration(0, 1)
        for profile in ("car", "truck", "cargo_bike", "foot")
    }
    assert took["car"] < took["truck"] < took["cargo_bike"] < took["foot"]


def test_a_place_is_no_distance_from_itself() -> None:
    matrix = StraightLine().travel([BERLIN, BERLIN, POTSDAM], "van").matrix
    assert matrix.durations[0, :2, :2].tolist() == [[0, 0], [0, 0]]
    assert matrix.distances[0].diagonal().tolist() == [0, 0, 0]


def test_no_places_have_an_empty_matrix() -> None:
    assert StraightLine().travel([], "van").matrix.size == 0
    assert StraightLine().legs([], "van") == []


@given(places, places, places, st.sampled_from(["car", "truck", "foot"]))
def test_a_detour_is_never_shorter_than_the_direct_way(a: Place, b: Place, c: Place, profile: str) -> None:
    matrix = BUNDLED_SOURCE.travel([a, b, c], profile).matrix
    for table in (matrix.durations[0].astype(int), matrix.distances[0].astype(int)):
        assert table[0, 2] <= table[0, 1] + table[1, 2] + 1  # 1: the sum of two roundings


@given(st.lists(places, max_size=6))
def test_every_place_is_reachable_from_every_other(those: list[Place]) -> None:
    matrix = BUNDLED_SOURCE.travel(those, "truck").matrix
    assert (matrix.durations < UNREACHABLE).all()
    assert (matrix.durations == matrix.durations.transpose(0, 2, 1)).all()


def test_many_places_are_the_same_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    those = [Place(lon=k / 10, lat=k / 20) for k in range(20)]
    whole = StraightLine().travel(those, "van").matrix
    monkeypatch.setattr("routing.travel.straight_line._BLOCK", 60)  # three rows at a time
    assert (StraightLine().travel(those, "van").matrix.distances == whole.distances).all()


def test_an_estimate_says_that_it_is_one() -> None:
    travel = StraightLine().travel([BERLIN, POTSDAM], "van")
    assert travel.notes == (ESTIMATED,)
    assert "estimated" in travel.source
    assert travel.snaps == ()


def test_legs_are_straight_and_agree_with_the_matrix() -> None:
    those = [BERLIN, POTSDAM, Place(lon=12.5, lat=52.4)]
    matrix = StraightLine().travel(those, "van").matrix
    legs = StraightLine().legs(those, "van", depart_s=30_000)
    assert legs[0].points == ((13.405, 52.52), (13.064, 52.39))
    assert [(leg.duration, leg.distance) for leg in legs] == [
        (matrix.duration(k, k + 1), matrix.distance(k, k + 1)) for k in (0, 1)
    ]
    assert all(leg.note == ESTIMATED for leg in legs)


def test_a_single_place_has_no_leg() -> None:
    assert StraightLine().legs([BERLIN], "van") == []


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput) as refused:
        StraightLine().travel([BERLIN], "submarine")
    (fault,) = refused.value.faults
    assert (fault.value, fault.field) == ("submarine", "profile")
    assert "cargo_bike" in fault.expected


def test_a_file_of_ones_own_changes_the_times(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(BUNDLED.read_text("utf-8").replace("top_kmh = 5", "top_kmh = 10"), "utf-8")
    slow = StraightLine().travel([BERLIN, POTSDAM], "foot").matrix.duration(0, 1)
    fast = StraightLine(read_estimates(file)).travel([BERLIN, POTSDAM], "foot").matrix.duration(0, 1)
    assert fast == pytest.approx(slow / 2, abs=1)


def test_every_mistake_of_a_file_is_listed_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    text = BUNDLED.read_text("utf-8").replace("top_kmh = 5\n", "").replace("1.74", '"quick"')
    file.write_text(text + "\n[sled]\ntop_kmh = -3\nspeed = 5\n", "utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_estimates(file)
    found = {(fault.where.split("[")[1], fault.field) for fault in refused.value.faults}
    assert {
        ("foot]", "top_kmh"),
        ("truck]", "seconds_factor"),
        ("sled]", "top_kmh"),
        ("sled]", "speed"),
    } <= found


@pytest.mark.parametrize("text", ["top_kmh = [", "car = 5", "", "\x00"])
def test_a_file_that_is_no_table_of_estimates_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InvalidInput):
        read_estimates(file)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(b"\xff\xfe[car]")
    with pytest.raises(InvalidInput):
        read_estimates(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.toml"):
        read_estimates(tmp_path / "nowhere.toml")


@given(st.floats(allow_nan=True))
def test_an_impossible_estimate_cannot_be_built(top_kmh: float) -> None:
    assume(not 1 <= top_kmh <= 200)
    with pytest.raises(InvalidInput):
        made(top_kmh=top_kmh)
