"""Jobs of all tenants in one line, in the first one's database; each names its tenant.

Where the work is kept in another file, its job follows a moment later, and workers look for work without one.
"""

import logging
from collections.abc import Iterator
from typing import Any, Final

from api.jobs.engine import OPERATIONS, PLANS, JobQueue, Line
from data.store.failures import StoreFailed
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT

_LOG = logging.getLogger(__name__)
_MARK: Final = "/"


def job_of(tenant: str, work_id: str) -> str:
    """Return the name of the job of a plan or an operation."""
    return work_id if tenant == DEFAULT_TENANT else f"{tenant}{_MARK}{work_id}"


def work_of(job: str) -> tuple[str, str]:
    """Return the tenant whose work a job is, and the work's id."""
    tenant, _, work_id = job.rpartition(_MARK)
    return tenant or DEFAULT_TENANT, work_id


class TenantLine:
    """Puts work of a store in line, in the transaction that keeps it if both are in one database."""

    def __init__(self, queue: JobQueue, store: Store) -> None:
        self._queue, self._tenant = queue, store.tenant
        self._together = store.tenant == DEFAULT_TENANT or store.database.address.file is None
        self._later: list[tuple[str, Line]] = []

    def enqueue(self, connection: Any, work_id: str, line: Line) -> None:
        """Put work in line as a part of its transaction, or note that it has to be once that has ended."""
        job = job_of(self._tenant, work_id)
        if self._together:
            self._queue.enqueue(connection, job, line)
        else:
            self._later.append((job, line))

    def follow(self) -> None:
        """Put in line what was noted; where that fails, a worker finds it a moment later."""
        try:
            for job, line in self._later:
                self._queue.put(job, line)
        except StoreFailed as failed:
            _LOG.warning("a job follows later: %s", failed.message)
        self._later.clear()


def put_what_has_no_job(queue: JobQueue, store: Store) -> int:
    """Put in line what a tenant has begun and no job waits or works for; return how much that was.

    Such is left by whoever was killed between two files, by a tenant that was closed, and by a backup.
    """
    return len(queue.put_lost(dict(_unfinished(store))))


def _unfinished(store: Store) -> Iterator[tuple[str, Line]]:
    for work_id in store.plans.unfinished():
        yield job_of(store.tenant, work_id), PLANS
    for work_id in store.operations.in_line():
        yield job_of(store.tenant, work_id), OPERATIONS
