from pathlib import Path

import numpy as np
import pytest

from core.errors import MapError
from routing.travel.roads.graph import graph_arrays, graph_from_arrays
from tests.routing.travel.roads.maps import TownMap, cross, graph_of, grid


def test_ways_are_cut_where_streets_meet(tmp_path: Path) -> None:
    town = TownMap(points={k: (100 * k, 0) for k in range(5)} | {9: (200, 100)})
    graph = graph_of(town.way(1, 0, 1, 2, 3, 4).way(2, 2, 9), tmp_path)
    assert sorted(graph.pieces.length_m.round().tolist()) == [100, 200, 200]
    assert graph.size == 4


def test_lengths_are_those_of_the_ellipsoid(tmp_path: Path) -> None:
    graph = graph_of(TownMap(points={1: (0, 0), 2: (1000, 0), 3: (0, 1000)}).way(1, 2, 1, 3), tmp_path)
    assert graph.pieces.length_m.sum() == pytest.approx(2000, abs=0.2)


def test_a_closed_loop_is_one_street_back_to_its_junction(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (100, 0), 3: (150, 50), 4: (150, -50)})
    graph = graph_of(town.way(1, 1, 2).way(2, 2, 3, 4, 2), tmp_path)
    loop = int(np.argmax(graph.pieces.length_m))
    assert graph.pieces.a[loop] == graph.pieces.b[loop]


def test_a_closed_barrier_parts_a_street(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (300, 0), 3: (400, 0)}, point_tags={2: {"barrier": "bollard"}})
    town.way(1, 1, 2, 3)
    assert graph_of(town, tmp_path).main_pieces.tolist() == [True, False]
    assert graph_of(town, tmp_path, "cargo_bike").main_pieces.tolist() == [True]


def test_a_one_way_street_that_leads_nowhere_is_an_island(tmp_path: Path) -> None:
    town = grid().way(1, 1, 999, oneway="yes")
    town.points[999] = (0, -100)
    graph = graph_of(town, tmp_path)
    assert np.flatnonzero(~graph.main_pieces).tolist() == np.flatnonzero(graph.pieces.way == 1).tolist()


def test_a_two_way_dead_end_belongs_to_the_main_part(tmp_path: Path) -> None:
    town = grid().way(1, 1, 999)
    town.points[999] = (0, -100)
    assert graph_of(town, tmp_path).main_pieces.all()


def test_streets_closed_to_a_profile_are_not_in_its_graph(tmp_path: Path) -> None:
    town = cross().way(3, 3, 9, highway="footway")
    assert set(graph_of(town, tmp_path).pieces.way.tolist()) == {1, 2, 4}
    assert set(graph_of(town, tmp_path, "foot").pieces.way.tolist()) == {1, 2, 3, 4}


def test_a_map_without_a_street_for_the_profile_is_refused(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (100, 0)}).way(1, 1, 2, highway="footway")
    with pytest.raises(MapError, match="no street that the profile 'car' may use"):
        graph_of(town, tmp_path)


def test_a_map_of_one_way_dead_ends_alone_is_refused(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (100, 0)}).way(1, 1, 2, oneway="yes")
    with pytest.raises(MapError, match="No two streets"):
        graph_of(town, tmp_path)


def test_a_graph_survives_being_taken_apart(tmp_path: Path) -> None:
    graph = graph_of(grid().turn("no_left_turn", 10_001, 2, 20_002), tmp_path)
    again = graph_from_arrays(graph_arrays(graph))
    assert (again.pieces.kinds, again.names, again.turns, again.notes) == (
        graph.pieces.kinds, graph.names, graph.turns, graph.notes,
    )  # fmt: skip
    for name in ("tail", "head", "edge", "entry", "leave", "node_junction"):
        assert np.array_equal(getattr(again.arcs, name), getattr(graph.arcs, name))
    assert np.array_equal(again.main_pieces, graph.main_pieces)


def test_signals_are_counted_in_each_direction_once(tmp_path: Path) -> None:
    town = TownMap(
        points={1: (0, 0), 2: (100, 0), 3: (200, 0)}, point_tags={2: {"highway": "traffic_signals"}}
    )
    graph = graph_of(town.way(1, 1, 2, 3), tmp_path)
    assert graph.pieces.delays[:, 0].tolist() == [1, 1]


def test_a_signal_for_one_direction_costs_the_other_nothing(tmp_path: Path) -> None:
    signal = {"highway": "traffic_signals", "traffic_signals:direction": "backward"}
    town = TownMap(points={1: (0, 0), 2: (100, 0), 3: (200, 0)}, point_tags={2: signal})
    graph = graph_of(town.way(1, 1, 2, 3), tmp_path)
    assert graph.pieces.delays[:, 0].tolist() == [0, 1]


def test_a_signal_at_a_junction_is_paid_on_the_way_in(tmp_path: Path) -> None:
    town = TownMap(
        points={1: (0, 0), 2: (100, 0), 3: (200, 0)}, point_tags={2: {"highway": "traffic_signals"}}
    )
    graph = graph_of(town.way(1, 1, 2).way(2, 2, 3), tmp_path)
    assert graph.pieces.delays[:, 0].tolist() == [1, 0, 0, 1]
