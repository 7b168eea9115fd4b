"""Tables of quotes and holds. Holds and their events are what is known; routes and versions follow."""

from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA


def _hold_id(**more: Any) -> Column[str]:
    return Column("hold_id", String(36), ForeignKey("holds.id"), nullable=False, **more)


OFFERS = Table(
    "offers",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("until_us", BigInteger, nullable=False),
    Column("content", SealedText("offers.content"), nullable=False),
    Index("offers_ending", "until_us"),
)
"""What was quoted and can still be held. name: digest of the secret part of its tokens."""

HOLDS = Table(
    "holds",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("token", String(64), nullable=False),
    Column("key", String(64), nullable=True, unique=True),
    Column("created_us", BigInteger, nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("mode", String(20), nullable=False),
    Column("at", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("content", SealedText("holds.content"), nullable=False),
    Index("holds_ending", "state", "until_us"),
    Index("holds_newest", "created_us", "id"),
    Index("holds_of_a_token", "token"),
    Index("holds_of_a_place", "mode", "at", "day"),
)
"""One row a hold; its reservation and its order have the same id.

token, key: digests of the option's token and of the caller's Idempotency-Key. content: cart and option as
JSON; holds an address.
"""

HOLD_EVENTS = Table(
    "hold_events",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _hold_id(),
    Column("state", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Index("hold_events_of_a_hold", "hold_id", "number"),
)
"""Every step of a hold. Rows are added and never changed."""

HOLD_STOPS = Table(
    "hold_stops",
    METADATA,
    Column("id", String(50), primary_key=True),
    _hold_id(),
    Column("day", Date, nullable=False),
    Column("content", SealedText("hold_stops.content"), nullable=False),
    Index("hold_stops_of_a_day", "day"),
    Index("hold_stops_of_a_hold", "hold_id"),
)
"""Stops that holds have promised, as JSON."""

HOLD_ROUTES = Table(
    "hold_routes",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("vehicle", Text, primary_key=True),
    Column("plan", String(64), nullable=False),
    Column("entries", SealedText("hold_routes.entries"), nullable=False),
)
"""What the vehicles with promised stops visit, as a JSON list. plan: the digest of the plan it belongs to."""

HOLD_LOCKS = Table(
    "hold_locks",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
)
"""What whoever holds or gives back locks first: a day's rounds, a shop's day, a bank of lockers.

version: grows with every change of what is held there.
"""

ONE_A_COMPARTMENT = "state IN ('deposited', 'expired')"
"""Rows of which a compartment takes one only: parcels that lie in it."""

LOCKER_PARCELS = Table(
    "locker_parcels",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("bank", Text, nullable=False),
    Column("size", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("keep_s", Integer, nullable=False),
    Column("until_us", BigInteger, nullable=True),
    Column("code", Text, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("blocked_until_us", BigInteger, nullable=True),
    Column("compartment", String(100), nullable=True),
    Column("locator", String(10), nullable=True),
    Column("remind_us", BigInteger, nullable=True),
    Column("left_us", BigInteger, nullable=True),
    Index("locker_parcels_in_a_bank", "bank", "state"),
    Index("locker_parcels_ending", "state", "until_us"),
    Index("locker_parcels_reminding", "state", "remind_us"),
    Index(
        "locker_parcels_one_a_compartment",
        "bank",
        "compartment",
        unique=True,
        sqlite_where=text(ONE_A_COMPARTMENT),
        postgresql_where=text(ONE_A_COMPARTMENT),
    ),
)
"""One row a parcel that has a compartment, by the id of its hold or order.

at_us: when it is to come or came. keep_s: how long it may lie there. until_us: until when it may be
collected. code: hash of the secret part of the pickup code; locator: the part that names the parcel in its
bank. tries: wrong codes in a row. remind_us: when its recipient is reminded; NULL once that was done.
left_us: when its compartment became free.
"""
