"""How a design is simulated: for how long, from what, and what customers are promised."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import fault, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The rules of a simulation.

    start
        the first day; weekdays and months are those of the calendar.
    period_days
        days of each period of the study.
    promised_days
        days after the day of its order by which an order has to be delivered to be in time; 0: the same day.
    promised_minutes
        how near a customer's site has to be for it to count as near; None where nobody says.
    patience_days
        days after which an order that still waits is cancelled.
    keep_stock
        whether sites hold stock and order by policies; else goods pass through as they are asked for.
    """

    days: int
    start: date
    seed: int = 0
    period_days: int = 365
    promised_days: int = 1
    promised_minutes: float | None = None
    patience_days: int = 30
    keep_stock: bool = True

    def __post_init__(self) -> None:
        least = {"days": 1, "seed": 0, "period_days": 1, "promised_days": 0, "patience_days": 0}
        refuse(
            "So nothing can be simulated.",
            [
                fault("simulation", name, getattr(self, name), f"a whole number, {low} or more")
                for name, low in least.items()
                if getattr(self, name) < low
            ],
        )

    def date_of(self, day: int) -> date:
        """Return the date of a day, counted from 0."""
        return self.start + timedelta(days=day)

    def period_of(self, day: int) -> int:
        """Return the number of the period that a day lies in."""
        return day // self.period_days

    def share_of_period(self, period: int) -> float:
        """Return what part of a period is simulated."""
        begun = period * self.period_days
        return max(0, min(self.days - begun, self.period_days)) / self.period_days
