"""Vehicles, depots, shops and lockers from tables, as they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import Fault
from core.place import Place
from data.formats.day_entries.assemble import day_of, refuse_faults
from data.formats.day_entries.entries import DayEntries, DepotEntry, VehicleEntry
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.modes.read_modes import read_modes
from data.formats.problem_json.day_json import day_model
from data.formats.problem_json.models import PointModel, window_model
from data.formats.tables.depot_rows import read_depot_rows
from data.formats.tables.kinds import table_file
from data.formats.tables.row import World
from data.formats.tables.table import open_file, read_table
from data.formats.tables.vehicle_rows import currency_of, read_vehicle_rows
from routing.problem import LARGEST


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """Vehicles and sites, with what a person should know about the tables they came from."""

    vehicles: tuple[FleetVehicleModel, ...] = ()
    sites: tuple[SiteModel, ...] = ()
    notes: tuple[str, ...] = ()


def read_fleet(
    vehicles: Path | None, depots: Path | None, *, known: Sequence[SiteModel] = (), currency: str = "EUR"
) -> Fleet:
    """Return the vehicles and depots of tables; raise `InvalidInput` with every fault of both.

    known
        sites that vehicles may name besides: those that are kept already.
    """
    names = ", ".join(path.name for path in (vehicles, depots) if path is not None)
    listed, notes, faults = _depots(depots, currency)
    told = {each.id for each in listed}
    there = [
        each.entry(f"site {each.id!r}") for each in known if each.kind == "depot" and each.id not in told
    ]
    drivers, money, more, wrong = _vehicles(vehicles, [*listed, *there], currency)
    entries = DayEntries(stops=(), vehicles=drivers, depots=(*listed, *there), currency=money)
    faults += wrong
    refuse_faults(names, faults)
    day = day_model(day_of(entries, what=names))
    return Fleet(
        vehicles=tuple(
            FleetVehicleModel(
                **{**dict(each), "capacity": {k: v for k, v in each.capacity.items() if v < LARGEST}},
                currency=money,
            )
            for each in day.vehicles
        ),
        sites=tuple(
            SiteModel(
                **{**dict(each), "throughput": {k: v for k, v in each.throughput.items() if v < LARGEST}}
            )
            for each in day.depots
            if each.id in told
        ),
        notes=(*notes, *more),
    )


def _depots(path: Path | None, currency: str) -> tuple[tuple[DepotEntry, ...], tuple[str, ...], list[Fault]]:
    if path is None:
        return (), (), []
    table = read_table(open_file(table_file(path)), "depots")
    found, faults = read_depot_rows(table, World(currency=currency))
    return found, table.notes, faults


def _vehicles(
    path: Path | None, depots: Sequence[DepotEntry], currency: str
) -> tuple[tuple[VehicleEntry, ...], str, tuple[str, ...], list[Fault]]:
    if path is None:
        return (), currency, (), []
    table = read_table(open_file(table_file(path)), "vehicles")
    money, faults = currency_of(table, currency)
    found, notes, wrong = read_vehicle_rows(table, World(currency=money), depots)
    return found, money, (*table.notes, *notes), [*faults, *wrong]


def sites_of_modes(path: Path) -> tuple[SiteModel, ...]:
    """Return the shops and banks of lockers of tables of delivery modes."""
    modes = read_modes(path)
    zone, country = modes.terms.zone.key, modes.terms.country
    shops = (
        SiteModel(
            id=it.id,
            name=it.name,
            place=_point(it.place),
            kind="shop",
            zone=zone,
            country=country,
            hours=it.hours.text,
        )
        for it in modes.shops
    )
    banks = (
        SiteModel(
            id=it.id,
            name=it.name,
            place=_point(it.place),
            kind="lockers",
            zone=zone,
            country=country,
            window=window_model(it.drop),
        )
        for it in modes.banks
    )
    return (*shops, *banks)


def _point(place: Place) -> PointModel:
    return PointModel(lon=place.lon, lat=place.lat)
