"""Quotes of which one option may be held: kept for a while, found by the secret part of their tokens."""

import json
import zlib
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, insert, select

from core.errors import NotFound
from data.formats.modes.held_json import cart_document, cart_of, option_document, option_of
from data.store.database import Database
from data.store.holds.tables import OFFERS
from data.store.moments import microseconds, moment_of
from orders.holds.offer import Offer

REMEMBERED: Final = timedelta(hours=1)
"""How long it is still known of an offer that it is over."""


class Offers:
    """The offers of a database. Their names are secrets of the caller's: only digests are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, name: str, offer: Offer) -> None:
        """Keep an offer under a name that nobody can guess."""
        told = {
            "at": offer.at.isoformat(),
            "cart": cart_document(offer.cart),
            "options": [option_document(each) for each in offer.options],
        }
        text = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
        row = {
            "name": _digest(name),
            "until_us": microseconds(offer.until),
            "content": b64encode(zlib.compress(text, 1)).decode(),
        }
        # A quote is a question and changes nothing that anybody has: the audit log tells what is held by it.
        with self._database.by(None).write() as connection:
            connection.execute(insert(OFFERS), row)

    def one(self, name: str) -> Offer:
        """Return an offer, also one that is over; raise `NotFound` where nobody made it."""
        with self._database.read() as connection:
            row = connection.execute(select(OFFERS).where(OFFERS.c.name == _digest(name))).one_or_none()
        if row is None:
            raise NotFound("There is no option with this token.")
        told = json.loads(zlib.decompress(b64decode(row.content)))
        return Offer(
            cart=cart_of(told["cart"]),
            options=tuple(option_of(each) for each in told["options"]),
            at=datetime.fromisoformat(told["at"]),
            until=moment_of(row.until_us),
        )

    def forget(self, now: datetime) -> None:
        """Let offers go that have been over for long."""
        with self._database.write() as connection:
            connection.execute(delete(OFFERS).where(OFFERS.c.until_us < microseconds(now - REMEMBERED)))


def _digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()
