"""Every option of every mode, and why one is not possible."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from core.errors import InvalidInput
from core.place import Place
from core.units import Cents, Metres, Seconds
from orders.modes.asked import Modes
from orders.modes.cut_off import CutOff
from orders.modes.lockers import Compartment
from orders.modes.occupancy import Parcel
from orders.modes.option import Option
from orders.modes.refusal import REFUSALS, Refusal
from orders.modes.rounds import Sent
from orders.modes.slots import Area
from orders.order import Line, Mode, Temperature
from tests.orders.modes.builders import (
    HOME,
    MORNING,
    TUESDAY,
    VAN,
    TheseRounds,
    area,
    bank,
    box,
    cart,
    hours_of,
    options,
    shop,
    slot,
    terms,
    window,
)

FAR = Place(lon=8.5, lat=43.74)
FULL = Refusal(code="does-not-fit", text="No vehicle has room.")


def slots(*offered: Any, **changes: Any) -> Modes:
    return Modes(terms=terms(**changes), areas=(area(),), slots=offered or (slot(),), factors=VAN)


def codes(found: list[Option]) -> list[str]:
    return [each.refusal.code if each.refusal else "" for each in found]


# Scheduled


def test_a_slot_costs_its_base_and_what_the_stop_adds_to_its_round() -> None:
    first = options(slots())[0]
    assert (first.price, first.co2_g, first.greener) == (590, 450, False)
    assert options(slots(marginal_percent=25))[0].price == 440
    assert options(slots(near_m=1500))[0].greener


def test_a_stop_that_makes_its_round_cheaper_is_not_paid_for() -> None:
    rounds = TheseRounds()
    rounds.answer = replace(rounds.answer, cost=Cents(-50), driven={"van": Metres(-10)})  # type: ignore[type-var]
    first = options(slots(), rounds=rounds)[0]
    assert (first.price, first.co2_g, first.greener) == (390, 0, True)


def test_a_vehicle_that_would_stay_at_home_is_never_greener() -> None:
    rounds = TheseRounds()
    rounds.answer = replace(rounds.answer, new_route=True, driven={"van": Metres(0)})  # type: ignore[type-var]
    assert not options(slots(), rounds=rounds)[0].greener


def test_emissions_of_a_vehicle_without_a_factor_are_not_guessed() -> None:
    assert options(replace(slots(), factors={}))[0].co2_g is None


def test_what_is_asked_of_the_plans_is_the_window_of_the_slot_on_each_day() -> None:
    rounds = TheseRounds()
    options(slots(), rounds=rounds)
    days = [TUESDAY + timedelta(days=number) for number in range(3)]
    assert rounds.asked == [(day, HOME, (window("10:00", "12:00"),)) for day in days]


def test_after_its_cut_off_a_slot_is_shown_with_the_moment_that_is_over() -> None:
    evening_before = CutOff(days_before=1, time_s=64_800)
    today, *others = options(slots(slot(cut_off=evening_before)))
    assert codes([today, *others]) == ["cut-off-passed", "", ""]
    assert today.refusal is not None
    assert "2026-03-30 18:00" in today.refusal.text
    assert others[0].cut_off == datetime(2026, 3, 31, 18, tzinfo=MORNING.tzinfo)


def test_an_order_at_the_very_moment_of_the_cut_off_is_taken() -> None:
    at_eight = slots(slot(cut_off=CutOff(time_s=28_800)))
    assert codes(options(at_eight))[0] == ""
    assert codes(options(at_eight, now=MORNING + timedelta(seconds=1)))[0] == "cut-off-passed"


def test_a_slot_that_has_begun_can_no_longer_be_ordered() -> None:
    assert codes(options(slots(), now=MORNING + timedelta(hours=3)))[0] == "cut-off-passed"


def test_slots_are_offered_on_their_days_alone() -> None:
    assert [each.day for each in options(slots(slot(days=hours_of("We"))))] == [TUESDAY + timedelta(days=1)]


def test_no_slot_is_offered_on_a_public_holiday_that_its_days_leave_out() -> None:
    eve = datetime(2026, 4, 30, 12, tzinfo=MORNING.tzinfo)
    found = options(slots(slot(days=hours_of("Mo-Su; PH off"))), now=eve)
    assert [f"{each.day}" for each in found] == ["2026-04-30", "2026-05-02"]


def test_why_a_slot_does_not_fit_is_told_by_those_who_plan() -> None:
    rounds = TheseRounds(by_day={TUESDAY: FULL})
    first = options(slots(), rounds=rounds)[0]
    assert (first.refusal, first.price, first.offered) == (FULL, None, False)


@pytest.mark.parametrize(
    "outline", ["POLYGON ((7.4 43.7, 7.5 43.7, 7.5 43.8, 7.4 43.8, 7.4 43.7))", ""], ids=["outline", "circle"]
)
def test_an_address_outside_all_areas_is_told_once(outline: str) -> None:
    around = area(centre=None, radius_m=0, outline=outline) if outline else area()
    modes = replace(slots(), areas=(around,))
    assert codes(options(modes)) == ["", "", ""]
    assert codes(options(modes, asks=cart(place=FAR))) == ["outside-areas"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"radius_m": 0},
        {"outline": "POLYGON ((0 0, 1 1, 1 0, 0 0))"},
        {"centre": None, "radius_m": 0, "outline": "POINT (7 43)"},
        {"centre": None, "radius_m": 0, "outline": "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"},
        {"centre": None, "radius_m": 0, "outline": "around the corner"},
    ],
)
def test_an_area_has_one_extent_that_can_be_read(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Area(**{"id": "city", "centre": HOME, "radius_m": 10} | wrong)


# Pickup


def shops(*offered: Any, **changes: Any) -> Modes:
    return Modes(terms=terms(**changes), shops=offered or (shop(),), factors=VAN)


def test_what_lies_in_the_shop_is_ready_after_its_work_while_it_is_open() -> None:
    rounds = TheseRounds()
    first = options(shops(), rounds=rounds)[0]
    assert first.opens == datetime(2026, 3, 31, 10, tzinfo=MORNING.tzinfo)
    assert first.closes == datetime(2026, 3, 31, 18, tzinfo=MORNING.tzinfo)
    assert (first.price, first.co2_g, first.greener) == (0, 0, True)
    assert rounds.asked == []


def test_what_is_ready_only_tomorrow_is_not_offered_today() -> None:
    today, tomorrow, _ = options(shops(), now=MORNING + timedelta(hours=9, minutes=30))
    assert today.refusal is not None
    assert today.refusal.code == "closed"
    assert tomorrow.opens == datetime(2026, 4, 1, 9, 30, tzinfo=MORNING.tzinfo)


def test_what_is_missing_is_brought_by_the_first_vehicle_that_can() -> None:
    rounds = TheseRounds(by_day={TUESDAY: FULL})
    today, tomorrow, after = options(shops(shop(stock={}, ready=Seconds(1800))), rounds=rounds)
    assert codes([today, tomorrow, after]) == ["closed", "", ""]
    # It comes at ten, is unloaded for 3 min, and takes half an hour to be got ready.
    assert tomorrow.opens == datetime(2026, 4, 1, 10, 33, tzinfo=MORNING.tzinfo)
    assert (tomorrow.price, tomorrow.co2_g) == (200, 450)


def test_what_nothing_can_bring_says_what_is_missing_and_why() -> None:
    found = options(
        shops(shop(stock={"A": 2})), asks=cart(Line(sku="A", quantity=3)), rounds=TheseRounds(answer=FULL)
    )
    (only,) = found
    assert only.refusal is not None
    assert only.refusal.code == "not-in-stock"
    assert "A (2 of 3)" in only.refusal.text
    assert FULL.text in only.refusal.text


def test_a_shop_that_hands_out_as_many_orders_as_it_can_is_full_on_that_day() -> None:
    busy = shop(most_a_day=2, booked={TUESDAY: 2, TUESDAY + timedelta(days=1): 1})
    assert codes(options(shops(busy))) == ["handling-full", "", ""]


def test_a_closed_day_is_told() -> None:
    found = options(shops(shop(hours=hours_of("Mo-Su 09:00-18:00; We off"))))
    assert codes(found) == ["", "closed", ""]


def test_a_shop_without_cooling_gets_no_chilled_goods() -> None:
    chilled = cart(Line(sku="A", quantity=1, temperature=Temperature.CHILLED))
    assert codes(options(shops(), asks=chilled)) == ["not-cooled"]
    both = frozenset({Temperature.AMBIENT, Temperature.CHILLED})
    assert codes(options(shops(shop(temperatures=both)), asks=chilled)) == ["", "", ""]


def test_only_the_nearest_shops_are_looked_at() -> None:
    near = [shop(id=f"s{k}", place=Place(lon=7.42 + k / 100, lat=43.74)) for k in range(4)]
    found = options(shops(*reversed(near), shops=2))
    assert list(dict.fromkeys(each.at for each in found)) == ["s0", "s1"]
    assert options(shops(shop(place=FAR))) == []


# Lockers


def banks(*offered: Any, **changes: Any) -> Modes:
    return Modes(terms=terms(**changes), banks=offered or (bank(),), factors=VAN)


def test_a_locker_is_offered_from_the_drop_until_the_parcel_must_go_back() -> None:
    tomorrow = options(banks())[1]
    assert tomorrow.opens == datetime(2026, 4, 1, 10, tzinfo=MORNING.tzinfo)
    assert tomorrow.closes == datetime(2026, 4, 3, 10, tzinfo=MORNING.tzinfo)
    assert (tomorrow.compartment, tomorrow.price, tomorrow.mode) == ("M", 200, Mode.LOCKER)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Line(sku="A", quantity=1), "size-unknown"),
        (Line(sku="A", quantity=1, size=box(10, 10, 10)), "size-unknown"),
        (Line(sku="A", quantity=1, weight_g=100, size=box(400, 100, 100)), "too-large"),
        (Line(sku="A", quantity=30, weight_g=100, size=box(100, 100, 100)), "too-large"),
        (Line(sku="A", quantity=1, weight_g=5001, size=box(100, 100, 100)), "too-heavy"),
        (
            Line(sku="A", quantity=1, weight_g=1, size=box(1, 1, 1), temperature=Temperature.FROZEN),
            "not-cooled",
        ),
    ],
)
def test_what_no_compartment_takes_says_why(line: Line, code: str) -> None:
    assert codes(options(banks(), asks=cart(line))) == [code]


def test_a_larger_compartment_is_taken_where_the_smaller_ones_are_not_likely_free() -> None:
    sizes = (
        Compartment(size="L", room=box(600, 400, 400), count=1),
        Compartment(size="M", room=box(300, 300, 200), count=1),
    )
    lying = Parcel(size="M", at=MORNING, deposited=True)
    assert options(banks(bank(compartments=sizes)))[1].compartment == "M"
    assert options(banks(bank(compartments=sizes, parcels=(lying,))))[1].compartment == "L"


def test_a_full_bank_names_those_near_it_that_are_not() -> None:
    lying = (Parcel(size="M", at=MORNING, deposited=True),)
    full = bank(id="full", parcels=lying)
    near, far = Place(lon=7.425, lat=43.74), Place(lon=7.465, lat=43.74)
    others = (bank(id="near", place=near), bank(id="far", place=far))
    found = options(banks(full, *others), now=MORNING)
    tomorrow = next(each for each in found if each.at == "full" and each.day == TUESDAY + timedelta(days=1))
    assert tomorrow.refusal is not None
    assert tomorrow.refusal.code == "locker-full"
    assert tomorrow.substitutes == ("near",)


def test_a_compartment_becomes_free_when_what_lies_there_must_go_back() -> None:
    lying = Parcel(size="M", at=MORNING - timedelta(hours=10), deposited=True)
    found = options(banks(bank(parcels=(lying,))))
    assert codes(found) == ["cut-off-passed", "locker-full", ""]


def test_what_comes_in_parts_goes_into_no_compartment() -> None:
    rounds = TheseRounds()
    parts = (Sent(warehouse="north", pieces={"A": 1}), Sent(warehouse="south", pieces={"B": 1}))
    rounds.answer = replace(rounds.answer, sent=parts)  # type: ignore[type-var]
    assert codes(options(banks(), rounds=rounds)) == ["cut-off-passed", "in-parts", "in-parts"]
    assert options(slots(), rounds=rounds)[0].sent == parts


def test_less_surety_promises_more() -> None:
    lying = Parcel(size="M", at=MORNING, deposited=True)
    modes = banks(bank(parcels=(lying,)), surety=0.5)
    assert codes(options(modes))[1] == ""


def test_a_bank_that_nobody_can_come_to_in_time_is_closed() -> None:
    assert "closed" in codes(options(banks(bank(hours=hours_of("Su 08:00-20:00")))))


def test_every_code_that_is_given_is_explained() -> None:
    assert {"cut-off-passed", "does-not-fit", "locker-full", "not-in-stock"} <= set(REFUSALS)


def test_a_shop_takes_orders_until_its_time_on_the_clock_although_it_opens_before() -> None:
    at_eleven = shop(stock={}, ready=Seconds(1800), cut_off=CutOff(time_s=11 * 3600))
    found = [each for each in options(shops(at_eleven)) if each.offered]
    assert found[0].cut_off == datetime(2026, 3, 31, 11, tzinfo=MORNING.tzinfo)


def test_each_day_of_collection_has_the_cut_off_of_its_own_vehicle() -> None:
    rounds = TheseRounds(by_day={TUESDAY + timedelta(days=1): FULL})
    evening = shop(stock={}, ready=Seconds(1800), cut_off=CutOff(days_before=0, time_s=9 * 3600))
    today, tomorrow, after = options(shops(evening), now=MORNING, rounds=rounds)
    # Nothing brings it tomorrow: what is collected then comes today as well.
    assert [each.leaves for each in (today, tomorrow, after)] == [TUESDAY, TUESDAY, date(2026, 4, 2)]
    told = [each.cut_off for each in (today, tomorrow, after)]
    nine = datetime(2026, 3, 31, 9, tzinfo=MORNING.tzinfo)
    assert told == [nine, nine, nine.replace(month=4, day=2)]
    assert after.opens == datetime(2026, 4, 2, 10, 33, tzinfo=MORNING.tzinfo)


def test_what_comes_too_late_to_be_collected_that_day_comes_the_day_before() -> None:
    late = replace(TheseRounds().answer, start=Seconds(64_000))  # type: ignore[type-var]
    rounds = TheseRounds(answer=late)
    found = [each for each in options(shops(shop(stock={})), rounds=rounds) if each.offered]
    assert [(each.day, each.leaves) for each in found] == [
        (TUESDAY + timedelta(days=1), TUESDAY),
        (TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=1)),
    ]


def test_a_missing_piece_that_nothing_brings_tells_the_first_cause_that_is_not_today_alone() -> None:
    full = Refusal(code="does-not-fit", text="It is full.")
    none = Refusal(code="no-plan", text="There is no plan.")
    late = shop(stock={}, cut_off=CutOff(time_s=0))
    rounds = TheseRounds(answer=none, by_day={TUESDAY + timedelta(days=1): full})
    (only,) = options(shops(late), rounds=rounds)
    assert only.refusal is not None
    assert only.refusal.code == "not-in-stock"
    assert only.refusal.text.endswith("nothing brings it: 2026-04-01: It is full.")
