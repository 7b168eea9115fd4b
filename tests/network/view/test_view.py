"""What a network shows, against taking everything out by hand and following every way."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import linprog

from network.design.goods import Making
from network.design.lane import Lane
from network.view.points import single_points
from network.view.reach import cut_off, hanging_on
from network.view.resilience import removals
from network.view.served import Serving, growth_of
from network.view.stages import stages_of
from network.view.supply import Piece, Supply, name_of
from network.view.view import view_of
from network.view.ways import WEIGHTS, separate_parts, ways_of
from tests.network.view.builders import CUSTOMERS, drawn_supply


def reached(supply: Supply) -> set[tuple[str, str]]:
    """Return every product at every place that it can come to, by spreading until nothing new comes."""
    there: set[tuple[str, str]] = set()
    for _ in range(50):
        for making in supply.makings:
            if all((making.site, part) in there for part in supply.parts_of.get(making.product, ())):
                there.add((making.site, making.product))
        there |= {
            (lane.end, p) for lane in supply.lanes for p in supply.product_of if (lane.start, p) in there
        }
    return there


def pieces_of(supply: Supply) -> list[Piece]:
    return [*supply.rooms, *(each.key for each in supply.lanes)]


Column = tuple[Lane, str] | Making
ANY = 1e6


def most_served(supply: Supply) -> float:
    """Return the most units that can be served, by another solver and a program written out anew."""
    columns: list[Column] = [(lane, p) for lane in supply.lanes for p in supply.product_of]
    columns += supply.makings
    rows = [*_rows_of_sites(supply, columns), *_rows_of_lanes(supply, columns)]
    costs = [-float(isinstance(each, tuple) and each[0].end in CUSTOMERS) for each in columns]
    ends = [(0, None) if isinstance(each, tuple) else (0, each.capacity) for each in columns]
    found = linprog(costs, A_ub=[row for row, _ in rows], b_ub=[most for _, most in rows], bounds=ends)
    return -float(found.fun or 0.0)


Row = tuple[list[float], float]
"""Factors of columns, and what they may add up to."""


def _rows_of_sites(supply: Supply, columns: Sequence[Column]) -> Iterator[Row]:
    for site, room in supply.rooms.items():
        loads = [
            supply.product_of[e[1]].load * (e[0].start == site) if isinstance(e, tuple) else 0.0
            for e in columns
        ]
        yield loads, ANY if room is None else room
        for each_product in supply.product_of:
            yield [_taken(supply, site, each_product, each) for each in columns], 0.0


def _taken(supply: Supply, site: str, wanted: str, column: Column) -> float:
    """Return how many units of a product a unit of a column takes away from a site."""
    if isinstance(column, tuple):
        lane, carried = column
        return float(carried == wanted) * ((lane.start == site) - (lane.end == site))
    if column.site != site:
        return 0.0
    return supply.parts_of.get(column.product, {}).get(wanted, 0.0) - float(column.product == wanted)


def _rows_of_lanes(supply: Supply, columns: Sequence[Column]) -> Iterator[Row]:
    for lane in supply.lanes:
        most = ANY if lane.capacity is None else lane.capacity
        yield [float(isinstance(e, tuple) and e[0] is lane) for e in columns], most
    for customer, wanted in product(CUSTOMERS, supply.product_of):
        row = [float(isinstance(e, tuple) and (e[0].end, e[1]) == (customer, wanted)) for e in columns]
        yield row, supply.wanted.get((customer, wanted), 0.0)


@pytest.mark.parametrize("seed", range(12))
def test_demand_hangs_on_what_it_cannot_be_reached_without(seed: int) -> None:
    supply = drawn_supply(seed, parts=seed % 2 == 1)
    base = reached(supply)
    assert cut_off(supply) == {each: units for each, units in supply.wanted.items() if each not in base}
    hangs = hanging_on(supply)
    for piece in pieces_of(supply):
        left = reached(supply.without([piece]))
        lost = sum(units for each, units in supply.wanted.items() if each in base - left)
        assert hangs.get(piece, 0.0) == pytest.approx(lost), name_of(piece)


@pytest.mark.parametrize("seed", range(10))
def test_points_lose_what_another_solver_finds_lost(seed: int) -> None:
    supply = drawn_supply(seed, capacities=True, parts=seed % 2 == 1, share=0.7)
    points = {each.piece: each for each in single_points(Serving(supply=supply), supply)}
    whole = most_served(supply)
    for piece in pieces_of(supply):
        lost = whole - most_served(supply.without([piece]))
        told = points[piece].lost if piece in points else 0.0
        assert told == pytest.approx(lost, abs=1e-5), name_of(piece)


@pytest.mark.parametrize("seed", range(6))
def test_the_worst_removal_is_the_worst_of_all(seed: int) -> None:
    supply = drawn_supply(seed, capacities=True, share=0.8)
    sites = list(supply.rooms)
    rng = np.random.default_rng(0)
    curve = list(removals(Serving(supply=supply), sites, 3, draws=5, rng=rng, keep_on=lambda: True))
    for told in curve:
        shares = [
            most_served(supply.without(each)) / supply.total for each in combinations(sites, told.count)
        ]
        assert told.exact
        assert told.worst == pytest.approx(min(shares), abs=1e-6)
        assert told.mean == pytest.approx(np.mean(shares), abs=1e-6)


def test_many_lanes_are_taken_out_one_after_the_other_and_never_serve_more() -> None:
    supply = drawn_supply(3, capacities=True, share=1.0)
    lanes = [each.key for each in supply.lanes]
    rng = np.random.default_rng(0)
    curve = list(removals(Serving(supply=supply), lanes, 4, draws=20, rng=rng, keep_on=lambda: True))
    assert [each.exact for each in curve] == [True, True, True, False, False]
    assert [each.worst for each in curve] == sorted((each.worst for each in curve), reverse=True)
    assert all(each.worst <= each.low + 1e-9 <= each.mean + 2e-9 for each in curve)
    gone = [key for key in lanes if name_of(key) in curve[-1].worst_pieces]
    assert most_served(supply.without(gone)) / supply.total == pytest.approx(curve[-1].worst, abs=1e-6)


def every_way(supply: Supply, wanted: str, customer: str) -> Iterator[tuple[float, tuple[Lane, ...]]]:
    def on(place: str, lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
        if place == customer:
            yield lanes
        for lane in supply.lanes:
            if lane.start == place and lane.end not in {each.start for each in lanes}:
                yield from on(lane.end, (*lanes, lane))

    for making in supply.makings:
        if making.product == wanted:
            for lanes in on(making.site, ()):
                yield making.cents_per_unit, lanes


@pytest.mark.parametrize("seed", range(10))
def test_no_way_is_better_than_the_best(seed: int) -> None:
    supply = drawn_supply(seed, share=0.6)
    found = {(each.customer, each.product, each.best_by): each for each in ways_of(supply)}
    for customer, wanted in supply.wanted:
        ways = list(every_way(supply, wanted, customer))
        for name, weight in WEIGHTS.items():
            told = found.get((customer, wanted, name))
            assert (told is None) == (not ways)
            if told is not None:
                least = min(
                    (making if name == "cost" else 0) + sum(weight(supply, lane, wanted) for lane in lanes)
                    for making, lanes in ways
                )
                value = {"cost": told.cents, "time": told.minutes, "co2": told.co2_kg}[name]
                assert value == pytest.approx(least)


@pytest.mark.parametrize("seed", range(12))
def test_a_stage_gets_as_much_as_another_solver_sends_and_its_bottleneck_is_a_cut(seed: int) -> None:
    supply = drawn_supply(seed, capacities=True, share=0.8)
    for stage in stages_of(supply):
        if stage.to != "customer":
            continue
        load, lanes = supply.product_of[stage.product].load, supply.lanes
        makings = [each for each in supply.makings if each.product == stage.product]
        columns: list[object] = [*lanes, *makings]
        rows, most = [], []
        for site, room in supply.rooms.items():
            leaves = [isinstance(e, Lane) and e.start == site for e in columns]
            comes = [e.end == site if isinstance(e, Lane) else e.site == site for e in columns]  # type: ignore[attr-defined]
            rows.append([float(a) - float(b) for a, b in zip(leaves, comes, strict=True)])
            most.append(0.0)
            if room is not None:
                rows.append([load * each for each in leaves])
                most.append(room)
        wanting = {c for c, p in supply.wanted if p == stage.product}
        costs = [-float(isinstance(each, Lane) and each.end in wanting) for each in columns]
        bounds = [(0, each.capacity) for each in columns]  # type: ignore[attr-defined]
        found = linprog(costs, A_ub=rows, b_ub=most, bounds=bounds)
        assert (stage.most is None) == (found.status == 3)
        if stage.most is not None:
            assert stage.most == pytest.approx(-float(found.fun or 0.0), abs=0.01)
            rooms = {name: (room or 0) / load for name, room in supply.rooms.items()}
            rooms |= {name_of(each.key): each.capacity or 0 for each in lanes}
            rooms |= {f"making of {each.product} at {each.site}": each.capacity or 0 for each in makings}
            assert sum(rooms[name] for name in stage.bottleneck) == pytest.approx(stage.most, abs=0.02)


@pytest.mark.parametrize("seed", range(8))
def test_demand_grows_until_something_is_full(seed: int) -> None:
    supply = drawn_supply(seed, capacities=True, share=1.0)
    growth = growth_of(supply)
    if growth.factor is None:
        return
    for factor, served in ((growth.factor * 0.999, True), (growth.factor * 1.01, False)):
        grown = drawn_supply(seed, capacities=True, share=1.0)
        grown.__dict__["wanted"] = {key: units * factor for key, units in supply.wanted.items()}
        assert (most_served(grown) >= grown.total * (1 - 1e-6)) is served
    assert growth.full


def test_parts_that_no_lane_connects_are_told_apart() -> None:
    supply = drawn_supply(2, share=1.0)
    assert len(separate_parts(supply)) == 1
    alone = supply.without([each.key for each in supply.lanes if "w3" in each.key])
    assert [each for each in separate_parts(alone) if len(each) == 1] == [("w3",)]


def test_a_view_ends_in_time_and_is_the_same_for_the_same_seed() -> None:
    supply = drawn_supply(4, capacities=True, share=0.9)
    first, again = (view_of(supply, most_gone=4, draws=10, seed=3) for _ in range(2))
    assert first == again
    short = view_of(supply, most_gone=4, draws=10, seconds=0.0)
    assert short.points == first.points
    assert len(short.site_removals) == 1
