"""Links of a driven day, and what they show to those who wait, as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
)

from api.http.moments import Day
from api.http.orders.schemas import OrderWindowIn
from api.services.own_delivery import OwnDelivery
from orders.life_cycle import State
from orders.next_step import Step
from orders.parts import PartState

_Id = Annotated[str, Field(max_length=100)]
_Name = Annotated[str, Field(max_length=500)]
_Many = Field(max_length=100_000)


class ProofOut(BaseModel):
    """A picture that is kept: events name it by its digest."""

    digest: str
    media_type: str
    size: int


class LinkIn(BaseModel):
    """A link for somebody: a driver (day, vehicle), a recipient (order), or a shop (day, source).

    hours: until it expires; without it, a link lasts 48 hours, and no less than until the day after its own
    (or its order's) is over. A driver's link ends then at the latest.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["driver", "recipient", "shop"]
    day: Day | None = None
    vehicle: _Name = ""
    order: _Id = ""
    source: _Id = ""
    hours: Annotated[int, Field(ge=1, le=24 * 60)] | None = None


class LinkOut(BaseModel):
    """A link that works until it expires; whoever has it sees what it is for. It is told only once.

    path: for programs. page: the same for people, in a browser; "" for a shop, or where there are no screens.
    """

    path: str
    page: str
    expires: datetime


class OwnPartOut(BaseModel):
    """One of several deliveries of an order: where it is, and between which moments it should come."""

    state: PartState
    earliest: datetime | None
    latest: datetime | None


class OwnDeliveryOut(BaseModel):
    """An order as those see it who wait for it.

    earliest, latest: between which it should come. lon, lat: about where the vehicle is, while it drives to
    this order. signed_by, photo, signature: who took it, and digests of pictures, which are at `/proofs`.
    day, window: when it was promised. next_step: after an attempt that failed, "" else. at: shop or lockers.
    parts: its deliveries, where it comes in several.
    """

    number: str
    state: State
    text: str
    since: datetime
    reason: str
    earliest: datetime | None
    latest: datetime | None
    lon: float | None
    lat: float | None
    signed_by: str
    photo: str
    signature: str
    day: Day | None
    window: OrderWindowIn | None
    next_step: Step | Literal[""]
    at: str
    parts: Annotated[list[OwnPartOut], _Many] = []

    @classmethod
    def of(cls, found: OwnDelivery) -> "OwnDeliveryOut":
        """Return what is told of an order."""
        told = {name: getattr(found, name) for name in cls.model_fields}
        window = found.window
        shown = None if window is None else OrderWindowIn(opens_s=window.opens, closes_s=window.closes)
        parts = [OwnPartOut(state=it.state, earliest=it.earliest, latest=it.latest) for it in found.parts]
        return cls(**{**told, "window": shown, "parts": parts})


class OwnDeliveriesOut(BaseModel):
    """The orders of a shop on a day."""

    orders: Annotated[list[OwnDeliveryOut], _Many]
