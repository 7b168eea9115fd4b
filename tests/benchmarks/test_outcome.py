"""Figures out of runs, and whether they are what was to be reached."""

import pytest

from benchmarks.figures import figure
from benchmarks.outcome import outcome
from benchmarks.record import Record
from benchmarks.rows import Row
from benchmarks.runs import gathered, middle
from tests.benchmarks.builders import make_record, make_row


def of(row: Row, *records: Record) -> str:
    return outcome(gathered(row, records), "10s")


@pytest.mark.parametrize(("costs", "found"), [([3, 1, 2], 2), ([1, 2], 2), ([4], 4)])
def test_the_run_in_the_middle_counts_and_of_two_the_worse(costs: list[int], found: int) -> None:
    assert middle(make_record(cost=cost) for cost in costs)["cost"] == found


@pytest.mark.parametrize("bad", [{"cost": None}, {"complete": False}, {"broken": ["too heavy"]}])
def test_an_invalid_answer_is_worse_than_any_cost(bad: Record) -> None:
    runs = [make_record(cost=1) | bad, make_record(cost=500), make_record(cost=400)]
    assert middle(runs)["cost"] == 500


def test_a_figure_is_the_mean_over_instances() -> None:
    found = gathered(make_row(), [make_record("a", gap=1.0), make_record("b", gap=3.0)])
    assert figure(found, "ours", "10s").value == 2


def test_the_target_is_reached_at_its_very_value() -> None:
    assert of(make_row(), make_record(gap=1.0)) == "yes"
    assert of(make_row(), make_record(gap=1.1)) == "no: above 1 %"


def test_an_instance_without_a_valid_answer_means_not_reached() -> None:
    found = of(make_row(), make_record("a", gap=0.0), make_record("b", complete=False, gap=None))
    assert found == "no: 1 of 2 without a figure"


def test_ours_is_held_against_the_best_peer() -> None:
    row = make_row(shares={"10s": 1.0})
    peers = [make_record(solver="pyvrp", gap=0.9), make_record(solver="hgs", gap=0.5)]
    assert of(row, make_record(gap=0.4), *peers) == "yes"
    assert of(row, make_record(gap=0.6), *peers) == "no: behind HGS-CVRP"


def test_only_a_share_of_the_peers_gap_may_be_left() -> None:
    row = make_row(shares={"10s": 0.5}, rivals=("pyvrp",))
    assert of(row, make_record(gap=0.5), make_record(solver="pyvrp", gap=1.0)) == "yes"
    found = of(row, make_record(gap=0.6), make_record(solver="pyvrp", gap=1.0))
    assert found == "no: above 0.50 of PyVRP"


def test_beside_a_peer_that_beats_the_best_known_ours_must_too() -> None:
    row = make_row(shares={"10s": 0.5}, rivals=("pyvrp",))
    assert of(row, make_record(gap=-0.4), make_record(solver="pyvrp", gap=-1.0)) != "yes"
    assert of(row, make_record(gap=-1.0), make_record(solver="pyvrp", gap=-1.0)) == "yes"


def test_peers_are_compared_over_the_instances_that_both_have() -> None:
    row = make_row(shares={"10s": 1.0}, rivals=("pyvrp",), targets={})
    ours = [make_record("a", gap=1.0), make_record("b", gap=9.0)]
    assert of(row, *ours, make_record("a", solver="pyvrp", gap=2.0)) == "yes"


def test_without_the_peer_it_stays_open() -> None:
    assert of(make_row(shares={"10s": 1.0}, rivals=("pyvrp",)), make_record()) == "open: PyVRP not measured"


@pytest.mark.parametrize(
    ("costs", "found"),
    [
        ((96, 97), "yes"),
        ((98, 97), "no: above -3 %"),
        ((80, 101), "no: behind PyVRP on an instance"),
    ],
)
def test_without_a_best_known_the_cost_of_a_peer_is_the_measure(costs: tuple[int, int], found: str) -> None:
    row = make_row(measure="peer", targets={"10s": -3.0}, rivals=("pyvrp",))
    ours = [make_record(name, cost=cost, gap=None) for name, cost in zip("ab", costs, strict=True)]
    theirs = [make_record(name, cost=100, gap=None, solver="pyvrp") for name in "ab"]
    assert of(row, *ours, *theirs) == found


def test_vehicles_first_wants_the_published_number_on_nine_of_ten() -> None:
    row = make_row(measure="vehicles", objective="vehicles", rivals=(), targets={"10s": 0.5})
    runs = [make_record(str(k), objective="vehicles", gap=0.2, best_vehicles=3) for k in range(10)]
    assert of(row, *runs) == "yes"
    runs[0] |= {"used": 4, "gap": -2.0}
    assert of(row, *runs) == "yes"
    runs[1] |= {"used": 4, "gap": -2.0}
    assert of(row, *runs) == "no: vehicles on 80 %"


def test_distances_count_only_where_the_number_of_vehicles_is_the_published_one() -> None:
    row = make_row(measure="vehicles", objective="vehicles", rivals=())
    runs = [
        make_record("a", objective="vehicles", gap=0.2),
        make_record("b", objective="vehicles", gap=9.0, used=2),
    ]
    assert figure(gathered(row, runs), "ours", "10s").value == pytest.approx(0.2)


def test_runs_of_other_sizes_and_objectives_stand_in_other_rows() -> None:
    runs = [make_record("a", locations=99, set="other"), make_record("b", objective="vehicles")]
    assert gathered(make_row(), runs).by_limit == {}
