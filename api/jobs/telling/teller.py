"""The thread of a worker in which others are told what has happened."""

import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Final

import anyio
from anyio.abc import TaskGroup
from anyio.to_thread import run_sync

from api.jobs.every import RESTS, ForEvery
from api.jobs.telling.tenant_notices import NoticesOfTenants
from api.jobs.telling.webhook_sender import WebhookSender
from api.outbound.guard import Resolve, resolve
from api.outbound.notify_settings import NotifySettings
from api.outbound.settings import OutboundSettings
from core.clock import Clock, stopwatch
from data.store.failures import StoreFailed
from data.store.store import Store

_LOG = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 0.25
_AGAIN_AFTER_S: Final = 1.0
_PATIENCE_S: Final = 2.0


class Teller:
    """Puts events of all tenants in order and sends them on, until it is closed; any number on one database.

    notify
        tells how a tenant's customers are told, and in whose name; looked at anew each time.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        settings: OutboundSettings,
        notify: Callable[[str], NotifySettings] | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._store, self._clock = store, clock
        self._notices = None if notify is None else NoticesOfTenants(store, clock, notify)
        self._webhooks = WebhookSender(clock=clock, settings=settings, resolve=resolve)
        self._every = ForEvery(store, "telling others")
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Start to tell; the store must be open."""
        self._thread = threading.Thread(target=anyio.run, args=(self._run,), name="teller", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop to tell; what is on its way gets a moment, and is sent again later if that is too short."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    async def _run(self) -> None:
        await self._webhooks.open()
        async with anyio.create_task_group() as group:
            if self._notices is not None:
                # Beside the webhooks: a mail server that is slow holds up nobody else.
                group.start_soon(self._repeat, self._notices.send_due, group)
            await self._repeat(self._tell, group)
            with anyio.move_on_after(_PATIENCE_S):
                while self._webhooks.under_way:
                    await anyio.sleep(0.02)
            group.cancel_scope.cancel()
        await self._webhooks.close()

    async def _tell(self, group: TaskGroup) -> float:
        """Tell what every tenant has to tell; return how long to rest."""
        took = stopwatch()
        for tenant in await run_sync(self._every.names):
            with self._every.one(tenant):
                store = await run_sync(self._store.of, tenant)
                await run_sync(store.events.put_in_order)
                await self._webhooks.send_due(store, group)
        return _AGAIN_AFTER_S if self._every.troubled else max(_LOOK_EVERY_S, RESTS * took())

    async def _repeat(self, work: Callable[[TaskGroup], Awaitable[float]], group: TaskGroup) -> None:
        """Do work again and again until the end; a store that fails is waited for."""
        troubled = False
        while not self._closing.is_set():
            pause = _AGAIN_AFTER_S
            try:
                pause = await work(group)
                troubled = False
            except StoreFailed as failed:
                if not troubled:
                    _LOG.error("telling others waits for the store: %s", failed.message)
                troubled = True
            except Exception:
                _LOG.exception("telling others failed")
            await anyio.sleep(pause)
