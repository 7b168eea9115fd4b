"""A day as JSON: what the tables of orders, vehicles and depots say, in whole numbers with units."""

from core.errors import Fault
from core.place import Place
from core.units import Seconds
from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import (
    BreakEntry,
    DayEntries,
    DepotEntry,
    GroupEntry,
    LockEntry,
    Origin,
    PairEntry,
    StopEntry,
    VehicleEntry,
)
from data.formats.day_entries.labels import label_of
from data.formats.day_entries.points import point_faults
from data.formats.problem_json.day_model import (
    DayBreakModel,
    DayDepotModel,
    DayModel,
    DayPairModel,
    DayVehicleModel,
    OrderModel,
)
from data.formats.problem_json.models import GroupModel, LockModel, PointModel, window_model
from data.formats.problem_json.reading import read_model
from data.formats.problem_json.shapes import (
    depot_base,
    group_model,
    group_of,
    lock_model,
    stop_base,
    stop_fields,
    vehicle_base,
    vehicle_fields,
)
from routing.day import DayInput
from routing.problem import Depot, Load, Pair, Stop, Vehicle


def day_from_json(content: bytes | str, *, what: str = "day.json") -> DayInput:
    """Return the day that `content` describes; raise `InvalidInput` with every fault, by JSON pointer.

    what
        the file's name, for messages.
    """
    return day_from_model(read_model(content, DayModel, what=what), what=what)


def day_from_model(model: DayModel, *, what: str = "day.json") -> DayInput:
    """Return the day that `model` describes; raise `InvalidInput` with every fault, by JSON pointer."""
    faults: list[Fault] = []
    entries = DayEntries(
        stops=tuple(_stop_entry(each, k, faults) for k, each in enumerate(model.stops)),
        vehicles=tuple(_vehicle_entry(each, k) for k, each in enumerate(model.vehicles)),
        depots=tuple(_depot_entry(each, k, faults) for k, each in enumerate(model.depots)),
        pairs=tuple(_pair_entry(each, k) for k, each in enumerate(model.pairs)),
        groups=tuple(_group_entry(each, k) for k, each in enumerate(model.groups)),
        locks=tuple(_lock_entry(each, k) for k, each in enumerate(model.locks)),
        together=tuple(tuple(one) for one in model.together),
        backhaul_only=model.backhaul_only,
        fewest_vehicles=model.fewest_vehicles,
        dimensions=tuple(model.dimensions),
        currency=model.currency,
        notes=tuple(model.notes),
    )
    return day_of(entries, what=what, faults=faults)


def day_to_json(day: DayInput) -> str:
    """Return `day` as JSON; `day_from_json` reads an equal day from it.

    Places are written with their depots and stops: a day whose places stand in another order comes back with
    its rows renumbered.
    """
    return day_model(day).model_dump_json(by_alias=True, exclude_defaults=True, indent=2) + "\n"


def day_model(day: DayInput) -> DayModel:
    """Return the shape of `day`."""
    addresses = _addresses(day)
    return DayModel(
        format="roundsman-day-1",
        stops=[_order_model(each, day, addresses[each.location]) for each in day.stops],
        vehicles=[_vehicle_model(each, day) for each in day.vehicles],
        depots=[_depot_model(each, day, addresses[each.location]) for each in day.depots],
        pairs=[_pair_model(each, day) for each in day.pairs],
        groups=[group_model(each) for each in day.groups],
        locks=[lock_model(each) for each in day.locks],
        together=[list(one) for one in day.together],
        backhaul_only=day.backhaul_only,
        fewest_vehicles=day.fewest_vehicles,
        dimensions=list(day.dimensions),
        currency=day.currency,
        notes=list(day.notes),
    )


def _place(point: PointModel, address: str, origin: Origin, faults: list[Fault]) -> Place | None:
    found = point_faults(origin, point.lon, point.lat)
    faults += found
    return None if found else Place(lon=point.lon, lat=point.lat, name=address)


def _point_origin(where: str) -> Origin:
    return Origin(where=where, names={"lon": "place/lon", "lat": "place/lat"})


def _stop_entry(model: OrderModel, k: int, faults: list[Fault]) -> StopEntry:
    origin = _point_origin(f"/orders/{k}")
    return StopEntry(
        origin=origin,
        place=_place(model.place, model.address, origin, faults),
        delivery=model.delivery,
        pickup=model.pickup,
        depot=model.depot,
        **stop_fields(model),
    )


def _vehicle_entry(model: DayVehicleModel, k: int) -> VehicleEntry:
    return VehicleEntry(
        origin=Origin(where=f"/vehicles/{k}"),
        capacity=model.capacity,
        breaks=tuple(_break_entry(each) for each in model.breaks),
        **vehicle_fields(model),
    )


def _break_entry(model: DayBreakModel) -> BreakEntry:
    return BreakEntry(
        id=model.id,
        windows=tuple(each.window() for each in model.windows),
        duration=Seconds(model.duration_s),
        max_load=model.max_load,
    )


def _depot_entry(model: DayDepotModel, k: int, faults: list[Fault]) -> DepotEntry:
    origin = _point_origin(f"/depots/{k}")
    place = _place(model.place, model.address, origin, faults)
    return DepotEntry(
        origin=origin,
        id=model.id,
        place=place,
        window=model.window.window(),
        name=model.name,
        throughput=model.throughput,
        reload_service=Seconds(model.reload_service_s),
    )


def _pair_entry(model: DayPairModel, k: int) -> PairEntry:
    origin = Origin(where=f"/pairs/{k}")
    return PairEntry(origin=origin, pickup=model.pickup, delivery=model.delivery, load=model.load)


def _group_entry(model: GroupModel, k: int) -> GroupEntry:
    group = group_of(model)
    return GroupEntry(
        origin=Origin(where=f"/groups/{k}"),
        id=group.id,
        stops=group.stops,
        penalty=group.penalty,
        priority=group.priority,
    )


def _lock_entry(model: LockModel, k: int) -> LockEntry:
    origin = Origin(where=f"/locks/{k}")
    return LockEntry(origin=origin, vehicle=model.vehicle, stops=tuple(model.stops), kind=model.kind)


def _amounts(load: Load | None, day: DayInput) -> dict[str, int]:
    return dict(zip(day.dimensions, load, strict=True)) if load else {}


def _point(location: int, day: DayInput) -> PointModel:
    place = day.places[location]
    return PointModel(lon=place.lon, lat=place.lat)


def _addresses(day: DayInput) -> list[str]:
    """Return the name of each place; "" where it is only what reading would call it without an address."""
    names: list[list[str]] = [[] for _ in day.places]
    for depot in day.depots:
        names[depot.location].append(depot.name or depot.id)
    for stop in day.stops:
        names[stop.location].append(stop.name or stop.id)
    labels = (label_of(each) for each in names)
    return [
        "" if place.name == label else place.name for place, label in zip(day.places, labels, strict=True)
    ]


def _order_model(stop: Stop, day: DayInput, address: str) -> OrderModel:
    return OrderModel(
        **dict(stop_base(stop)),
        place=_point(stop.location, day),
        address=address,
        delivery=_amounts(stop.delivery, day),
        pickup=_amounts(stop.pickup, day),
    )


def _vehicle_model(vehicle: Vehicle, day: DayInput) -> DayVehicleModel:
    return DayVehicleModel(
        **dict(vehicle_base(vehicle)),
        capacity=_amounts(vehicle.capacity, day),
        breaks=[
            DayBreakModel(
                id=each.id,
                windows=[window_model(window) for window in each.windows],
                duration_s=each.duration,
                max_load=_amounts(each.max_load, day),
            )
            for each in vehicle.breaks
        ],
    )


def _depot_model(depot: Depot, day: DayInput, address: str) -> DayDepotModel:
    return DayDepotModel(
        **dict(depot_base(depot)),
        place=_point(depot.location, day),
        address=address,
        throughput=_amounts(depot.throughput, day),
    )


def _pair_model(pair: Pair, day: DayInput) -> DayPairModel:
    return DayPairModel(pickup=pair.pickup, delivery=pair.delivery, load=_amounts(pair.load, day))
