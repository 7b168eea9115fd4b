"""What drives the last mile."""

from dataclasses import dataclass

from core.errors import fault, refuse
from core.units import Cents, Seconds
from network.design.checks import refuse_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleType:
    """A kind of vehicle that any warehouse may use.

    capacity_kg, capacity_load
        the most on board; None for any. Load is that of products.
    fixed_cents, cents_per_km, cents_per_hour
        of a vehicle on a day on which it drives; hours from leaving the warehouse to being back.
    opens, closes
        its shift, seconds after midnight.
    trips
        how often it may leave the warehouse on a day.
    number
        how many each warehouse has; None for as many as it takes.
    setup_s, service_s
        seconds for each place where it stops, and for each order handed over.
    """

    id: str
    profile: str = "van"
    capacity_kg: float | None = None
    capacity_load: float | None = None
    fixed_cents: Cents = Cents(0)
    cents_per_km: Cents = Cents(0)
    cents_per_hour: Cents = Cents(0)
    opens: Seconds = Seconds(8 * 3600)
    closes: Seconds = Seconds(17 * 3600)
    speed_percent: int = 100
    trips: int = 1
    number: int | None = None
    setup_s: Seconds = Seconds(120)
    service_s: Seconds = Seconds(120)
    co2_g_per_km: float = 0.0

    def __post_init__(self) -> None:
        named = f"vehicle {self.id!r}"
        refuse_negative(
            named, self, "capacity_kg", "capacity_load", "fixed_cents", "cents_per_km", "cents_per_hour",
            "opens", "number", "setup_s", "service_s", "co2_g_per_km",
        )  # fmt: skip
        found = []
        if self.closes <= self.opens:
            found.append(fault(named, "shift_end", self.closes, "later than shift_start"))
        if not 1 <= self.speed_percent <= 500:
            found.append(fault(named, "speed_percent", self.speed_percent, "1 to 500"))
        if self.trips < 1:
            found.append(fault(named, "trips", self.trips, "1 or more"))
        refuse(f"{named} cannot be.", found)

    def holds(self, kg: float, load: float) -> bool:
        """Whether so much fits into it."""
        light = self.capacity_kg is None or kg <= self.capacity_kg * (1 + 1e-9)
        return light and (self.capacity_load is None or load <= self.capacity_load * (1 + 1e-9))
