"""Plans published: made the ones that are driven."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.orders.faults import OrderFaultOut
from api.http.plans.routes import PlanId
from api.http.responses import problems
from api.http.world import JobsDep, WorldDep
from api.services.access.scopes import Scope
from api.services.publish_plan import Published, publish_plan
from data.formats.fleet.models import Zone
from data.formats.plan_json.document import PlanDocument

router = APIRouter(prefix="/v1", tags=["plans"])

_ID = Field(max_length=100)


class PublishIn(BaseModel):
    """How a plan is published.

    zone: whose clocks its times mean; that of the kept depots where it starts if left out, else UTC.
    changed: refuse the plan where an order has changed since it was made, or drop such orders from it.
    """

    model_config = ConfigDict(extra="forbid")

    zone: Zone = ""
    changed: Literal["refuse", "drop"] = "refuse"


class PublishedOut(BaseModel):
    """The plan that is driven now.

    orders, errands: how many of each are bound to it. plan: another than the one asked for where orders were
    dropped. supersedes: plans whose place it took.
    """

    plan: Annotated[str, _ID]
    day: date
    zone: str
    published: datetime
    supersedes: Annotated[list[str], Field(max_length=1_000)]
    orders: int
    errands: int
    dropped: Annotated[list[OrderFaultOut], Field(max_length=100_000)]

    @classmethod
    def of(cls, found: Published) -> "PublishedOut":
        """Return what is told of a publication."""
        told = found.publication
        return cls(
            plan=told.plan_id,
            day=told.day,
            zone=told.zone,
            published=told.published,
            supersedes=list(told.supersedes),
            orders=found.orders,
            errands=found.errands,
            dropped=[
                OrderFaultOut(where=it.where, field=it.field, value=it.value, expected=it.expected)
                for it in found.dropped
            ],
        )


@router.post(
    "/plans/{plan_id}:publish",
    operation_id="publish_plan",
    summary="Make a plan the one that is driven",
    dependencies=[needs(Scope.PLANS_PUBLISH), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def publish(plan_id: PlanId, wanted: PublishIn, world: WorldDep, jobs: JobsDep) -> PublishedOut:
    """Bind the orders to the plan and take the place of earlier plans with them; again without effect."""

    def keep(before: str, document: PlanDocument) -> str:
        return jobs.keep_edited(before, document, key="", fingerprint="").id

    found = publish_plan(
        world.store,
        plan_id,
        clock=world.clock,
        zone=wanted.zone,
        keep_edited=keep if wanted.changed == "drop" else None,
    )
    return PublishedOut.of(found)
