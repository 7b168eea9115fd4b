"""Notices of all tenants, each by its own settings: a slow mail server of one holds up nobody else."""

from collections.abc import Callable
from typing import Final

import anyio
from anyio.abc import TaskGroup
from anyio.to_thread import run_sync

from api.jobs.every import RESTS, ForEvery
from api.jobs.telling.notice_sender import NoticeSender
from api.outbound.messages import senders
from api.outbound.notify_settings import NotifySettings
from core.clock import Clock, stopwatch
from data.store.store import Store

_LOOK_EVERY_S: Final = 0.25
_AGAIN_AFTER_S: Final = 1.0
_AT_ONCE: Final = 16


class NoticesOfTenants:
    """Sends what is due for every tenant that has set how, side by side.

    notify
        tells how the customers of a tenant are told.
    """

    def __init__(self, store: Store, clock: Clock, notify: Callable[[str], NotifySettings]) -> None:
        self._store, self._clock, self._notify = store, clock, notify
        self._every = ForEvery(store, "notices")
        self._senders: dict[str, tuple[NotifySettings, NoticeSender]] = {}
        self._under_way: set[str] = set()
        # Of its own: threads that wait for mail servers are not taken from those who look into databases.
        self._threads: anyio.CapacityLimiter | None = None

    async def send_due(self, group: TaskGroup) -> float:
        """Begin with what is due for whoever is not at it; return how long to rest."""
        took = stopwatch()
        for tenant in await run_sync(self._every.names):
            if tenant in self._under_way:
                continue
            settings = await run_sync(self._notify, tenant)
            if settings.mail or settings.sms:
                self._under_way.add(tenant)
                group.start_soon(self._send, tenant, settings)
            else:
                self._senders.pop(tenant, None)
        return _AGAIN_AFTER_S if self._every.troubled else max(_LOOK_EVERY_S, RESTS * took())

    async def _send(self, tenant: str, settings: NotifySettings) -> None:
        self._threads = self._threads or anyio.CapacityLimiter(_AT_ONCE)
        try:
            with self._every.one(tenant):
                await run_sync(self._send_now, tenant, settings, limiter=self._threads)
        finally:
            self._under_way.discard(tenant)

    def _send_now(self, tenant: str, settings: NotifySettings) -> None:
        store = self._store.of(tenant)
        known = self._senders.get(tenant)
        if known is None or known[0] != settings:
            by = senders(settings)
            known = (settings, NoticeSender(store=store, clock=self._clock, settings=settings, by=by))
            self._senders[tenant] = known
        known[1].send_due()
