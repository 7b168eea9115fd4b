"""The referee of two stages: adds up every flow again, from the numbers of the question alone."""

from collections.abc import Iterator

from network.two_stage_problem import TwoStageAnswer, TwoStageProblem

TOLERANCE = 1e-6
"""Relative difference up to which two sums of floats are the same."""


def two_stage_violations(problem: TwoStageProblem, answer: TwoStageAnswer) -> list[str]:
    """Return every rule that an answer breaks, as sentences; none where it is sound."""
    return [*_flows(problem, answer), *_rooms(problem, answer), *_costs(problem, answer)]


def _flows(problem: TwoStageProblem, answer: TwoStageAnswer) -> Iterator[str]:
    if answer.served.min() < 0 or answer.supplied.min() < 0:
        yield "a flow is below 0"
    for customer, row in enumerate(answer.served.tolist()):
        demand = float(problem.demands[customer])
        if not _same(sum(row), demand):
            yield f"customer {customer} gets {sum(row):g} of {demand:g}"
    for satellite in range(problem.size[1]):
        passed, got = float(answer.served[:, satellite].sum()), float(answer.supplied[satellite].sum())
        if not _same(passed, got):
            yield f"satellite {satellite} gets {got:g} and passes on {passed:g}"


def _rooms(problem: TwoStageProblem, answer: TwoStageAnswer) -> Iterator[str]:
    sides = (
        ("plant", answer.supplied.sum(axis=0), problem.plant_rooms, answer.open),
        ("satellite", answer.served.sum(axis=0), problem.satellite_rooms, answer.satellites),
    )
    for name, load, rooms, opened in sides:
        for number, amount in enumerate(load.tolist()):
            if amount > rooms[number] * (1 + TOLERANCE) + TOLERANCE:
                yield f"{name} {number} passes on {amount:g}; it has room for {rooms[number]:g}"
            if amount > TOLERANCE and number not in opened:
                yield f"{name} {number} passes on {amount:g} and is not open"


def _costs(problem: TwoStageProblem, answer: TwoStageAnswer) -> Iterator[str]:
    total = sum(problem.plant_costs[list(answer.open)].tolist())
    total += sum(problem.satellite_costs[list(answer.satellites)].tolist())
    total += sum((problem.first * answer.supplied).ravel().tolist())
    total += sum((problem.second * answer.served).ravel().tolist())
    if not _same(total, answer.objective):
        yield f"the objective is {answer.objective:g}; counted again it is {total:g}"
    if answer.bound > answer.objective * (1 + TOLERANCE):
        yield f"the bound {answer.bound:g} lies above the objective {answer.objective:g}"


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(1.0, abs(one))
