"""Orders that are kept get their units."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.responses import problems
from api.http.stock.schemas import Count, Name
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.allocate_kept import NEAREST, AllocatedOrders, allocate_orders_kept
from data.store.order_rows import KeptOrder
from inventory.sourcing.answer import RejectionCode, Sourcing
from inventory.sourcing.terms import Terms

router = APIRouter(prefix="/v1/stock", tags=["stock"])

MOST = 1_000
Id = Annotated[str, Field(min_length=1, max_length=36)]


class AllocationIn(BaseModel):
    """Which orders get their units, one after the other.

    day: when they leave. orders: our ids; all that are due on the day and wait, if left out.
    """

    model_config = ConfigDict(extra="forbid")

    day: Day
    orders: Annotated[list[Id], Field(max_length=MOST)] = []
    most_shipments: Annotated[int, Field(ge=1, le=6)] = 3
    whole_lines: bool = False


class SentUnitsOut(BaseModel):
    """Units that a warehouse sends."""

    warehouse: Name
    sku: Name
    quantity: Count


class MissingUnitsOut(BaseModel):
    """Units that nobody sends."""

    sku: Name
    quantity: Count


class NotSendingOut(BaseModel):
    """Why a warehouse sends nothing."""

    warehouse: Name
    code: RejectionCode
    text: Annotated[str, Field(max_length=10_000)]


class OrderAllocationOut(BaseModel):
    """Who sends what of an order; where something is missing, nothing is promised and it stays as it is."""

    order_id: str
    number: str
    shipments: Annotated[list[SentUnitsOut], Field(max_length=10_000)]
    missing: Annotated[list[MissingUnitsOut], Field(max_length=10_000)]
    rejections: Annotated[list[NotSendingOut], Field(max_length=10_000)]

    @classmethod
    def of(cls, kept: KeptOrder, found: Sourcing) -> "OrderAllocationOut":
        """Return an answer as JSON shows it."""
        return cls(
            order_id=kept.id,
            number=kept.order.id,
            shipments=[
                SentUnitsOut(warehouse=each.warehouse, sku=sku, quantity=units)
                for each in found.shipments
                for sku, units in each.units.items()
            ],
            missing=[MissingUnitsOut(sku=sku, quantity=units) for sku, units in found.missing.items()],
            rejections=[
                NotSendingOut(warehouse=it.warehouse, code=it.code, text=it.text) for it in found.rejections
            ],
        )


class AllocationOut(BaseModel):
    """What became of each order. left: ids of those that have a promise, or whose SKUs nobody counts."""

    day: date
    orders: Annotated[list[OrderAllocationOut], Field(max_length=100_000)]
    left: Annotated[list[str], Field(max_length=100_000)]

    @classmethod
    def of(cls, day: date, found: AllocatedOrders) -> "AllocationOut":
        """Return answers as JSON shows them."""
        listed = [OrderAllocationOut.of(found.orders[key], each) for key, each in found.answers.items()]
        return cls(day=day, orders=listed, left=list(found.left))


@router.post(
    "/allocations",
    operation_id="allocate_orders",
    summary="Promise units to orders that are kept",
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses=problems(403, 413, 415, 422, 503),
)
def allocate_orders(wanted: AllocationIn, world: WorldDep) -> AllocationOut:
    """Choose warehouses (few shipments, then near ones) and promise; the same again finds it done."""
    terms = Terms(
        rules=NEAREST, most_shipments=wanted.most_shipments, whole_lines=wanted.whole_lines, rank={}
    )
    found = allocate_orders_kept(
        world.store, day=wanted.day, now=world.clock(), order_ids=wanted.orders, terms=terms
    )
    return AllocationOut.of(wanted.day, found)
