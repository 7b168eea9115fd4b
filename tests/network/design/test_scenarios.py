"""Scenarios change what they say and nothing else; the network as it is does not choose."""

import pytest

from core.errors import InvalidInput
from network.design.limit import Limit
from network.design.scenario import Change, applied, as_is, forced
from network.design.site import Site, Size
from tests.network.design.builders import make_site, make_study
from tests.network.design.test_designs import designed

TWO = [make_site("a"), make_site("b", fixed=1_900)]


def test_more_demand_for_one_customer_is_its_alone() -> None:
    study = applied(make_study(TWO), [Change(scenario="s", kind="demand-percent", target="left", value=150)])
    assert study.wanted == {("left", "p", "1"): 15, ("right", "p", "1"): 10}


def test_rates_of_transport_and_fixed_costs_change_by_percent() -> None:
    dear = [Change(scenario="s", kind="transport-percent", value=200)]
    cheap = [Change(scenario="s", kind="fixed-percent", target="b", value=50)]
    assert designed(applied(make_study(TWO), dear)).costs.transport_cents == pytest.approx(4_000)
    assert designed(applied(make_study(TWO), cheap)).costs.fixed_cents == 950


def test_what_a_scenario_forbids_is_not_used() -> None:
    closed = applied(make_study(TWO), [Change(scenario="s", kind="close-site", target="b")])
    assert "b" not in designed(closed).open_ids
    lane = applied(make_study(TWO), [Change(scenario="s", kind="close-lane", target="b > right")])
    assert all((each.start, each.end) != ("b", "right") for each in designed(lane).flows)


def test_targets_that_are_not_there_are_all_named() -> None:
    changes = [
        Change(scenario="s", kind="close-site", target="nowhere"),
        Change(scenario="s", kind="limit", target="none", value=1),
    ]
    with pytest.raises(InvalidInput) as refused:
        applied(make_study(TWO), changes)
    assert [each.value for each in refused.value.faults] == ["nowhere", "none"]


def test_a_limit_changes_to_what_people_write() -> None:
    near = Limit(id="near", kind="share-within-km", value=0.5, within=20)
    study = make_study(TWO, limits=(near, Limit(id="money", kind="most-cost", value=99_900)))
    changes = [
        Change(scenario="s", kind="limit", target="near", value=80),
        Change(scenario="s", kind="limit", target="money", value=500),
    ]
    assert [each.value for each in applied(study, changes).limits] == [0.8, 50_000]
    with pytest.raises(InvalidInput, match="found '180'; expected a percent of demand, at most 100"):
        applied(study, [Change(scenario="s", kind="limit", target="near", value=180)])


def test_regret_is_what_forcing_a_site_costs_more() -> None:
    best = designed(make_study(TWO))
    without = designed(forced(make_study(TWO), "b", is_open=False))
    assert without.objective - best.objective == pytest.approx(1.0)


def test_the_network_as_it_is_has_the_sites_that_stand_in_their_size() -> None:
    sizes = (Size(id="now"), Size(id="other"))
    stands: list[Site] = [make_site("a"), make_site("b", was_open=True, sizes=sizes)]
    found = designed(as_is(make_study(stands)))
    assert {(each.site, each.size) for each in found.sites} == {("plant", ""), ("b", "now")}
