"""Who is to be served, with what, and in which periods."""

from dataclasses import dataclass

from core.errors import fault, refuse
from core.place import Place
from network.design.checks import refuse_negative

MOST_SD_SHARE = 10.0
"""More than that is no deviation in percent of what a period brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer, or an area of many.

    single
        whether all goods of a period have to come from one site.
    served_by
        the site that serves it today, for the network as it is; None where nobody says.
    most_km, most_minutes
        how far its site may be; None for any distance.
    """

    id: str
    place: Place
    name: str = ""
    single: bool = False
    served_by: str | None = None
    most_km: float | None = None
    most_minutes: float | None = None

    def __post_init__(self) -> None:
        refuse_negative(f"customer {self.id!r}", self, "most_km", "most_minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Units of a product that a customer wants in a period.

    sd_share
        standard deviation of them, as a share of them; customers, products and periods are independent.
    """

    customer: str
    product: str
    period: str
    units: float
    sd_share: float = 0.0

    def __post_init__(self) -> None:
        named = f"demand of {self.customer!r}"
        refuse_negative(named, self, "units", "sd_share")
        if self.sd_share > MOST_SD_SHARE:
            told, expected = (
                f"{100 * self.sd_share:.12g}",
                f"percent of demand, at most {100 * MOST_SD_SHARE:g}",
            )
            refuse(f"{named} cannot be.", [fault(named, "sd_percent", told, expected)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time in which sites stay open or closed.

    cost_factor
        what a cent of it is worth, such as 0.95 where later money counts less.
    days
        how long it is; None where nobody says, which is enough where no stock is counted.
    """

    id: str
    cost_factor: float = 1.0
    days: float | None = None

    def __post_init__(self) -> None:
        refuse_negative(f"period {self.id!r}", self, "cost_factor", "days")
