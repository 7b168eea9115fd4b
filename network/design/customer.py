"""Who is to be served, with what, and in which periods."""

from dataclasses import dataclass

from core.place import Place
from network.design.checks import refuse_negative


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
    """Units of a product that a customer wants in a period."""

    customer: str
    product: str
    period: str
    units: float

    def __post_init__(self) -> None:
        refuse_negative(f"demand of {self.customer!r}", self, "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time in which sites stay open or closed.

    cost_factor
        what a cent of it is worth, such as 0.95 where later money counts less.
    """

    id: str
    cost_factor: float = 1.0

    def __post_init__(self) -> None:
        refuse_negative(f"period {self.id!r}", self, "cost_factor")
