"""Orders that are kept, and their events, as JSON."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WrapValidator

from api.http.addresses.schemas import LocatedOut
from api.http.body_faults import Unread, invalid, read_alone
from api.http.moments import Day
from api.http.orders.faults import OrderFaultOut
from core.errors import Fault, InvalidInput
from core.place import Place
from core.units import Seconds
from core.window import LATEST, TimeWindow
from data.formats.orders.kept_order import arranged_json
from data.formats.orders.order_figures import order_json
from data.store.order_rows import LONGEST_NAME, KeptOrder, Placed
from data.store.plan_orders import arranged_now
from orders.arranged import Arranged
from orders.life_cycle import State
from orders.modes.wanted import Rules
from orders.order import MOST_LINES, MOST_QUANTITY, Customer, Line, Mode, Order, Temperature
from orders.product import unknown_skus
from orders.size import Size

MOST_ORDERS = 5000
"""Orders of one call."""

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Text = Annotated[str, Field(max_length=1000)]
Amount = Annotated[int, Field(ge=0, le=10**9)]
Side = Annotated[int, Field(ge=1, le=10**6)]


class Closed(BaseModel):
    """What has no other fields than those that it names."""

    model_config = ConfigDict(extra="forbid")


class OrderLineIn(Closed):
    """So many pieces of a SKU; weight, volume and size (longest side first) are those of one piece.

    paid_cents: for all pieces together, in minor units of the order's currency; caps what is refunded.
    """

    sku: Name
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    weight_g: Amount = 0
    volume_ml: Amount = 0
    size_mm: Annotated[list[Side], Field(min_length=3, max_length=3)] | None = None
    temperature: Temperature = Temperature.AMBIENT
    paid_cents: Annotated[int, Field(ge=0, le=10**12)] | None = None

    def line(self) -> Line:
        """Return the line that this is."""
        sides = self.size_mm
        size = None if sides is None else Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])
        told = {name: getattr(self, name) for name in ("sku", "quantity", "weight_g", "volume_ml")}
        return Line(**told, size=size, temperature=self.temperature, paid=self.paid_cents)


class OrderCustomerIn(Closed):
    """Who awaits the goods."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""
    language: Annotated[str, Field(max_length=35, examples=["zh-CN"])] = ""


class OrderPlaceIn(Closed):
    """Where the goods go, in WGS 84 degrees."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]


class OrderWindowIn(Closed):
    """When the customer wants them: seconds after midnight of the day."""

    opens_s: Annotated[int, Field(ge=0, le=LATEST)]
    closes_s: Annotated[int, Field(ge=0, le=LATEST)]

    def window(self) -> TimeWindow:
        """Return the window that this is; raise `InvalidInput` where it closes before it opens."""
        return TimeWindow(opens=Seconds(self.opens_s), closes=Seconds(self.closes_s))


class SoldIn(Closed):
    """One order as a shop sold it; id is the shop's own number."""

    id: Name
    lines: Annotated[list[OrderLineIn], Field(min_length=1, max_length=MOST_LINES)]
    customer: OrderCustomerIn = OrderCustomerIn()
    address: Text = ""
    place: OrderPlaceIn | None = None
    mode: Mode | None = None
    day: Day | None = None
    window: OrderWindowIn | None = None
    at: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$", examples=["EUR"])] = ""

    def order(self) -> Order:
        """Return the order that this is; raise `InvalidInput` where it contradicts itself."""
        place, window = self.place, self.window
        return Order(
            id=self.id,
            lines=tuple(each.line() for each in self.lines),
            customer=Customer(**self.customer.model_dump()),
            address=self.address,
            place=None if place is None else Place(lon=place.lon, lat=place.lat, name=self.address),
            mode=self.mode,
            day=self.day,
            window=None if window is None else window.window(),
            at=self.at,
            currency=self.currency,
        )


def _line(where: str) -> str:
    """Return the pointer from an order to one of its lines, where a fault names one."""
    found = re.search(r" line (\d+)$", where)
    return "" if found is None else f"/lines/{int(found[1]) - 1}"


class OrdersIn(Closed):
    """One order or many of one source; all are kept or none, unless partial.

    The same number of a source with the same content again has no second effect.
    """

    source: Name = "api"
    partial: bool = False
    orders: Annotated[
        list[Annotated[SoldIn, WrapValidator(read_alone)]], Field(min_length=1, max_length=MOST_ORDERS)
    ]

    @property
    def sold(self) -> dict[int, SoldIn]:
        """Orders whose fields can be read, by their place in the request."""
        return {number: each for number, each in enumerate(self.orders) if isinstance(each, SoldIn)}

    def read(self) -> tuple[list[Order], list[Fault]]:
        """Return the orders that make sense, and what is wrong with the others."""
        made, faults = [], self._unreadable()
        for number, each in self.sold.items():
            try:
                made.append(each.order())
            except InvalidInput as refused:
                where = f"/orders/{number}"
                found = refused.faults or [
                    Fault(where=where, field="window", value="", expected=refused.message)
                ]
                faults += [replace(it, where=where + _line(it.where)) for it in found]
        return made, faults

    def _unreadable(self) -> list[Fault]:
        sent: Sequence[object] = self.orders
        return [
            invalid({**each, "loc": ("body", "orders", number, *each["loc"])})
            for number, unread in enumerate(sent)
            if isinstance(unread, Unread)
            for each in unread.errors
        ]

    def unsold(self, rules: Rules, made: Collection[str]) -> list[Fault]:
        """Return a fault for each SKU that is not sold, of orders in which something else is wrong."""
        products = None if rules.modes is None else rules.modes.products
        if products is None:
            return []
        rest = ((f"/orders/{k}", each) for k, each in self.sold.items() if each.id not in made)
        skus = ((where, [line.sku for line in each.lines]) for where, each in rest)
        return [found for where, named in skus for found in unknown_skus(named, products, where)]


class ArrangedOut(BaseModel):
    """How and when an order comes instead of as it was sold."""

    day: Day
    window: OrderWindowIn | None
    mode: Mode | None
    at: str
    reason: str
    told: datetime


class KeptOrderOut(BaseModel):
    """An order as it is now; revision is its ETag. arranged: what was arranged since it was sold.

    located: where its address was found, where it came without coordinates; with review it is not planned
    until somebody confirms that.
    """

    id: str
    source: str
    state: State
    since: datetime
    revision: int
    created: datetime
    order: Annotated[dict[str, Any], Field(description="As it was sold, with its weight and volume.")]
    arranged: ArrangedOut | None = None
    located: LocatedOut | None = None

    @classmethod
    def of(cls, kept: KeptOrder) -> "KeptOrderOut":
        """Return an order as JSON shows it."""
        told = {
            name: getattr(kept, name) for name in ("id", "source", "state", "since", "revision", "created")
        }
        arranged = None if kept.arranged is None else ArrangedOut(**arranged_json(kept.arranged))
        located = None if kept.located is None else LocatedOut.of(kept.located)
        return cls(**told, order=order_json(kept.order), arranged=arranged, located=located)


class PlacedOut(BaseModel):
    """What became of the orders.

    new: how many were not there before. faults: of those left out, with partial.
    """

    orders: Annotated[list[KeptOrderOut], Field(max_length=MOST_ORDERS)]
    new: int
    faults: Annotated[list[OrderFaultOut], Field(max_length=1_000_000)]

    @classmethod
    def of(cls, placed: Placed, faults: Sequence[Fault]) -> "PlacedOut":
        """Return an answer as JSON shows it."""
        told = [
            OrderFaultOut(where=it.where, field=it.field, value=it.value, expected=it.expected)
            for it in (*faults, *placed.faults)
        ]
        return cls(orders=[KeptOrderOut.of(it) for it in placed.orders], new=len(placed.new), faults=told)


class KeptOrdersOut(BaseModel):
    """One page of orders, the newest first."""

    orders: Annotated[list[KeptOrderOut], Field(max_length=500)]
    next_page_token: str | None


class ArrangeIn(Closed):
    """How and when an order comes instead of as it was sold.

    window: any time of the day where it is left out. mode, at: to a shop or a bank of lockers instead of to
    the address; where mode is left out it stays, and an empty at is the address.
    """

    day: Day
    window: OrderWindowIn | None = None
    mode: Mode | None = None
    at: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    reason: Text = ""

    def arranged(self, told: datetime) -> Arranged:
        """Return the arrangement that this is; raise `InvalidInput` where its window is none."""
        window = None if self.window is None else self.window.window()
        return arranged_now(self.day, told, window=window, mode=self.mode, at=self.at, reason=self.reason)


class OrderCancelIn(Closed):
    """Why an order is cancelled."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
