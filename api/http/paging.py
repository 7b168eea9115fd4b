"""Pages of a list: an opaque token names where the next one begins (AIP-158)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from core.errors import InvalidInput, fault
from data.plan_store.record import PlanRecord, newest_first


def page_of(records: Sequence[PlanRecord], size: int, token: str) -> tuple[Sequence[PlanRecord], str | None]:
    """Return `size` of `records` from where `token` points, and the token of the next page, if there is one.

    records
        newest first; those that came since the page before do not move the others.
    """
    after = _position(token) if token else None
    rest = [each for each in records if after is None or newest_first(each) > after]
    page = rest[:size]
    return page, _token(page[-1]) if len(rest) > size else None


def _token(record: PlanRecord) -> str:
    age, plan_id = newest_first(record)
    return urlsafe_b64encode(f"{age!r} {plan_id}".encode()).decode().rstrip("=")


def _position(token: str) -> tuple[float, str]:
    try:
        padded = token + "=" * (-len(token) % 4)
        age, _, plan_id = urlsafe_b64decode(padded.encode("ascii")).decode().partition(" ")
        return float(age), plan_id
    except ValueError:
        expected = "a next_page_token of an earlier answer"
        found = fault("query", "page_token", token, expected)
        raise InvalidInput("There is no such page.", faults=[found]) from None
