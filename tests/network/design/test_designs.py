"""Designs of supply networks: each rule of the model by an example, and a referee that notices."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import InvalidInput
from core.units import Cents
from network.design.customer import Demand, Period
from network.design.design import Design
from network.design.goods import Making, Part, Product
from network.design.lane import Lane
from network.design.limit import Limit
from network.design.search.formulation import formulate
from network.design.search.locate import with_wanted_open
from network.design.site import Size, Step
from network.design.study import Study
from network.failure import NoDesign
from network.referee.design import design_violations
from network.solve import solve
from network.solvers.program import solve_program
from tests.network.design.builders import drawn, make_site, make_study


def designed(study: Study) -> Design:
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    assert found.proven
    return found


def test_a_second_site_opens_where_it_saves_more_than_it_costs() -> None:
    # One site: 10 x 10 + 10 x 30 km at 10 cents = 4,000 cents; two: 2,000 and the second site.
    for fixed, opened in ((1_900, {"plant", "a", "b"}), (2_100, {"plant", "a"})):
        found = designed(make_study([make_site("a"), make_site("b", fixed=fixed)]))
        assert set(found.open_ids) == opened


def test_the_cheapest_size_that_is_large_enough_is_built() -> None:
    sizes = (
        Size(id="small", capacity=15, fixed_cents=Cents(10)),
        Size(id="large", capacity=30, fixed_cents=Cents(50)),
    )
    found = designed(make_study([make_site("a", sizes=sizes)]))
    assert [each.size for each in found.sites if each.site == "a"] == ["large"]


def test_opening_is_paid_once_and_fixed_costs_in_every_period() -> None:
    periods = (Period(id="1"), Period(id="2", cost_factor=0.5))
    demands = tuple(
        Demand(customer=c, product="p", period=t, units=10) for c in ("left", "right") for t in "12"
    )
    found = designed(make_study([make_site("a", fixed=100, opening=1_000)], periods=periods, demands=demands))
    assert (found.costs.opening_cents, found.costs.fixed_cents) == (1_000, 150)


def test_a_site_that_stands_is_closed_where_that_is_cheaper() -> None:
    sites = [make_site("a"), make_site("b", was_open=True, fixed=5_000, closing_cents=Cents(300))]
    found = designed(make_study(sites))
    assert "b" not in found.open_ids
    assert found.costs.closing_cents == 300


def test_cheaper_steps_of_throughput_draw_flow_to_one_site() -> None:
    steps = (Step(load_from=0, cents_per_load=300), Step(load_from=10, cents_per_load=0))
    found = designed(make_study([make_site("a", steps=steps), make_site("b", steps=steps)]))
    assert len({each.start for each in found.flows}) == 2
    assert found.costs.throughput_cents == pytest.approx(3_000)  # with two sites it would be 6,000


def test_a_minimum_charge_is_paid_where_the_flow_costs_less() -> None:
    study = make_study([make_site("a")])
    lanes = tuple(replace(each, minimum_cents=Cents(1_500)) for each in study.lanes)
    assert designed(replace(study, lanes=lanes)).costs.transport_cents == pytest.approx(1_500 + 1_500 + 3_000)


def test_a_customer_with_single_sourcing_has_one_site() -> None:
    sites = [make_site("a", capacity=15), make_site("b", capacity=15)]
    study = make_study(sites)
    left = tuple(replace(each, units=14 if each.customer == "left" else 6) for each in study.demands)
    both = replace(
        study, demands=left, customers=tuple(replace(each, single=True) for each in study.customers)
    )
    found = designed(both)
    assert len({each.start for each in found.flows if each.end == "left"}) == 1


def test_parts_are_used_up_where_a_product_is_made() -> None:
    study = make_study([make_site("a")])
    supplier = make_site("mine", kind="supplier", was_open=True)
    study = replace(
        study,
        products=(Product(id="p"), Product(id="ore")),
        sites=(*study.sites, supplier),
        lanes=(*study.lanes, Lane(start="mine", end="plant", cents_per_unit=5)),
        makings=(*study.makings, Making(site="mine", product="ore", cents_per_unit=2)),
        parts=(Part(product="p", part="ore", units=3),),
    )
    found = designed(study)
    assert sum(each.units for each in found.made if each.product == "ore") == pytest.approx(60)
    assert found.costs.making_cents == pytest.approx(120)


@pytest.mark.parametrize(
    "limit",
    [
        Limit(id="x", kind="share-within-km", value=1.0, within=20),
        Limit(id="x", kind="share-within-minutes", value=0.9, within=20),
        Limit(id="x", kind="nobody-beyond-km", value=20),
        Limit(id="x", kind="least-sites", value=2),
    ],
    ids=lambda each: each.kind,
)
def test_a_limit_opens_a_site_that_costs_more_than_it_saves(limit: Limit) -> None:
    sites = [make_site("a"), make_site("b", fixed=9_999)]
    assert "b" not in designed(make_study(sites)).open_ids
    assert "b" in designed(make_study(sites, limits=(limit,))).open_ids


def test_budgets_and_co2_limits_are_kept() -> None:
    sites = [make_site("a"), make_site("b", opening=500)]
    assert "b" in designed(make_study(sites)).open_ids
    tight = make_study(sites, limits=(Limit(id="x", kind="most-investment", value=499),))
    assert "b" not in designed(tight).open_ids
    study = make_study([make_site("a"), make_site("b", fixed=9_999)])
    lanes = tuple(replace(each, co2_g_per_tonne_km=100_000) for each in study.lanes)
    green = replace(study, lanes=lanes, limits=(Limit(id="x", kind="most-co2-kg", value=30),))
    assert designed(green).costs.co2_kg <= 30


def test_limits_that_contradict_each_other_are_told() -> None:
    limits = (Limit(id="n", kind="most-sites", value=1), Limit(id="far", kind="nobody-beyond-km", value=20))
    with pytest.raises(NoDesign) as refused:
        solve(make_study([make_site("a"), make_site("b")], limits=limits), seconds=10)
    assert "far (nobody beyond 20 km); n (most sites 1)" in refused.value.message
    assert len(refused.value.faults) == 1


def test_limits_that_have_nothing_to_do_with_a_conflict_are_not_named() -> None:
    limits = (
        Limit(id="near", kind="share-within-km", value=1.0, within=20),
        Limit(id="money", kind="most-investment", value=100),
        Limit(id="sites", kind="most-sites", value=2),
        Limit(id="air", kind="most-co2-kg", value=1_000),
    )
    with pytest.raises(NoDesign) as refused:
        solve(make_study([make_site("a"), make_site("b", opening=500)], limits=limits), seconds=10)
    told = refused.value.message
    assert "near" in told
    assert "money" in told
    assert "sites" not in told
    assert "air" not in told


def test_a_study_names_everything_that_contradicts_itself_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        make_study(
            [make_site("a", capacity=5), make_site("b", capacity=5)],
            lanes=(Lane(start="plant", end="a"), Lane(start="a", end="left")),
        )
    told = str(refused.value)
    assert "no lane to it" in told
    assert "capacity for 20" in told


BROKEN = {
    "too little": lambda d: replace(d, flows=d.flows[:-1]),
    "cost": lambda d: replace(d, costs=replace(d.costs, transport_cents=1.0)),
    "closed": lambda d: replace(d, sites=tuple(each for each in d.sites if each.site != "a")),
    "objective": lambda d: replace(d, objective=d.objective / 2, bound=0.0),
    "bound": lambda d: replace(d, bound=d.objective * 2),
    "stranger": lambda d: replace(d, flows=(*d.flows, replace(d.flows[0], start="nowhere"))),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_referee_notices(name: str) -> None:
    study = make_study([make_site("a", fixed=100), make_site("b", fixed=100)])
    found = designed(study)
    assert not design_violations(study, found)
    assert design_violations(study, BROKEN[name](found))


def test_the_referee_measures_limits_itself() -> None:
    study = make_study([make_site("a"), make_site("b", fixed=9_999)])
    found = designed(study)
    for limit in (
        Limit(id="x", kind="nobody-beyond-km", value=20),
        Limit(id="x", kind="share-within-minutes", value=0.9, within=20),
        Limit(id="x", kind="least-sites", value=2),
        Limit(id="x", kind="most-cost", value=1),
    ):
        assert any("limit x" in each for each in design_violations(replace(study, limits=(limit,)), found))


@pytest.mark.parametrize("seed", range(10))
def test_rows_that_follow_from_others_change_no_answer(seed: int) -> None:
    study = drawn(seed)
    alone = replace(study, limits=(), sites=tuple(each.forced("free") for each in study.sites))
    near = replace(alone, limits=(Limit(id="near", kind="share-within-km", value=0.6, within=20),))
    for each in (alone, near):
        plain = formulate(each, tight=False).program
        found = solve_program(plain, seconds=10, keep_on=lambda *_: True, proves=True)
        assert solve(each, seconds=10).objective == pytest.approx(found.objective)
        assert len(formulate(each).program.row_lower) > len(plain.row_lower)


def test_parts_that_go_into_themselves_and_parts_that_never_come_are_told() -> None:
    study = make_study([make_site("a")])
    products = (*study.products, Product(id="ore"))
    ring = (Part(product="p", part="ore", units=1), Part(product="ore", part="p", units=1))
    with pytest.raises(InvalidInput, match="parts that it does not go into itself"):
        replace(study, products=products, parts=ring)
    mine = make_site("mine", kind="supplier", was_open=True)
    makings = (*study.makings, Making(site="mine", product="ore"))
    with pytest.raises(InvalidInput, match="lanes that bring ore from who makes that to where p is made"):
        replace(study, products=products, sites=(*study.sites, mine), parts=ring[:1], makings=makings)


def test_a_first_design_has_the_sites_that_the_relaxation_opens_in_their_largest_size() -> None:
    sizes = (Size(id="small", capacity=8, fixed_cents=Cents(9)), Size(id="large", capacity=30))
    study = make_study([make_site("a", sizes=sizes), make_site("b", fixed=10_000)])
    formulation = formulate(study)
    values = np.zeros(len(formulation.program.costs))
    values[formulation.columns.sizes["1", "plant", ""]] = 1.0
    values[formulation.columns.sizes["1", "a", "small"]] = 0.01
    first = with_wanted_open(formulation, values)
    found = solve_program(first, seconds=10, keep_on=lambda *_: True, proves=True)
    assert found.values is not None
    opened = {key[1:] for key, column in formulation.columns.sizes.items() if found.values[column] > 0.5}
    assert opened == {("plant", ""), ("a", "large")}
