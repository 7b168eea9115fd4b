"""Quotes asked of a real plan: what is offered can be driven, and what cannot says why."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.services.cart_rounds import CartRounds, LivePlans, Stock
from api.services.live_days import unchanged
from api.services.quote_delivery import quote_delivery
from api.services.tentative_plans import tentative_plans
from core.errors import InvalidInput
from core.place import Place
from data.formats.plan_json.document import PlanDocument
from orders.cart import Cart
from orders.modes.asked import Modes
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from orders.order import Line, Temperature
from orders.product import Product
from routing.insertion import inserted, prepared
from routing.travel.roads.streets import open_streets
from routing.travel.straight_line import ESTIMATED, StraightLine
from tests.api.cli.builders import document_of, write_day, write_map
from tests.data.sample_city.tiny_maps import degrees
from tests.orders.modes.builders import ZONE, area, cart, slot, terms, window

SOURCE = StraightLine()
MORNING = datetime(2026, 3, 31, 6, tzinfo=ZONE)


def near(x: float, y: float) -> Place:
    lon, lat = degrees((x, y))
    return Place(lon=lon, lat=lat)


@pytest.fixture
def document(tmp_path: Path) -> PlanDocument:
    write_day(tmp_path / "day")
    made = document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat",))
    return replace(made, day=MORNING.date())


def rounds(document: PlanDocument, *lines: Line, now: datetime = MORNING) -> CartRounds:
    return CartRounds(
        plans=plans_of(document),
        cart=cart(*lines),
        terms=terms(skills={Temperature.CHILLED: "cold"}),
        now=now,
    )


def test_what_is_offered_can_be_driven_for_what_it_says(document: PlanDocument) -> None:
    known = document.problem.stop["dan"]
    place = document.problem.places[known.location]
    whole_day = window("00:00", "23:00")
    fit = rounds(document, Line(sku="A", quantity=1)).fit(document.day, place, (whole_day,))
    assert isinstance(fit, Fit)
    # The same stop is left out of the plan: inserted, the referee passes it, and its cost grows as told.
    alike = (
        replace(each, service=terms().service) if each.id == "dan" else each
        for each in document.problem.stops
    )
    problem = replace(document.problem, stops=tuple(alike))
    best = prepared(problem, document.plan).insertions("dan", most=1)[0]
    made = inserted(problem, document.plan, best)
    assert fit.cost == best.cost.total
    assert fit.distance == made.distance - document.plan.distance


def test_a_place_that_the_plan_does_not_know_costs_as_much_as_one_that_it_knows(
    document: PlanDocument,
) -> None:
    place = document.problem.places[document.problem.stop["dan"].location]
    beside = Place(lon=place.lon + 1e-9, lat=place.lat)
    whole_day = window("00:00", "23:00")
    known, new = (rounds(document).fit(document.day, each, (whole_day,)) for each in (place, beside))
    assert isinstance(known, Fit)
    assert isinstance(new, Fit)
    assert abs(known.distance - new.distance) <= 2


def test_what_no_vehicle_has_or_can_carry_is_told(document: PlanDocument) -> None:
    place, day = near(200, 200), (window("00:00", "23:00"),)
    chilled = Line(sku="A", quantity=1, temperature=Temperature.CHILLED)
    cold = rounds(document, chilled).fit(document.day, place, day)
    assert isinstance(cold, Fit)
    warm = replace(
        document,
        problem=replace(
            document.problem,
            stops=tuple(replace(each, skills=frozenset()) for each in document.problem.stops),
            vehicles=tuple(replace(each, skills=frozenset()) for each in document.problem.vehicles),
        ),
    )
    refused = rounds(warm, chilled).fit(document.day, place, day)
    assert isinstance(refused, Refusal)
    assert "cold" in refused.text
    many = rounds(document, Line(sku="A", quantity=11)).fit(document.day, place, day)
    assert isinstance(many, Refusal)
    assert "carry" in many.text


def test_a_window_that_nobody_reaches_is_told_with_its_times(document: PlanDocument) -> None:
    evening = window("23:00", "23:30")
    shifts = tuple(replace(each, shift=window("08:00", "18:00")) for each in document.problem.vehicles)
    early = replace(document, problem=replace(document.problem, vehicles=shifts))
    refused = rounds(early).fit(document.day, near(200, 200), (evening,))
    assert isinstance(refused, Refusal)
    assert "23:00-23:30" in refused.text


def test_a_round_that_left_the_depot_before_the_order_was_there_cannot_take_it_along(
    document: PlanDocument,
) -> None:
    place, morning = near(200, 200), (window("06:00", "09:00"),)
    assert isinstance(rounds(document).fit(document.day, place, morning), Fit)
    late = rounds(document, now=MORNING + timedelta(hours=4)).fit(document.day, place, morning)
    assert isinstance(late, Refusal)


def plans_of(document: PlanDocument) -> LivePlans:
    return unchanged(tentative_plans([document], SOURCE, terms()))


def test_a_quote_offers_slots_of_days_with_a_plan_and_tells_the_others(document: PlanDocument) -> None:
    home = near(200, 200)
    modes = Modes(terms=terms(), areas=(area(centre=home),), slots=(slot(),))
    quote = quote_delivery(cart(place=home), modes=modes, plans=plans_of(document), now=MORNING)
    assert [each.day for each in quote.offered] == [document.day]
    assert [each.refusal.code for each in quote.options if each.refusal] == ["no-plan", "no-plan"]
    assert ESTIMATED in quote.notes


def test_a_cart_in_another_currency_is_refused(document: PlanDocument) -> None:
    modes = Modes(terms=terms(), areas=(area(),), slots=(slot(),))
    asks = replace(cart(), currency="CHF")
    with pytest.raises(InvalidInput) as refused:
        quote_delivery(asks, modes=modes, plans=plans_of(document), now=MORNING)
    assert refused.value.faults[0].value == "CHF"


def test_plans_that_cannot_be_asked_are_told_all_at_once(document: PlanDocument) -> None:
    foreign = replace(document, problem=replace(document.problem, currency="CHF"))
    with pytest.raises(InvalidInput) as refused:
        tentative_plans([foreign, document], SOURCE, terms())
    assert {each.field for each in refused.value.faults} == {"currency", "day"}


def test_a_sku_that_is_not_sold_is_refused_and_others_are_completed(document: PlanDocument) -> None:
    products = {"A": Product(sku="A", weight_g=700)}
    home = near(200, 200)
    modes = Modes(terms=terms(), areas=(area(centre=home),), slots=(slot(),), products=products)
    plans = plans_of(document)
    quote = quote_delivery(cart(Line(sku="A", quantity=2), place=home), modes=modes, plans=plans, now=MORNING)
    assert quote.cart.weight_g == 1400
    with pytest.raises(InvalidInput) as refused:
        quote_delivery(cart(Line(sku="B", quantity=1)), modes=modes, plans=plans, now=MORNING)
    assert [(each.field, each.value) for each in refused.value.faults] == [("sku", "B")]


def test_a_place_that_no_street_leads_to_is_refused_by_itself(document: PlanDocument, tmp_path: Path) -> None:
    streets = open_streets(write_map(tmp_path / "town.osm.pbf"), "van", cache=tmp_path / "cache")
    asks = CartRounds(
        plans=unchanged(tentative_plans([document], streets, terms())),
        cart=cart(),
        terms=terms(),
        now=MORNING,
    )
    whole_day = (window("00:00", "23:00"),)
    there, nowhere = (asks.fit(document.day, near(x, 0), whole_day) for x in (200, 50_000))
    assert isinstance(there, Fit)
    assert isinstance(nowhere, Refusal)
    assert nowhere.code == "unreachable"


def only(stock: Stock, _: date) -> Stock:
    return stock


TWO = (Line(sku="A", quantity=1), Line(sku="B", quantity=1))
WHOLE_DAY = (window("00:00", "23:00"),)


def two_warehouses(document: PlanDocument) -> PlanDocument:
    """Return the plan with the blue vehicle at a warehouse of its own."""
    problem = document.problem
    (hub,) = problem.depots
    vehicles = tuple(
        replace(each, start="north", end="north") if each.id == "blue" else each for each in problem.vehicles
    )
    return replace(
        document,
        problem=replace(problem, vehicles=vehicles, depots=(hub, replace(hub, id="north"))),
    )


@pytest.mark.parametrize(
    ("stock", "sent"),
    [
        ({"hub": {"A": 5, "B": 5}, "north": {"A": 5}}, ["hub"]),
        ({"hub": {"A": 5}, "north": {"A": 5, "B": 5}}, ["north"]),
        ({"hub": {"A": 5}, "north": {"B": 5}}, ["hub", "north"]),
    ],
)
def test_a_cart_comes_from_as_few_warehouses_as_have_it(
    document: PlanDocument, stock: dict[str, dict[str, int]], sent: list[str]
) -> None:
    asks = replace(rounds(two_warehouses(document), *TWO), stock=lambda _: stock)
    fit = asks.fit(document.day, near(200, 200), WHOLE_DAY)
    assert isinstance(fit, Fit)
    assert [each.warehouse for each in fit.sent] == sent
    pieces = [(sku, number) for each in fit.sent for sku, number in each.pieces.items()]
    assert sorted(pieces) == [("A", 1), ("B", 1)]


@pytest.mark.parametrize(
    ("changes", "stock", "sent"),
    [
        (
            {"only_from": frozenset({"north"})},
            {"hub": {"A": 5, "B": 5}, "north": {"A": 5, "B": 5}},
            ["north"],
        ),
        ({"never_from": frozenset({"north"})}, {"hub": {"A": 5, "B": 5}, "north": {"A": 5, "B": 5}}, ["hub"]),
        (
            {"sourcing": (("rank", 0),), "send_first": ("north",)},
            {"hub": {"A": 5, "B": 5}, "north": {"A": 5, "B": 5}},
            ["north"],
        ),
        ({"sourcing": (("scarcity", 0),)}, {"hub": {"A": 1, "B": 99}, "north": {"A": 99}}, ["hub", "north"]),
    ],
)
def test_the_terms_decide_from_where_a_cart_comes(
    document: PlanDocument, changes: dict[str, Any], stock: dict[str, dict[str, int]], sent: list[str]
) -> None:
    asks = replace(rounds(two_warehouses(document), *TWO), terms=terms(**changes), stock=lambda _: stock)
    fit = asks.fit(document.day, near(200, 200), WHOLE_DAY)
    assert isinstance(fit, Fit)
    assert [each.warehouse for each in fit.sent] == sent


@pytest.mark.parametrize(
    ("changes", "stock"),
    [
        ({"never_from": frozenset({"north"})}, {"hub": {"A": 5}, "north": {"B": 5}}),
        ({"only_from": frozenset({"hub"})}, {"hub": {"A": 5}, "north": {"B": 5}}),
        ({"most_shipments": 1}, {"hub": {"A": 5}, "north": {"B": 5}}),
        ({"whole_lines": True}, {"hub": {"A": 1, "B": 1}, "north": {"A": 1, "B": 1}}),
    ],
)
def test_a_split_that_the_terms_do_not_allow_is_told(
    document: PlanDocument, changes: dict[str, Any], stock: dict[str, dict[str, int]]
) -> None:
    lines = (Line(sku="A", quantity=2), Line(sku="B", quantity=2)) if "whole_lines" in changes else TWO
    asks = rounds(two_warehouses(document), *lines)
    free = replace(asks, stock=lambda _: stock).fit(document.day, near(200, 200), WHOLE_DAY)
    assert isinstance(free, Fit)
    bound = replace(asks, terms=terms(**changes), stock=lambda _: stock)
    refused = bound.fit(document.day, near(200, 200), WHOLE_DAY)
    assert isinstance(refused, Refusal)
    assert (refused.code, "the rules of the terms" in refused.text) == ("does-not-fit", True)


def test_a_cart_in_two_parts_costs_what_both_stops_add(document: PlanDocument) -> None:
    asks = replace(
        rounds(two_warehouses(document), *TWO), stock=lambda _: {"hub": {"A": 1}, "north": {"B": 1}}
    )
    both = asks.fit(document.day, near(200, 200), WHOLE_DAY)
    parts = (
        replace(asks, cart=cart(line), stock=partial(only, {name: {line.sku: 1}}))
        for line, name in zip(TWO, ("hub", "north"), strict=True)
    )
    alone = [each.fit(document.day, near(200, 200), WHOLE_DAY) for each in parts]
    assert isinstance(both, Fit)
    fits = [each for each in alone if isinstance(each, Fit)]
    assert both.cost == sum(each.cost for each in fits)
    assert both.distance == sum(each.distance for each in fits)
    assert both.start == max(each.start for each in fits)


@pytest.mark.parametrize(
    ("stock", "code", "named"),
    [
        ({"hub": {"A": 1}}, "not-in-stock", "B (0 of 1)"),
        ({}, "not-in-stock", "A (0 of 1)"),
        ({"moon": {"A": 5, "B": 5}}, "does-not-fit", "starts at moon"),
    ],
)
def test_what_no_warehouse_has_or_sends_is_told(
    document: PlanDocument, stock: dict[str, dict[str, int]], code: str, named: str
) -> None:
    refused = replace(rounds(document, *TWO), stock=lambda _: stock).fit(
        document.day, near(200, 200), WHOLE_DAY
    )
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert named in refused.text


def test_quotes_from_many_threads_are_those_of_one(document: PlanDocument) -> None:
    home = near(200, 200)
    later = slot(window=window("12:00", "14:00"))
    modes = Modes(terms=terms(), areas=(area(centre=home),), slots=(slot(), later))
    plans = plans_of(document)
    carts = [cart(Line(sku="A", quantity=number), place=near(10.0 * number, 200)) for number in range(1, 9)]

    def asked(each: Cart) -> tuple[Option, ...]:
        return quote_delivery(each, modes=modes, plans=plans, now=MORNING).options

    alone = [asked(each) for each in carts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(asked, carts * 5)) == alone * 5
