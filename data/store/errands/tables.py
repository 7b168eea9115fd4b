"""Tables that say which errands a plan was made for, and which vehicle does them."""

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

PLAN_ERRANDS = Table(
    "plan_errands",
    METADATA,
    Column("plan_id", String(36), ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("task", String(10), primary_key=True),
    Column("number", String(100), nullable=False),
    Column("stop", String(300), nullable=False),
    Column("code", String(50), nullable=False),
    Column("reason", SealedText("plan_errands.reason"), nullable=False),
)
"""Errands for which a plan was made, and those that could not become stops of it: code and reason say why."""

ERRAND_ROUNDS = Table(
    "errand_rounds",
    METADATA,
    Column("kind", String(20), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("task", String(10), primary_key=True),
    Column("plan_id", String(36), ForeignKey("plans.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("vehicle", String(500), nullable=False),
    Column("stop", String(500), nullable=False),
    Column("number", String(100), nullable=False),
    Column("state", String(10), nullable=False),
    Index("errand_rounds_of_day", "day", "vehicle"),
    Index("errand_rounds_of_plan", "plan_id"),
)
"""On which published plan, vehicle and stop each errand is; state: open, loaded, done or failed."""
