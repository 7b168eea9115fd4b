"""The table of vehicles and sites, and the one that says which orders a plan was made for."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

FLEET = Table(
    "fleet",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("id", String(100), primary_key=True),
    Column("content", SealedText("fleet.content"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
)
"""One row a vehicle or site; content: it as JSON; revision: how often it was replaced, from 1."""

PLAN_ORDERS = Table(
    "plan_orders",
    METADATA,
    Column("plan_id", String(36), ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("order_id", String(36), primary_key=True),
    Column("number", String(100), nullable=False),
    Column("stop", String(300), nullable=False),
    Column("arranged", Integer, nullable=False),
    Column("code", String(50), nullable=False),
    Column("reason", SealedText("plan_orders.reason"), nullable=False),
    Column("part", String(100), primary_key=True, server_default=""),
    Index("plan_orders_of_order", "order_id"),
)
"""Orders for which a plan was made, and those that could not become stops of it.

number: the shop's. part: the warehouse that sends it; "" for a whole order. stop: of the plan; "" where it is
none, code and reason then say why. arranged: how often another day or place had been arranged by then.
"""
