"""What is wrong with a question: as VROOM says it, and as everything else here says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import Fault, InvalidInput, fault
from data.formats.problem_json.reading import pointer

Path = tuple[str | int, ...]
"""Keys and indexes that lead to a value of the question."""

SECTIONS = ("vehicles", "jobs", "shipments", "matrix", "matrices", "steps", "travel")
"""The parts of a question in the order in which VROOM looks at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing wrong.

    message
        VROOM's own words where it has any for this.
    path
        where the value stands, or should stand.
    late
        whether VROOM sees it only once all of the question is read, when it gathers travel.
    """

    message: str
    path: Path
    fault: Fault
    late: bool = False


def complaint(
    message: str, path: Sequence[str | int], value: object, expected: str, *, late: bool = False
) -> Complaint:
    """Return a complaint about the value at `path`."""
    named = bool(path) and isinstance(path[-1], str)
    where = pointer(path[:-1] if named else path) or "/"
    return Complaint(
        message=message,
        path=tuple(path),
        fault=fault(where, str(path[-1]) if named else "", value, expected),
        late=late,
    )


def refuse_question(complaints: Sequence[Complaint]) -> None:
    """Raise `InvalidInput` with VROOM's message for what it finds first, and every fault; or do nothing."""
    if complaints:
        ordered = sorted(complaints, key=_turn)
        raise InvalidInput(ordered[0].message, faults=[each.fault for each in ordered])


def _turn(found: Complaint) -> tuple[int, int]:
    """Return when VROOM comes to it: by section, then by number; steps of vehicles come last."""
    path = found.path
    if found.late:
        return SECTIONS.index("travel"), 0
    if len(path) > 4 and path[0] == "vehicles" and path[2] == "steps":
        return SECTIONS.index("steps"), 0
    section = SECTIONS.index(str(path[0])) if path and path[0] in SECTIONS else len(SECTIONS)
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else -1
    return section, number
