"""What a dispatcher changes in a plan by hand: stops that move, come in, or are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn, get_args

from core.errors import Fault, InvalidInput, fault, refuse
from routing.assemble import assemble
from routing.insertion import prepared
from routing.insertions import company
from routing.plan import Plan
from routing.problem import Problem
from routing.together import companies
from routing.trips import without_empty_trips

EditKind = Literal["move", "insert", "remove"]

Sequences = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of a plan.

    kind
        "move": a stop that is served goes elsewhere. "insert": one that is left out comes in. "remove": one
        that is served is left out. What is served together with it (its pair, the sequence it is locked to)
        goes with it; what comes with it on whatever vehicle comes in and is left out with it.
    vehicle
        where it goes; None for the vehicle on which it costs least.
    after
        the stop that it follows on that vehicle, "" for the beginning of the route; None for the place where
        it costs least among those that break no rule.
    """

    kind: EditKind
    stop: str
    vehicle: str | None = None
    after: str | None = None


def edited(problem: Problem, plan: Plan, edits: Sequence[Edit]) -> Sequences:
    """Return the sequences of `plan` after `edits`, one after the other; times and rules are not looked at.

    Raises `InvalidInput` for edits that name what is not there, or that nothing fits; each by its number.
    """
    refuse("The edits do not fit the plan.", [*_unknown(problem, edits)])
    sequences = dict(plan.sequences)
    for number, edit in enumerate(edits):
        try:
            _apply(problem, sequences, edit)
        except InvalidInput as refused:
            faults = [_numbered(number, each) for each in refused.faults]
            raise InvalidInput(refused.message, faults=faults) from None
    return sequences


def _apply(problem: Problem, sequences: Sequences, edit: Edit) -> None:
    together = set(company(problem, edit.stop))
    others = [each for each in companies(problem, edit.stop) if edit.stop not in each]
    if edit.kind != "insert":
        _take_out(problem, sequences, edit, together)
    if edit.kind != "remove":
        _put_in(problem, sequences, edit, together)
    for other in others if edit.kind != "move" else ():
        served = {entry for entries in sequences.values() for entry in entries} & {*other}
        beside = Edit(kind=edit.kind, stop=other[0])
        if edit.kind == "remove" and served:
            _take_out(problem, sequences, beside, set(other))
        elif edit.kind == "insert" and not served:
            _put_in(problem, sequences, beside, set(other))


def _take_out(problem: Problem, sequences: Sequences, edit: Edit, together: set[str]) -> None:
    vehicles = [vehicle for vehicle, entries in sequences.items() if together & set(entries)]
    if not vehicles:
        _refuse("stop", edit.stop, "a stop that is served")
    for vehicle in vehicles:
        rest = [entry for entry in sequences[vehicle] if entry not in together]
        sequences[vehicle] = without_empty_trips(rest, problem.stop)


def _put_in(problem: Problem, sequences: Sequences, edit: Edit, together: set[str]) -> None:
    served = {entry for entries in sequences.values() for entry in entries}
    if served & together:
        _refuse("stop", edit.stop, "a stop that is left out")
    if edit.after is None:
        _put_where_cheapest(problem, sequences, edit)
        return
    if len(together) > 1:
        _refuse("after", edit.after, f"left out: {', '.join(sorted(together))} are placed together")
    vehicle = edit.vehicle or _vehicle_of(sequences, edit.after)
    entries = list(sequences.get(vehicle, ()))
    if edit.after and edit.after not in entries:
        _refuse("after", edit.after, f"a stop that vehicle {vehicle} serves, or nothing for the beginning")
    entries.insert(entries.index(edit.after) + 1 if edit.after else 0, edit.stop)
    sequences[vehicle] = tuple(entries)


def _put_where_cheapest(problem: Problem, sequences: Sequences, edit: Edit) -> None:
    asked = prepared(problem, assemble(problem, sequences)).insertions(edit.stop)
    best = next((each for each in asked if edit.vehicle in (None, each.vehicle)), None)
    # Of idle vehicles that differ only in their id the first is offered; a person may name another.
    if best is None and edit.vehicle is not None and not sequences.get(edit.vehicle):
        twin = problem.twins[edit.vehicle]
        best = next((each for each in asked if each.new_route and problem.twins[each.vehicle] == twin), None)
    if best is None:
        where = f"vehicle {edit.vehicle}" if edit.vehicle else "any vehicle"
        _refuse(
            "stop",
            edit.stop,
            f"a stop for which {where} has room and time; give `after` to see what it breaks",
        )
    sequences[edit.vehicle or best.vehicle] = best.sequence


def _vehicle_of(sequences: Sequences, after: str) -> str:
    found = next((vehicle for vehicle, entries in sequences.items() if after and after in entries), None)
    if found is None:
        _refuse("vehicle", "", "the vehicle, where `after` names no stop that is served")
    return found


def _unknown(problem: Problem, edits: Sequence[Edit]) -> Iterator[Fault]:
    for number, edit in enumerate(edits):
        where = f"/edits/{number}"
        if edit.kind not in get_args(EditKind):
            yield fault(where, "kind", edit.kind, f"one of {', '.join(get_args(EditKind))}")
        if edit.stop not in problem.stop:
            yield fault(where, "stop", edit.stop, "a stop of the plan's problem")
        if edit.vehicle is not None and edit.vehicle not in problem.vehicle:
            yield fault(where, "vehicle", edit.vehicle, "a vehicle of the plan's problem")
        if edit.after and edit.after not in problem.stop:
            yield fault(where, "after", edit.after, "a stop of the plan's problem")


def _numbered(number: int, found: Fault) -> Fault:
    return Fault(where=f"/edits/{number}", field=found.field, value=found.value, expected=found.expected)


def _refuse(field: str, value: str, expected: str) -> NoReturn:
    raise InvalidInput("The edits do not fit the plan.", faults=[fault("edit", field, value, expected)])
