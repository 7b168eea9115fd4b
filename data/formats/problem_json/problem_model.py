"""The shape of a whole problem in JSON; loads are lists in the order of `dimensions`."""

from typing import Annotated, Literal

from pydantic import Field

from core.place import Place
from core.travel import Travel
from data.formats.problem_json.matrix_json import MOST_POINTS, MatrixModel
from data.formats.problem_json.models import (
    DepotBase,
    Model,
    PointModel,
    StopBase,
    Text,
    VehicleBase,
    Whole,
    Word,
    Words,
    depot_base,
    stop_base,
    stop_fields,
    vehicle_base,
    vehicle_fields,
)
from routing.problem import Depot, Pair, Problem, Stop, Vehicle

Numbers = Annotated[list[Whole], Field(max_length=100)]
Location = Annotated[int, Field(ge=0, le=1_000_000, description="Row of the travel matrix, from 0.")]


class StopModel(StopBase):
    """One visit: `delivery` is brought from the vehicle's start, `pickup` carried on to its end."""

    location: Location
    delivery: Numbers = Field(default_factory=list)
    pickup: Numbers = Field(default_factory=list)


class PairModel(Model):
    """A load carried from one stop to another by the same vehicle, pickup first."""

    pickup: Word
    delivery: Word
    load: Numbers = Field(default_factory=list)


class VehicleModel(VehicleBase):
    """One vehicle and its shift."""

    capacity: Numbers = Field(default_factory=list)


class DepotModel(DepotBase):
    """A place where vehicles start or end."""

    location: Location


class PlaceModel(PointModel):
    """The point of a row of the travel matrix."""

    name: Text = ""


class ProblemModel(Model):
    """A problem with its travel, version 1."""

    format: Literal["roundsman-problem-1"]
    schema_address: Annotated[Text, Field(alias="$schema")] = ""
    stops: Annotated[list[StopModel], Field(max_length=MOST_POINTS)]
    vehicles: Annotated[list[VehicleModel], Field(max_length=MOST_POINTS)]
    depots: Annotated[list[DepotModel], Field(max_length=100_000)]
    travel: Annotated[
        dict[Word, MatrixModel], Field(min_length=1, max_length=20, description="A matrix by profile.")
    ]
    pairs: Annotated[list[PairModel], Field(max_length=50_000)] = Field(default_factory=list)
    places: Annotated[list[PlaceModel], Field(max_length=100_000)] = Field(default_factory=list)
    dimensions: Words = Field(default_factory=list)
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    notes: Annotated[list[Text], Field(max_length=1_000)] = Field(default_factory=list)


def problem_model(problem: Problem, travel: dict[str, MatrixModel]) -> ProblemModel:
    """Return the shape of `problem` with its matrices as `travel` has them."""
    return ProblemModel(
        format="roundsman-problem-1",
        stops=[_stop_model(each) for each in problem.stops],
        vehicles=[
            VehicleModel(**dict(vehicle_base(each)), capacity=list(each.capacity))
            for each in problem.vehicles
        ],
        depots=[DepotModel(**dict(depot_base(each)), location=each.location) for each in problem.depots],
        travel=travel,
        pairs=[
            PairModel(pickup=each.pickup, delivery=each.delivery, load=list(each.load))
            for each in problem.pairs
        ],
        places=[PlaceModel(lon=each.lon, lat=each.lat, name=each.name) for each in problem.places],
        dimensions=list(problem.dimensions),
        currency=problem.currency,
        notes=list(problem.notes),
    )


def problem_of_model(model: ProblemModel, travel: dict[str, Travel]) -> Problem:
    """Return the problem that `model` describes; `Problem` itself refuses what contradicts itself."""
    return Problem(
        stops=tuple(_stop(each) for each in model.stops),
        vehicles=tuple(
            Vehicle(**vehicle_fields(each), capacity=tuple(each.capacity)) for each in model.vehicles
        ),
        depots=tuple(
            Depot(id=each.id, location=each.location, window=each.window.window(), name=each.name)
            for each in model.depots
        ),
        travel=travel,
        pairs=tuple(
            Pair(pickup=each.pickup, delivery=each.delivery, load=tuple(each.load)) for each in model.pairs
        ),
        places=tuple(Place(lon=each.lon, lat=each.lat, name=each.name) for each in model.places),
        dimensions=tuple(model.dimensions),
        currency=model.currency,
        notes=tuple(model.notes),
    )


def _stop(model: StopModel) -> Stop:
    return Stop(
        location=model.location,
        delivery=tuple(model.delivery),
        pickup=tuple(model.pickup),
        **stop_fields(model),
    )


def _stop_model(stop: Stop) -> StopModel:
    return StopModel(
        **dict(stop_base(stop)),
        location=stop.location,
        delivery=list(stop.delivery),
        pickup=list(stop.pickup),
    )
