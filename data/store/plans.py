"""Plans, from the request to the finished plan, each change kept before anybody is told of it."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy import Connection, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from data.formats.plan_json.packed import PackedPlan
from data.formats.plan_request_json import request_from_json, request_to_json
from data.store.database import Database
from data.store.moments import microseconds
from data.store.plan_documents import save
from data.store.plan_record import PlanRecord
from data.store.plan_request import PlanRequest
from data.store.plan_rows import insert_key, insert_record, intact, record_of, record_with_key, row_of, tell
from data.store.tables import PLAN_EVENTS, PLAN_REQUESTS, PLANS

_LOOKED_THROUGH: Final = 500

Stop = Literal["", "cancelled"]
"""Whether the caller of a plan wants it to end with what it has."""


class TooManyWaiting(Exception):
    """As many plans wait as whoever submits one allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The record after its nth change; changes of one plan count from 1 without gaps."""

    number: int
    record: PlanRecord


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A plan that a worker has taken to work on.

    attempt
        goes with everything that the worker writes of it.
    tries
        how often it was taken since something new was kept of it, this time included.
    stop
        whether its caller wants it to end.
    """

    record: PlanRecord
    request: PlanRequest
    attempt: int
    tries: int
    stop: Stop


class PlanRecords:
    """The records of plans, what was asked, and every change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(
        self,
        record: PlanRecord,
        request: PlanRequest,
        *,
        most_waiting: int,
        enqueue: Callable[[Connection], None],
        begin: PackedPlan | None = None,
    ) -> PlanRecord:
        """Keep a new plan, its request, its key and its job together, and return its record.

        Where the key is known already, the record of the plan that has it is returned and nothing is kept.
        begin
            a plan to go on from, kept as the best so far.

        Raises `TooManyWaiting`, and keeps nothing, where more than `most_waiting` plans would wait.
        """
        known = self.with_key(record.key)
        if known is not None:
            return known
        try:
            with self._database.write() as connection:
                waiting = select(func.count()).where(PLANS.c.state == "queued")
                if connection.execute(waiting).scalar_one() >= most_waiting:
                    raise TooManyWaiting
                first = insert_record(connection, record)
                self._keep_request(connection, first, request)
                if begin is not None:
                    save(connection, first.id, begin)
                enqueue(connection)
                return first
        except IntegrityError:
            # Somebody with the same key was faster by a hair.
            known = self.with_key(record.key)
            if known is None:
                raise
            return known

    def made_at(self, created: datetime) -> PlanRecord | None:
        """Return the record of a finished plan of this moment, if there is one."""
        chosen = select(PLANS.c.record).where(
            PLANS.c.created_us == microseconds(created), PLANS.c.state == "done"
        )
        with self._database.read() as connection:
            found = connection.execute(chosen.limit(1)).scalar_one_or_none()
        return None if found is None else record_of(found)

    def with_key(self, key: str) -> PlanRecord | None:
        """Return the record of the plan that was asked for with this key, if there is one."""
        if not key:
            return None
        with self._database.read() as connection:
            return record_with_key(connection, key)

    def record(self, plan_id: str) -> PlanRecord:
        """Return what is known of a plan now."""
        with self._database.read() as connection:
            return record_of(row_of(connection, plan_id)["record"])

    def records(self, *, after: tuple[int, str] | None = None, most: int | None = None) -> list[PlanRecord]:
        """Return records from the newest to the oldest; ids break ties.

        after
            moment of creation in microseconds, and id, of the one before the first.
        """
        chosen = select(PLANS.c.record).order_by(PLANS.c.created_us.desc(), PLANS.c.id).limit(most)
        if after is not None:
            created, plan_id = after
            older = PLANS.c.created_us < created
            chosen = chosen.where(or_(older, and_(PLANS.c.created_us == created, PLANS.c.id > plan_id)))
        with self._database.read() as connection:
            return [record_of(each) for each in connection.execute(chosen).scalars()]

    def newest_of(self, days: Container[date]) -> dict[date, PlanRecord]:
        """Return the record of the newest finished plan of each day, among the last five hundred."""
        chosen = select(PLANS.c.record).where(PLANS.c.state == "done")
        chosen = chosen.order_by(PLANS.c.created_us.desc(), PLANS.c.id).limit(_LOOKED_THROUGH)
        found: dict[date, PlanRecord] = {}
        with self._database.read() as connection:
            for text in connection.execute(chosen).scalars():
                record = record_of(text)
                if record.day in days and record.has_plan:
                    found.setdefault(record.day, record)
        return found

    def changes_after(self, plan_id: str, number: int) -> list[Change]:
        """Return the changes after the one of this number; whoever saw none of an ended plan gets the last.

        The oldest of very many are forgotten.
        """
        events = (
            select(PLAN_EVENTS.c.number, PLAN_EVENTS.c.record)
            .where(PLAN_EVENTS.c.plan_id == plan_id, PLAN_EVENTS.c.number > number)
            .order_by(PLAN_EVENTS.c.number)
        )
        with self._database.read() as connection:
            now = record_of(row_of(connection, plan_id)["record"])
            if now.changes <= number:
                return []
            if now.over and number <= 0:
                return [Change(number=now.changes, record=now)]
            found = connection.execute(events).all()
        return [Change(number=each.number, record=record_of(each.record)) for each in found]

    def take(self, plan_id: str) -> Taken:
        """Take a plan to work on it; whoever worked on it before may write nothing more."""
        with self._database.write() as connection:
            again = {"attempt": PLANS.c.attempt + 1, "tries": PLANS.c.tries + 1}
            connection.execute(update(PLANS).where(PLANS.c.id == plan_id).values(again))
            row = row_of(connection, plan_id)
            chosen = select(PLAN_REQUESTS.c.content).where(PLAN_REQUESTS.c.plan_id == plan_id)
            request = connection.execute(chosen).scalar_one()
        return Taken(
            record=record_of(row["record"]),
            request=intact(request_from_json, request),
            attempt=row["attempt"],
            tries=row["tries"],
            stop=row["stop"],
        )

    def tell(self, record: PlanRecord, attempt: int) -> PlanRecord:
        """Keep and tell the next change of a plan; return the record with its number.

        Raises `TakenOver` where somebody else has taken the plan since.
        """
        with self._database.write() as connection:
            return tell(connection, record, attempt)

    def ask_to_stop(self, plan_id: str, *, ended: Callable[[PlanRecord], PlanRecord]) -> PlanRecord:
        """Have a plan end with what it has; one that only waits ends here, as `ended` says."""
        with self._database.write() as connection:
            row = row_of(connection, plan_id, locked=True)
            record = record_of(row["record"])
            if record.over:
                return record
            values = {"stop": "cancelled"}
            connection.execute(update(PLANS).where(PLANS.c.id == plan_id).values(values))
            return tell(connection, ended(record), row["attempt"]) if record.state == "queued" else record

    def end(self, plan_id: str, *, ended: Callable[[PlanRecord], PlanRecord]) -> PlanRecord:
        """End a plan, whoever works on it, as `ended` says; one that has ended stays as it is."""
        with self._database.write() as connection:
            row = row_of(connection, plan_id, locked=True)
            record = record_of(row["record"])
            return record if record.over else tell(connection, ended(record), row["attempt"])

    def stop_of(self, plan_id: str) -> Stop:
        """Return whether the caller wants the plan to end."""
        with self._database.read() as connection:
            stop: Stop = row_of(connection, plan_id)["stop"]
            return stop

    def unfinished(self) -> list[str]:
        """Return the ids of plans that wait or are being made, the oldest first."""
        chosen = select(PLANS.c.id).where(PLANS.c.state.in_(("queued", "running")))
        with self._database.read() as connection:
            return list(connection.execute(chosen.order_by(PLANS.c.created_us, PLANS.c.id)).scalars())

    def running(self) -> PlanRecord | None:
        """Return the record of a plan that is being made, if there is one."""
        with self._database.read() as connection:
            chosen = select(PLANS.c.record).where(PLANS.c.state == "running").limit(1)
            found = connection.execute(chosen).scalar_one_or_none()
        return None if found is None else record_of(found)

    @staticmethod
    def _keep_request(connection: Connection, record: PlanRecord, request: PlanRequest) -> None:
        content = {"plan_id": record.id, "content": request_to_json(request)}
        connection.execute(insert(PLAN_REQUESTS).values(content))
        insert_key(connection, record)
