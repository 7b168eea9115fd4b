"""Days of a design: nothing is lost, money agrees with the design, disruptions do what they say."""

from dataclasses import replace

import pytest

from core.units import Cents
from network.design.customer import Demand, Period
from network.design.goods import Making, Part, Product
from network.design.lane import Lane
from network.design.site import Step
from network.design.study import Study
from network.simulation.designed import designed_cents
from network.simulation.disruption import Disruption
from network.simulation.driven import Driven, Round
from network.simulation.stock_rule import StockRule
from network.simulation.variation import Variation
from tests.network.simulation.builders import (
    PERIOD,
    cents,
    lived,
    make_site,
    make_study,
    make_world,
    states_and_days,
)

WILD = (Variation(distribution="negative-binomial", sd_percent=80, order_units=2, level_sd_percent=10),)
BAD_LUCK = (
    Disruption(scenario="x", kind="site-down", target="a", days=4),
    Disruption(scenario="x", kind="demand-percent", value=180, days=6),
    Disruption(scenario="x", kind="supplier-late", target="plant", value=5, days=9),
)


def leave_some(asked: Round) -> Driven:
    return Driven(left=tuple(range(0, len(asked.orders), 3)), vehicles={"van": 1})


@pytest.mark.parametrize("stock", [True, False])
@pytest.mark.parametrize("replication", range(4))
def test_every_unit_ordered_is_delivered_cancelled_or_waits(*, replication: int, stock: bool) -> None:
    world = make_world(
        stock=stock, routed=["a"], variations=WILD, disruptions=BAD_LUCK, terms={"patience_days": 3}
    )
    ordered = done = 0
    for day in lived(world, replication=replication, deliver=leave_some):
        ordered += day.ordered
        done += day.delivered + day.cancelled
        assert ordered == done + day.waiting
        assert day.in_time <= day.delivered
    assert ordered > 0


@pytest.mark.parametrize("replication", range(3))
def test_stock_is_what_came_less_what_went(replication: int) -> None:
    world = make_world(stock=True, variations=WILD, disruptions=BAD_LUCK)
    states, days = states_and_days(world, replication=replication)
    before, coming = world.first_stock(0, replication)["a", "p"], []
    for state, day in zip(states, days, strict=True):
        arrived = sum(each.units for each in coming if each not in state.shipments)
        assert state.on_hand["a", "p"] == before + arrived - day.delivered
        assert state.on_hand["a", "p"] >= 0
        before, coming = state.on_hand["a", "p"], [each for each in state.shipments if each.due]


def with_everything() -> Study:
    """Two periods, growth, steps of throughput, a minimum charge, parts, opening and closing."""
    steps = (Step(load_from=0, cents_per_load=4), Step(load_from=50, cents_per_load=2))
    sites = (
        make_site("a", fixed=4_000, opening=700, steps=steps, fate="open", co2_kg=20),
        make_site("b", fixed=900_000, was_open=True, closing_cents=Cents(90)),
        make_site("mine", kind="supplier", was_open=True, fate="open", steps=steps[:1]),
    )
    study = make_study(*sites)
    lanes = [each for each in study.lanes if each.start != "mine" and each.end != "mine"]
    supply = Lane(start="mine", end="plant", cents_per_unit=5, minimum_cents=Cents(10_000))
    demands = [
        Demand(customer=c, product="p", period=t, units=units)
        for c in ("left", "right")
        for t, units in (("1", 100), ("2", 140))
    ]
    return replace(
        study,
        products=(Product(id="p"), Product(id="ore", load=2)),
        lanes=(*lanes, supply),
        periods=(Period(id="1"), Period(id="2", cost_factor=0.5)),
        demands=tuple(demands),
        makings=(*study.makings, Making(site="mine", product="ore", cents_per_unit=2)),
        parts=(Part(product="p", part="ore", units=3),),
    )


def test_without_chance_and_stock_whole_periods_cost_what_the_design_says() -> None:
    world = make_world(with_everything(), days=2 * PERIOD)
    found, design = cents(lived(world)), world.design.costs
    assert found["fixed"] == pytest.approx(design.fixed_cents)
    assert found["throughput"] == pytest.approx(design.throughput_cents)
    assert found["making"] == pytest.approx(design.making_cents)
    assert found["opening"] == pytest.approx(design.opening_cents)
    assert found["closing"] == pytest.approx(design.closing_cents)
    assert found["last mile"] + found["supply"] == pytest.approx(design.transport_cents)
    assert sum(day.co2_kg for day in lived(world)) == pytest.approx(design.co2_kg)


def test_what_a_design_says_of_the_days_is_what_they_cost_without_chance() -> None:
    world = make_world(with_everything(), days=2 * PERIOD)
    found = cents(lived(world))
    says = designed_cents(world)
    assert says["opening"] > 0
    for part, cost in says.items():
        assert found[part] == pytest.approx(cost), part


def test_half_a_period_costs_half_of_what_the_design_says() -> None:
    study = make_study(make_site("a", was_open=True, fate="open", fixed=4_000))
    found = cents(lived(make_world(study, days=PERIOD // 2)))
    assert found["fixed"] == pytest.approx(2_000)
    assert found["supply"] == pytest.approx(2 * 50 * 3)


def test_the_last_mile_of_a_routed_site_costs_what_its_vehicles_do() -> None:
    days = lived(make_world(routed=["a"]))
    placed = sum(day.orders for day in days)
    assert cents(days)["last mile"] == pytest.approx(100 * placed)
    assert sum(day.km for day in days) == placed
    assert max(day.vehicles for day in days) == 1


def test_what_cannot_be_driven_goes_back_to_the_shelf_and_is_late() -> None:
    world = make_world(stock=True, routed=["a"], terms={"promised_days": 0})
    states, days = states_and_days(world, deliver=lambda asked: Driven(left=tuple(range(len(asked.orders)))))
    assert sum(day.delivered for day in days) == 0
    assert states[-1].on_hand["a", "p"] >= world.first_stock(0, 0)["a", "p"]
    assert days[-1].overdue > 0
    assert days[-1].undriven == days[-1].waiting


def test_while_a_site_is_down_its_customers_are_served_from_another() -> None:
    study = make_study(*(make_site(name, was_open=True, fate="open") for name in "ab"))
    down = Disruption(scenario="x", kind="site-down", target="a", first=5, days=4)
    days = lived(make_world(study, disruptions=(down,)))
    elsewhere = [day.day for day in days if day.elsewhere]
    assert elsewhere == [5, 6, 7, 8]
    assert days[-1].waiting == 0
    assert cents(days)["last mile"] > cents(lived(make_world(study)))["last mile"]


def test_where_there_is_no_other_site_orders_wait_until_it_is_back() -> None:
    down = Disruption(scenario="x", kind="site-down", target="a", first=5, days=4)
    days = lived(make_world(disruptions=(down,), terms={"promised_days": 1}))
    assert [day.delivered for day in days[5:9]] == [0] * 4
    assert days[8].waiting == sum(day.ordered for day in days[5:9])
    assert days[9].delivered == days[9].ordered + days[8].waiting
    assert days[9].late_days == sum(k * day.ordered for k, day in zip((3, 2, 1), days[5:8], strict=True))


def test_a_closed_lane_sends_customers_to_another_site() -> None:
    study = make_study(*(make_site(name, was_open=True, fate="open") for name in "ab"))
    closed = Disruption(scenario="x", kind="lane-closed", target="a > left", first=2, days=3)
    days = lived(make_world(study, disruptions=(closed,)))
    assert [day.day for day in days if day.elsewhere] == [2, 3, 4]
    assert all(day.elsewhere == day.ordered / 2 for day in days[2:5])


def test_more_demand_is_ordered_while_it_lasts() -> None:
    more = Disruption(scenario="x", kind="demand-percent", target="left", first=4, days=5, value=200)
    usual, disturbed = lived(make_world()), lived(make_world(disruptions=(more,)))
    assert sum(day.ordered for day in disturbed) == sum(day.ordered for day in usual) + 25
    assert [a.ordered - b.ordered for a, b in zip(disturbed, usual, strict=True)][:4] == [0] * 4


def test_a_late_supplier_empties_shelves() -> None:
    late = Disruption(scenario="x", kind="supplier-late", target="plant", first=0, days=20, value=12)
    days = lived(make_world(stock=True, disruptions=(late,)))
    assert sum(day.short for day in lived(make_world(stock=True))) == 0
    assert sum(day.short for day in days) > 0
    assert max(day.waiting for day in days) > 0


def test_orders_that_wait_too_long_are_cancelled() -> None:
    down = Disruption(scenario="x", kind="site-down", target="a", first=0, days=20)
    days = lived(make_world(disruptions=(down,), terms={"patience_days": 2}))
    assert days[3].cancelled == days[0].ordered
    assert days[-1].waiting == sum(day.ordered for day in days[-3:])


def test_goods_arrive_a_lead_time_after_the_evening_on_which_they_were_ordered() -> None:
    states, days = states_and_days(make_world(stock=True))
    first = next(k for k, day in enumerate(days) if day.replenished)
    assert [each.due for each in states[first].shipments] == [first + 1 + 2]
    before, after = states[first + 2].on_hand["a", "p"], states[first + 3].on_hand["a", "p"]
    assert after == before + states[first].shipments[0].units - days[first + 3].delivered


def test_stock_costs_its_orders_and_every_day_on_the_shelf() -> None:
    rule = StockRule(unit_cents=Cents(3650), order_cents=Cents(500), holding_percent=10)
    states, days = states_and_days(make_world(stock=True, rules=(rule,)))
    found = cents(days)
    assert found["ordering"] == 500 * sum(day.replenished for day in days)
    assert found["holding"] == pytest.approx(sum(state.on_hand["a", "p"] for state in states))


def test_a_warehouse_that_supplies_another_sends_what_it_has() -> None:
    study = make_study(
        make_site("a", was_open=True, fate="open"), make_site("hub", was_open=True, fate="open")
    )
    lanes = [each for each in study.lanes if {each.start, each.end} not in ({"plant", "a"}, {"hub", "left"})]
    lanes = [each for each in lanes if (each.start, each.end) != ("hub", "right")]
    study = replace(study, lanes=(*lanes, Lane(start="hub", end="a", lead_days=1, cents_per_unit=1)))
    world = make_world(study, stock=True, days=PERIOD)
    assert world.stocked["1"] == (("a", "p"), ("hub", "p"))
    days = lived(world)
    assert sum(day.delivered for day in days) == sum(day.ordered for day in days)
    late = Disruption(scenario="x", kind="site-down", target="hub", first=0, days=20)
    assert lived(replace(world, disruptions=(late,)))[-1].waiting > 0


def test_a_site_that_closes_keeps_nothing_and_one_that_opens_begins_full() -> None:
    study = make_study(make_site("a", was_open=True), make_site("b", was_open=True))
    periods = (Period(id="1"), Period(id="2"))
    demands = tuple(
        Demand(customer=c, product="p", period=t, units=100) for c, t in (("left", "1"), ("right", "2"))
    )
    world = make_world(replace(study, periods=periods, demands=demands), stock=True, days=2 * PERIOD)
    days = lived(world)
    assert set(days[PERIOD - 1].stock) == {"a"}
    assert set(days[PERIOD].stock) == {"b"}


def test_the_same_draws_give_the_same_days_and_others_do_not() -> None:
    world = make_world(stock=True, variations=WILD, disruptions=BAD_LUCK)
    assert lived(world) == lived(world)
    assert lived(world) != lived(world, replication=1)
