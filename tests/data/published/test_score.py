from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import InvalidInput
from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from data.formats.published import build
from data.formats.published.answer import answer
from data.formats.published.instance import PROFILE, Instance
from data.formats.published.score import best_known, gap, published_cost
from data.formats.published.sequences import locations_of, sequences_of
from routing.assemble import assemble
from routing.referee import violations
from tests.data.published.files import read, vrplib_text
from tests.routing.builders import solved


def priced(tmp_path: Path, **changes: str | None) -> Instance:
    """Two vehicles, of 7 and 9 a unit, 100 and 300 fixed; stops 5 and 1 away, 3√2 = 4.24 apart."""
    given: dict[str, str | None] = {
        "TYPE": "HFVRP",
        "VEHICLES": "2",
        "VEHICLES_FIXED_COST_SECTION": "1 100\n2 300",
        "VEHICLES_UNIT_DISTANCE_COST_SECTION": "1 7\n2 9",
    }
    return read(tmp_path, vrplib_text(**(given | changes)))


def test_cost_is_distance_by_unit_cost_plus_what_is_fixed(tmp_path: Path) -> None:
    instance = priced(tmp_path)
    assert published_cost(instance, [[1, 2]], [0]) == 100 + 7 * (5 + 4 + 1)
    assert published_cost(instance, [[2, 1]], [1]) == 300 + 9 * (1 + 4 + 5)
    assert published_cost(instance, [[1], [2]], [1, 0]) == 300 + 9 * 10 + 100 + 7 * 2


def test_an_instance_by_coordinates_alone_costs_what_it_costs_with_a_matrix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_matrix = priced(tmp_path)
    monkeypatch.setattr(build, "ALL_PAIRS_UP_TO", 2)
    by_coordinates = priced(tmp_path)
    assert isinstance(with_matrix.problem.travel[PROFILE], TravelMatrix)
    assert isinstance(by_coordinates.problem.travel[PROFILE], PlaneTravel)
    for instance in (with_matrix, by_coordinates):
        assert published_cost(instance, [[1, 2]], [0]) == 100 + 7 * (5 + 4 + 1)
        plan = assemble(instance.problem, {"0": ("1", "2")})
        assert plan.cost.total == 170
        assert violations(instance.problem, plan) == []


def test_a_vehicle_without_stops_costs_nothing(tmp_path: Path) -> None:
    assert published_cost(priced(tmp_path), [[1, 2], []], [0, 1]) == 170


def test_prizes_that_are_not_collected_are_paid(tmp_path: Path) -> None:
    instance = priced(tmp_path, TYPE="PCVRP", PRIZE_SECTION="1 0\n2 40\n3 0")
    assert published_cost(instance, [[2]], [0]) == 100 + 7 * 2 + 40


def test_a_depot_inside_a_route_is_driven_to(tmp_path: Path) -> None:
    assert published_cost(priced(tmp_path), [[1, 0, 2]], [0]) == 100 + 7 * (10 + 2)


@pytest.mark.parametrize(
    ("routes", "vehicles"),
    [([[1], [2]], [0]), ([[1]], [2]), ([[1]], [-1]), ([[3]], [0]), ([[1, 1]], [0]), ([[1], [2]], [1, 1])],
)
def test_routes_that_cannot_be_driven_have_no_cost(
    tmp_path: Path, routes: list[list[int]], vehicles: list[int]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        published_cost(priced(tmp_path), routes, vehicles)
    assert refused.value.faults


def test_the_cost_of_a_plan_is_the_published_cost(tmp_path: Path) -> None:
    instance = priced(tmp_path)
    plan = assemble(instance.problem, {"1": ("2",), "0": ("1",)})
    assert plan.cost.total == published_cost(instance, [[1], [2]], [0, 1])


def test_fewest_vehicles_first_is_what_the_problem_asks_for_and_no_part_of_the_cost(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(), objective="vehicles")
    assert instance.problem.fewest_vehicles
    assert published_cost(instance, [[1, 2]], [0]) == 10
    assert not read(tmp_path, vrplib_text(), objective="distance").problem.fewest_vehicles


def test_one_vehicle_less_is_worth_more_than_any_distance(tmp_path: Path) -> None:
    """One vehicle drives 400 either way; the second would cost nothing more."""
    text = vrplib_text(
        TYPE="VRPTW",
        NODE_COORD_SECTION="1 0 0\n2 100 0\n3 -100 0",
        TIME_WINDOW_SECTION="1 0 9999\n2 0 9999\n3 0 9999",
        VEHICLES_FIXED_COST="0",
        VEHICLES="2",
        CAPACITY="10",
    )
    instance = read(tmp_path, text, objective="vehicles")
    assert len(solved(instance.problem).routes) == 1


def test_fewest_vehicles_first_is_refused_where_stops_may_be_left_out(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(tmp_path, vrplib_text(PRIZE_SECTION="1 0\n2 40\n3 0"), objective="vehicles")
    assert refused.value.faults[0].field == "objective"


def test_an_answer_names_locations_and_vehicles_from_0(tmp_path: Path) -> None:
    instance = priced(tmp_path)
    plan = assemble(instance.problem, {"1": ("2", "1")})
    found = answer(instance, plan, 1.23456)
    assert found == {
        "instance": "tiny",
        "distances": "round",
        "objective": "distance",
        "cost": 300 + 9 * 10,
        "routes": [[2, 1]],
        "vehicles": [1],
        "seconds": 1.235,
        "complete": True,
        "unserved": [],
    }


def test_an_answer_says_what_is_left_out_and_whether_it_had_to_be_visited(tmp_path: Path) -> None:
    instance = priced(tmp_path, TYPE="PCVRP", PRIZE_SECTION="1 0\n2 40\n3 0")
    without_the_optional = answer(instance, assemble(instance.problem, {"0": ("2",)}), 0)
    without_the_other = answer(instance, assemble(instance.problem, {"0": ("1",)}), 0)
    assert (without_the_optional["unserved"], without_the_optional["complete"]) == ([1], True)
    assert (without_the_other["unserved"], without_the_other["complete"]) == ([2], False)


def test_the_solution_beside_an_instance_is_counted_again(tmp_path: Path) -> None:
    instance = priced(tmp_path)
    path = tmp_path / "tiny.vrp"
    assert best_known(instance, path) is None
    path.with_suffix(".sol").write_text("Route #1:\nRoute #2: 1 2\nCost 999\n", encoding="utf-8")
    best = best_known(instance, path)
    assert best is not None
    assert (best.cost, best.vehicles, best.solution.printed) == (390, 1, Decimal(999))


def test_a_solution_of_another_instance_is_refused(tmp_path: Path) -> None:
    instance = priced(tmp_path)
    (tmp_path / "tiny.sol").write_text("Route #1: 1 2 3\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="no routes of tiny"):
        best_known(instance, tmp_path / "tiny.vrp")


def test_the_gap_is_in_percent_of_the_best_known() -> None:
    assert gap(1020, 1000) == pytest.approx(2)
    assert gap(990, 1000) == pytest.approx(-1)
    assert gap(5, 0) == 0


def trips(tmp_path: Path, **changes: str | None) -> Instance:
    """Two vehicles that may reload; stops 5 and 1 away, each filling a vehicle."""
    given: dict[str, str | None] = {
        "TYPE": "MTVRPTWR",
        "VEHICLES": "2",
        "CAPACITY": "5",
        "RELEASE_TIME_SECTION": "1 0\n2 30\n3 0",
        "VEHICLES_RELOAD_DEPOT_SECTION": "1 1\n2 1",
    }
    return read(tmp_path, vrplib_text(**(given | changes)))


def test_a_depot_inside_a_published_route_is_a_reload_and_the_other_way_round(tmp_path: Path) -> None:
    instance = trips(tmp_path)
    sequences = sequences_of(instance, [[], [2, 0, 1]], [0, 1])
    assert sequences == {"1": ("2", "@0", "1")}
    assert locations_of(instance, sequences["1"]) == [2, 0, 1]
    assert published_cost(instance, [[2, 0, 1]], [1]) == 2 + 10


def grouped(tmp_path: Path) -> Instance:
    """A stop that is alone, and two of which one is enough."""
    return read(
        tmp_path,
        vrplib_text(
            TYPE="GVRP",
            DIMENSION="4",
            NODE_COORD_SECTION="1 0 0\n2 3 4\n3 0 1\n4 0 2",
            DEMAND_SECTION="1 0\n2 4\n3 5\n4 5",
            MUTUALLY_EXCLUSIVE_GROUP_SECTION="1 2\n2 3 4",
        ),
    )


def test_others_of_a_served_group_are_not_left_out(tmp_path: Path) -> None:
    instance = grouped(tmp_path)
    whole = answer(instance, assemble(instance.problem, {"0": ("1", "3")}), 0)
    part = answer(instance, assemble(instance.problem, {"0": ("1",)}), 0)
    assert (whole["unserved"], whole["complete"]) == ([], True)
    assert (part["unserved"], part["complete"]) == ([2, 3], False)


def test_an_open_route_costs_no_way_back(tmp_path: Path) -> None:
    instance = read(tmp_path, vrplib_text(TYPE="OVRP"))
    assert published_cost(instance, [[2, 1]], [0]) == 1 + 4
