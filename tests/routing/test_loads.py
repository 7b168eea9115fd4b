"""What is on board along a route."""

from routing.loads import loads_along
from routing.problem import Pair
from tests.routing.builders import make_problem, make_stop, make_vehicle


def test_deliveries_leave_and_pickups_stay_in_every_dimension() -> None:
    problem = make_problem(
        make_stop("bring", delivery=(4, 1)),
        make_stop("fetch", delivery=(), pickup=(3, 2)),
        make_stop("both", delivery=(1, 1), pickup=(0, 5)),
        vehicles=[make_vehicle(capacity=(10, 10))],
    )
    along = loads_along(problem, problem.vehicles[0], ["bring", "fetch", "both"])
    assert along == [(5, 2), (1, 1), (4, 3), (3, 7)]


def test_a_pairs_load_is_on_board_between_its_stops() -> None:
    problem = make_problem(
        make_stop("from", delivery=()),
        make_stop("to", delivery=()),
        make_stop("bring", load=2),
        pairs=[Pair(pickup="from", delivery="to", load=(5,))],
    )
    along = loads_along(problem, problem.vehicles[0], ["from", "bring", "to"])
    assert along == [(2,), (7,), (5,), (0,)]


def test_without_dimensions_there_is_nothing_on_board() -> None:
    problem = make_problem(make_stop("a", delivery=()), vehicles=[make_vehicle(capacity=())])
    assert loads_along(problem, problem.vehicles[0], ["a"]) == [(), ()]
