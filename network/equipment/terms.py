"""What is paid and what is demanded: prices, shares, years and weights."""

from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from network.equipment.checks import refuse_below

Criterion = Literal["cost", "investment", "area", "energy", "reserve", "selectivity"]
"""What combinations are judged by; of the last two more is better."""

CRITERIA: Final[tuple[Criterion, ...]] = get_args(Criterion)
MORE_IS_BETTER: Final = frozenset({"reserve", "selectivity"})
Placement = Literal["random", "turnover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms of one study; shares in percent, rates in hundredths of a percent.

    peak_percent
        how busy a peak day is against the mean day of the flows.
    occupancy_percent
        how full storage may be, so that there is always a free position.
    utilisation_percent, availability_percent
        how much of its time a unit may be busy, and is there at all.
    dual_percent
        share of cycles of cranes and narrow-aisle forklifts that bring one pallet and take another.
    selectivity_percent
        least share of positions that must be reachable without moving another pallet.
    wait_limit_s
        what 95 of 100 lorries wait for a door at most.
    staging_min
        how long pallets stand in the staging zone.
    placement
        random, or by turnover with the fastest SKUs in front.
    weights
        how much each criterion counts.
    """

    currency: str = "EUR"
    days_per_year: int = 250
    peak_percent: int = 140
    occupancy_percent: int = 90
    utilisation_percent: int = 80
    availability_percent: int = 95
    dual_percent: int = 30
    selectivity_percent: int = 0
    wait_limit_s: int = 900
    staging_min: int = 60
    carton_mm: int = 600
    placement: Placement = "random"
    wage_cents_h: int = 2_800
    energy_cents_kwh: int = 22
    floor_cents_m2: int = 7_200
    horizon_years: int = 10
    rate_bp: int = 600
    weights: dict[Criterion, int] = field(default_factory=lambda: {"cost": 100})

    def __post_init__(self) -> None:
        shares = ("occupancy_percent", "utilisation_percent", "availability_percent")
        least_one = ("days_per_year", "peak_percent", "horizon_years", "carton_mm", *shares)
        refuse_below("the terms", self, least=1, names=least_one)
        money = ("wage_cents_h", "energy_cents_kwh", "floor_cents_m2", "rate_bp")
        others = ("dual_percent", "selectivity_percent", "wait_limit_s", "staging_min", *money)
        refuse_below("the terms", self, least=0, names=others)

    @property
    def working_share(self) -> float:
        """Share of its time that a unit is planned to work."""
        return self.utilisation_percent * self.availability_percent / 10_000

    @property
    def rate(self) -> float:
        """Discount rate of a year as a share."""
        return self.rate_bp / 10_000
