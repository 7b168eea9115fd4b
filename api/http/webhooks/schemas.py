"""Webhooks and their deliveries as JSON."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from api.jobs.telling.post import Posted
from api.outbound.guard import LONGEST_URL
from api.services.webhooks import LONGEST_OVERLAP_S, MOST_TYPES
from data.store.outbox.deliveries import Delivery, DeliveryState
from data.store.outbox.webhooks import Webhook, WebhookState

Url = Annotated[str, Field(min_length=1, max_length=LONGEST_URL, examples=["https://shop.example/hooks"])]
Type = Annotated[str, Field(max_length=50, examples=["order.delivered"])]
Types = Annotated[
    list[Type], Field(max_length=MOST_TYPES, description="Types, or families as order.*; none for all.")
]
Text = Annotated[str, Field(max_length=1_000)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WebhookIn(_Closed):
    """Who is to be told, and of what."""

    url: Url
    types: Types = []
    description: Text = ""


class WebhookChangeIn(_Closed):
    """What is to be different; what is left out stays. Enabled anew, what waits is sent at once."""

    url: Url | None = None
    types: Types | None = None
    description: Text | None = None
    state: WebhookState | None = None

    def changes(self) -> dict[str, Any]:
        """Return what is to be different; null is no change."""
        return self.model_dump(exclude_none=True)


class RotationIn(_Closed):
    """For how many seconds deliveries are signed with the secret before as well."""

    overlap_s: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP_S)] = 86_400


class ReplayIn(_Closed):
    """What is to be sent once more: one delivery, or every event since a moment; exactly one of the two."""

    delivery_id: Annotated[str, Field(max_length=36)] | None = None
    since: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.delivery_id is None) == (self.since is None):
            raise ValueError("either delivery_id or since")
        return self


class ReplayOut(BaseModel):
    """How many deliveries will be sent."""

    deliveries: int


class WebhookOut(BaseModel):
    """Somebody who is told of events.

    note: why the server disabled it. failures: attempts that failed in a row, since failing_since.
    """

    id: str
    url: str
    types: Annotated[list[str], Field(max_length=MOST_TYPES)]
    description: str
    state: WebhookState
    note: str
    failures: int
    failing_since: datetime | None
    created: datetime

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookOut":
        """Return a webhook as JSON shows it: without its secret."""
        return cls(**_told(webhook))


class WebhookSecretOut(WebhookOut):
    """A webhook with its new secret, which is told this once."""

    secret: str

    @classmethod
    def new(cls, webhook: Webhook) -> "WebhookSecretOut":
        """Return a webhook that has just got its secret."""
        return cls(**_told(webhook), secret=webhook.secrets[0])


class WebhooksOut(BaseModel):
    """One page of webhooks, the newest first."""

    webhooks: Annotated[list[WebhookOut], Field(max_length=500)]
    next_page_token: str | None


class AttemptOut(BaseModel):
    """One attempt to deliver; status is null where nobody answered, error empty where it arrived."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    status: int | None
    took_ms: int
    error: str


class PingOut(BaseModel):
    """What came of a message of type ping."""

    arrived: bool
    attempt: AttemptOut

    @classmethod
    def of(cls, posted: Posted) -> "PingOut":
        """Return what came of it as JSON shows it."""
        return cls(
            arrived=posted.arrived, attempt=AttemptOut.model_validate(posted.attempt, from_attributes=True)
        )


class DeliveryOut(BaseModel):
    """One event for one webhook; next_at says when it is tried again."""

    id: str
    event_id: str
    position: int
    type: str
    subject: str
    state: DeliveryState
    next_at: datetime | None
    created: datetime
    attempts: Annotated[list[AttemptOut], Field(max_length=100)]

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryOut":
        """Return a delivery as JSON shows it."""
        return cls.model_validate(delivery, from_attributes=True)


class DeliveriesOut(BaseModel):
    """One page of deliveries, the newest first."""

    deliveries: Annotated[list[DeliveryOut], Field(max_length=500)]
    next_page_token: str | None


def _told(webhook: Webhook) -> dict[str, Any]:
    names = ("id", "url", "description", "state", "note", "failures", "failing_since", "created")
    return {"types": list(webhook.types), **{name: getattr(webhook, name) for name in names}}
