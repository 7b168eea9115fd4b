"""Pages of a list: an opaque token names where the next one begins (AIP-158)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from core.errors import InvalidInput, fault
from data.store.moments import microseconds
from data.store.plan_rows import is_plan_id

_LATEST: Final = 2**62


class Record(Protocol):
    """What is listed by the moment at which it was made."""

    @property
    def id(self) -> str:
        """A UUID."""
        ...

    @property
    def created(self) -> datetime:
        """When it was made."""
        ...


Of = TypeVar("Of", bound=Record)


class Records(Protocol[Of]):
    """Returns records, newest first, from the one behind `after`, at most so many."""

    def __call__(self, *, after: tuple[int, str] | None, most: int) -> list[Of]:
        """Return records."""
        ...


def page_of(records: Records[Of], size: int, token: str) -> tuple[Sequence[Of], str | None]:
    """Return `size` of `records` from where `token` points, and the token of the next page, if there is one.

    Those that came since the page before do not move the others.
    """
    found = records(after=_position(token) if token else None, most=size + 1)
    page = found[:size]
    return page, _token(page[-1]) if len(found) > size else None


def _token(record: Record) -> str:
    return urlsafe_b64encode(f"{microseconds(record.created)} {record.id}".encode()).decode().rstrip("=")


def _position(token: str) -> tuple[int, str]:
    try:
        padded = token + "=" * (-len(token) % 4)
        created, _, plan_id = urlsafe_b64decode(padded.encode("ascii")).decode().partition(" ")
        if not created.isascii() or len(created) > 20 or not is_plan_id(plan_id):
            raise ValueError
        return min(int(created), _LATEST), plan_id
    except ValueError:
        expected = "a next_page_token of an earlier answer"
        found = fault("query", "page_token", token, expected)
        raise InvalidInput("There is no such page.", faults=[found]) from None
