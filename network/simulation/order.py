"""What customers order, what is under way to a site, and what is there: the state between two days."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A whole order of one product.

    number
        among the orders of its day.
    chance
        0 to 1, drawn: which site sends it, where several share a customer.
    """

    day: int
    number: int
    customer: str
    product: str
    units: int
    chance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """Goods ordered by a site from another.

    due
        the day on whose morning they arrive; None while they wait to be sent.
    """

    start: str
    end: str
    mode: str
    product: str
    units: int
    due: int | None = None


@dataclass(slots=True, kw_only=True)
class State:
    """Where everything is on the morning of a day.

    on_hand
        units by site and product.
    waiting
        orders of earlier days that are not delivered, the oldest first.
    load_out, lane_cents
        of the period so far: load by site, money by lane.
    """

    day: int = 0
    on_hand: dict[tuple[str, str], int] = field(default_factory=dict)
    shipments: list[Shipment] = field(default_factory=list)
    waiting: list[Order] = field(default_factory=list)
    load_out: dict[str, float] = field(default_factory=dict)
    lane_cents: dict[tuple[str, str, str], float] = field(default_factory=dict)
