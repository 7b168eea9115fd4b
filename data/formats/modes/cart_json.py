"""A cart as JSON."""

from typing import Annotated

from pydantic import Field

from core.errors import InvalidInput, fault, refuse
from core.place import Place
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import point_faults
from data.formats.modes.cart_bytes import refuse_large
from data.formats.problem_json.models import Model, PointModel, Text, Whole, Word
from data.formats.problem_json.reading import read_model
from orders.cart import Cart
from orders.order import MOST_LINES, MOST_QUANTITY, Line, Temperature
from orders.size import Size

_Side = Annotated[int, Field(ge=1, le=100_000)]


class LineModel(Model):
    """So many pieces of one SKU; weight, volume and size are those of one piece."""

    sku: Word
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    weight_g: Whole = 0
    volume_ml: Whole = 0
    size_mm: Annotated[list[_Side], Field(min_length=3, max_length=3)] | None = None
    temperature: Annotated[Temperature, Field(strict=False)] = Temperature.AMBIENT

    def line(self) -> Line:
        """Return the line."""
        size = None
        if self.size_mm is not None:
            length, width, height = self.size_mm
            size = Size(length_mm=length, width_mm=width, height_mm=height)
        return Line(
            sku=self.sku,
            quantity=self.quantity,
            weight_g=self.weight_g,
            volume_ml=self.volume_ml,
            size=size,
            temperature=self.temperature,
        )


class CartModel(Model):
    """What somebody may buy, where it would have to go, and the currency in which prices are asked for.

    place may be left out where the address can be looked up.
    """

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    place: PointModel | None = None
    address: Text = ""
    lines: Annotated[list[LineModel], Field(min_length=1, max_length=MOST_LINES)]

    def cart(self, found: Place | None = None) -> Cart:
        """Return the cart; raise `InvalidInput` where it contradicts itself.

        found
            where its address is, for a cart that has no place.
        """
        point = self.place or found
        if point is None:
            missing = fault("/", "place", "no such key", "lon and lat, or an address where there is a map")
            raise InvalidInput("The cart has no place.", faults=[missing])
        place = Place(lon=point.lon, lat=point.lat, name=self.address)
        refuse("The cart has no address.", point_faults(Origin(where="/place"), place.lon, place.lat))
        return Cart(lines=tuple(each.line() for each in self.lines), place=place, currency=self.currency)


def cart_from_json(content: bytes, *, what: str = "cart") -> Cart:
    """Return the cart that `content` describes; raise `InvalidInput` with every fault, by JSON pointer."""
    return read_cart(content, what=what).cart()


def read_cart(content: bytes, *, what: str) -> CartModel:
    """Return a cart whose place may still have to be found."""
    refuse_large(content, what)
    return read_model(content, CartModel, what=what)
