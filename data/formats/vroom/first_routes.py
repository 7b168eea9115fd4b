"""The steps of vehicles as a plan to begin from; VROOM begins from none that breaks a rule."""

from collections.abc import Iterator, Sequence

from data.formats.vroom.complaint import Complaint, complaint, refuse_question
from data.formats.vroom.question import task_name
from data.formats.vroom.to_problem import Translation
from routing.assemble import assemble
from routing.fit import shortage
from routing.plan import Plan
from routing.problem import Problem


def first_plan(translation: Translation) -> Plan | None:
    """Return the plan that the steps describe, without its breaks; None where there are no steps.

    Raises `InvalidInput` with VROOM's message where a route breaks a rule.
    """
    question, problem = translation.question, translation.problem
    sequences: dict[str, tuple[str, ...]] = {}
    complaints: list[Complaint] = []
    for number, vehicle in enumerate(question.vehicles):
        tasks = (each for each in vehicle.steps if each.type not in ("start", "break", "end"))
        names = tuple(task_name(each.type, each.id) for each in tasks if each.id is not None)
        if names:
            sequences[question.vehicle_names[number]] = names
            path, expected = ("vehicles", number, "steps"), "a route that keeps every rule"
            for said in _wrong(problem, question.vehicle_names[number], names):
                text = said.format(vehicle=vehicle.id)
                complaints.append(complaint(text, path, ", ".join(names), expected))
    refuse_question(complaints)
    return assemble(problem, sequences) if sequences else None


def _wrong(problem: Problem, vehicle: str, names: Sequence[str]) -> Iterator[str]:
    """Yield what VROOM says first of a route that breaks a rule, with a gap for the vehicle's id."""
    for name in names:
        pair = problem.pair_of.get(name)
        alone = shortage(problem, vehicle, (pair.pickup, pair.delivery) if pair else (name,))
        if alone.rules > bool(alone.stops) or alone.unreachable:
            # VROOM calls every task a job here.
            yield f"Missing skill or step out of reach for vehicle {{vehicle}} and job {name.split()[1]}."
            return
    pairs = {problem.pair_of[name] for name in names if name in problem.pair_of}
    found = shortage(problem, vehicle, names)
    parted = found.misplaced or any(not {pair.pickup, pair.delivery} <= set(names) for pair in pairs)
    faults = {
        "Invalid shipment in route": parted,
        "Route over capacity": any(found.capacity),
        "Too many tasks": found.stops,
        "Route over max_distance": found.distance,
        "Route over max_travel_time": found.driving,
        "Infeasible route": not found.nothing,
    }
    yield from [f"{said} for vehicle {{vehicle}}." for said, broken in faults.items() if broken][:1]
