"""Orders that somebody was promised for a day and that no published plan of the day carries."""

from datetime import date
from typing import Final

from sqlalchemy import exists, not_, select

from data.store.database import Database
from data.store.day_tables import ORDER_ROUNDS
from data.store.order_parts import PART_DELIVERED
from data.store.order_tables import ORDERS
from orders.life_cycle import State

_PROMISED: Final = (State.PROMISED, State.ALLOCATED, State.PICKED)
"""States of orders that wait for a vehicle and have been promised."""


def unplanned_on(database: Database, day: date, *, most: int = 1_000) -> list[tuple[str, str]]:
    """Return id and number of each promised order of a day that is on no vehicle, the oldest first."""
    column, rounds = ORDERS.c, ORDER_ROUNDS.c
    carried = exists().where(rounds.order_id == column.id, rounds.day == day, not_(PART_DELIVERED))
    chosen = select(column.id, column.external_id).where(
        column.day == day, column.state.in_([it.value for it in _PROMISED]), ~carried
    )
    ordered = chosen.order_by(column.created_us, column.external_id).limit(most)
    with database.read() as connection:
        return [(row.id, row.external_id) for row in connection.execute(ordered)]
