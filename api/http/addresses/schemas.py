"""Addresses and the points found for them, as JSON."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from core.located import Address, Located, Precision
from data.formats.points.located_json import located_json

MOST_ADDRESSES = 1_000

_Part = Annotated[str, Field(max_length=300)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddressIn(_Closed):
    """An address in one line, in any order, or by its parts."""

    line: Annotated[str, Field(max_length=300, examples=["12 rue Grimaldi, 98000 Monaco"])] = ""
    street: _Part = ""
    number: _Part = ""
    postcode: _Part = ""
    city: _Part = ""

    def address(self) -> Address:
        """Return the address that this is."""
        return Address(**self.model_dump())


class GeocodeIn(_Closed):
    """Addresses to be found; most: answers to each at most."""

    addresses: Annotated[list[AddressIn], Field(min_length=1, max_length=MOST_ADDRESSES)]
    most: Annotated[int, Field(ge=1, le=10)] = 1


class PointIn(_Closed):
    """A point in WGS 84 degrees."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]


class ReverseIn(_Closed):
    """Points whose addresses are asked for."""

    points: Annotated[list[PointIn], Field(min_length=1, max_length=MOST_ADDRESSES)]


class LocatedOut(BaseModel):
    """A point found for an address; the address is as its source writes it.

    confidence: 0 to 100 percent. within_m: about how far away the door may be. source: map, person, provider.
    review: whether somebody should look before a vehicle is sent there.
    """

    lon: float
    lat: float
    address: str
    precision: Precision
    confidence: int
    within_m: int
    source: str
    review: bool

    @classmethod
    def of(cls, found: Located) -> "LocatedOut":
        """Return what is told of a point."""
        return cls(**located_json(found), review=not found.sure)


class FoundOut(BaseModel):
    """What one address may mean, the best first; empty where nothing like it is known."""

    found: Annotated[list[LocatedOut], Field(max_length=10)]


class GeocodeOut(BaseModel):
    """One result for each address or point, in the order asked."""

    results: Annotated[list[FoundOut], Field(max_length=MOST_ADDRESSES)]
    attribution: str
