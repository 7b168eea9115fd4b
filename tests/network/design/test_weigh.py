"""Cost against service and CO2, and what moves a design: against trying every choice of sites."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from core.errors import InvalidInput, Stopped
from network.design.design import Design
from network.design.lane import Lane
from network.design.limit import Limit
from network.design.scenario import Change, applied
from network.design.search import locate, running
from network.design.search.goal import bounded, goal_of
from network.design.search.locate import design_study
from network.design.site import Step
from network.design.study import Study
from network.pareto import FrontPoint, front, undominated
from network.referee.design import design_violations
from network.search import Search
from network.solvers.program import Found
from network.tornado import inputs_of, tornado
from tests.network.design.builders import PLANT, make_site, make_study
from tests.network.design.test_designs import designed

NAMES = "abcd"


def drawn(seed: int) -> Study:
    """Four warehouses before two customers; each lane has a cost, a time and CO2 of its own."""
    draw = np.random.default_rng(seed)
    sites = [make_site(each, fixed=int(draw.integers(0, 900))) for each in NAMES]
    lanes = [Lane(start="plant", end=each) for each in NAMES]
    lanes += [
        Lane(
            start=each, end=customer, km=float(draw.integers(1, 40)), minutes=float(draw.integers(1, 60)),
            cents_per_unit=float(draw.integers(1, 60)), co2_g_per_tonne_km=float(draw.integers(100, 900_000)),
        )
        for each, customer in product(NAMES, ("left", "right"))
    ]  # fmt: skip
    study = make_study(sites, lanes=tuple(lanes))
    whole = tuple(replace(each, single=True) for each in study.customers)
    return replace(study, customers=whole, sites=(PLANT, *sites))


def every_design(study: Study, goal: str) -> list[tuple[float, float]]:
    """Return cost and goal of every choice of who serves whom, each customer as a whole."""
    fixed = {each.id: each.sizes[0].fixed_cents for each in study.sites}
    found = []
    for left, right in product(NAMES, repeat=2):
        lanes = [study.lane_of[left, "left", ""], study.lane_of[right, "right", ""]]
        cost = sum(10 * each.cents_per_unit for each in lanes) + sum(fixed[each] for each in {left, right})
        if goal == "service":
            value = sum(each.minutes for each in lanes) / 2
        else:
            value = sum(10 / 1000 * each.km * each.co2_g_per_tonne_km / 1000 for each in lanes)
        found.append((cost / 100, value))
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("goal", ["service", "co2"])
def test_each_design_costs_the_least_of_all_that_are_as_good(seed: int, goal: Any) -> None:
    study = drawn(seed)
    points = list(front(study, goal, points=5, seconds=60))
    assert 1 <= len(points) <= 5
    every = every_design(study, goal)
    for each in points:
        assert design_violations(each.study, each.design) == []
        assert each.design.gap < 1e-3
        most = np.inf if each.most is None else each.most
        assert each.design.objective == pytest.approx(
            min(cost for cost, value in every if value <= most * (1 + 1e-5) + 1e-5)
        )
    kept = undominated(points)
    costs = [each.design.objective for each in kept]
    values = [each.value for each in kept]
    assert costs == sorted(set(costs))
    assert values == sorted(set(values), reverse=True)
    assert kept[0].most is None or kept[0].design.objective == pytest.approx(points[0].design.objective)
    if len(points) > 1:
        assert min(values) == pytest.approx(min(value for _, value in every), rel=1e-4)


def test_the_knee_is_where_most_is_gained_and_dominated_points_are_dropped() -> None:
    study = make_study([make_site("a")])
    best = designed(study)

    def point(cost: float, value: float) -> FrontPoint:
        return FrontPoint(most=value, value=value, study=study, design=replace(best, objective=cost))

    kept = undominated([point(10, 10), point(11, 3), point(12, 4), point(20, 1), point(10, 12)])
    assert [(each.design.objective, each.value) for each in kept] == [(10, 10), (11, 3), (20, 1)]
    assert [each.knee for each in kept] == [False, True, False]


def test_an_interrupted_front_keeps_its_points() -> None:
    study = drawn(1)
    heard = [0]

    def listen(_: object) -> bool:
        heard[0] += 1
        return heard[0] < 3

    points = list(front(study, "service", points=40, seconds=60, progress=listen))
    assert 1 <= len(points) < 40


def test_mean_minutes_are_limited_and_the_referee_measures_them() -> None:
    sites = [make_site("a"), make_site("b", fixed=9_999)]
    study = make_study(sites)
    assert goal_of(study, designed(study), "service") == 20
    near = bounded(study, "service", 12.0)
    found = designed(near)
    assert goal_of(near, found, "service") <= 12 + 1e-6
    assert "b" in found.open_ids
    told = design_violations(replace(near, limits=(Limit(id="x", kind="most-mean-minutes", value=9),)), found)
    assert any("minutes away on average" in each for each in told)
    with pytest.raises(InvalidInput) as refused:
        designed(bounded(study, "service", 9.0))
    assert "at most this service" in refused.value.message


def test_bars_are_what_each_input_alone_changes_and_the_widest_comes_first() -> None:
    steps = (Step(load_from=0, cents_per_load=7),)
    study = make_study([make_site("a", steps=steps), make_site("b", fixed=1_900, opening=40, steps=steps)])
    best = designed(study)
    bars = tornado(study, best, list(inputs_of(study)), percent=20, seconds=20)
    assert {bar.input.name for bar in bars} == {
        "demand", "rates of transport", "fixed costs", "costs of opening", "costs of throughput",
    }  # fmt: skip
    assert [bar.span for bar in bars] == sorted((bar.span for bar in bars), reverse=True)
    for bar in bars:
        for end in (bar.low, bar.high):
            change = Change(scenario="x", kind=bar.input.kind, value=end.percent)
            alone = designed(applied(study, [change]))
            assert isinstance(end.design, Design)
            assert end.design.objective == pytest.approx(alone.objective)
            assert end.kept is not None
            assert end.kept.objective >= end.design.objective - 1e-6
            assert set(end.kept.open_ids) == set(best.open_ids)
            assert set(best.open_ids) - set(end.closed) | set(end.opened) == set(end.design.open_ids)


def test_demand_beyond_the_sites_kept_says_so_and_the_rest_is_there() -> None:
    study = make_study([make_site("a", capacity=21), make_site("b", fixed=9_999, capacity=30)])
    best = designed(study)
    assert best.open_ids == ("a", "plant")
    (bar,) = tornado(study, best, [next(iter(inputs_of(study)))], percent=10, seconds=20)
    assert bar.high.kept is None
    assert bar.high.opened == ("b",)
    assert bar.low.kept is not None


def test_an_end_for_which_time_was_too_short_is_not_told_as_without_a_design(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study([make_site("a", capacity=21)])
    best = designed(study)
    moved = next(iter(inputs_of(study)))

    def too_late(*_: object, **__: object) -> Design:
        raise Stopped("The time was over before there was a first design; give more seconds.")

    monkeypatch.setattr("network.tornado.design_study", too_late)
    (bar,) = tornado(study, best, [moved], percent=10, seconds=1)
    assert (bar.low.design, bar.low.late) == (None, True)
    assert (bar.high.design, bar.high.late) == (None, False)  # demand above capacity has none at all


def test_costs_of_opening_throughput_and_making_change_by_percent() -> None:
    steps = (Step(load_from=0, cents_per_load=10),)
    study = make_study([make_site("a", opening=100, steps=steps)])
    dear = tuple(replace(each, cents_per_unit=3) for each in study.makings)
    study = replace(study, makings=dear)
    for kind, name, value in (
        ("opening-percent", "opening_cents", 150), ("throughput-percent", "throughput_cents", 300),
        ("making-percent", "making_cents", 90),
    ):  # fmt: skip
        changed = designed(applied(study, [Change(scenario="s", kind=kind, value=150)]))  # type: ignore[arg-type]
        assert getattr(changed.costs, name) == pytest.approx(value)


def test_a_known_design_without_time_for_a_bound_is_not_called_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = make_study([make_site("a"), make_site("b", fixed=1_900)])
    before: Search[Any] = Search(seconds=10)
    design_study(study, before)
    no_time = Found(values=None, objective=None, bound=-np.inf)
    for module in (locate, running):
        monkeypatch.setattr(module, "solve_program", lambda *_, **__: no_time)
    after: Search[Any] = Search(seconds=10)
    after.offer(*before.found())
    found = design_study(study, after)
    assert (found.bound, found.proven) == (0.0, False)
