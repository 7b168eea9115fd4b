"""The smallest shop that delivers: one slot, one shop, one locker, and a plan with room for a few parcels."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from api.services.hold_option import HoldDesk
from api.services.quote_delivery import Quote
from api.services.quote_desk import QuoteDesk
from core.place import Place
from data.formats.plan_json.write import write_plan
from data.store.address import Address
from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from orders.cart import Cart
from orders.modes.option import Option
from orders.order import Line, Mode
from orders.size import Size
from routing.travel.straight_line import StraightLine
from tests.api.cli.builders import document_of, write_day
from tests.data.sample_city.tiny_maps import degrees

NOW = datetime(2026, 3, 30, 10, tzinfo=UTC)
TUESDAY = date(2026, 3, 31)
BOX = Size(length_mm=200, width_mm=200, height_mm=100)

VEHICLES = "id,start,end,capacity_parcels,cost_per_km\nred,hub,hub,{room},1.00\n"
"""One vehicle that serves two stops of one parcel already."""


def near(x: float = 200.0, y: float = 200.0) -> Place:
    """Return a place so many metres east and north of the hub."""
    lon, lat = degrees((x, y))
    return Place(lon=lon, lat=lat, name="1 Quai")


def cart(quantity: int = 1, sku: str = "tea", place: Place | None = None) -> Cart:
    line = Line(sku=sku, quantity=quantity, weight_g=500, size=BOX)
    return Cart(lines=(line,), place=place or near(), currency="EUR")


def write_shop(folder: Path, *, room: int = 10, most_a_day: int = 5, compartments: int = 1) -> None:
    """Write a plan of Tuesday with a vehicle for `room` parcels, and the tables of modes, into `folder`."""
    write_day(folder / "day", "ann,400,0,1,,,", "bob,400,400,1,,,", vehicles=VEHICLES.format(room=room))
    write_plan(folder / "plan.json", document_of(folder / "day", red=("ann", "bob")))
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    (folder / "plan.json").write_text(json.dumps(plan | {"day": TUESDAY.isoformat()}), encoding="utf-8")
    lon, lat = degrees((200.0, 200.0))
    tables = {
        "terms": "currency,zone,country,days,hold_min\nEUR,Europe/Monaco,MC,2,10\n",
        "areas": f"area,lon,lat,radius_km\ncity,{lon},{lat},4\n",
        "slots": "area,days,window,price,cut_off_days,cut_off_at\ncity,Mo-Su,10:00-12:00,3.90,1,18:00\n",
        "factors": "profile,g_per_km,scope,source\nvan,300,well-to-wheel,a test\n",
        "shops": "shop,lon,lat,hours,price,ready_min,most_a_day\n"
        f"corner,{lon},{lat},Mo-Su 09:00-18:00,1.00,60,{most_a_day}\n",
        "banks": f"bank,lon,lat,drop,keep_hours,price\nstation,{lon},{lat},06:00-14:00,48,2.00\n",
        "compartments": f"bank,size,length_cm,width_cm,height_cm,count\nstation,M,60,40,20,{compartments}\n",
    }
    (folder / "modes").mkdir()
    for name, text in tables.items():
        (folder / "modes" / f"{name}.csv").write_text(text, encoding="utf-8")


def opened_desk(folder: Path, store: Store) -> HoldDesk:
    """Return who quotes and holds by the files in `folder`."""
    return HoldDesk(quotes=QuoteDesk(folder / "modes", (folder / "plan.json",), StraightLine()), store=store)


@dataclass(kw_only=True)
class Shop:
    """A shop on a database, at a moment that a test moves on."""

    desk: HoldDesk
    store: Store
    now: datetime = field(default=NOW)

    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def stock(self, warehouse: str, units: int, sku: str = "tea") -> None:
        """Let units arrive in a warehouse or shop."""
        move = Move(
            key=f"{warehouse} {sku} {units} {self.now}",
            moment=self.now,
            lot=Lot(sku=sku, name="", expires=None),
            quantity=units,
            source=stock_place("supplier"),
            target=stock_place(warehouse),
        )
        self.store.moves.post([move], self.now)

    def quote(self, wanted: Cart | None = None) -> Quote:
        return self.desk.quotes.quote(wanted or cart(), now=self.now, store=self.store)

    def token(self, mode: Mode, wanted: Cart | None = None, day: date = TUESDAY) -> str:
        """Return the token of the option of a mode on a day; it must be offered."""
        quote = self.quote(wanted)
        found = [
            token
            for each, token in zip(quote.options, quote.tokens, strict=True)
            if each.mode is mode and each.day == day and token
        ]
        assert found, [(each.mode, each.day, each.refusal) for each in quote.options]
        return found[0]

    def option(self, mode: Mode, wanted: Cart | None = None, day: date = TUESDAY) -> Option:
        """Return what is told of a mode on a day, possible or not."""
        found = [each for each in self.quote(wanted).options if each.mode is mode and each.day in (day, None)]
        return found[0]

    def available(self, warehouse: str = "hub", sku: str = "tea") -> int:
        """Return what can still be promised for Tuesday."""
        return self.store.shelves(self.now)[sku, warehouse].available(TUESDAY)


@contextmanager
def opened_shop(folder: Path, address: Address, **changes: int) -> Iterator[Shop]:
    """Open a shop on a database."""
    write_shop(folder, **changes)
    store = Store(address)
    store.open()
    try:
        yield Shop(desk=opened_desk(folder, store), store=store)
    finally:
        store.close()
