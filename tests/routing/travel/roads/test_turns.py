"""Turn restrictions: by example, and against a search that tries every sequence of edges."""

import heapq
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.kernel import NO_WAY, open_kernel
from routing.travel.roads.profile import profile_named
from routing.travel.roads.street_map import Restriction
from routing.travel.roads.turns import Forbidden, restrictions_for, turn_angle
from tests.routing.travel.roads.maps import TownMap, cross, graph_of, grid

WORDS = ["no_left_turn", "no_right_turn", "no_straight_on", "only_straight_on", "only_left_turn", "no_u_turn"]


def ways(graph: StreetGraph, turns: Sequence[Forbidden]) -> set[tuple[int, ...]]:
    """Return sequences of edges as sequences of the map's ways."""
    return {tuple(int(graph.pieces.way[edge >> 1]) for edge in turn) for turn in turns}


def test_a_forbidden_turn_bans_one_pair_of_edges(tmp_path: Path) -> None:
    graph = graph_of(cross().turn("no_left_turn", 1, 9, 4), tmp_path)
    assert ways(graph, graph.turns) == {(1, 4)}


def test_a_mandatory_turn_bans_all_others(tmp_path: Path) -> None:
    graph = graph_of(cross().turn("only_straight_on", 1, 9, 3), tmp_path)
    assert ways(graph, graph.turns) == {(1, 1), (1, 2), (1, 4)}


def test_a_mandatory_turn_into_a_street_closed_to_the_profile_is_not_applied(tmp_path: Path) -> None:
    town = cross().way(3, 3, 9, highway="footway").turn("only_straight_on", 1, 9, 3)
    graph = graph_of(town, tmp_path)
    assert (graph.turns, len(graph.notes)) == ((), 1)


def test_turning_back_is_banned_where_the_map_says_so(tmp_path: Path) -> None:
    graph = graph_of(cross().turn("no_u_turn", 1, 9, 1), tmp_path)
    assert ways(graph, graph.turns) == {(1, 1)}


def test_several_from_members_all_count(tmp_path: Path) -> None:
    town = cross()
    members = [("w", 1, "from"), ("w", 2, "from"), ("n", 9, "via"), ("w", 4, "to")]
    town.relations.append((members, {"type": "restriction", "restriction": "no_entry"}))
    graph = graph_of(town, tmp_path)
    assert ways(graph, graph.turns) == {(1, 4), (2, 4)}


def test_a_way_that_runs_through_the_junction_is_left_in_the_direction_the_word_says(tmp_path: Path) -> None:
    town = TownMap(points={9: (0, 0), 1: (-100, 0), 2: (0, -100), 4: (0, 100)}).way(1, 1, 9).way(2, 2, 9, 4)
    for word, target in (("no_left_turn", 4), ("no_right_turn", 2)):
        town.relations.clear()
        graph = graph_of(town.turn(word, 1, 9, 2), tmp_path)
        ((into, out),) = graph.turns
        assert turn_angle(graph.pieces, into, out) == pytest.approx(90 if target == 4 else -90, abs=0.5)


@pytest.mark.parametrize(
    ("restriction", "obeyed_by"),
    [
        ({}, {"car", "van", "truck", "cargo_bike"}),
        ({"excepts": ("bicycle",)}, {"car", "van", "truck"}),
        ({"excepts": ("motorcar",)}, {"van", "truck", "cargo_bike"}),
        ({"only_for": "hgv"}, {"truck"}),
        ({"only_for": "bicycle"}, {"cargo_bike"}),
        ({"only_for": "bus"}, set()),
    ],
)
def test_a_restriction_holds_for_those_it_means(restriction: dict[str, Any], obeyed_by: set[str]) -> None:
    each = Restriction(id=1, word="no_left_turn", froms=(1,), tos=(2,), via_point=9, **restriction)
    names = ("car", "van", "truck", "cargo_bike", "foot")
    assert {name for name in names if restrictions_for(profile_named(name), [each])} == obeyed_by


def test_a_restriction_over_a_way_bans_only_that_sequence(tmp_path: Path) -> None:
    town = TownMap(points={1: (-100, 0), 2: (0, 0), 3: (100, 0), 4: (100, 100), 5: (0, -100), 6: (200, 0)})
    town.way(1, 1, 2).way(2, 2, 3).way(3, 3, 4).way(4, 5, 2).way(5, 3, 6)
    graph = graph_of(town.turn_over("no_left_turn", 1, [2], 3), tmp_path)
    assert ways(graph, graph.turns) == {(1, 2, 3)}
    assert driven(graph, 1, 3) == 300  # on to the dead end of way 5, and back
    assert driven(graph, 4, 3) == 100
    assert driven(graph, 1, 5) == 100
    assert driven(graph, 1, 2) == 0


def driven(graph: StreetGraph, from_way: int, to_way: int) -> int:
    """Return the metres from the end of a way's first edge to the start of another's."""
    into, out = (2 * int(np.flatnonzero(graph.pieces.way == way)[0]) for way in (from_way, to_way))
    found = weights_between(graph, [into], [out])[0, 0]
    return int(found) if found < NO_WAY else 10**9


def weights_between(graph: StreetGraph, into: Sequence[int], out: Sequence[int]) -> np.ndarray:
    """Return metres from the ends of edges to the starts of edges, by the expanded graph."""
    arcs = graph.arcs
    metres = np.where(arcs.edge < 0, 0, graph.pieces.length_m[np.maximum(arcs.edge, 0) >> 1].round())
    kernel = open_kernel(arcs.tail, arcs.head, graph.node_points, engine="scipy")
    metric = kernel.customise(metres.astype(np.uint32))
    return metric.table(arcs.leave[list(into)], arcs.entry[list(out)])


@st.composite
def restricted_grids(draw: st.DrawFn) -> TownMap:
    town = grid(3, 3)
    numbers = sorted(town.ways)
    for way in draw(st.lists(st.sampled_from(numbers), max_size=3, unique=True)):
        points, tags = town.ways[way]
        town.ways[way] = (points, {**tags, "oneway": draw(st.sampled_from(["yes", "-1"]))})
    for word in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)):
        into = draw(st.sampled_from(numbers))
        via = draw(st.sampled_from(town.ways[into][0]))
        onward = [way for way in numbers if via in town.ways[way][0]]
        out = draw(st.sampled_from(onward))
        beyond = next(p for p in town.ways[out][0] if p != via)
        last = draw(st.sampled_from([way for way in numbers if beyond in town.ways[way][0]]))
        if draw(st.booleans()) and out not in (into, last):
            town.turn_over(word, into, [out], last)
        else:
            town.turn(word, into, via, out)
    return town


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(town=restricted_grids())
def test_the_expanded_graph_drives_exactly_what_the_restrictions_leave(town: TownMap, tmp_path: Path) -> None:
    graph = graph_of(town, tmp_path)
    edges = np.flatnonzero(graph.pieces.open).tolist()
    found = weights_between(graph, edges, edges)
    for row, into in enumerate(edges):
        truth = every_sequence(graph, into)
        expected = [truth.get(out, NO_WAY) for out in edges]
        assert found[row].tolist() == expected


def every_sequence(graph: StreetGraph, into: int) -> dict[int, int]:
    """Return metres from the end of `into` to the start of each edge, remembering the last edges driven."""
    pieces = graph.pieces
    tail = np.stack((pieces.a, pieces.b), axis=1).reshape(-1)
    leaving = {
        j: [e for e in np.flatnonzero(pieces.open).tolist() if tail[e] == j] for j in set(tail.tolist())
    }
    guarded = {int(tail[e ^ 1]) for turn in graph.turns for e in turn[:-1]}
    longest = max((len(turn) for turn in graph.turns), default=2)
    best: dict[int, int] = {}
    queue: list[tuple[int, tuple[int, ...]]] = [(0, (into,))]
    seen = set()
    while queue:
        metres, history = heapq.heappop(queue)
        if history in seen:
            continue
        seen.add(history)
        junction = int(tail[history[-1] ^ 1])
        onward = [e for e in leaving.get(junction, []) if not banned(graph.turns, (*history, e))]
        ahead = [e for e in onward if e != history[-1] ^ 1]
        for edge in (ahead or onward) if junction in guarded else onward:
            best.setdefault(edge, metres)
            length = round(float(pieces.length_m[edge >> 1]))
            heapq.heappush(queue, (metres + length, (*history, edge)[-longest:]))
    return best


def banned(turns: Sequence[Forbidden], history: tuple[int, ...]) -> bool:
    return any(history[-len(turn) :] == turn for turn in turns)


def test_streets_without_restrictions_are_not_split(tmp_path: Path) -> None:
    graph = graph_of(grid(), tmp_path)
    assert graph.size == 9
    assert all(a != b for a, b in pairwise(graph.arcs.node_junction.tolist()))
