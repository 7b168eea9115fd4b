"""What a vehicle lacks for a sequence: nothing exactly where the referee finds nothing."""

from hypothesis import given, settings

from routing.assemble import assemble
from routing.fit import shortage
from routing.problem import Problem
from routing.referee import violations
from tests.routing.strategies import routes


@settings(max_examples=500, deadline=None)
@given(routes())
def test_the_referee_finds_nothing_exactly_where_nothing_is_missing(
    route: tuple[Problem, str, tuple[str, ...]],
) -> None:
    problem, vehicle, sequence = route
    found = violations(problem, assemble(problem, {vehicle: sequence}))
    assert shortage(problem, vehicle, sequence).nothing == (found == []), found
