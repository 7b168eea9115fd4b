"""Turn restrictions as forbidden sequences of edges."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from routing.travel.roads.pieces import Pieces
from routing.travel.roads.profile import Profile
from routing.travel.roads.street_map import Restriction, StreetMap

Forbidden = tuple[int, ...]
"""Edges that may not be driven one after the other: from, (via ways,) to."""

_ANGLES = {"left": 90.0, "right": -90.0, "straight": 0.0, "u": 180.0}


@dataclass(frozen=True, kw_only=True)
class Network:
    """Which open edges leave and reach each junction, and which pieces each way of the map became."""

    pieces: Pieces
    leaving: dict[int, list[int]]
    reaching: dict[int, list[int]]
    of_way: dict[int, list[int]]
    junction_of: dict[int, int]

    def tail(self, edge: int) -> int:
        """Return the junction where an edge begins."""
        return int((self.pieces.b if edge & 1 else self.pieces.a)[edge >> 1])

    def head(self, edge: int) -> int:
        """Return the junction where an edge ends."""
        return int((self.pieces.a if edge & 1 else self.pieces.b)[edge >> 1])

    def edges_of(self, ways: Iterable[int]) -> list[int]:
        """Return the open edges of ways of the map."""
        return [
            edge
            for way in ways
            for piece in self.of_way.get(way, ())
            for edge in (2 * piece, 2 * piece + 1)
            if self.pieces.open[edge]
        ]


def network_around(streets: StreetMap, pieces: Pieces, restrictions: Sequence[Restriction]) -> Network:
    """Index the junctions and ways that restrictions speak of."""
    ways = {way for each in restrictions for way in (*each.froms, *each.tos, *each.via_ways)}
    spoken = np.flatnonzero(np.isin(pieces.way, np.fromiter(ways, np.int64, len(ways))))
    near = np.zeros(len(pieces.junction_points), bool)
    near[pieces.a[spoken]] = near[pieces.b[spoken]] = True
    leaving, reaching = defaultdict(list), defaultdict(list)
    for piece in np.flatnonzero(near[pieces.a] | near[pieces.b]).tolist():
        a, b = int(pieces.a[piece]), int(pieces.b[piece])
        for edge, tail, head in ((2 * piece, a, b), (2 * piece + 1, b, a)):
            if pieces.open[edge]:
                leaving[tail].append(edge)
                reaching[head].append(edge)
    of_way = defaultdict(list)
    for piece in spoken.tolist():
        of_way[int(pieces.way[piece])].append(piece)
    known = np.flatnonzero(near & (pieces.junction_points >= 0))
    ids = streets.points[pieces.junction_points[known]]
    junction_of = dict(zip(ids.tolist(), known.tolist(), strict=True))
    return Network(
        pieces=pieces,
        leaving=dict(leaving),
        reaching=dict(reaching),
        of_way=dict(of_way),
        junction_of=junction_of,
    )


def restrictions_for(profile: Profile, restrictions: Iterable[Restriction]) -> list[Restriction]:
    """Return the turn restrictions that this profile must obey."""
    words = set(profile.turn_words)
    return [
        each
        for each in restrictions
        if each.word.startswith(("no_", "only_"))
        and words
        and (not each.only_for or each.only_for in words)
        and not words.intersection(each.excepts)
    ]


def forbidden_turns(roads: Network, restrictions: Iterable[Restriction]) -> tuple[list[Forbidden], int]:
    """Return all forbidden sequences, and how many of the restrictions could be applied."""
    found: list[Forbidden] = []
    applied = 0
    for each in restrictions:
        turns = _turns_named(roads, each)
        if each.word.startswith("only_"):
            turns = _others(roads, turns)
        found += turns
        applied += bool(turns)
    return sorted(set(found)), applied


def _turns_named(roads: Network, each: Restriction) -> list[Forbidden]:
    """Return the sequences of edges that a restriction names, each from member with each to member."""
    turns: list[Forbidden] = []
    for from_way, to_way in product(each.froms, each.tos):
        if each.via_ways:
            turns += _over_ways(roads, each, from_way, to_way)
            continue
        via = roads.junction_of.get(each.via_point, -1)
        ins = [edge for edge in roads.edges_of([from_way]) if roads.head(edge) == via]
        outs = [edge for edge in roads.edges_of([to_way]) if roads.tail(edge) == via]
        turns += _meant(roads, each.word, [(into, out) for into in ins for out in outs])
    return turns


def _over_ways(roads: Network, each: Restriction, from_way: int, to_way: int) -> list[Forbidden]:
    """Return the sequences that lead from a way over the via ways to a way."""
    via = roads.edges_of(each.via_ways)
    outs = roads.edges_of([to_way])
    turns: list[Forbidden] = []
    for into in roads.edges_of([from_way]):
        for chain in _chains(roads, roads.head(into), via):
            end = roads.head(chain[-1])
            turns += [(into, *chain, out) for out in outs if roads.tail(out) == end and into ^ 1 != chain[0]]
    return turns


def _chains(roads: Network, start: int, via: Sequence[int]) -> list[Forbidden]:
    """Return all simple chains of via edges that begin at a junction."""
    chains: list[Forbidden] = []
    open_ends: list[Forbidden] = [(edge,) for edge in via if roads.tail(edge) == start]
    while open_ends and len(chains) < 64:
        chain = open_ends.pop()
        chains.append(chain)
        used = {edge >> 1 for edge in chain}
        end = roads.head(chain[-1])
        open_ends += [(*chain, edge) for edge in via if roads.tail(edge) == end and edge >> 1 not in used]
    return chains


def _meant(roads: Network, word: str, pairs: list[Forbidden]) -> list[Forbidden]:
    """Choose the pair that the word means, where a way runs through the via point and several pairs fit."""
    turning_back = [pair for pair in pairs if pair[0] ^ 1 == pair[1]]
    if word.endswith("u_turn") and turning_back:
        return turning_back
    if len(pairs) < 2 or word in ("no_entry", "no_exit"):
        return pairs
    wanted = next((angle for part, angle in _ANGLES.items() if f"_{part}" in word), 0.0)
    return [min(pairs, key=lambda pair: abs(_around(turn_angle(roads.pieces, *pair) - wanted)))]


def _others(roads: Network, turns: list[Forbidden]) -> list[Forbidden]:
    """Return what mandatory turns forbid: every other way on from the same sequence of edges."""
    allowed = defaultdict(set)
    for turn in turns:
        allowed[turn[:-1]].add(turn[-1])
    return [
        (*before, out)
        for before, outs in allowed.items()
        for out in roads.leaving.get(roads.head(before[-1]), ())
        if out not in outs
    ]


def turn_angle(pieces: Pieces, into: int, out: int) -> float:
    """Return the degrees turned between two edges: left positive, right negative, -180 to 180."""
    before, after = _bearing(pieces, into ^ 1) + 180.0, _bearing(pieces, out)
    return _around(before - after)


def _bearing(pieces: Pieces, edge: int) -> float:
    """Return the compass bearing, in degrees, in which an edge sets out."""
    first, last = int(pieces.shape_starts[edge >> 1]), int(pieces.shape_starts[(edge >> 1) + 1]) - 1
    here, there = (last, last - 1) if edge & 1 else (first, first + 1)
    east = (pieces.lon[there] - pieces.lon[here]) * np.cos(np.radians(pieces.lat[here]))
    return float(np.degrees(np.arctan2(east, pieces.lat[there] - pieces.lat[here])))


def _around(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0
