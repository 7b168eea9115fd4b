"""Pages of a list: an opaque token names where the next one begins (AIP-158)."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Protocol, TypeVar

from fastapi import Query

from core.errors import InvalidInput, fault
from data.store.moments import microseconds

PageSize = Annotated[int, Query(ge=1, le=500)]
"""How much a page holds at most."""

PageToken = Annotated[str, Query(max_length=200, description="The next_page_token of the page before.")]
"""Where a page begins."""

_LATEST: Final = 2**62
_ID: Final = re.compile(r"[0-9a-f-]{1,36}", re.ASCII)


class Record(Protocol):
    """What is listed by the moment at which it was made."""

    @property
    def id(self) -> str:
        """Letters of a to f, figures and hyphens: a UUID or the like."""
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


def token_after(name: str) -> str:
    """Return the token of the page that begins behind `name`."""
    return urlsafe_b64encode(name.encode()).decode().rstrip("=")


def name_before(token: str) -> str:
    """Return the name behind which the page of a token begins; "" without a token."""
    try:
        return urlsafe_b64decode((token + "=" * (-len(token) % 4)).encode("ascii")).decode()
    except ValueError:
        raise _no_such_page(token) from None


def _token(record: Record) -> str:
    return token_after(f"{microseconds(record.created)} {record.id}")


def _position(token: str) -> tuple[int, str]:
    created, _, record_id = name_before(token).partition(" ")
    try:
        if not created.isascii() or len(created) > 20 or not _ID.fullmatch(record_id):
            raise ValueError
        return min(int(created), _LATEST), record_id
    except ValueError:
        raise _no_such_page(token) from None


def _no_such_page(token: str) -> InvalidInput:
    found = fault("query", "page_token", token, "a next_page_token of an earlier answer")
    return InvalidInput("There is no such page.", faults=[found])
