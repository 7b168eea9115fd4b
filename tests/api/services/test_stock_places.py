"""Safety stock placed among the stages of a design: never dearer, counted again, sometimes elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from api.services.stock_places import with_stock_placed
from network.design.design import Design, Quote
from network.design.placement import quoting
from network.design.stock import design_stock
from network.design.study import Study
from network.referee.design import design_violations
from network.solve import solve
from tests.network.design.test_stock import DEAR, through_a_hub


def found_for(study: Study) -> Design:
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_service_times_cost_the_least_of_all_that_can_be_quoted(seed: int) -> None:
    draw = np.random.default_rng(seed)
    study = through_a_hub(hub_days=int(draw.integers(1, 12)), every_days=int(draw.integers(1, 4)))
    cheap = replace(study.stock[0], site="hub", unit_cents=float(draw.integers(200_000, 500_000)))
    study = replace(study, stock=(*study.stock, cheap))
    found = found_for(study)
    after = with_stock_placed(study, found)
    covered = next(each.covered_days for each in design_stock(study, found) if each.site == "hub")
    tried = [
        quoting(study, found, (Quote(period="1", site="hub", product="p", days=days),)).objective
        for days in range(1, int(covered) + 1)
    ]
    assert after.objective == pytest.approx(min(found.objective, *tried))
    assert design_violations(study, after) == []
    assert after.bound <= after.objective <= found.objective


def test_a_hub_whose_stock_is_as_dear_lets_warehouses_wait_and_holds_none() -> None:
    study = through_a_hub(hub_days=1, every_days=1)
    after = with_stock_placed(study, found_for(study))
    assert [(each.site, each.days) for each in after.quotes] == [("hub", 2)]
    stock = {each.site: each for each in design_stock(study, after)}
    assert (stock["hub"].safety_units, stock["a"].waited_days, stock["a"].covered_days) == (0, 2, 7)


def test_a_hub_whose_stock_is_cheap_holds_it_all() -> None:
    study = through_a_hub()
    study = replace(study, stock=(DEAR, replace(DEAR, site="hub", unit_cents=1_000)))
    found = found_for(study)
    assert with_stock_placed(study, found).quotes == ()
