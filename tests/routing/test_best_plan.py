"""The best plan of a search: equally good ones, and one to start from."""

from collections.abc import Mapping

from routing.assemble import Sequences
from routing.best_plan import BestPlan
from tests.routing.builders import make_problem, make_stop, make_vehicle


def best_plan() -> BestPlan:
    stops = [make_stop(name, k + 1) for k, name in enumerate(("one", "two"))]
    return BestPlan(problem=make_problem(*stops, vehicles=[make_vehicle("van")]), listener=lambda _: True)


ONE_FIRST: Sequences = {"van": ("one", "two")}
TWO_FIRST: Sequences = {"van": ("two", "one")}
ONE_ALONE: Sequences = {"van": ("one",)}


def visited(best: BestPlan) -> Mapping[str, tuple[str, ...]]:
    assert best.plan is not None
    return {route.vehicle: tuple(visit.stop for visit in route.visits) for route in best.plan.routes}


def test_of_equally_good_plans_the_last_one_counts_in_the_end_whichever_were_told() -> None:
    told, alone = best_plan(), best_plan()
    for each in (TWO_FIRST, ONE_FIRST):
        told.hear(each, iterations=1)
    assert visited(told) == TWO_FIRST
    alone.hear(ONE_FIRST, iterations=1)
    for best in (told, alone):
        best.take_latest()
        assert visited(best) == ONE_FIRST


def test_a_start_counts_where_the_last_plan_is_no_better() -> None:
    best = best_plan()
    best.offer_start(TWO_FIRST)
    for each in (ONE_FIRST, ONE_ALONE):
        best.hear(each, iterations=1)
    best.take_latest()
    assert visited(best) == TWO_FIRST
