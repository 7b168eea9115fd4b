"""Where answers are worked on that callers wait for: a few at a time, none longer than somebody waits."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Annotated, Final, TypeVar

import anyio
from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.http.service import Service
from api.http.turns import Turns
from api.jobs.errors import QueueFull, ShuttingDown
from core.errors import Stopped
from routing.budget import Listener

_AT_ONCE: Final = 2
_LOOK_EVERY_S: Final = 0.2
_RETRY_AFTER_S: Final = 5

Answer = TypeVar("Answer")

Work = Callable[[bytes, Listener], Answer]
"""Makes an answer of a body; the listener says when to end with the best so far."""


def _all_wait() -> QueueFull:
    return QueueFull("Too many requests wait for an answer.", retry_after=_RETRY_AFTER_S)


class Desk:
    """Works on a few requests at a time, each in a thread; some more wait for their turn."""

    def __init__(self, *, most_waiting: int) -> None:
        self._turns = Turns(_AT_ONCE + most_waiting, _all_wait)
        self._limiter: anyio.CapacityLimiter | None = None

    async def work_on(self, request: Request, work: Work[Answer]) -> Answer:
        """Return what `work` makes of the request; raise `QueueFull` where too many wait already.

        The work is told to end once its caller has gone, or the server is about to stop.
        """
        service: Service = request.app.state.service
        if service.jobs.closing:
            raise ShuttingDown("The server is about to stop.")
        with self._turns.one():
            try:
                return await self._waited_for(request, partial(work, await request.body()))
            except Stopped:
                if service.jobs.closing:
                    raise ShuttingDown("The server is about to stop; there was no answer yet.") from None
                raise

    async def _waited_for(self, request: Request, work: Callable[[Listener], Answer]) -> Answer:
        self._limiter = self._limiter or anyio.CapacityLimiter(_AT_ONCE)
        gone = threading.Event()
        answers: list[Answer] = []
        failures: list[Exception] = []
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, gone)
            try:
                answers.append(await run_sync(work, lambda _: not gone.is_set(), limiter=self._limiter))
            except Exception as failed:
                # Raised below: the group would wrap it.
                failures.append(failed)
            group.cancel_scope.cancel()
        for failure in failures:
            raise failure
        return answers[0]


async def _watch(request: Request, gone: threading.Event) -> None:
    """Say so once the caller has gone, or the server is about to stop and ends plans as well."""
    service: Service = request.app.state.service
    try:
        while not service.ending and not await request.is_disconnected():
            await anyio.sleep(_LOOK_EVERY_S)
    finally:
        gone.set()


async def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskDep = Annotated[Desk, Depends(_desk)]
"""Where answers are worked on, for a route."""
