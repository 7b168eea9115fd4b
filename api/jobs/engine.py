"""The engine of durable jobs: DBOS, on the application's own database.

What is asked for and its job are kept in one transaction; a job is run by one process at a time, and again by
another where that one is gone. Nothing else in this house knows DBOS.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from dbos import DBOS, DBOSClient

from data.store.database import Database, engine_of, let_go

_NAME: Final = "roundsman"
_VERSION: Final = "1"
"""Of the jobs' form, not of the program: jobs of an earlier release are taken up by a later one."""

_POLL_S: Final = 0.2
_GOES_ON: Final = ("ENQUEUED", "DELAYED", "PENDING")
"""States of jobs that wait or are worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where jobs of one sort wait; a worker runs one of each line at a time.

    name, job
        of the queue and of the workflow, as the engine's tables know them.
    """

    name: str
    job: str


PLANS: Final = Line(name="plans", job="make_plan")
OPERATIONS: Final = Line(name="operations", job="do_operation")
LINES: Final = (PLANS, OPERATIONS)


class HandedBack(BaseException):
    """The job ends here without an outcome: somebody else will take it up."""


class JobQueue:
    """Puts jobs in line; open in any process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._client: DBOSClient | None = None

    def open(self) -> None:
        """Make the tables of the engine, if need be."""
        if self._client is None:
            engine = engine_of(self._database.address, own_transactions=False)
            try:
                self._client, self._engine = _prepared(engine), engine
            except BaseException:
                let_go(engine)
                raise

    def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            self._client.destroy()
            let_go(self._engine)
            self._client = None

    def enqueue(self, connection: Any, job_id: str, line: Line = PLANS) -> None:
        """Put a job in line as a part of the caller's transaction."""
        if self._client is None:
            raise RuntimeError("the queue is not open")
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": line.job,
                "queue_name": line.name,
                "workflow_id": job_id,
                "app_version": _VERSION,
            },
            job_id,
        )

    def put(self, job_id: str, line: Line) -> None:
        """Put a job in line in a transaction of its own; one that is there already stays as it is."""
        with self._database.write() as connection:
            self.enqueue(connection, job_id, line)

    def put_lost(self, jobs: Mapping[str, Line]) -> list[str]:
        """Put jobs in line that are neither there nor worked on; return which those are.

        One that has ended without an end of its work gives its name to the new one.
        """
        if self._client is None or not jobs:
            return []
        found = self._client.list_workflows(workflow_ids=list(jobs), load_input=False, load_output=False)
        ended = {each.workflow_id: each.status not in _GOES_ON for each in found}
        lost = [job for job in jobs if ended.get(job, True)]
        for job in lost:
            if job in ended:
                self._client.delete_workflows([job])
            self.put(job, jobs[job])
        return lost


class JobRunner:
    """Runs the jobs in line, one at a time of each line; one a process, for so it is with DBOS."""

    _one_a_process = Lock()

    def __init__(self, database: Database, worker: str, run: Mapping[Line, Callable[[str], None]]) -> None:
        self._database = database
        self._worker = worker
        self._run = run

    def open(self) -> None:
        """Start to run jobs."""
        if not self._one_a_process.acquire(blocking=False):
            raise RuntimeError("another worker runs jobs in this process")
        self._engine = engine_of(self._database.address, own_transactions=False)
        try:
            self._launch()
        except BaseException:
            self.close()
            raise

    def _launch(self) -> None:
        # The engine looks for lines once at its start, and then again only after a second.
        _prepared(self._engine)
        DBOS(
            config={
                "name": _NAME,
                "system_database_engine": self._engine,
                "executor_id": self._worker,
                "application_version": _VERSION,
                "use_listen_notify": False,
                "log_level": "CRITICAL",
                # Nobody is notified, but the end waits for whoever sleeps in between.
                "notification_listener_polling_interval_sec": _POLL_S,
            }
        )

        for line, run in self._run.items():
            DBOS.workflow(name=line.job)(_job(run))
        DBOS.listen_queues([line.name for line in self._run])
        DBOS.launch()

    def close(self) -> None:
        """Stop to run jobs; one that runs must have been told to hand itself back before."""
        DBOS.destroy(destroy_registry=True)
        # A thread of the engine may still write down how the last job ended: nobody waits for it.
        let_go(self._engine)
        self._one_a_process.release()

    def recover(self, alive: Iterable[str]) -> int:
        """Put jobs in line again whose worker is not `alive`; return how many workers were found gone."""
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        gone = {each.executor_id for each in running if each.executor_id} - set(alive)
        if gone:
            DBOS._recover_pending_workflows(sorted(gone))
        return len(gone)


def _job(run: Callable[[str], None]) -> Callable[[str], None]:
    """Return a function of its own for each line: the engine knows workflows by their functions."""

    def work(job_id: str) -> None:
        run(job_id)

    return work


def _prepared(engine: Any) -> DBOSClient:
    """Make the tables of DBOS and the line of jobs, if need be."""
    client = DBOSClient(system_database_engine=engine, lazy=True, application_name=_NAME)
    # The public way to do so takes the address of a database, and with it the SQLite that Python brings.
    client._sys_db.run_migrations()
    for line in LINES:
        client.register_queue(
            line.name, worker_concurrency=1, polling_interval_sec=_POLL_S, on_conflict="always_update"
        )
    return client
