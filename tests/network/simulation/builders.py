"""Small worlds to live in: a plant, one or two warehouses, two customers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from core.place import Place
from core.units import Cents
from network.design.customer import Customer, Demand
from network.design.design import Design
from network.design.goods import Making, Product
from network.design.lane import Lane
from network.design.site import Site, Size
from network.design.study import Study
from network.simulation.day import Day
from network.simulation.demand import demand_model
from network.simulation.driven import Deliver, Driven, Round
from network.simulation.levels import levels_of
from network.simulation.live import live_day
from network.simulation.order import State
from network.simulation.stock_rule import Level, Need
from network.simulation.terms import Terms
from network.simulation.variation import Season, Variation
from network.simulation.world import World
from network.solve import solve

PERIOD = 20
HERE = Place(lon=7.4, lat=43.7)
CONSTANT = Variation(distribution="constant")


def make_site(name: str, **more: Any) -> Site:
    fixed, opening = more.pop("fixed", 0), more.pop("opening", 0)
    size = Size(fixed_cents=Cents(fixed), opening_cents=Cents(opening), capacity=more.pop("capacity", None))
    return Site(**({"id": name, "kind": "warehouse", "place": HERE, "sizes": (size,)} | more))


def make_study(*sites: Site, units: float = 100, **more: Any) -> Study:
    """Customers left and right, `units` each; a plant two days from warehouses at 3 cents a unit."""
    given = sites or (make_site("a", was_open=True, fate="open"),)
    lanes = [Lane(start="plant", end=each.id, lead_days=2, cents_per_unit=3) for each in given]
    for k, site in enumerate(given):
        for j, customer in enumerate(("left", "right")):
            km = 10.0 if k == j else 30.0
            lanes.append(Lane(start=site.id, end=customer, km=km, minutes=km, cents_per_unit_km=10))
    values: dict[str, Any] = {
        "products": (Product(id="p"),),
        "sites": (make_site("plant", kind="plant", was_open=True, fate="open"), *given),
        "customers": (Customer(id="left", place=HERE), Customer(id="right", place=HERE)),
        "demands": tuple(Demand(customer=c, product="p", period="1", units=units) for c in ("left", "right")),
        "lanes": tuple(lanes),
        "makings": (Making(site="plant", product="p", cents_per_unit=7),),
    }
    return Study(**(values | more))


def designed(study: Study) -> Design:
    found = solve(study, seconds=10)
    assert isinstance(found, Design)
    return found


def generous(need: Need) -> Level:
    """A policy for tests: a week of demand above what is expected until a delivery, ordered weekly."""
    week = max(1, round(7 * need.demand_mean))
    return Level(reorder_point=round(need.demand_mean * (need.lead_days + 7)), order_quantity=week)


def make_world(
    study: Study | None = None,
    *,
    days: int = PERIOD,
    stock: bool = False,
    routed: Sequence[str] = (),
    variations: Sequence[Variation] = (CONSTANT,),
    seasons: Sequence[Season] = (),
    terms: dict[str, Any] | None = None,
    **more: Any,
) -> World:
    asked = study or make_study()
    values = {
        "days": days,
        "start": date(2027, 1, 4),
        "period_days": PERIOD,
        "keep_stock": stock,
        **(terms or {}),
    }
    rules = Terms(**values)
    world = World(
        study=asked,
        design=more.pop("design", None) or designed(asked),
        terms=rules,
        routed=frozenset(routed),
        demand=demand_model(asked, rules, variations, seasons),
        **more,
    )
    return replace(world, levels=levels_of(world, generous)) if stock else world


def drive_all(asked: Round) -> Driven:
    """One vehicle for everything, 1 km and 100 cents an order."""
    return Driven(vehicles={"van": 1}, km=float(len(asked.orders)), cents=100.0 * len(asked.orders))


def lived(world: World, *, replication: int = 0, deliver: Deliver = drive_all) -> list[Day]:
    return states_and_days(world, replication=replication, deliver=deliver)[1]


def states_and_days(
    world: World, *, replication: int = 0, deliver: Deliver = drive_all
) -> tuple[list[State], list[Day]]:
    """Return the state after each day, and the days."""
    states, days = [State()], []
    for _ in range(world.terms.days):
        state, day = live_day(world, replication, states[-1], deliver)
        states.append(state)
        days.append(day)
    return states[1:], days


def cents(days: Sequence[Day]) -> dict[str, float]:
    """Return what days cost in all, by part."""
    names = {name for day in days for name in day.cents}
    return {name: sum(day.cents.get(name, 0.0) for day in days) for name in names}
