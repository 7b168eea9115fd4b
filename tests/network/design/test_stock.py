"""Stock in designs: what is pooled costs less, the search weighs it, the referee counts it again."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from core.errors import InvalidInput
from core.place import Place
from network.design.customer import Customer, Demand, Period
from network.design.design import Design, Quote
from network.design.goods import Making, Product
from network.design.lane import Lane
from network.design.limit import Limit
from network.design.scenario import Change, ChangeKind, applied, as_is
from network.design.stock import stock_of
from network.design.stock_terms import StockTerms
from network.design.study import Study
from network.failure import NoDesign
from network.referee.design import design_violations
from network.search import Search
from network.solve import searched, solve
from network.tornado import inputs_of
from tests.network.design.builders import PLANT, make_site, make_study

HERE = Place(lon=7.4, lat=43.7)

DEAR = StockTerms(every_days=7, unit_cents=500_000, holding_percent=36.5, cycle_service=0.975)


def stocked(study: Study, *, sd_share: float = 0.5, lead_days: float = 9, **terms: Any) -> Study:
    """Return a study whose goods come every 7 days, 9 days after they are ordered."""
    lanes = tuple(replace(each, lead_days=lead_days if each.start == "plant" else 0) for each in study.lanes)
    return replace(
        study,
        lanes=lanes,
        demands=tuple(replace(each, sd_share=sd_share) for each in study.demands),
        periods=tuple(replace(each, days=100.0) for each in study.periods),
        stock=(replace(DEAR, **terms),),
    )


def designed(study: Study) -> Design:
    found = solve(study, seconds=20)
    assert isinstance(found, Design)
    assert found.proven
    return found


def test_cycle_stock_is_half_of_what_comes_at_a_time_and_safety_stock_a_root() -> None:
    study = stocked(make_study([make_site("a")]))
    found = designed(study)
    (stock,) = stock_of(study, found.flows)
    # 20 units in 100 days, 7 days apart; two customers of 5 units deviation in 100 days, 16 days covered.
    assert stock.cycle_units == pytest.approx(20 / 100 * 7 / 2)
    assert stock.safety_units == pytest.approx(NormalDist().inv_cdf(0.975) * sqrt(16 * (25 + 25) / 100))
    a_day = 500_000 * 0.365 / 365
    assert found.costs.cycle_cents == pytest.approx(0.7 * a_day * 100)
    assert found.costs.safety_cents == pytest.approx(stock.safety_units * a_day * 100)
    assert found.costs.parts["safety stock"] == found.costs.safety_cents


def test_dear_stock_is_pooled_in_fewer_warehouses() -> None:
    sites = [make_site("a"), make_site("b", fixed=1_500)]
    assert len(designed(make_study(sites)).open_ids) == 3
    assert len(designed(stocked(make_study(sites), unit_cents=1_000)).open_ids) == 3
    assert len(designed(stocked(make_study(sites))).open_ids) == 2


def test_goods_that_do_not_vary_need_no_safety_stock() -> None:
    found = designed(stocked(make_study([make_site("a"), make_site("b")]), sd_share=0))
    assert found.costs.safety_cents == 0 < found.costs.cycle_cents


def drawn(seed: int) -> Study:
    """Draw four warehouses, five customers, two products and stock that is worth a second thought."""
    draw = np.random.default_rng(seed)
    sites = [make_site(f"w{k}", fixed=int(draw.integers(0, 3_000))) for k in range(4)]
    customers = tuple(Customer(id=f"c{k}", place=HERE, single=bool(seed % 2)) for k in range(5))
    lanes = [
        Lane(
            start="plant",
            end=each.id,
            lead_days=float(draw.integers(0, 20)),
            cents_per_unit=float(draw.integers(50)),
        )
        for each in sites
    ]
    lanes += [
        replace(each, mode="slow", lead_days=each.lead_days + 9, cents_per_unit=0)
        for each in lanes
        if draw.random() < 0.5
    ]
    lanes += [
        Lane(start=site.id, end=each.id, cents_per_unit=float(draw.integers(20, 200)))
        for site in sites
        for each in customers
    ]  # fmt: skip
    demands = tuple(
        Demand(
            customer=each.id, product=name, period="1", units=float(draw.integers(2, 20)),
            sd_share=float(draw.random()),
        )
        for each in customers
        for name in "pq"
    )  # fmt: skip
    stock = tuple(
        StockTerms(
            product=name, every_days=float(draw.integers(1, 15)), unit_cents=float(draw.integers(90_000))
        )
        for name in "pq"
    )
    return Study(
        products=(Product(id="p"), Product(id="q")),
        sites=(PLANT, *sites),
        customers=customers,
        demands=demands,
        lanes=tuple(lanes),
        makings=(Making(site="plant", product="p"), Making(site="plant", product="q")),
        periods=(Period(id="1", days=30),),
        stock=stock,
    )


def least_by_trying(study: Study) -> float:
    """Return the least cost of all ways to serve each customer, or each of its products, from one site."""
    sites = [each.id for each in study.sites if each.kind == "warehouse"]
    groups = ["pq"] if study.customers[0].single else ["p", "q"]
    least: list[dict[frozenset[str], float]] = []
    for names in groups:
        by_sites: dict[frozenset[str], float] = {}
        for way in product(sites, repeat=len(study.customers)):
            used, cents = frozenset(way), _moved(study, way, names)
            by_sites[used] = min(cents, by_sites.get(used, np.inf))
        least.append(by_sites)
    fixed = {each.id: each.sizes[0].fixed_cents for each in study.sites}
    totals = (
        sum(cents for _, cents in chosen)
        + sum(fixed[each] for each in frozenset().union(*(used for used, _ in chosen)))
        for chosen in product(*(each.items() for each in least))
    )
    return min(totals) / 100


def _moved(study: Study, way: Sequence[str], names: Sequence[str]) -> float:
    """Return cents of transport and stock of some products where each customer has its site."""
    cents = 0.0
    for name in names:
        for site in set(way):
            served = [each for each, at in zip(study.customers, way, strict=True) if at == site]
            supplies = (each for each in study.lanes if (each.start, each.end) == ("plant", site))
            cents += min(_held(study, served, name, supply) for supply in supplies)
    return cents


def _held(study: Study, served: Sequence[Customer], name: str, supply: Lane) -> float:
    """Return cents of a product that a site brings along one lane and on to some customers."""
    terms = next(each for each in study.stock if each.product == name)
    a_day = terms.unit_cents * terms.holding_percent / 36_500
    cents = variance = 0.0
    for each in served:
        demand = next(d for d in study.demands if (d.customer, d.product) == (each.id, name))
        rate = study.lane_of[supply.end, each.id, ""].cents_per_unit + supply.cents_per_unit
        cents += demand.units * (rate + a_day * terms.every_days / 2)
        variance += (demand.units * demand.sd_share) ** 2 / 30
    covered = supply.lead_days + terms.every_days
    return cents + a_day * 30 * NormalDist().inv_cdf(0.95) * sqrt(covered * variance)


@pytest.mark.parametrize("seed", [*range(10), 44, 50, 72])
def test_what_is_proven_is_the_least_of_all_ways_to_serve(seed: int) -> None:
    study = drawn(seed)
    found = designed(study)
    assert found.objective == pytest.approx(least_by_trying(study), rel=1e-6)


def test_slower_ways_are_taken_where_they_save_more_than_the_stock_for_them() -> None:
    study = make_study([make_site("a")])
    ways = [
        Lane(start="plant", end="a", mode=mode, lead_days=days, cents_per_unit=cents)
        for mode, days, cents in (("air", 1, 900), ("rail", 9, 300), ("ship", 30, 0))
    ]
    study = replace(study, lanes=(*(each for each in study.lanes if each.end != "a"), *ways))
    for unit_cents, mode, days in ((1_000_000, "air", 1), (60_000, "rail", 9), (1_000, "ship", 30)):
        leads = {each.key: each.lead_days for each in ways}
        priced = stocked(study, unit_cents=unit_cents)
        lanes = tuple(replace(e, lead_days=leads.get(e.key, 0.0)) for e in priced.lanes)
        priced = replace(priced, lanes=lanes)
        found = designed(priced)
        assert {each.mode for each in found.flows if each.end == "a"} == {mode}
        assert [each.covered_days for each in stock_of(priced, found.flows)] == [7 + days]


def test_a_site_that_makes_what_it_sends_waits_for_none_of_its_supplies() -> None:
    makings = tuple(
        Making(site=site, product="p", cents_per_unit=cents)
        for site, cents in (("plant", 0.0), ("a", 100.0), ("b", 10_000.0))
    )
    study = stocked(make_study([make_site("a"), make_site("b")], makings=makings), lead_days=90)
    study = replace(study, lanes=tuple(each for each in study.lanes if each.key[:2] != ("plant", "b")))
    found = designed(study)
    assert [(each.site, each.units) for each in found.made] == [("a", pytest.approx(20))]
    assert [each.covered_days for each in stock_of(study, found.flows)] == [7]
    unsupplied = replace(study, lanes=tuple(each for each in study.lanes if each.start != "plant"))
    assert found.objective == pytest.approx(designed(unsupplied).objective)


def test_of_a_customer_of_two_sites_each_takes_its_part_of_the_variance() -> None:
    sites = [make_site("a", capacity=15), make_site("b", capacity=5)]
    study = stocked(make_study(sites))
    found = designed(study)
    variances = {each.site: each.variance for each in stock_of(study, found.flows)}
    assert variances == {"a": pytest.approx(0.25 + 0.125), "b": pytest.approx(0.125)}


def through_a_hub(hub_days: float = 9, **terms: Any) -> Study:
    """Return a study in which goods come over a hub, in 9 days, and are at warehouses 4 days later."""
    study = make_study([make_site("a"), make_site("b"), make_site("hub")])
    lanes = (
        Lane(start="plant", end="hub"),
        *(Lane(start="hub", end=each, lead_days=4) for each in "ab"),
        *(replace(each, cents_per_unit_km=10_000) for each in study.lanes if each.start in ("a", "b")),
    )
    changed = stocked(replace(study, lanes=lanes), lead_days=9, **terms)
    leads = {"plant": hub_days, "hub": 4.0}
    return replace(changed, lanes=tuple(replace(e, lead_days=leads.get(e.start, 0.0)) for e in changed.lanes))


def test_what_warehouses_pool_comes_together_at_their_hub() -> None:
    study = through_a_hub()
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    stock = {each.site: each for each in stock_of(study, found.flows)}
    assert {name: each.variance for name, each in stock.items()} == pytest.approx(
        {"hub": 0.5, "a": 0.25, "b": 0.25}
    )
    assert {name: each.covered_days for name, each in stock.items()} == {"hub": 16, "a": 11, "b": 11}
    # What a hub keeps is counted and not foreseen: the bound is one all the same.
    assert found.bound < found.objective


def test_the_referee_notices_stock_that_is_told_too_low() -> None:
    study = stocked(make_study([make_site("a")]))
    found = designed(study)
    for name in ("cycle_cents", "safety_cents"):
        told = replace(found, costs=replace(found.costs, **{name: getattr(found.costs, name) * 0.99}))
        assert any(name.split("_")[0] in each for each in design_violations(study, told))


def test_the_referee_notices_service_times_that_cannot_be() -> None:
    study = through_a_hub()
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    for site, days, why in (
        ("hub", 17, "it waits 16"), ("a", 1, "lets customers wait"), ("plant", 1, "keeps no stock"),
    ):  # fmt: skip
        told = replace(found, quotes=(Quote(period="1", site=site, product="p", days=days),))
        assert any(why in each for each in design_violations(study, told))


def test_a_limit_of_cost_counts_stock_and_its_relaxation_is_enough() -> None:
    study = stocked(make_study([make_site("a"), make_site("b", fixed=1_500)]))
    cost = designed(study).objective
    kept = replace(study, limits=(Limit(id="cost", kind="most-cost", value=cost * 100 + 1),))
    assert designed(kept).objective == pytest.approx(cost)
    with pytest.raises(NoDesign) as refused:
        solve(
            replace(study, limits=(Limit(id="cost", kind="most-cost", value=cost * 100 - 100),)), seconds=10
        )
    assert "cost (most cost" in refused.value.message
    (fault,) = refused.value.faults
    assert float(fault.expected.split()[0].replace(",", "")) == pytest.approx(cost, abs=0.02)


def test_a_limit_of_cost_that_only_stock_at_a_hub_breaks_is_told_as_that() -> None:
    study = through_a_hub()
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    between = (found.objective + found.bound) / 2 * 100
    with pytest.raises(NoDesign, match="counted and not foreseen"):
        solve(replace(study, limits=(Limit(id="cost", kind="most-cost", value=between),)), seconds=10)


def test_a_design_that_found_no_time_for_a_bound_is_not_called_the_best() -> None:
    study = drawn(1)
    search: Search[Any] = Search(seconds=10, listener=lambda told: told.objective is None)
    found = searched(study, search)
    assert isinstance(found, Design)
    assert found.bound <= least_by_trying(study) * (1 + 1e-9)


def test_the_network_as_it_is_holds_stock_too() -> None:
    study = stocked(make_study([make_site("a", was_open=True), make_site("b")]))
    assert designed(as_is(study)).costs.safety_cents > 0


def test_holding_costs_lead_times_and_variability_move_what_stock_costs() -> None:
    study = stocked(make_study([make_site("a")]))
    before = designed(study).costs
    kinds: dict[ChangeKind, float] = {
        "holding-percent": 4, "variability-percent": 4, "lead-time-percent": sqrt((36 + 7) / 16),
    }  # fmt: skip
    assert set(kinds) <= {each.kind for each in inputs_of(study)}
    for kind, factor in kinds.items():
        after = designed(applied(study, [Change(scenario="s", kind=kind, value=400)])).costs
        assert after.safety_cents == pytest.approx(factor * before.safety_cents)
        assert after.cycle_cents == pytest.approx(
            (4 if kind == "holding-percent" else 1) * before.cycle_cents
        )


def test_stock_needs_the_days_of_a_period_and_the_names_of_its_tables() -> None:
    study = make_study([make_site("a")])
    with pytest.raises(InvalidInput) as refused:
        replace(study, stock=(replace(DEAR, site="z"), DEAR, DEAR))
    found = {(each.field, str(each.value)) for each in refused.value.faults}
    assert {("site", "z"), ("id", "all at all")} <= found
    with pytest.raises(InvalidInput, match="days, more than 0"):
        replace(study, stock=(DEAR,))
