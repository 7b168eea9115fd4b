"""JSON becomes a question whose parts fit together, or VROOM's message with every fault there is."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from core.errors import InvalidInput, fault
from data.formats.problem_json.reading import fault_of, parsed
from data.formats.vroom.complaint import Complaint, complaint, refuse_question
from data.formats.vroom.messages import message
from data.formats.vroom.models import JobIn, OptionsIn, ShipmentIn, VehicleIn, VroomModel
from data.formats.vroom.options import option_complaints
from data.formats.vroom.question import GivenTravel, Question, Task, TaskKind, task_name
from data.formats.vroom.read_matrices import given_matrices
from data.formats.vroom.step_checks import step_complaints
from data.formats.vroom.task_checks import task_complaints
from data.formats.vroom.travel_checks import travel_complaints
from data.formats.vroom.vehicle_checks import vehicle_complaints

NO_QUESTION: Final = (
    "Invalid JSON object in request, please add vehicles and jobs or shipments to the object body"
)
"""What vroom-express says of a body that is no question at all."""

Plain = Mapping[str, Any]
"""A question as plain JSON: an object with vehicles, and with jobs or shipments."""

Shape = TypeVar("Shape", bound=VroomModel)


def plain_question(content: bytes) -> Plain:
    """Return the JSON object in a body; raise `InvalidInput` where it cannot be a question."""
    try:
        plain = parsed(content, "the body")
    except InvalidInput as refused:
        raise InvalidInput(NO_QUESTION, faults=refused.faults) from None
    if isinstance(plain, dict) and "vehicles" in plain and ("jobs" in plain or "shipments" in plain):
        return plain
    found = ", ".join(map(str, plain)) if isinstance(plain, dict) else type(plain).__name__
    expected = "an object with the key vehicles, and with jobs or shipments"
    raise InvalidInput(NO_QUESTION, faults=[fault("/", "", found or "nothing", expected)])


def locations_in(plain: Plain) -> int:
    """Return how many places a question asks about, as vroom-express counts them."""
    return _length(plain.get("jobs")) + 2 * _length(plain.get("shipments"))


def vehicles_in(plain: Plain) -> int:
    """Return how many vehicles a question has."""
    return _length(plain["vehicles"])


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def question_of(plain: Plain) -> Question:
    """Return the question that `plain` asks; raise `InvalidInput` with every fault otherwise.

    The error's message is VROOM's for the fault that it finds first.
    """
    complaints: list[Complaint] = []
    vehicles = _items(plain, "vehicles", "vehicle", VehicleIn, complaints)
    jobs = _items(plain, "jobs", "job", JobIn, complaints)
    shipments = _items(plain, "shipments", "shipment", ShipmentIn, complaints)
    tasks = [*_jobs(jobs), *_shipments(shipments)]
    if not vehicles and plain["vehicles"] == []:
        complaints.append(complaint("No vehicle defined.", ("vehicles",), [], "at least one vehicle"))
    if not tasks and not complaints:
        complaints.append(complaint("No task defined.", ("jobs",), [], "at least one job or shipment"))
    options = _options(plain)
    matrices = given_matrices(plain, {each.profile for each in vehicles.values()}, complaints)
    complaints += vehicle_complaints(vehicles, given=bool(options.c))
    complaints += task_complaints(tasks, vehicles)
    complaints += step_complaints(vehicles, tasks)
    complaints += option_complaints(options)
    if not any(each.path[:1] in (("matrix",), ("matrices",)) for each in complaints):
        complaints += travel_complaints(vehicles, tasks, matrices, drawn=bool(options.g))
    refuse_question(complaints)
    return Question(
        vehicles=tuple(vehicles.values()), tasks=tuple(tasks), matrices=_used(matrices), options=options
    )


def _used(matrices: Mapping[str, GivenTravel]) -> dict[str, GivenTravel]:
    return {name: each for name, each in matrices.items() if not each.nothing}


def _items(
    plain: Plain, section: str, kind: str, shape: type[Shape], complaints: list[Complaint]
) -> dict[int, Shape]:
    """Return what can be read of a list, by number; what cannot be becomes complaints."""
    given = plain.get(section, [])
    if not isinstance(given, list):
        complaints.append(complaint(f"Invalid {section}.", (section,), given, "a list [...]"))
        return {}
    found: dict[int, Shape] = {}
    for number, item in enumerate(given):
        try:
            found[number] = shape.model_validate(item)
        except ValidationError as refused:
            for error in refused.errors(include_url=False):
                wrong = fault_of(error, shape)
                path = (section, number, *error["loc"])
                inside = (0,) if error["type"] == "too_short" else ()
                said = message(kind, item, (*error["loc"], *inside))
                complaints.append(complaint(said, path, wrong.value, wrong.expected))
    return found


def _options(plain: Plain) -> OptionsIn:
    """Return the options; whatever is no object means none, as for vroom-express."""
    given = plain.get("options")
    return OptionsIn.model_validate(given if isinstance(given, dict) else {})


def _jobs(jobs: Mapping[int, JobIn]) -> Iterable[Task]:
    for number, job in jobs.items():
        older = job.delivery is None and job.pickup is None
        delivery = job.amount if older else job.delivery
        yield Task(
            kind="job",
            action=job,
            skills=tuple(job.skills),
            priority=job.priority,
            path=("jobs", number),
            whole=("jobs", number),
            delivery=None if delivery is None else tuple(delivery),
            pickup=None if job.pickup is None else tuple(job.pickup),
        )


def _shipments(shipments: Mapping[int, ShipmentIn]) -> Iterable[Task]:
    for number, shipment in shipments.items():
        ends: tuple[tuple[TaskKind, TaskKind], ...] = (("pickup", "delivery"), ("delivery", "pickup"))
        for kind, other in ends:
            yield Task(
                kind=kind,
                action=getattr(shipment, kind),
                skills=tuple(shipment.skills),
                priority=shipment.priority,
                path=("shipments", number, kind),
                whole=("shipments", number),
                amount=None if shipment.amount is None else tuple(shipment.amount),
                partner=task_name(other, getattr(shipment, other).id),
            )
