"""The shape of a whole problem in JSON; loads are lists in the order of `dimensions`."""

from typing import Annotated, Literal

from pydantic import Field

from core.place import Place
from core.travel import Travel
from core.units import Seconds
from data.formats.problem_json.matrix_json import MOST_POINTS, MatrixModel
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
    window_model,
)
from data.formats.problem_json.shapes import (
    depot_base,
    group_model,
    group_of,
    lock_model,
    lock_of,
    stop_base,
    stop_fields,
    vehicle_base,
    vehicle_fields,
)
from routing.problem import Break, Depot, Load, Pair, Problem, Stop, Vehicle

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


class BreakModel(BreakBase):
    """A pause that must be taken; max_load is the most on board during it, null is anything."""

    max_load: Numbers | None = None


class VehicleModel(VehicleBase):
    """One vehicle and its shift."""

    capacity: Numbers = Field(default_factory=list)
    breaks: Breaks[BreakModel] = Field(default_factory=list)


class DepotModel(DepotBase):
    """A place where vehicles start, reload or end; throughput limits what is taken out of it."""

    location: Location
    throughput: Numbers | None = None


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
    groups: Annotated[list[GroupModel], Field(max_length=MOST_POINTS)] = Field(default_factory=list)
    locks: Annotated[list[LockModel], Field(max_length=100_000)] = Field(default_factory=list)
    together: Together = Field(default_factory=list)
    backhaul_only: Annotated[bool, Field(description="Whether a trip may have backhauls alone.")] = True
    fewest_vehicles: Annotated[bool, Field(description="Fewest vehicles come before least cost.")] = False
    dimensions: Words = Field(default_factory=list)
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    notes: Annotated[list[Text], Field(max_length=1_000)] = Field(default_factory=list)


def problem_model(problem: Problem, travel: dict[str, MatrixModel]) -> ProblemModel:
    """Return the shape of `problem` with its matrices as `travel` has them."""
    return ProblemModel(
        format="roundsman-problem-1",
        stops=[_stop_model(each) for each in problem.stops],
        vehicles=[_vehicle_model(each) for each in problem.vehicles],
        depots=[_depot_model(each) for each in problem.depots],
        travel=travel,
        pairs=[
            PairModel(pickup=each.pickup, delivery=each.delivery, load=list(each.load))
            for each in problem.pairs
        ],
        places=[PlaceModel(lon=each.lon, lat=each.lat, name=each.name) for each in problem.places],
        groups=[group_model(each) for each in problem.groups],
        locks=[lock_model(each) for each in problem.locks],
        together=[list(one) for one in problem.together],
        backhaul_only=problem.backhaul_only,
        fewest_vehicles=problem.fewest_vehicles,
        dimensions=list(problem.dimensions),
        currency=problem.currency,
        notes=list(problem.notes),
    )


def problem_of_model(model: ProblemModel, travel: dict[str, Travel]) -> Problem:
    """Return the problem that `model` describes; `Problem` itself refuses what contradicts itself."""
    return Problem(
        stops=tuple(_stop(each) for each in model.stops),
        vehicles=tuple(_vehicle(each) for each in model.vehicles),
        depots=tuple(_depot(each) for each in model.depots),
        travel=travel,
        pairs=tuple(
            Pair(pickup=each.pickup, delivery=each.delivery, load=tuple(each.load)) for each in model.pairs
        ),
        places=tuple(Place(lon=each.lon, lat=each.lat, name=each.name) for each in model.places),
        groups=tuple(group_of(each) for each in model.groups),
        locks=tuple(lock_of(each) for each in model.locks),
        together=tuple(tuple(one) for one in model.together),
        backhaul_only=model.backhaul_only,
        fewest_vehicles=model.fewest_vehicles,
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


def _vehicle(model: VehicleModel) -> Vehicle:
    return Vehicle(
        **vehicle_fields(model),
        capacity=tuple(model.capacity),
        breaks=tuple(
            Break(
                id=each.id,
                windows=tuple(window.window() for window in each.windows),
                duration=Seconds(each.duration_s),
                max_load=_load(each.max_load),
            )
            for each in model.breaks
        ),
    )


def _vehicle_model(vehicle: Vehicle) -> VehicleModel:
    return VehicleModel(
        **dict(vehicle_base(vehicle)),
        capacity=list(vehicle.capacity),
        breaks=[
            BreakModel(
                id=each.id,
                windows=[window_model(window) for window in each.windows],
                duration_s=each.duration,
                max_load=_numbers(each.max_load),
            )
            for each in vehicle.breaks
        ],
    )


def _depot(model: DepotModel) -> Depot:
    return Depot(
        id=model.id,
        location=model.location,
        window=model.window.window(),
        name=model.name,
        throughput=_load(model.throughput),
        reload_service=Seconds(model.reload_service_s),
    )


def _depot_model(depot: Depot) -> DepotModel:
    return DepotModel(
        **dict(depot_base(depot)), location=depot.location, throughput=_numbers(depot.throughput)
    )


def _load(numbers: list[int] | None) -> Load | None:
    return None if numbers is None else tuple(numbers)


def _numbers(load: Load | None) -> list[int] | None:
    return None if load is None else list(load)
