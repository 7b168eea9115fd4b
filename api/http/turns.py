"""How many of one kind of request are worked on at the same time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from core.errors import RoundsmanError


class Turns:
    """Refuses what would only wait behind as much as can be answered soon.

    most
        that are worked on at the same time; used by one event loop, so counting needs no lock.
    refusal
        what is raised where all turns are taken.
    threads
        that work on them; the others wait for one in the order in which they came. More of them would take
        the interpreter from each other, and all would end late.
    """

    def __init__(self, most: int, refusal: Callable[[], RoundsmanError], *, threads: int = 2) -> None:
        self._most = most
        self._refusal = refusal
        self._threads = threads
        self._here = 0

    @cached_property
    def limiter(self) -> CapacityLimiter:
        """What a thread is asked of: `run_sync(work, limiter=turns.limiter)`."""
        return CapacityLimiter(self._threads)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a turn for as long as the block takes; raise the refusal where none is left."""
        if self._here >= self._most:
            raise self._refusal()
        self._here += 1
        try:
            yield
        finally:
            self._here -= 1


async def _quote_turns(request: Request) -> Turns:
    turns: Turns = request.app.state.quote_turns
    return turns


QuoteTurns = Annotated[Turns, Depends(_quote_turns)]
"""The turns of whatever asks for promises of a cart, for a route."""
