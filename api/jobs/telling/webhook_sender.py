"""Sends deliveries of webhooks: many at once, a few to each receiver, so that a slow one holds up nobody."""

import logging
import random
from collections.abc import Callable
from functools import partial
from typing import Final

import anyio
import httpx
from anyio.abc import TaskGroup
from anyio.to_thread import run_sync

from api.jobs.telling.patience import next_attempt
from api.jobs.telling.post import ANSWER_WITHIN_S, caller, post
from api.outbound.guard import Resolve, resolve
from api.outbound.settings import OutboundSettings
from core.clock import Clock
from data.store.failures import StoreFailed
from data.store.outbox.deliveries import Outcome, Parcel
from data.store.store import Store

_LOG = logging.getLogger(__name__)

AT_ONCE: Final = 200
AT_ONCE_EACH: Final = 4
_LEASE_S: Final = ANSWER_WITHIN_S + 5
"""A receiver of whose deliveries a dead sender holds as many as go at once hears nothing for so long."""

_WRITERS: Final = 4


class WebhookSender:
    """Takes deliveries that are due and sends each in a task of its own."""

    def __init__(self, *, clock: Clock, settings: OutboundSettings, resolve: Resolve = resolve) -> None:
        self._clock, self._settings, self._resolve = clock, settings, resolve
        # Which receiver is asked when is no secret.
        self._chance = random.Random()  # noqa: S311
        self.under_way = 0
        self._client: httpx.AsyncClient | None = None
        self._writers: anyio.CapacityLimiter | None = None

    async def open(self) -> None:
        """Get ready, in the loop that everything is sent from."""
        self._client = caller(self._settings, resolve=self._resolve)
        self._writers = anyio.CapacityLimiter(_WRITERS)

    async def close(self) -> None:
        """Let connections go."""
        if self._client is not None:
            await self._client.aclose()

    async def send_due(self, store: Store, group: TaskGroup) -> int:
        """Begin to send what is due now of a tenant; return how much that was."""
        room = AT_ONCE - self.under_way
        take = partial(
            store.deliveries.take, self._clock(), lease_s=_LEASE_S, at_once=AT_ONCE_EACH, most=room
        )
        await run_sync(store.deliveries.address, self._clock(), limiter=self._writers)
        parcels = await run_sync(take, limiter=self._writers)
        for each in parcels:
            self.under_way += 1
            group.start_soon(self._send, store, each)
        return len(parcels)

    async def _send(self, store: Store, parcel: Parcel) -> None:
        try:
            outcome = await self._outcome(parcel)
            with anyio.CancelScope(shield=True):
                await self._keep(partial(store.deliveries.tell, parcel, outcome, self._clock()))
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await self._keep(partial(store.deliveries.give_back, parcel))
            raise
        except Exception:
            _LOG.exception("delivery %s could not be sent", parcel.delivery_id)
        finally:
            self.under_way -= 1

    async def _outcome(self, parcel: Parcel) -> Outcome:
        client, event = self._client, parcel.event
        if client is None:
            raise RuntimeError("the sender is not open")
        posted = await post(client, parcel.webhook, event.id, event.document, self._clock)
        if posted.arrived or posted.gone:
            return Outcome(attempt=posted.attempt, gone=posted.gone)
        now, wish = self._clock(), posted.retry_after
        again = next_attempt(parcel.tried, now, wish=wish, chance=self._chance)
        return Outcome(attempt=posted.attempt, next_at=again)

    async def _keep(self, keep: Callable[[], None]) -> None:
        """Keep what came of it; where the store fails, the lease ends and the delivery is sent again."""
        try:
            await run_sync(keep, limiter=self._writers)
        except StoreFailed as failed:
            _LOG.warning("what came of a delivery was not kept: %s", failed.message)
