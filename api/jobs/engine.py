"""The engine of durable jobs: DBOS, on the application's own database.

A plan and its job are kept in one transaction; a job is run by one process at a time, and again by another
where that one is gone. Nothing else in this house knows DBOS.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, Final

from dbos import DBOS, DBOSClient

from data.store.database import Database, engine_of

_NAME: Final = "roundsman"
_VERSION: Final = "1"
"""Of the jobs' form, not of the program: jobs of an earlier release are taken up by a later one."""

_QUEUE: Final = "plans"
_JOB: Final = "make_plan"
_POLL_S: Final = 0.2


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
            self._client, self._engine = _prepared(engine), engine

    def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            self._client.destroy()
            self._engine.dispose()
            self._client = None

    def enqueue(self, connection: Any, plan_id: str) -> None:
        """Put a job in line as a part of the caller's transaction."""
        if self._client is None:
            raise RuntimeError("the queue is not open")
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": _JOB,
                "queue_name": _QUEUE,
                "workflow_id": plan_id,
                "app_version": _VERSION,
            },
            plan_id,
        )


class JobRunner:
    """Runs the jobs in line, one at a time; one a process, for so it is with DBOS."""

    _one_a_process = Lock()

    def __init__(self, database: Database, worker: str, run: Callable[[str], None]) -> None:
        self._database = database
        self._worker = worker
        self._run = run

    def open(self) -> None:
        """Start to run jobs."""
        if not self._one_a_process.acquire(blocking=False):
            raise RuntimeError("another worker runs jobs in this process")
        self._engine = engine_of(self._database.address, own_transactions=False)
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

        def make_plan(plan_id: str) -> None:
            self._run(plan_id)

        DBOS.workflow(name=_JOB)(make_plan)
        DBOS.listen_queues([_QUEUE])
        DBOS.launch()

    def close(self) -> None:
        """Stop to run jobs; one that runs must have been told to hand itself back before."""
        DBOS.destroy(destroy_registry=True)
        self._engine.dispose()
        self._one_a_process.release()

    def recover(self, alive: Iterable[str]) -> int:
        """Put jobs in line again whose worker is not `alive`; return how many workers were found gone."""
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        gone = {each.executor_id for each in running if each.executor_id} - set(alive)
        if gone:
            DBOS._recover_pending_workflows(sorted(gone))
        return len(gone)


def _prepared(engine: Any) -> DBOSClient:
    """Make the tables of DBOS and the line of jobs, if need be."""
    client = DBOSClient(system_database_engine=engine, lazy=True, application_name=_NAME)
    # The public way to do so takes the address of a database, and with it the SQLite that Python brings.
    client._sys_db.run_migrations()
    client.register_queue(
        _QUEUE, worker_concurrency=1, polling_interval_sec=_POLL_S, on_conflict="always_update"
    )
    return client
