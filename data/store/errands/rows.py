"""Rows of errands as objects, and the errands that a plan was made for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import Connection, insert, select

from data.store.database import Database
from data.store.errands.tables import ERRAND_ROUNDS, PLAN_ERRANDS
from orders.errands import ErrandKind, Task

RoundState = Literal["open", "loaded", "done", "failed"]

ACTIVE: Final = ("open", "loaded")
"""States in which an errand is on its vehicle's list, or on the vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedErrand:
    """An errand of a plan: the stop where it is done, or why there is none ("" then)."""

    kind: ErrandKind
    id: str
    number: str
    task: Task = Task.FETCH
    stop: str = ""
    code: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """What names it among errands of all kinds."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandRound:
    """Where an errand is: a stop of a vehicle on a published plan."""

    kind: ErrandKind
    id: str
    task: Task
    plan_id: str
    day: date
    vehicle: str
    stop: str
    number: str
    state: RoundState = "open"

    @property
    def key(self) -> str:
        """What names it among errands of all kinds."""
        return f"{self.kind}:{self.id}"


class ErrandPlans:
    """Which errands a database has on which plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_plan(self, plan_id: str) -> list[PlannedErrand]:
        """Return the errands that a plan was made for."""
        chosen = select(PLAN_ERRANDS).where(PLAN_ERRANDS.c.plan_id == plan_id)
        ordered = chosen.order_by(PLAN_ERRANDS.c.kind, PLAN_ERRANDS.c.number, PLAN_ERRANDS.c.task.desc())
        with self._database.read() as connection:
            return [_planned(row) for row in connection.execute(ordered)]

    def rounds(self, day: date, *, vehicle: str | None = None) -> list[ErrandRound]:
        """Return where the errands of a day are, by vehicle, stop and number."""
        with self._database.read() as connection:
            return rounds_on(connection, day, vehicle)

    def active(self, keys: Iterable[tuple[ErrandKind, str]]) -> dict[str, ErrandRound]:
        """Return, by key, the errands that are on a vehicle's list or on the vehicle."""
        wanted = {f"{kind}:{name}" for kind, name in keys}
        column = ERRAND_ROUNDS.c
        chosen = select(ERRAND_ROUNDS).where(column.state.in_(ACTIVE))
        with self._database.read() as connection:
            found = [round_of(row) for row in connection.execute(chosen)]
        return {each.key: each for each in found if each.key in wanted}


def write_planned(connection: Connection, plan_id: str, errands: Sequence[PlannedErrand]) -> None:
    """Keep the errands of a plan, as a part of something larger."""
    if errands:
        connection.execute(insert(PLAN_ERRANDS), [{"plan_id": plan_id, **_values(each)} for each in errands])


def rounds_on(connection: Connection, day: date, vehicle: str | None = None) -> list[ErrandRound]:
    """Return where the errands of a day are, as a part of something larger."""
    column = ERRAND_ROUNDS.c
    chosen = select(ERRAND_ROUNDS).where(column.day == day)
    if vehicle is not None:
        chosen = chosen.where(column.vehicle == vehicle)
    ordered = chosen.order_by(column.vehicle, column.stop, column.number, column.kind, column.id, column.task)
    return [round_of(row) for row in connection.execute(ordered)]


def round_of(row: Any) -> ErrandRound:
    """Return a row of the errands on rounds."""
    names = ("id", "plan_id", "day", "vehicle", "stop", "number", "state")
    told = {name: getattr(row, name) for name in names}
    return ErrandRound(kind=ErrandKind(row.kind), task=Task(row.task), **told)


def _planned(row: Any) -> PlannedErrand:
    names = ("id", "number", "stop", "code", "reason")
    told = {name: getattr(row, name) for name in names}
    return PlannedErrand(kind=ErrandKind(row.kind), task=Task(row.task), **told)


def _values(each: PlannedErrand) -> dict[str, Any]:
    return {**asdict(each), "kind": each.kind.value, "task": each.task.value}
