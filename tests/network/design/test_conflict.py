"""Why there is no design: sets of limits of which none can be left out, and relaxations that hold."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.units import Cents
from network.design.customer import Demand, Period
from network.design.limit import Limit
from network.design.search.conflict import Conflict, conflict_of
from network.design.search.relaxation import Relaxation, relaxed
from network.design.site import Step
from network.design.study import Study
from network.failure import NoDesign
from network.solve import solve
from tests.network.design.builders import drawn, make_site, make_study
from tests.network.design.test_designs import designed

NEAR = Limit(id="near", kind="share-within-km", value=1.0, within=20)


def told(study: Study) -> str:
    with pytest.raises(NoDesign) as refused:
        solve(study, seconds=10)
    return str(refused.value)


def changes(study: Study) -> Sequence[tuple[str, float]]:
    return [(each.target[0], each.needed) for each in conflict_of(study, 10).relaxations]


def possible(study: Study) -> bool:
    try:
        designed(study)
    except NoDesign:
        return False
    return True


def test_a_share_gives_way_as_far_as_the_worst_period_needs() -> None:
    # Of 1,000 units in the first period 30 % are far, of 20 in the second 90 %.
    units = {("left", "1"): 700, ("right", "1"): 300, ("left", "2"): 2, ("right", "2"): 18}
    study = make_study(
        [make_site("a")],
        periods=(Period(id="1"), Period(id="2")),
        demands=tuple(Demand(customer=c, product="p", period=t, units=n) for (c, t), n in units.items()),
        limits=(NEAR,),
    )
    assert changes(study) == [("near", 0.1)]
    assert "100.0% of demand within 20 km'; expected 10 % at most" in told(study)


def test_what_is_told_is_rounded_so_that_it_holds() -> None:
    demands = tuple(
        Demand(customer=c, product="p", period="1", units=n) for c, n in (("left", 2), ("right", 1))
    )
    study = make_study([make_site("a")], demands=demands, limits=(NEAR,))
    assert changes(study) == [("near", 0.6666)]
    (change,) = conflict_of(study, 10).relaxations
    assert possible(relaxed(study, [change]))


def test_a_distance_is_told_in_km() -> None:
    study = make_study([make_site("a")], limits=(Limit(id="far", kind="nobody-beyond-km", value=12),))
    assert "nobody beyond 12 km'; expected 30 km at least" in told(study)
    customers = tuple(replace(each, most_km=12.0) for each in study.customers)
    assert "within_km of right: found '12'; expected 30" in told(
        replace(study, limits=(), customers=customers)
    )


def test_the_capacity_of_a_closed_site_helps_nobody() -> None:
    sites = [make_site("a", capacity=12), make_site("b", capacity=12)]
    study = make_study(sites, limits=(Limit(id="one", kind="most-sites", value=1),))
    conflict = conflict_of(study, 10)
    assert [(each.what, each.needed) for each in conflict.relaxations] == [("capacity", 20.0)]
    assert "one" in " ".join(conflict.labels)
    assert "found '12'; expected 20" in told(study)


def test_whole_sites_are_what_gives_way_not_parts_of_them() -> None:
    # Parts of sites could serve everybody at 1,500 cents; whole ones open for 2,000.
    sites = [make_site(name, capacity=10, opening=1_000) for name in "abc"]
    study = make_study(sites, limits=(Limit(id="money", kind="most-investment", value=1_200),))
    assert changes(study) == [("money", 2_000.0)]


def test_a_capacity_that_steps_and_minimum_charges_hang_on_can_give_way() -> None:
    steps = (Step(load_from=0, cents_per_load=9), Step(load_from=5, cents_per_load=1))
    sites = [make_site("a", capacity=19.5, steps=steps), make_site("b", capacity=1)]
    study = make_study(sites, limits=(Limit(id="one", kind="most-sites", value=1),))
    lanes = tuple(replace(each, minimum_cents=Cents(7), capacity=19.5) for each in study.lanes)
    found = conflict_of(replace(study, lanes=lanes), 10)
    assert {each.what for each in found.relaxations} == {"capacity", "lane"}
    assert possible(relaxed(replace(study, lanes=lanes), found.relaxations))


def only(study: Study, labels: Sequence[str]) -> Study:
    """Return a study with nothing but some of its limits."""
    sites = []
    for site in study.sites:
        sizes = site.sizes
        if f"capacity of {site.id}" not in labels:
            sizes = tuple(replace(each, capacity=None) for each in sizes)
        kept = f"{site.id} must be {site.fate}" in labels
        sites.append(replace(site, sizes=sizes, fate=site.fate if kept else "free"))
    customers = (
        replace(each, single=each.single and f"one site for {each.id}" in labels) for each in study.customers
    )
    limits = (each for each in study.limits if f"limit {each.id}" in labels)
    return replace(study, sites=tuple(sites), customers=tuple(customers), limits=tuple(limits))


@pytest.mark.parametrize("seed", range(12))
def test_a_smallest_set_conflicts_and_without_any_of_it_the_others_can_be_kept(seed: int) -> None:
    study = drawn(seed)
    found: Conflict = conflict_of(study, 10)
    assert found.labels
    assert found.smallest
    assert not possible(only(study, found.labels))
    for label in found.labels:
        assert possible(only(study, [each for each in found.labels if each != label]))


@pytest.mark.parametrize("seed", range(12))
def test_with_the_relaxations_there_is_a_design_and_without_any_of_them_there_is_none(seed: int) -> None:
    study = drawn(seed)
    found = conflict_of(study, 10)
    assert found.cheapest
    assert possible(relaxed(study, found.relaxations))
    for change in found.relaxations:
        others: list[Relaxation] = [each for each in found.relaxations if each is not change]
        assert not possible(relaxed(study, others))
