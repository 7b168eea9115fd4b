"""The papers of a published plan as JSON."""

from datetime import date, datetime
from typing import Annotated

from pydantic import (
    BaseModel,
    Field,
)

from api.services.manifests import ErrandSlip, Manifest

_Many = Field(max_length=100_000)


class LineOut(BaseModel):
    """So many pieces of a SKU."""

    sku: str
    quantity: int


class WaybillOut(BaseModel):
    """One order on a vehicle; name and telephone are masked.

    part, number_of_part, parts: the warehouse that sends what is brought, of an order that several send, and
    which part of it that is, of how many.
    """

    order: str
    number: str
    source: str
    customer: str
    phone: str
    pieces: int
    weight_g: int
    volume_ml: int
    temperatures: Annotated[list[str], Field(max_length=10)]
    lines: Annotated[list[LineOut], _Many]
    part: str = ""
    number_of_part: int = 1
    parts: int = 1


class ErrandSlipOut(BaseModel):
    """What else is done at a stop: a return or parcel to fetch, a transfer to fetch or bring."""

    kind: str
    errand: str
    number: str
    task: str
    pieces: int
    weight_g: int
    lines: Annotated[list[LineOut], _Many]

    @classmethod
    def of(cls, found: ErrandSlip) -> "ErrandSlipOut":
        """Return what is told of an errand."""
        names = ("kind", "number", "task", "pieces", "weight_g")
        lines = [LineOut(sku=sku, quantity=quantity) for sku, quantity in found.lines]
        told = {name: getattr(found, name) for name in names}
        return cls(errand=found.errand_id, lines=lines, **told)


class ManifestStopOut(BaseModel):
    """A stop with what is brought and fetched there."""

    number: int
    stop: str
    address: str
    lon: float | None
    lat: float | None
    arrival: datetime
    departure: datetime
    waybills: Annotated[list[WaybillOut], _Many]
    errands: Annotated[list[ErrandSlipOut], _Many]


class ManifestOut(BaseModel):
    """A vehicle's day on paper; sender: the depot where it starts."""

    plan: str
    day: date
    vehicle: str
    sender: str
    leaves: datetime
    back: datetime
    stops: Annotated[list[ManifestStopOut], _Many]

    @classmethod
    def of(cls, found: Manifest) -> "ManifestOut":
        """Return what is told of a manifest."""
        stops = [
            ManifestStopOut(
                **{name: getattr(each, name) for name in _STOP},
                errands=[ErrandSlipOut.of(it) for it in each.errands],
                waybills=[
                    WaybillOut(
                        order=it.order_id,
                        temperatures=list(it.temperatures),
                        lines=[LineOut(sku=sku, quantity=quantity) for sku, quantity in it.lines],
                        **{name: getattr(it, name) for name in _WAYBILL},
                    )
                    for it in each.waybills
                ],
            )
            for each in found.stops
        ]
        names = ("day", "vehicle", "sender", "leaves", "back")
        return cls(plan=found.plan_id, stops=stops, **{name: getattr(found, name) for name in names})


_STOP = ("number", "stop", "address", "lon", "lat", "arrival", "departure")
_WAYBILL = (
    *("number", "source", "customer", "phone", "pieces", "weight_g", "volume_ml"),
    *("part", "number_of_part", "parts"),
)


class ManifestsOut(BaseModel):
    """The manifests of a published plan."""

    manifests: Annotated[list[ManifestOut], _Many]
