"""Travel on generated towns; residential streets are driven at 25 km/h, so 100 m take 14.4 s."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import MapError
from core.place import Place
from core.units import UNREACHABLE, Seconds
from routing.travel.roads.kernel import best_engine
from routing.travel.roads.prepared_places import joined
from routing.travel.roads.profile import SpeedTable
from routing.travel.roads.streets import RoadSource
from routing.travel.roads.traffic import Traffic
from routing.travel.source import TravelSource
from tests.routing.travel.roads.maps import LAT_M, LON_M, TownMap, at, cross, grid, source_of

RUSH = Traffic(
    slice_starts=(Seconds(0), Seconds(28_800)), groups={"residential": "local"}, factors=({}, {"local": 0.5})
)


def between(source: RoadSource, here: Place, there: Place, profile: str = "car") -> tuple[int, int]:
    """Return seconds and metres from one place to another."""
    matrix = source.travel([here, there], profile).matrix
    return matrix.duration(0, 1), matrix.distance(0, 1)


def test_durations_and_distances_follow_the_streets(tmp_path: Path) -> None:
    source = source_of(cross(), tmp_path)
    assert between(source, at(-100, 0), at(100, 0)) == (29, 200)
    assert between(source, at(-50, 0), at(0, 50)) == (14, 100)


def test_a_one_way_street_is_driven_one_way(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, oneway="yes")
    source = source_of(town, tmp_path)
    assert between(source, at(20, 0), at(80, 0))[1] == 60
    assert between(source, at(80, 0), at(20, 0))[1] == 340
    assert between(source, at(80, 0), at(20, 0), "foot")[1] == 60


def test_one_way_against_the_drawing_and_roundabouts(tmp_path: Path) -> None:
    back = source_of(grid(2, 2).way(10_001, 1, 2, oneway="-1"), tmp_path)
    assert between(back, at(80, 0), at(20, 0))[1] == 60
    assert between(back, at(20, 0), at(80, 0))[1] == 340
    ring = TownMap(points={1: (0, 0), 2: (100, 0), 3: (100, 100), 4: (0, 100), 5: (-100, 0)})
    ring.way(1, 1, 2, 3, 4, 1, junction="roundabout").way(2, 5, 1)
    around = source_of(ring, tmp_path)
    assert between(around, at(50, 0), at(0, 50))[1] == 300
    assert between(around, at(0, 50), at(50, 0))[1] == 100


@pytest.mark.parametrize(("here", "there"), [(20, 80), (80, 20), (50, 50), (0, 100), (100, 0)])
def test_two_places_on_one_street_are_driven_directly(tmp_path: Path, here: int, there: int) -> None:
    assert between(source_of(grid(), tmp_path), at(here, 0), at(there, 0))[1] == abs(here - there)


def test_a_place_is_no_way_from_itself_whatever_the_street(tmp_path: Path) -> None:
    source = source_of(grid(2, 2).way(10_001, 1, 2, oneway="yes"), tmp_path)
    assert between(source, at(30, 0), at(30, 0)) == (0, 0)


def test_a_forbidden_turn_is_driven_around(tmp_path: Path) -> None:
    free = source_of(grid(), tmp_path)
    assert between(free, at(50, 0), at(100, 50))[1] == 100
    bound = source_of(grid().turn("no_left_turn", 10_001, 2, 20_002), tmp_path)
    assert between(bound, at(50, 0), at(100, 50))[1] == 300
    assert between(bound, at(100, 50), at(50, 0))[1] == 100
    assert between(bound, at(50, 0), at(100, 50), "foot")[1] == 100


def test_a_place_on_a_street_may_be_reached_though_the_street_begins_a_restriction(tmp_path: Path) -> None:
    town = grid().turn_over("no_left_turn", 10_001, [20_002], 10_102)
    source = source_of(town, tmp_path)
    assert between(source, at(50, 0), at(100, 50))[1] == 100
    assert between(source, at(50, 0), at(150, 100))[1] == 300
    assert between(source, at(100, 50), at(150, 100))[1] == 100


def test_a_posted_limit_a_surface_and_a_signal_count(tmp_path: Path) -> None:
    town = cross().way(1, 1, 9, maxspeed="50").way(3, 3, 9, surface="mud", maxspeed="RU:urban")
    source = source_of(town, tmp_path)
    assert between(source, at(-100, 0), at(0, 0))[0] == round(100 / (50 * 0.8 / 3.6))
    assert between(source, at(100, 0), at(0, 0))[0] == round(100 / (10 / 3.6))
    town.point_tags[9] = {"highway": "traffic_signals"}
    assert between(source_of(town, tmp_path), at(-100, 0), at(0, -100))[0] == round(9 + 2 + 14.4)


def test_each_profile_has_its_own_way_in_one_source(tmp_path: Path) -> None:
    town = grid().way(5, 1, 102, highway="cycleway")
    source = source_of(town, tmp_path, "van")
    assert between(source, at(0, 0), at(100, 100), "van")[1] == 200
    assert between(source, at(0, 0), at(100, 100), "cargo_bike")[1] == 141


def test_a_low_bridge_turns_the_truck_away(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, maxheight="3.8")
    source = source_of(town, tmp_path)
    assert between(source, at(0, 0), at(100, 0), "van")[1] == 100
    assert between(source, at(0, 0), at(100, 0), "truck")[1] == 300
    low = SpeedTable(tables={"low_truck": {"like": "truck", "vehicle": {"height_m": 3.5}}})
    assert between(source_of(town, tmp_path, speeds=low), at(0, 0), at(100, 0), "low_truck")[1] == 100


def test_an_island_cannot_be_reached_and_is_named(tmp_path: Path) -> None:
    town = grid().way(1, 901, 902, name="Isle Lane")
    town.points |= {901: (2000, 0), 902: (2100, 0)}
    source = source_of(town, tmp_path)
    places = [at(0, 0, "depot"), at(150, 0, "A"), at(2050, 0, "isle")]
    travel = source.travel(places, "car")
    assert travel.matrix.durations[0, 2].tolist() == [UNREACHABLE, UNREACHABLE, 0]
    assert travel.matrix.distances[0, :, 2].tolist() == [UNREACHABLE, UNREACHABLE, 0]
    assert travel.notes == ("No way connects 'isle' with the other places.",)
    assert [bool(snap.warning) for snap in travel.snaps] == [False, False, True]
    with pytest.raises(MapError, match="No way leads from 'A' to 'isle'"):
        source.legs(places[1:], "car")


def test_two_places_on_one_island_reach_each_other(tmp_path: Path) -> None:
    town = grid().way(1, 901, 902, 903).way(2, 902, 904)
    town.points |= {901: (2000, 0), 902: (2100, 0), 903: (2200, 0), 904: (2100, 100)}
    assert between(source_of(town, tmp_path), at(2010, 0), at(2100, 50))[1] == 140


def test_a_pair_that_is_cut_off_one_way_is_named(tmp_path: Path) -> None:
    town = grid().way(1, 1, 901, oneway="yes")
    town.points[901] = (-1500, 0)
    places = [at(0, 0, "depot"), at(100, 0, "A"), at(-1200, 0, "exit"), at(-1300, 0, "beyond")]
    travel = source_of(town, tmp_path).travel(places, "car")
    lost = travel.matrix.durations[0] == UNREACHABLE
    assert lost.astype(int).tolist() == [[0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0]]
    (first, second) = travel.notes
    assert first == "No way connects 'beyond' with the other places."
    assert second == "2 pairs have no way, such as 'exit' to 'depot', 'exit' to 'A'."


def test_no_way_leads_out_of_a_street_against_its_one_way(tmp_path: Path) -> None:
    """Also to places that are near wherever other places leave their streets."""
    town = grid(6, 6).way(1, 1, 0, oneway="yes")
    town.points[0] = (-1500, 0)
    doors = [at(x, y) for x in range(50, 600, 100) for y in range(0, 600, 100)]
    travel = source_of(town, tmp_path).travel([*doors, at(-1200, 0, "exit")], "car")
    assert set(travel.matrix.durations[0, -1, :-1]) == {UNREACHABLE}
    assert set(travel.matrix.distances[0, -1, :-1]) == {UNREACHABLE}
    assert travel.matrix.durations[0, :-1].max() < UNREACHABLE


def test_a_leg_has_the_line_of_its_streets(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (100, 0), 3: (100, 50), 4: (200, 50)}).way(1, 1, 2, 3, 4)
    town.points[5] = (-100, 0)
    source = source_of(town.way(2, 5, 1), tmp_path)
    (leg,) = source.legs([at(-50, 5), at(150, 55)], "car")
    metres = [(round((lon - 10) / LON_M), round((lat - 50) / LAT_M)) for lon, lat in leg.points]
    assert metres == [(-50, 0), (0, 0), (100, 0), (100, 50), (150, 50)]
    assert (leg.distance, leg.duration) == (250, 36)
    (back,) = source.legs([at(150, 55), at(-50, 5)], "car")
    assert back.points == leg.points[::-1]


@pytest.mark.parametrize(("here", "there"), [(20, 80), (80, 20)])
def test_a_leg_along_one_street_is_that_part_of_it(tmp_path: Path, here: int, there: int) -> None:
    town = TownMap(points={1: (0, 0), 2: (50, 0), 3: (100, 0)}).way(1, 1, 2, 3)
    (leg,) = source_of(town, tmp_path).legs([at(here, 0), at(there, 0)], "car")
    assert [round((lon - 10) / LON_M) for lon, _ in leg.points] == [here, 50, there]


def test_a_leg_to_the_same_place_is_a_point_drawn_twice(tmp_path: Path) -> None:
    (leg,) = source_of(grid(), tmp_path).legs([at(30, 0), at(30, 0)], "car")
    assert (leg.duration, leg.distance, len(leg.points)) == (0, 0, 2)


places = st.lists(
    st.tuples(st.integers(-150, 350), st.integers(-150, 350)), min_size=2, max_size=6
).map(lambda points: [at(x, y, f"{x},{y}") for x, y in points])  # fmt: skip


@pytest.fixture(scope="module")
def town_sources(tmp_path_factory: pytest.TempPathFactory) -> list[RoadSource]:
    """Return the same town with turn restrictions and one-way streets, on every engine."""
    town = grid().way(10_101, 101, 102, oneway="yes").way(20_003, 3, 103, oneway="-1").way(7, 1, 950)
    town.points[950] = (-140, -20)
    town.turn("no_left_turn", 10_001, 2, 20_002).turn("only_straight_on", 20_002, 102, 20_102)
    folder = tmp_path_factory.mktemp("town")
    return [source_of(town, folder, engine=engine) for engine in sorted({"scipy", best_engine()})]


@settings(max_examples=40, deadline=None)
@given(chosen=places)
def test_legs_and_matrix_tell_the_same_on_every_engine(
    town_sources: list[RoadSource], chosen: list[Place]
) -> None:
    matrices = [source.travel(chosen, "car").matrix for source in town_sources]
    assert all(np.array_equal(each.durations, matrices[0].durations) for each in matrices)
    assert all(np.array_equal(each.distances, matrices[0].distances) for each in matrices)
    for source in town_sources:
        for k, leg in enumerate(source.legs(chosen, "car")):
            assert abs(leg.duration - matrices[0].duration(k, k + 1)) <= 1
            assert abs(leg.distance - matrices[0].distance(k, k + 1)) <= 1


@pytest.fixture(scope="module")
def town_without_restrictions(tmp_path_factory: pytest.TempPathFactory) -> RoadSource:
    """Return a town with one-way streets; with restricted turns, stopping allows what driving on does not."""
    town = grid().way(10_101, 101, 102, oneway="yes").way(20_003, 3, 103, oneway="-1")
    return source_of(town, tmp_path_factory.mktemp("free"))


@settings(max_examples=40, deadline=None)
@given(chosen=places)
def test_no_way_round_over_a_third_place_is_shorter(
    town_without_restrictions: RoadSource, chosen: list[Place]
) -> None:
    durations = town_without_restrictions.travel(chosen, "car").matrix.durations[0].astype(np.int64)
    for via in range(len(chosen)):
        assert (durations <= durations[:, [via]] + durations[[via]] + 2).all()


@settings(max_examples=25, deadline=None)
@given(chosen=places, extra=st.tuples(st.integers(-150, 350), st.integers(-150, 350)))
def test_rows_and_columns_are_those_of_the_whole_matrix(
    town_sources: list[RoadSource], chosen: list[Place], extra: tuple[int, int]
) -> None:
    one = at(*extra)
    whole = town_sources[-1].travel([one, *chosen], "car").matrix
    prepared = town_sources[-1].prepare(chosen, "car")
    row, column = prepared.row(one), prepared.column(one)
    assert np.abs(row.durations - whole.durations[:, 0, 1:]).max() <= 1
    assert np.abs(row.distances - whole.distances[:, 0, 1:]).max() <= 1
    assert np.abs(column.durations - whole.durations[:, 1:, 0]).max() <= 1
    assert np.abs(column.distances - whole.distances[:, 1:, 0]).max() <= 1
    out, back = joined([prepared, town_sources[-1].prepare([one], "car"), prepared]).both(one)
    twice = [*range(len(chosen)), *range(len(chosen) + 1, 2 * len(chosen) + 1)]
    for found, expected in ((out, row), (back, column)):
        assert np.abs(found.durations[:, twice] - np.tile(expected.durations, 2)).max() <= 1
        assert np.abs(found.distances[:, twice] - np.tile(expected.distances, 2)).max() <= 1
        assert (found.durations[:, len(chosen)] == 0).all()


def test_traffic_gives_one_slice_of_the_matrix_per_slice_of_the_day(tmp_path: Path) -> None:
    source = source_of(cross(), tmp_path, traffic=RUSH)
    matrix = source.travel([at(-100, 0), at(100, 0)], "car").matrix
    assert matrix.slice_starts == (0, 28_800)
    assert matrix.durations[:, 0, 1].tolist() == [29, 58]
    assert [matrix.duration(0, 1, depart) for depart in (0, 28_790, 28_800)] == [29, 48, 58]


def test_a_leg_across_a_slice_of_the_day_slows_on_the_way(tmp_path: Path) -> None:
    source = source_of(cross(), tmp_path, traffic=RUSH)
    legs = source.legs([at(-100, 0), at(100, 0), at(-100, 0)], "car", 28_790)
    assert [leg.duration for leg in legs] == [48, 58]


def test_traffic_may_change_the_way_taken(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, highway="primary")
    traffic = Traffic(
        slice_starts=(Seconds(0), Seconds(3600)), groups={"primary": "main"}, factors=({}, {"main": 0.1})
    )
    matrix = source_of(town, tmp_path, traffic=traffic).travel([at(0, 1), at(100, 1)], "car").matrix
    assert matrix.distances[0, 0, 1] < 110
    assert matrix.distances[1, 0, 1] > 290


def test_new_speeds_reuse_the_prepared_graph(tmp_path: Path) -> None:
    source = source_of(cross(), tmp_path)
    slow = source.with_speeds(SpeedTable(tables={"car": {"speeds_kmh": {"residential": 5}}}), None)
    assert slow.streets_for("car").kernel is source.streets_for("car").kernel
    assert between(slow, at(-100, 0), at(100, 0)) == (144, 200)
    assert between(source, at(-100, 0), at(100, 0)) == (29, 200)


def test_another_structure_is_built_anew(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, maxheight="3")
    source = source_of(town, tmp_path)
    assert between(source, at(0, 0), at(100, 0))[1] == 100
    tall = source.with_speeds(SpeedTable(tables={"car": {"vehicle": {"height_m": 3.5}}}), None)
    assert between(tall, at(0, 0), at(100, 0))[1] == 300


def test_a_class_without_speed_is_not_driven(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, highway="service")
    none = SpeedTable(tables={"car": {"speeds_kmh": {"service": 0}}})
    assert between(source_of(town, tmp_path, speeds=none), at(0, 1), at(100, 1))[1] == pytest.approx(
        298, abs=1
    )


def test_many_threads_may_ask_one_source_for_everything(tmp_path: Path) -> None:
    source = source_of(grid(6, 6), tmp_path, traffic=RUSH)
    asked = [at(37 * k % 500, 61 * k % 500) for k in range(12)]
    truth = source.travel(asked, "car").matrix.durations

    def ask(number: int) -> bool:
        profile = ("car", "van", "foot")[number % 3]
        source.legs(asked[:3], profile)
        row = source.prepare(asked, "car").row(asked[0]).durations
        return np.array_equal(source.travel(asked, "car").matrix.durations, truth) and row.shape == (2, 12)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(24)))


def test_a_journey_of_a_whole_day_does_not_overflow(tmp_path: Path) -> None:
    town = TownMap(points={k: (50_000 * k, 0) for k in range(21)})
    for k in range(20):
        town.way(k + 1, k, k + 1, highway="living_street")
    source = source_of(town, tmp_path)
    seconds, metres = between(source, at(0, 0), at(1_000_000, 0))
    assert seconds == pytest.approx(360_000, rel=1e-3)
    assert metres == pytest.approx(1_000_000, rel=1e-3)


def test_nothing_asked_nothing_answered(tmp_path: Path) -> None:
    source = source_of(grid(), tmp_path)
    assert source.travel([], "car").matrix.size == 0
    assert source.legs([], "car") == []
    assert source.legs([at(0, 0)], "car") == []


def test_the_source_names_its_map_and_its_makers(tmp_path: Path) -> None:
    source = source_of(grid(), tmp_path)
    assert source.travel([at(0, 0)], "car").source == source.name
    assert "town.osm.pbf" in source.name
    assert "OpenStreetMap contributors" in source.name


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(500, 700))
def test_tables_larger_than_a_block_of_rows_are_whole(town_sources: list[RoadSource], count: int) -> None:
    rng = np.random.default_rng(count)
    asked = [at(float(x), float(y)) for x, y in rng.uniform(0, 200, (count, 2))]
    matrix = town_sources[-1].travel(asked, "car").matrix
    some = [0, 1, count // 2, count - 1]
    small = town_sources[-1].travel([asked[k] for k in some], "car").matrix
    assert np.abs(matrix.durations[0][np.ix_(some, some)] - small.durations[0]).max() <= 1


def test_a_road_source_is_a_travel_source(tmp_path: Path) -> None:
    source: TravelSource = source_of(grid(), tmp_path)
    travel = source.travel([at(0, 0), at(100, 0)], "car")
    assert len(travel.snaps) == 2
    assert len(source.legs([at(0, 0), at(100, 0)], "car")) == 1
