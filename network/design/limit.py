"""What a design as a whole has to keep to."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

from core.errors import fault, refuse
from network.design.checks import refuse_negative

LimitKind = Literal[
    "share-within-minutes",
    "share-within-km",
    "nobody-beyond-minutes",
    "nobody-beyond-km",
    "most-sites",
    "least-sites",
    "most-cost",
    "most-investment",
    "most-co2-kg",
    "most-mean-minutes",
]
LIMIT_KINDS: tuple[LimitKind, ...] = get_args(LimitKind)


SHARES: tuple[LimitKind, ...] = ("share-within-minutes", "share-within-km")
NUMBERS: tuple[LimitKind, ...] = ("most-sites", "least-sites")
MONEY: tuple[LimitKind, ...] = ("most-cost", "most-investment")


def in_study(kind: LimitKind, written: float) -> float:
    """Return a limit's value as a study has it, from percent or money as people write them."""
    if kind in SHARES:
        return written / 100
    return written * 100 if kind in MONEY else written


def as_written(kind: LimitKind, value: float) -> float:
    """Return a limit's value as people write it: percent, money in the currency."""
    if kind in SHARES:
        return value * 100
    return value / 100 if kind in MONEY else value


def wrong_value(kind: LimitKind, written: float) -> str:
    """Return what a limit's value, as people write it, would have to be; "" where it is right."""
    if not (written >= 0 and isfinite(written)):
        return "a number, 0 or more"
    if kind in SHARES and written > 100:
        return "a percent of demand, at most 100"
    if kind in NUMBERS and written != int(written):
        return "a whole number of sites"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit.

    value
        a share from 0 to 1; a distance in km or minutes; a number of sites in each period; money in cents;
        kg; minutes to a unit's customer on average. Cost, investment (opening and closing), CO2 and mean
        minutes are those of all periods together.
    within
        of shares: in how many km or minutes.
    group
        of numbers of sites: a group or kind of sites; "" for warehouses and pickup points.
    """

    id: str
    kind: LimitKind
    value: float
    within: float = 0.0
    group: str = ""

    def __post_init__(self) -> None:
        named = f"limit {self.id!r}"
        refuse_negative(named, self, "value", "within")
        if self.is_share and self.value > 1:
            refuse(f"{named} cannot be.", [fault(named, "value", self.value, "a share of at most 1")])

    @property
    def is_share(self) -> bool:
        """Whether it asks for a share of demand near its site."""
        return self.kind in SHARES

    @property
    def by_minutes(self) -> bool:
        """Whether near and far are a matter of minutes, not km."""
        return self.kind.endswith("minutes")

    @property
    def is_far(self) -> bool:
        """Whether it forbids service from too far away."""
        return self.kind in ("nobody-beyond-minutes", "nobody-beyond-km")

    @property
    def text(self) -> str:
        """The limit in words."""
        measure = "minutes" if self.by_minutes else "km"
        if self.is_share:
            return f"{self.value:.1%} of demand within {self.within:g} {measure}"
        if self.is_far:
            return f"nobody beyond {self.value:g} {measure}"
        of = f" of {self.group}" if self.group else ""
        if self.kind in MONEY:
            return f"{self.kind.replace('-', ' ')} {self.value / 100:,.0f}"
        return f"{self.kind.replace('-', ' ')}{of} {self.value:,.6g}"
