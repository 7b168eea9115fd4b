"""A way for goods from one place to the next, by one mode."""

from dataclasses import dataclass

from core.units import Cents
from network.design.checks import refuse_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """From a site to another site or to a customer.

    minimum_cents
        what a period costs at least in which anything is sent.
    capacity
        units a period of all products; None for any number.
    co2_g_per_tonne_km
        of the way as driven, well to wheel.
    """

    start: str
    end: str
    mode: str = ""
    km: float = 0.0
    minutes: float = 0.0
    lead_days: float = 0.0
    cents_per_unit: float = 0.0
    cents_per_kg: float = 0.0
    cents_per_unit_km: float = 0.0
    cents_per_tonne_km: float = 0.0
    minimum_cents: Cents = Cents(0)
    capacity: float | None = None
    co2_g_per_tonne_km: float = 0.0

    def __post_init__(self) -> None:
        refuse_negative(
            str(self), self, "km", "minutes", "lead_days", "cents_per_unit", "cents_per_kg",
            "cents_per_unit_km", "cents_per_tonne_km", "minimum_cents", "capacity", "co2_g_per_tonne_km",
        )  # fmt: skip

    def __str__(self) -> str:
        by = f" by {self.mode}" if self.mode else ""
        return f"lane {self.start} to {self.end}{by}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other lane."""
        return (self.start, self.end, self.mode)
