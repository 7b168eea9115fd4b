"""Webhooks: make, list, change and delete them, try one out, look at deliveries and send them once more."""

from functools import partial
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.paging import page_of
from api.http.responses import problems
from api.http.webhooks.schemas import (
    DeliveriesOut,
    DeliveryOut,
    PingOut,
    ReplayIn,
    ReplayOut,
    RotationIn,
    WebhookChangeIn,
    WebhookIn,
    WebhookOut,
    WebhookSecretOut,
    WebhooksOut,
)
from api.http.world import WorldDep
from api.jobs.telling.post import ping
from api.services.access.scopes import Scope
from api.services.webhooks import change_webhook, create_webhook, rotate_secret
from data.store.outbox.deliveries import DeliveryState

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

WebhookId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
PageSize = Annotated[int, Query(ge=1, le=500)]
PageToken = Annotated[str, Query(max_length=200, description="The next_page_token of the page before.")]


@router.post(
    "",
    operation_id="create_webhook",
    summary="Be told of events",
    status_code=201,
    dependencies=[needs(Scope.WEBHOOKS), Depends(require_json)],
    responses=problems(403, 415, 422, 503),
)
def create(sent: WebhookIn, world: WorldDep, response: Response) -> WebhookSecretOut:
    """Keep a webhook and tell its secret, this once; an address can have one webhook."""
    made = create_webhook(
        world.store,
        url=sent.url,
        types=sent.types,
        description=sent.description,
        settings=world.outbound,
        clock=world.clock,
        resolve=world.resolve,
    )
    response.headers["Location"] = f"/v1/webhooks/{made.id}"
    return WebhookSecretOut.new(made)


@router.get(
    "",
    operation_id="list_webhooks",
    summary="List webhooks",
    dependencies=[needs(Scope.WEBHOOKS)],
    responses=problems(422, 503),
)
def list_webhooks(world: WorldDep, page_size: PageSize = 50, page_token: PageToken = "") -> WebhooksOut:
    """Return one page of the webhooks, the newest first."""
    page, token = page_of(partial(world.store.webhooks.some, world.clock()), page_size, page_token)
    return WebhooksOut(webhooks=[WebhookOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/{webhook_id}",
    operation_id="get_webhook",
    summary="A webhook",
    dependencies=[needs(Scope.WEBHOOKS)],
    responses=problems(404, 422, 503),
)
def get_webhook(webhook_id: WebhookId, world: WorldDep) -> WebhookOut:
    """Return a webhook as it is now, and whether it works."""
    return WebhookOut.of(world.store.webhooks.one(webhook_id, world.clock()))


@router.patch(
    "/{webhook_id}",
    operation_id="change_webhook",
    summary="Change, disable or enable a webhook",
    dependencies=[needs(Scope.WEBHOOKS), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def change(webhook_id: WebhookId, wanted: WebhookChangeIn, world: WorldDep) -> WebhookOut:
    """Change what is named and leave the rest as it is (RFC 7396)."""
    changed = change_webhook(
        world.store,
        webhook_id,
        wanted.changes(),
        settings=world.outbound,
        clock=world.clock,
        resolve=world.resolve,
    )
    return WebhookOut.of(changed)


@router.delete(
    "/{webhook_id}",
    operation_id="delete_webhook",
    summary="Delete a webhook",
    status_code=204,
    dependencies=[needs(Scope.WEBHOOKS)],
    responses=problems(403, 404, 422, 503),
)
def delete(webhook_id: WebhookId, world: WorldDep) -> None:
    """Delete a webhook and its deliveries; nothing more is sent."""
    world.store.webhooks.delete(webhook_id)


@router.post(
    "/{webhook_id}:ping",
    operation_id="ping_webhook",
    summary="Try a webhook out",
    dependencies=[needs(Scope.WEBHOOKS)],
    responses=problems(403, 404, 422, 503),
)
async def ping_webhook(webhook_id: WebhookId, world: WorldDep) -> PingOut:
    """Send a message of type `ping` now, and say what came of it."""
    webhook = await run_sync(world.store.webhooks.one, webhook_id, world.clock())
    return PingOut.of(await ping(webhook, world.outbound, world.clock, resolve=world.resolve))


@router.post(
    "/{webhook_id}:rotate",
    operation_id="rotate_webhook_secret",
    summary="Give a webhook a new secret",
    dependencies=[needs(Scope.WEBHOOKS), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def rotate(webhook_id: WebhookId, wanted: RotationIn, world: WorldDep) -> WebhookSecretOut:
    """Tell a new secret, this once; for a while deliveries are signed with the one before as well."""
    rotated = rotate_secret(world.store, webhook_id, overlap_s=wanted.overlap_s, clock=world.clock)
    return WebhookSecretOut.new(rotated)


@router.get(
    "/{webhook_id}/deliveries",
    operation_id="list_deliveries",
    summary="What was sent to a webhook",
    dependencies=[needs(Scope.WEBHOOKS)],
    responses=problems(404, 422, 503),
)
def list_deliveries(
    webhook_id: WebhookId,
    world: WorldDep,
    state: Annotated[DeliveryState | None, Query(description="Only those in this state.")] = None,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> DeliveriesOut:
    """Return one page of deliveries with every attempt, the newest first."""
    world.store.webhooks.one(webhook_id, world.clock())
    some = partial(world.store.deliveries.some, webhook_id, state=state)
    page, token = page_of(some, page_size, page_token)
    return DeliveriesOut(deliveries=[DeliveryOut.of(each) for each in page], next_page_token=token)


@router.post(
    "/{webhook_id}:replay",
    operation_id="replay_deliveries",
    summary="Send deliveries once more",
    status_code=202,
    dependencies=[needs(Scope.WEBHOOKS), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def replay(webhook_id: WebhookId, wanted: ReplayIn, world: WorldDep) -> ReplayOut:
    """Send one delivery, or every event since a moment, once more; ids of events stay the same."""
    deliveries, now = world.store.deliveries, world.clock()
    if wanted.delivery_id is not None:
        return ReplayOut(deliveries=deliveries.again(webhook_id, wanted.delivery_id, now))
    return ReplayOut(deliveries=deliveries.since(webhook_id, wanted.since or now, now))
