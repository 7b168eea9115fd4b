"""Put stops that a search left out where they fit after all."""

from collections.abc import Sequence

from routing.assemble import Sequences, assemble
from routing.budget import KeepOn, always
from routing.cost import rank
from routing.fit import shortage
from routing.insertions import distinct_vehicles, insertions, needless, needs
from routing.loads import loads_along, others_take
from routing.plan import Plan
from routing.problem import Problem
from routing.schedule import timed_route
from routing.together import companies, without_halves
from routing.trips import stops_in

TESTS = 5_000
"""How many insertions are tried for all stops together: a second at most."""


def with_stops_that_fit(problem: Problem, plan: Plan, keep_on: KeepOn = always) -> Plan:
    """Return `plan` with every unserved stop inserted at its cheapest place, where that is better.

    keep_on
        asked before each stop; once it answers False the stops after it stay where they are.
    """
    whole = without_halves(problem, plan.sequences)
    if whole is not plan.sequences:
        plan = assemble(problem, whole)
    sequences = {vehicle.id: plan.sequences.get(vehicle.id, ()) for vehicle in problem.vehicles}
    left = {companies(problem, each.stop): None for each in plan.unserved}
    changed, tests, groups = False, 0, set[str]()
    for wanted in sorted(left, key=lambda several: -sum(_priority(problem, each) for each in several)):
        if tests > TESTS or not keep_on():
            break
        stops = [stop for new in wanted for stop in new]
        if groups & {problem.needed(stop).id for stop in stops if stop in problem.group_of}:
            continue
        vehicles = distinct_vehicles(problem, sequences)
        most = max(2, TESTS // max(1, len(left) * len(vehicles)))
        tests += len(wanted) * sum(min(most, len(sequences[vehicle]) + 1) for vehicle in vehicles)
        if _placed(problem, sequences, wanted, most):
            groups |= {problem.needed(stop).id for stop in stops if stop in problem.group_of}
            changed = True
    if not changed:
        return plan
    repaired = assemble(problem, sequences)
    return repaired if rank(problem, repaired) < rank(problem, plan) else plan


def _placed(
    problem: Problem, sequences: dict[str, tuple[str, ...]], wanted: Sequence[tuple[str, ...]], most: int
) -> bool:
    """Put what is served together where it adds least, each company by itself; nothing where one fails."""
    grown = dict(sequences)
    for new in wanted:
        place = _cheapest(problem, grown, new, distinct_vehicles(problem, grown), most)
        if place is None:
            return False
        grown[place[0]] = place[1]
    sequences.update(grown)
    return True


def _cheapest(
    problem: Problem,
    sequences: Sequences,
    new: tuple[str, ...],
    vehicles: Sequence[str],
    most: int,
) -> tuple[str, tuple[str, ...]] | None:
    """Return the vehicle and its sequence with `new` where they add least; None if nowhere or too dear."""
    best: tuple[int, str, tuple[str, ...]] | None = None
    for vehicle in vehicles:
        sequence = tuple(sequences[vehicle])
        if not _has_room(problem, vehicle, sequence, new):
            continue
        before = timed_route(problem, vehicle, sequence).cost.total if sequence else 0
        taken = others_take(problem, sequences, vehicle)
        for grown in insertions(problem, vehicle, sequence, new, most):
            if shortage(problem, vehicle, grown, taken).nothing:
                added = timed_route(problem, vehicle, grown).cost.total - before
                best = min(best or (added, vehicle, grown), (added, vehicle, grown))
    if best is None or _too_dear(problem, new, best[0]):
        return None
    return best[1], best[2]


def _has_room(problem: Problem, vehicle_id: str, sequence: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether skills, number of stops, and the loads at start and end allow `new` at all: quick to tell."""
    vehicle = problem.vehicle[vehicle_id]
    stops = (*stops_in(sequence, problem.stop), *new)
    if vehicle.max_stops is not None and len(stops) > vehicle.max_stops:
        return False
    if not all(problem.stop[each].skills <= vehicle.skills for each in new):
        return False
    if problem.fewest_vehicles and not sequence and needless(problem, new):
        return False
    loads = loads_along(problem, vehicle, new if vehicle.reloads else stops)
    return all(max(loads[0][k], loads[-1][k]) <= most for k, most in enumerate(vehicle.capacity))


def _too_dear(problem: Problem, new: tuple[str, ...], added: int) -> bool:
    return needless(problem, new) and added >= sum(each.penalty or 0 for each in needs(problem, new))


def _priority(problem: Problem, new: tuple[str, ...]) -> int:
    return sum(each.priority for each in needs(problem, new) if each.penalty is None)
