"""How many of one kind of request are worked on at the same time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Request

from core.errors import RoundsmanError


class Turns:
    """Refuses what would only wait behind as much as can be answered soon.

    most
        that are worked on at the same time; used by one event loop, so counting needs no lock.
    refusal
        what is raised where all turns are taken.
    """

    def __init__(self, most: int, refusal: Callable[[], RoundsmanError]) -> None:
        self._most = most
        self._refusal = refusal
        self._here = 0

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
