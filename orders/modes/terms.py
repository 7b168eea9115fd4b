"""What holds for all modes: currency, zone, how prices are made, and what driving emits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from core.errors import fault, refuse
from core.units import METRES_PER_KM, Cents, Seconds
from orders.modes.rounds import Fit
from orders.order import Temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What a kilometre of one vehicle profile emits.

    g_per_km
        grams of CO2 equivalent.
    scope
        what is counted, such as "well-to-wheel".
    source
        who says so.
    """

    profile: str
    g_per_km: int
    scope: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One set of rules for every door.

    days
        how many are looked at, today among them.
    marginal_percent
        of what a stop adds to its round that the customer pays besides the base price.
    near_m
        a stop for which a vehicle that drives anyway drives no more than this farther is greener.
    surety
        the chance with which a compartment must be free by the time a parcel comes, for it to be promised.
    service
        seconds of work at a stop.
    loading
        seconds from an order of today until it is aboard: what leaves before cannot take it along.
    offer_s, hold_s
        how long an option can be held once it is quoted, and how long a hold lasts unless it is confirmed.
    skills
        what a vehicle must have to carry goods of a class of temperature.
    shops, shops_within_m, banks, banks_within_m
        the nearest so many, within so many metres of the address, are looked at.
    substitutes_within_m
        how far from a full bank another one may be.
    sourcing
        what counts when warehouses are chosen, the most important first; each with the percent above the
        least that are left to the next.
    most_shipments, whole_lines
        from how many warehouses a cart may come, and whether no line may come from two.
    only_from, never_from
        warehouses that may send carts (all where none is named), and that may not.
    send_first
        warehouses by their rank, the best first and all others after them, where "rank" is what counts.
    """

    currency: str
    zone: ZoneInfo
    country: str = ""
    days: int = 7
    marginal_percent: int = 100
    near_m: int = 1000
    surety: float = 0.95
    service: Seconds = Seconds(180)
    loading: Seconds = Seconds(900)
    offer_s: Seconds = Seconds(900)
    hold_s: Seconds = Seconds(900)
    skills: Mapping[Temperature, str] = field(default_factory=dict)
    shops: int = 5
    shops_within_m: int = 20_000
    banks: int = 5
    banks_within_m: int = 5_000
    substitutes_within_m: int = 2_000
    sourcing: tuple[tuple[str, int], ...] = (("shipments", 0), ("cost", 0), ("co2", 0))
    most_shipments: int = 3
    whole_lines: bool = False
    only_from: frozenset[str] = frozenset()
    never_from: frozenset[str] = frozenset()
    send_first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        limits = {"days": (1, 60), "marginal_percent": (0, 1000), "shops": (0, 1000), "banks": (0, 1000)}
        limits |= {
            "offer_s": (1, 86_400),
            "hold_s": (1, 86_400),
            "loading": (0, 86_400),
            "most_shipments": (1, 6),
        }
        found = [
            fault("terms", name, getattr(self, name), f"{low} to {high:,}")
            for name, (low, high) in limits.items()
            if not low <= getattr(self, name) <= high
        ]
        if not 0.5 <= self.surety <= 0.9999:
            found.append(fault("terms", "surety", self.surety, "50 to 99.99 percent"))
        if len(self.currency) != 3 or not self.currency.isupper():
            found.append(fault("terms", "currency", self.currency, "an ISO 4217 code such as EUR"))
        refuse("The terms cannot be meant.", found)


def price(base: Cents, added: Cents | None, terms: Terms) -> Cents:
    """Return the base price and the customer's share of what the stop adds to its round, rounded half up.

    A stop that makes its round cheaper is not paid for.

    added
        None where no vehicle drives.
    """
    if added is None:
        return base
    return Cents(base + (2 * max(0, added) * terms.marginal_percent + 100) // 200)


def emitted_g(fit: Fit | None, factors: Mapping[str, Factor]) -> int | None:
    """Return grams emitted by the driving that a cart adds; None where nobody says what a vehicle emits."""
    if fit is None:
        return 0
    if not set(fit.driven) <= set(factors):
        return None
    grams = sum(metres * factors[profile].g_per_km for profile, metres in fit.driven.items())
    return max(0, round(grams / METRES_PER_KM))


def is_greener(fit: Fit | None, terms: Terms) -> bool:
    """Whether a vehicle is near anyway, or none has to drive."""
    return fit is None or (not fit.new_route and fit.distance <= terms.near_m)
