"""How much is to be done, and by how many, for whoever looks after the program."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from data.store.database import Database
from data.store.moments import microseconds
from data.store.tables import PLANS, WORKERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Plans that wait and that are being made, workers signed on.

    oldest_s
        seconds since the plan was asked for that waits the longest; 0 where none does.
    """

    waiting: int
    working: int
    oldest_s: float
    workers: int


def workload_of(database: Database, now: datetime) -> Workload:
    """Return how much is to be done in a database."""
    counted = select(PLANS.c.state, func.count(), func.min(PLANS.c.created_us))
    chosen = counted.where(PLANS.c.state.in_(("queued", "running"))).group_by(PLANS.c.state)
    with database.read() as connection:
        found = {state: (number, first) for state, number, first in connection.execute(chosen)}
        workers = connection.execute(select(func.count()).select_from(WORKERS)).scalar_one()
    waiting, oldest_us = found.get("queued", (0, microseconds(now)))
    return Workload(
        waiting=waiting,
        working=found.get("running", (0, 0))[0],
        oldest_s=max(0.0, (microseconds(now) - oldest_us) / 1_000_000),
        workers=workers,
    )
