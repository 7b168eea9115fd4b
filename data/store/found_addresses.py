"""What providers of addresses have answered: asked once, for some time."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select

from core.located import Located
from data.formats.points.located_json import located_json, located_of
from data.store.address_tables import FOUND_ADDRESSES
from data.store.database import Database
from data.store.moments import microseconds

KEPT_FOR: Final = timedelta(days=90)
"""Towns change, and addresses of customers are not kept for ever."""


class FoundAddresses:
    """The answers of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, provider: str, asked: str, now: datetime) -> list[Located] | None:
        """Return what a provider answered in the last 90 days, or None where it was not asked."""
        since = microseconds(now - KEPT_FOR)
        chosen = select(FOUND_ADDRESSES.c.answer).where(
            FOUND_ADDRESSES.c.digest.in_(self._database.ring.digests(_question(provider, asked))),
            FOUND_ADDRESSES.c.asked_us > since,
        )
        with self._database.read() as connection:
            answer = connection.execute(chosen).scalar_one_or_none()
        return None if answer is None else [located_of(each) for each in json.loads(answer)]

    def keep(self, provider: str, asked: str, found: Sequence[Located], now: datetime) -> None:
        """Keep an answer in the place of the one before, and forget those that are too old."""
        question, ring = _question(provider, asked), self._database.ring
        answer = json.dumps([located_json(each) for each in found], ensure_ascii=False)
        over = FOUND_ADDRESSES.c.asked_us <= microseconds(now - KEPT_FOR)
        with self._database.write() as connection:
            same = FOUND_ADDRESSES.c.digest.in_(ring.digests(question))
            connection.execute(delete(FOUND_ADDRESSES).where(over | same))
            row = {"digest": ring.digest(question), "answer": answer, "asked_us": microseconds(now)}
            connection.execute(insert(FOUND_ADDRESSES).values(**row))


def _question(provider: str, asked: str) -> str:
    return f"{provider}\n{' '.join(asked.casefold().split())}"
