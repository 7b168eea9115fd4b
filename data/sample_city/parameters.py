"""Every number that shapes a synthetic day, in one place.

The distributions are meant to be plausible for a courier of groceries and parcels in a town; they are not
taken from any company's records.
"""

from dataclasses import dataclass

from core.errors import fault, refuse
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow


def clock(opens: float, closes: float) -> TimeWindow:
    """Return the window between two hours of the day: 16.5 is half past four."""
    return TimeWindow(opens=Seconds(round(opens * 3600)), closes=Seconds(round(closes * 3600)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetShare:
    """Vehicles of one kind and shift; `share` is their part of the fleet."""

    id: str
    kind: str
    profile: str
    share: float
    shift: TimeWindow
    weight_g: int
    volume_ml: int
    parcels: int
    skills: frozenset[str] = frozenset()
    cost_fixed: Cents
    cost_per_km: Cents
    cost_per_hour: Cents
    max_distance: Metres | None = None
    max_duration: Seconds | None = None
    max_stops: int | None = None


_SHOP_HOURS, _SHOP_DELIVERIES, _DEPOT_HOURS = clock(8, 18), clock(7.5, 11), clock(6, 22)
_EARLY, _LATE = clock(7.5, 13.5), clock(14, 20.5)


def _van(name: str, *, share: float, shift: TimeWindow, skills: frozenset[str] = frozenset()) -> FleetShare:
    return FleetShare(
        id=name,
        kind="van",
        profile="van",
        share=share,
        shift=shift,
        weight_g=550_000,
        volume_ml=3_500_000,
        parcels=100,
        skills=skills,
        cost_fixed=Cents(4500),
        cost_per_km=Cents(38),
        cost_per_hour=Cents(2300),
    )


def _cargo_bike(name: str, *, share: float, shift: TimeWindow) -> FleetShare:
    return FleetShare(
        id=name,
        kind="electric cargo bike",
        profile="cargo_bike",
        share=share,
        shift=shift,
        weight_g=180_000,
        volume_ml=1_200_000,
        parcels=40,
        cost_fixed=Cents(1500),
        cost_per_km=Cents(6),
        cost_per_hour=Cents(2000),
        max_distance=Metres(50_000),
    )


def _truck(name: str, *, share: float, shift: TimeWindow) -> FleetShare:
    return FleetShare(
        id=name,
        kind="small truck",
        profile="truck",
        share=share,
        shift=shift,
        weight_g=1_100_000,
        volume_ml=9_000_000,
        parcels=250,
        skills=frozenset({"cold", "two_person"}),
        cost_fixed=Cents(9000),
        cost_per_km=Cents(65),
        cost_per_hour=Cents(3900),
        max_stops=40,
    )


FLEET = (
    _van("van-early", share=2 / 12, shift=_EARLY),
    _van("van-late", share=2 / 12, shift=_LATE),
    _van("van-cold-early", share=1 / 12, shift=_EARLY, skills=frozenset({"cold"})),
    _van("van-cold-late", share=1 / 12, shift=_LATE, skills=frozenset({"cold"})),
    _cargo_bike("bike-early", share=2 / 12, shift=_EARLY),
    _cargo_bike("bike-late", share=2 / 12, shift=_LATE),
    _truck("truck-early", share=1 / 12, shift=_EARLY),
    _truck("truck-late", share=1 / 12, shift=_LATE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleParameters:
    """How a synthetic day is drawn.

    dense_share
        orders lie where this share of the street network lies, along each axis.
    reach_m, street_within_m, name_within_m
        farthest from the middle of the network; farthest from a street to stop in; farthest from a street
        whose name a building takes.
    pairs, returns, locker_drops, shop_drops
        parts of all orders: brought from a shop to a customer (two stops each), fetched, brought to parcel
        lockers and to shops in bulk.
    whole_day, morning, evening
        parts of the deliveries to homes by time window; the rest may choose between a morning
        and an evening one.
    cold, two_person, optional
        parts of the deliveries to homes.
    weight_median_g, weight_sigma
        of a lognormal distribution, cut at 0.3 kg and `weight_most_g`.
    ml_per_g, ml_per_g_sigma
        volume per weight, likewise lognormal: 4 is a quarter of the density of water.
    """

    dense_share: float = 0.96
    reach_m: float = 7000.0
    street_within_m: float = 70.0
    name_within_m: float = 150.0

    shops: int = 5
    lockers: int = 6
    spacing_m: float = 600.0

    pairs: float = 0.03
    returns: float = 0.05
    locker_drops: float = 0.02
    shop_drops: float = 0.015

    whole_day: float = 0.55
    morning: float = 0.20
    evening: float = 0.20
    morning_slots: tuple[TimeWindow, ...] = (clock(8, 10), clock(9, 11), clock(10, 12))
    evening_slots: tuple[TimeWindow, ...] = (clock(16, 18), clock(17, 19), clock(18, 20))
    shop_hours: TimeWindow = _SHOP_HOURS
    shop_deliveries: TimeWindow = _SHOP_DELIVERIES

    cold: float = 0.08
    two_person: float = 0.03
    optional: float = 0.05
    penalty_least: Cents = Cents(200)
    penalty_most: Cents = Cents(2500)

    weight_median_g: float = 15_000.0
    weight_sigma: float = 0.65
    weight_most_g: int = 60_000
    bulky_least_g: int = 35_000
    bulky_most_g: int = 90_000
    ml_per_g: float = 4.0
    ml_per_g_sigma: float = 0.35
    g_per_parcel: float = 9_000.0
    bulk_parcels: tuple[int, int] = (6, 18)
    bulk_parcel_g: float = 2_500.0

    service_least: Seconds = Seconds(120)
    service_most: Seconds = Seconds(480)
    setup_least: Seconds = Seconds(60)
    setup_most: Seconds = Seconds(120)

    depot_hours: TimeWindow = _DEPOT_HOURS
    fleet: tuple[FleetShare, ...] = FLEET

    def __post_init__(self) -> None:
        sums = {
            "2 pairs + returns + locker_drops + shop_drops": (
                2 * self.pairs + self.returns + self.locker_drops + self.shop_drops
            ),
            "whole_day + morning + evening": self.whole_day + self.morning + self.evening,
            "cold + two_person": self.cold + self.two_person,
            "optional": self.optional,
            "dense_share": self.dense_share,
        }
        refuse(
            "The parameters of the synthetic day contradict themselves.",
            [
                fault("parameters", name, round(total, 6), "parts of a whole: 0 to 1")
                for name, total in sums.items()
                if not 0 <= total <= 1 + 1e-9
            ],
        )
