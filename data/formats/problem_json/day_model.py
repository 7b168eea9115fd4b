"""The shape of a day in JSON; loads name their dimensions."""

from typing import Annotated, Literal

from pydantic import Field

from data.formats.problem_json.models import (
    BreakBase,
    Breaks,
    DepotBase,
    GroupModel,
    LockModel,
    Model,
    PointModel,
    StopBase,
    Text,
    Together,
    VehicleBase,
    Whole,
    Word,
    Words,
)

Amounts = Annotated[
    dict[Word, Whole],
    Field(
        max_length=50,
        description="An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.",
    ),
]


class OrderModel(StopBase):
    """One visit: `delivery` is brought from the vehicle's start, `pickup` carried on to its end."""

    place: PointModel
    address: Text = ""
    delivery: Amounts = Field(default_factory=dict)
    pickup: Amounts = Field(default_factory=dict)
    depot: Annotated[
        Text, Field(description="The only depot its load may come from or go to; empty is any.")
    ] = ""


class DayPairModel(Model):
    """A load carried from one order to another by the same vehicle; its orders need no load of their own."""

    pickup: Word
    delivery: Word
    load: Amounts = Field(default_factory=dict)


class DayBreakModel(BreakBase):
    """A pause that must be taken; max_load is the most on board during it, by dimension."""

    max_load: Amounts = Field(default_factory=dict)


class DayVehicleModel(VehicleBase):
    """One vehicle; a dimension that its capacity does not name has no limit."""

    capacity: Amounts = Field(default_factory=dict)
    breaks: Breaks[DayBreakModel] = Field(default_factory=list)


class DayDepotModel(DepotBase):
    """A place where vehicles start, reload or end; throughput limits what is taken out of it."""

    place: PointModel
    address: Text = ""
    throughput: Amounts = Field(default_factory=dict)


class DayModel(Model):
    """A day to be planned, version 1."""

    format: Literal["roundsman-day-1"]
    schema_address: Annotated[Text, Field(alias="$schema")] = ""
    stops: Annotated[list[OrderModel], Field(alias="orders", max_length=100_000)]
    vehicles: Annotated[list[DayVehicleModel], Field(max_length=10_000)]
    depots: Annotated[list[DayDepotModel], Field(max_length=10_000)] = Field(default_factory=list)
    pairs: Annotated[list[DayPairModel], Field(max_length=50_000)] = Field(default_factory=list)
    groups: Annotated[list[GroupModel], Field(max_length=100_000)] = Field(default_factory=list)
    locks: Annotated[list[LockModel], Field(max_length=100_000)] = Field(default_factory=list)
    together: Together = Field(default_factory=list)
    backhaul_only: Annotated[bool, Field(description="Whether a trip may have backhauls alone.")] = True
    fewest_vehicles: Annotated[bool, Field(description="Fewest vehicles come before least cost.")] = False
    dimensions: Words = Field(default_factory=list)
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    notes: Annotated[list[Text], Field(max_length=1_000)] = Field(default_factory=list)
