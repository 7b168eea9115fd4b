"""Streams of numbered events that go on where they broke off."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Annotated, Any, Final, Literal, Protocol

import anyio
from anyio.to_thread import run_sync
from fastapi import Depends, Header
from fastapi.sse import ServerSentEvent

_LOOK_EVERY_S: Final = 0.2


class NothingFollows(Exception):
    """Whoever asks has seen the last event; 204 tells a browser not to connect again."""


class Record(Protocol):
    """What is known of work that comes along."""

    @property
    def over(self) -> bool:
        """Whether it has ended."""

    @property
    def changes(self) -> int:
        """How often it has changed so far."""


class Change(Protocol):
    """The nth change of such work."""

    @property
    def number(self) -> int:
        """From 1 on, without gaps."""

    @property
    def record(self) -> Any:
        """What is known after it."""


async def _last_seen(
    last_event_id: Annotated[
        str, Header(max_length=100, description="Number of the last event seen; those after it follow.")
    ] = "",
) -> int:
    known = last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 16
    return int(last_event_id) if known else 0


LastSeen = Annotated[int, Depends(_last_seen)]
"""The number of the last event that the caller has seen, 0 for none."""


def what_follows(record: Record, seen: int) -> int:
    """Return the number of the last event that the caller has seen, unless it was the last there is."""
    if record.over and seen >= record.changes:
        raise NothingFollows
    return seen


async def progress(
    changes_after: Callable[[int], Sequence[Change]],
    seen: int,
    *,
    shown: Callable[[Any], Any],
    closing: Callable[[], bool],
) -> AsyncIterator[ServerSentEvent]:
    """Yield every change after `seen` as an event `progress`, the last one as `end`.

    changes_after
        asks the database for the changes after a number.
    closing
        whether the server is about to end: whoever follows asks again, with the number of the last event.
    """
    while True:
        for change in await run_sync(changes_after, seen):
            seen = change.number
            kind: Literal["progress", "end"] = "end" if change.record.over else "progress"
            yield ServerSentEvent(id=str(change.number), event=kind, data=shown(change.record))
            if change.record.over:
                return
        if closing():
            return
        await anyio.sleep(_LOOK_EVERY_S)
