"""What the kernel is given of a problem, and how its plans lead back."""

from core.units import Cents, Seconds
from routing.kernel.fleet import vehicle_types
from routing.kernel.lowering import lowered
from routing.kernel.prices import SAFE, UNIT, prices
from routing.kernel.ways import nothing_binds
from routing.problem import LARGEST, Depot, Group, Lock, Pair, Problem
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window

DAY = 86_400


def a_day() -> Problem:
    """Return stops of every kind: alone, a pair, alternatives, a locked sequence."""
    return make_problem(
        *(make_stop(name, 1 + number % 4) for number, name in enumerate("abcdefgh")),
        vehicles=[make_vehicle("v1"), make_vehicle("v2"), make_vehicle("v3", reloads=("depot",))],
        pairs=[Pair(pickup="b", delivery="c", load=(1,))],
        groups=(Group(id="parcel", stops=("d", "e")),),
        locks=(Lock(vehicle="v1", stops=("f", "g"), kind="sequence"),),
    )


def test_what_is_served_together_is_one_unit() -> None:
    given = lowered(a_day())
    units: dict[int, set[str]] = {}
    for stop, number in given.number_of.items():
        units.setdefault(given.unit_of[number], set()).add(stop)
    assert sorted(map(sorted, units.values())) == [["a"], ["b", "c"], ["d", "e"], ["f", "g"], ["h"]]
    assert given.units == 5


def test_sequences_come_back_as_they_were_given() -> None:
    given = lowered(a_day())
    sequences = {"v1": ("f", "g"), "v3": ("b", "c", "@depot", "a", "d")}
    plan = given.plan(sequences)
    assert given.sequences(plan, sequences) == sequences
    assert plan.bank == [given.unit_of[given.number_of["h"]]]


def test_of_stops_given_twice_and_of_alternatives_the_first_is_kept() -> None:
    given = lowered(a_day())
    plan = given.plan({"v2": ("a", "d"), "v3": ("a", "@depot", "e", "h", "h")})
    assert given.sequences(plan, {"v2": "a"}) == {"v2": ("a", "d"), "v3": ("h",)}


def test_a_vehicle_whose_depot_is_closed_all_its_shift_is_never_used() -> None:
    night = Depot(id="night", location=0, window=make_window(0, 3600))
    problem = make_problem(
        make_stop("a"),
        vehicles=[make_vehicle("late", start="night", end="night", shift=make_window(7200, 9000))],
        depots=(night,),
    )
    given = lowered(problem)
    assert given.kernel.types[0].count == 0
    assert given.plan({"late": ("a",)}).routes == []


def test_vehicles_that_differ_in_nothing_are_one_type_and_locked_ones_stand_alone() -> None:
    fleet = [make_vehicle(f"v{k}") for k in range(4)] + [make_vehicle("dear", cost_per_km=Cents(200))]
    problem = make_problem(make_stop("a"), vehicles=fleet, locks=(Lock(vehicle="v2", stops=("a",)),))
    assert list(vehicle_types(problem).values()) == [["v0", "v1", "v3"], ["v2"], ["dear"]]


def test_prices_are_divided_by_what_they_have_in_common() -> None:
    fleet = [make_vehicle("a", cost_per_km=Cents(100)), make_vehicle("b", cost_fixed=Cents(300))]
    found = prices(make_problem(make_stop("s", penalty=Cents(50)), vehicles=fleet))
    assert found.divisor == UNIT // 10
    assert found.of(50 * UNIT) == 500


def test_no_sum_of_prices_overflows_and_no_price_becomes_nothing() -> None:
    fleet = [make_vehicle(cost_fixed=Cents(LARGEST), cost_per_km=Cents(LARGEST)), make_vehicle("cheap")]
    problem = make_problem(*(make_stop(f"s{k}") for k in range(50)), vehicles=fleet)
    found = prices(problem)
    assert found.of(LARGEST * UNIT) * 50 <= SAFE
    assert found.of(1) == 1
    assert found.of(0) == 0


def test_where_nothing_costs_anything_metres_are_counted() -> None:
    problem = make_problem(make_stop("a"), vehicles=[make_vehicle(cost_per_km=Cents(0))])
    assert lowered(problem).kernel.types[0].per_metre == 1


def test_time_plays_no_part_where_no_route_can_last_long_enough() -> None:
    assert nothing_binds(make_problem(make_stop("a"), make_stop("b", 2)))


def test_time_plays_a_part_wherever_a_rule_of_time_may_bind() -> None:
    binding = [
        make_problem(make_stop("a", windows=(make_window(0, 299),)), make_stop("b", 2)),
        make_problem(make_stop("a", windows=(make_window(1, 9 * DAY),))),
        make_problem(make_stop("a", release=Seconds(1))),
        make_problem(make_stop("a", service=Seconds(8 * DAY))),
        make_problem(make_stop("a"), vehicles=[make_vehicle(shift=make_window(0, 100))]),
        make_problem(make_stop("a"), vehicles=[make_vehicle(cost_per_hour=Cents(1))]),
        make_problem(make_stop("a"), vehicles=[make_vehicle(max_duration=Seconds(10**6))]),
        make_problem(make_stop("a"), vehicles=[make_vehicle(reloads=("depot",))]),
    ]
    assert not any(map(nothing_binds, binding))
