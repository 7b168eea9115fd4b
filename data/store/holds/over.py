"""Whether anything that was held is over and not yet given back: asked before every quote."""

from typing import Final

from sqlalchemy import BindParameter, Connection, bindparam, literal, select, union_all

from data.store.holds.tables import HOLDS
from data.store.stock.tables import STOCK_RESERVATIONS
from orders.holds.hold import HoldState

_NOW: Final[BindParameter[int]] = bindparam("now_us")
_HOLDS = select(literal(1)).where(HOLDS.c.state == HoldState.HELD.value, HOLDS.c.until_us <= _NOW)
_GOODS = select(literal(1)).where(
    STOCK_RESERVATIONS.c.state == "held", STOCK_RESERVATIONS.c.held_until_us <= _NOW
)
_ANY: Final = union_all(_HOLDS, _GOODS).limit(1)


def any_over(connection: Connection, now_us: int) -> bool:
    """Return whether a hold or a reservation has ended by `now_us` and still keeps what it held."""
    return connection.execute(_ANY, {"now_us": now_us}).first() is not None
