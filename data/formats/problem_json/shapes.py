"""Stops, vehicles, depots, groups and locks become shapes of JSON, and shapes become what they stand for."""

from collections.abc import Mapping
from typing import TypedDict

from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from data.formats.problem_json.models import (
    DepotBase,
    GroupModel,
    LockModel,
    StopBase,
    VehicleBase,
    window_model,
)
from routing.problem import Depot, Group, Lock, Stop, Vehicle


class StopFields(TypedDict):
    """What a stop has besides its place and load, as its object names it."""

    id: str
    windows: tuple[TimeWindow, ...]
    service: Seconds
    setup: Seconds
    service_by_kind: Mapping[str, Seconds]
    setup_by_kind: Mapping[str, Seconds]
    skills: frozenset[str]
    penalty: Cents | None
    priority: int
    release: Seconds
    backhaul: bool
    name: str


class VehicleFields(TypedDict):
    """What a vehicle has besides its capacity and breaks, as its object names it."""

    id: str
    start: str | None
    end: str | None
    profile: str
    speed_percent: int
    shift: TimeWindow
    skills: frozenset[str]
    cost_fixed: Cents
    cost_per_km: Cents
    cost_per_hour: Cents
    cost_per_driving_hour: Cents
    cost_per_work_hour: Cents
    cost_per_overtime_hour: Cents
    regular_duration: Seconds | None
    max_distance: Metres | None
    max_duration: Seconds | None
    max_driving: Seconds | None
    max_stops: int | None
    reloads: tuple[str, ...]
    max_reloads: int | None
    kind: str


def stop_fields(model: StopBase) -> StopFields:
    """Return what `model` says of its stop."""
    return StopFields(
        id=model.id,
        windows=tuple(each.window() for each in model.windows),
        service=Seconds(model.service_s),
        setup=Seconds(model.setup_s),
        service_by_kind={kind: Seconds(each) for kind, each in model.service_by_kind_s.items()},
        setup_by_kind={kind: Seconds(each) for kind, each in model.setup_by_kind_s.items()},
        skills=frozenset(model.skills),
        penalty=_cents(model.penalty_cents),
        priority=model.priority,
        release=Seconds(model.release_s),
        backhaul=model.backhaul,
        name=model.name,
    )


def vehicle_fields(model: VehicleBase) -> VehicleFields:
    """Return what `model` says of its vehicle."""
    return VehicleFields(
        id=model.id,
        start=model.start,
        end=model.end,
        profile=model.profile,
        speed_percent=model.speed_percent,
        shift=model.shift.window(),
        skills=frozenset(model.skills),
        cost_fixed=Cents(model.cost_fixed_cents),
        cost_per_km=Cents(model.cost_per_km_cents),
        cost_per_hour=Cents(model.cost_per_hour_cents),
        cost_per_driving_hour=Cents(model.cost_per_driving_hour_cents),
        cost_per_work_hour=Cents(model.cost_per_work_hour_cents),
        cost_per_overtime_hour=Cents(model.cost_per_overtime_hour_cents),
        regular_duration=_seconds(model.regular_duration_s),
        max_distance=None if model.max_distance_m is None else Metres(model.max_distance_m),
        max_duration=_seconds(model.max_duration_s),
        max_driving=_seconds(model.max_driving_s),
        max_stops=model.max_stops,
        reloads=tuple(model.reloads),
        max_reloads=model.max_reloads,
        kind=model.kind,
    )


def stop_base(stop: Stop) -> StopBase:
    """Return the shape of what a stop has besides its place and load."""
    return StopBase(
        id=stop.id,
        windows=[window_model(each) for each in stop.windows],
        service_s=stop.service,
        setup_s=stop.setup,
        service_by_kind_s=dict(stop.service_by_kind),
        setup_by_kind_s=dict(stop.setup_by_kind),
        skills=sorted(stop.skills),
        penalty_cents=stop.penalty,
        priority=stop.priority,
        release_s=stop.release,
        backhaul=stop.backhaul,
        name=stop.name,
    )


def vehicle_base(vehicle: Vehicle) -> VehicleBase:
    """Return the shape of what a vehicle has besides its capacity and breaks."""
    return VehicleBase(
        id=vehicle.id,
        start=vehicle.start,
        end=vehicle.end,
        profile=vehicle.profile,
        speed_percent=vehicle.speed_percent,
        shift=window_model(vehicle.shift),
        skills=sorted(vehicle.skills),
        cost_fixed_cents=vehicle.cost_fixed,
        cost_per_km_cents=vehicle.cost_per_km,
        cost_per_hour_cents=vehicle.cost_per_hour,
        cost_per_driving_hour_cents=vehicle.cost_per_driving_hour,
        cost_per_work_hour_cents=vehicle.cost_per_work_hour,
        cost_per_overtime_hour_cents=vehicle.cost_per_overtime_hour,
        regular_duration_s=vehicle.regular_duration,
        max_distance_m=vehicle.max_distance,
        max_duration_s=vehicle.max_duration,
        max_driving_s=vehicle.max_driving,
        max_stops=vehicle.max_stops,
        reloads=list(vehicle.reloads),
        max_reloads=vehicle.max_reloads,
        kind=vehicle.kind,
    )


def depot_base(depot: Depot) -> DepotBase:
    """Return the shape of what a depot has besides its place and throughput."""
    return DepotBase(
        id=depot.id,
        window=window_model(depot.window),
        reload_service_s=depot.reload_service,
        name=depot.name,
    )


def group_model(group: Group) -> GroupModel:
    """Return the shape of a group."""
    return GroupModel(
        id=group.id, stops=list(group.stops), penalty_cents=group.penalty, priority=group.priority
    )


def group_of(model: GroupModel) -> Group:
    """Return the group that `model` describes."""
    return Group(
        id=model.id,
        stops=tuple(model.stops),
        penalty=_cents(model.penalty_cents),
        priority=model.priority,
    )


def lock_model(lock: Lock) -> LockModel:
    """Return the shape of a lock."""
    return LockModel(vehicle=lock.vehicle, stops=list(lock.stops), kind=lock.kind)


def lock_of(model: LockModel) -> Lock:
    """Return the lock that `model` describes."""
    return Lock(vehicle=model.vehicle, stops=tuple(model.stops), kind=model.kind)


def _cents(amount: int | None) -> Cents | None:
    return None if amount is None else Cents(amount)


def _seconds(amount: int | None) -> Seconds | None:
    return None if amount is None else Seconds(amount)
