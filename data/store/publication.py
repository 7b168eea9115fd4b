"""Published plans as objects: what is driven on a day, and which order is on which vehicle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from data.store.errands.rows import PlannedErrand
from data.store.plan_orders import PlannedOrder
from orders.parts import PartState


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A published plan.

    zone
        whose clocks its times mean.
    routes
        stops in order by vehicle.
    superseded_by
        the plan that is driven instead; "" where this one is.
    supersedes
        plans that this one took the place of; told when it is published.
    """

    plan_id: str
    day: date
    zone: str
    published: datetime
    routes: Mapping[str, tuple[str, ...]]
    superseded_by: str = ""
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Where an order, or a part of it, is: a stop of a vehicle on a published plan.

    part
        the warehouse that sends it; "" for a whole order, whose own state tells where it is.
    state, since_us, reason
        of a part, and the failure of its last attempt.
    """

    order_id: str
    plan_id: str
    day: date
    vehicle: str
    stop: str
    number: str
    part: str = ""
    state: PartState = PartState.OPEN
    since_us: int = 0
    reason: str = ""


def coming(rounds: Sequence[Round]) -> Round | None:
    """Return the first of an order's rounds that is not done: parts that were delivered stay known."""
    return next((each for each in rounds if each.state is not PartState.DELIVERED), None)


@dataclass(frozen=True, kw_only=True)
class ToPublish:
    """A plan that somebody wants to be driven.

    served, errands
        orders that stops of it serve, and errands that are done there, with the vehicle of each.
    revises
        plans that it was made from: it takes their place.
    depots
        where each vehicle loads.
    """

    plan_id: str
    day: date
    zone: str
    routes: Mapping[str, tuple[str, ...]]
    served: Sequence[tuple[PlannedOrder, str]]
    revises: frozenset[str]
    errands: Sequence[tuple[PlannedErrand, str]] = ()
    depots: Mapping[str, frozenset[str]] = field(default_factory=dict)
