"""Work that is done for every tenant of an installation: what fails for one holds up nobody else."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from core.errors import NotFound
from data.store.failures import StoreFailed
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT
from data.store.workload import Workload

_LOG = logging.getLogger(__name__)

RESTS: Final = 3
"""Whoever goes through all tenants again and again rests so many times what that took: many cost no core."""


class ForEvery:
    """Goes through the tenants that are open, one after the other; tells once of each that fails.

    doing
        what is done, for the log.
    """

    def __init__(self, store: Store, doing: str) -> None:
        self._store, self._doing = store, doing
        self._troubled: set[str] = set()

    def __call__(self, work: Callable[[Store], object]) -> None:
        """Do work for every tenant."""
        for tenant in self.names():
            with self.one(tenant):
                work(self._store.of(tenant))

    @property
    def troubled(self) -> bool:
        """Whether it failed for somebody the last time."""
        return bool(self._troubled)

    def names(self) -> list[str]:
        """Return the tenants that are open, the first one first; that one alone where the list fails."""
        try:
            return [DEFAULT_TENANT, *(each.name for each in self._store.tenants.open())]
        except StoreFailed:
            # The work for the first one fails as well, and tells why.
            return [DEFAULT_TENANT]

    @contextmanager
    def one(self, tenant: str) -> Iterator[None]:
        """Do work for one tenant; whatever goes wrong ends in the log."""
        whose = "" if tenant == DEFAULT_TENANT else f" of tenant {tenant}"
        try:
            yield
        except StoreFailed as failed:
            if tenant not in self._troubled:
                _LOG.error("%s%s: waiting for the store: %s", self._doing, whose, failed.message)
            self._troubled.add(tenant)
        except NotFound as gone:
            # Closed by somebody a moment ago.
            _LOG.info("%s%s: %s", self._doing, whose, gone.message)
        except Exception:
            _LOG.exception("%s%s failed", self._doing, whose)
            self._troubled.add(tenant)
        else:
            self._troubled.discard(tenant)


def workload_of_all(store: Store, now: datetime) -> Workload:
    """Return how much is to be done for all tenants whose database works; the first one's has to."""
    found = [store.workload(now)]
    for tenant in store.tenants.open():
        try:
            found.append(store.of(tenant.name).workload(now))
        except (StoreFailed, NotFound) as failed:
            _LOG.info("tenant %s is not counted: %s", tenant.name, failed.message)
    return Workload(
        waiting=sum(each.waiting for each in found),
        working=sum(each.working for each in found),
        oldest_s=max(each.oldest_s for each in found),
        workers=found[0].workers,
    )
