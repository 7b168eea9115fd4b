"""The rules that are not in the OR-Tools model: a problem that has one is refused, not planned without it."""

from core.errors import InvalidInput
from routing.problem import Problem


def refuse_unmodelled(problem: Problem) -> None:
    """Raise `InvalidInput` naming all rules of `problem` that OR-Tools cannot plan by."""
    found = [name for name, there in _unmodelled(problem).items() if there]
    if found:
        raise InvalidInput(
            f"OR-Tools cannot plan: {', '.join(found)}; take these rules out, or another solver."
        )


def _unmodelled(problem: Problem) -> dict[str, bool]:
    """Return, by the name of each rule that is not modelled, whether the problem has it."""
    stops, vehicles = problem.stops, problem.vehicles
    return {
        "reloads": any(vehicle.reloads for vehicle in vehicles),
        "breaks": any(vehicle.breaks for vehicle in vehicles),
        "releases": problem.released,
        "throughput": any(depot.throughput is not None for depot in problem.depots),
        "backhauls": problem.backhauls,
        "groups": bool(problem.groups),
        "locks": bool(problem.locks),
        "priorities": len({stop.priority for stop in stops if stop.penalty is None}) > 1,
        "setup or service by kind": any(stop.setup_by_kind or stop.service_by_kind for stop in stops),
        "speeds": any(vehicle.speed_percent != 100 for vehicle in vehicles),
        "overtime": any(
            vehicle.regular_duration is not None and vehicle.cost_per_overtime_hour for vehicle in vehicles
        ),
        "costs of driving hours": any(vehicle.cost_per_driving_hour for vehicle in vehicles),
        "costs of work hours": any(vehicle.cost_per_work_hour for vehicle in vehicles),
        "limits of driving": any(vehicle.max_driving is not None for vehicle in vehicles),
    }
