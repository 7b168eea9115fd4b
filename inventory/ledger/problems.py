"""What keeps units from being promised: others have them, or the name stands for a promise that is over."""

from collections.abc import Sequence

from core.errors import RoundsmanError, fault
from inventory.ledger.reservation import Reservation, ReservedLine, Shortage


class StockConflict(RoundsmanError):
    """The units cannot be promised."""

    code = "stock-conflict"
    action = "Look at what can be promised, and ask for that."


class StockShort(StockConflict):
    """Less can be promised than is wanted."""

    code = "stock-short"
    action = "Ask for what the faults say can be promised, for another day, or from another warehouse."

    def __init__(self, wanted: Sequence[ReservedLine], shortages: Sequence[Shortage]) -> None:
        self.shortages = tuple(shortages)
        faults = [
            fault(
                f"/lines/{wanted.index(each.line)}",
                "quantity",
                each.line.quantity,
                f"no more than the {each.available:,} of {each.line.sku} that {each.line.warehouse} can "
                f"promise for {each.line.day}",
            )
            for each in shortages
        ]
        super().__init__("Nothing is reserved: too little stock is free.", faults=faults)


class ReservationOver(StockConflict):
    """The reservation of this name has ended."""

    code = "reservation-over"
    action = "Reserve under a new id."

    def __init__(self, there: Reservation) -> None:
        super().__init__(f"Nothing is reserved: the reservation {there.id} is {there.state}.")
