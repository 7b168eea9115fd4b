"""A synthetic city as a folder of tables that anybody can open, change and plan again."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from core.errors import InvalidInput
from core.place import Place
from core.units import clock_text
from core.window import TimeWindow
from data.files import write_text
from data.formats.day_entries.entries import DayEntries, DepotEntry, LoadByDimension, StopEntry, VehicleEntry
from data.formats.safe_cells import safe_cell
from data.sample_city.city import SampleCity
from data.sample_city.town_places import TownPlace
from routing.problem import WHOLE_DAY

Row = Sequence[str]

_ORDERS = (
    "id",
    "name",
    "address",
    "lon",
    "lat",
    "weight_kg",
    "volume_l",
    "parcels",
    "direction",
    "windows",
    "service_min",
    "setup_min",
    "skills",
    "penalty",
    "pair",
)
_VEHICLES = (
    "id",
    "kind",
    "profile",
    "capacity_weight_kg",
    "capacity_volume_l",
    "capacity_parcels",
    "shift_from",
    "shift_to",
    "start",
    "end",
    "skills",
    "cost_fixed",
    "cost_per_km",
    "cost_per_hour",
    "max_km",
    "max_hours",
    "max_stops",
    "currency",
)
_DEPOTS = ("id", "name", "address", "lon", "lat", "opens", "closes")
_PLACES = ("id", "name", "address", "lon", "lat")


def write_sample_city(city: SampleCity, folder: Path) -> tuple[Path, ...]:
    """Write the city's tables and a README into `folder`; return the files written.

    orders.csv, vehicles.csv and depots.csv hold the day; shops.csv and lockers.csv are there to look at.
    """
    texts = {
        "orders.csv": _table(_ORDERS, _order_rows(city.entries)),
        "vehicles.csv": _table(_VEHICLES, (_vehicle_row(each, city) for each in city.entries.vehicles)),
        "depots.csv": _table(_DEPOTS, (_depot_row(each) for each in city.entries.depots)),
        "shops.csv": _table(_PLACES, (_place_row(each) for each in city.shops)),
        "lockers.csv": _table(_PLACES, (_place_row(each) for each in city.lockers)),
        "README.txt": _readme(city),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in texts)


def _table(header: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in (header, *rows))
    return text.getvalue()


def _order_rows(entries: DayEntries) -> Iterable[Row]:
    """Yield a row per stop; the load of a pair is written at both its ends."""
    paired = {
        stop: (f"pair-{number}", direction, pair.load)
        for number, pair in enumerate(entries.pairs, start=1)
        for stop, direction in ((pair.pickup, "pickup"), (pair.delivery, "delivery"))
    }
    for stop in entries.stops:
        own = ("", "pickup", stop.pickup) if stop.pickup else ("", "delivery", stop.delivery)
        pair, direction, load = paired.get(stop.id, own)
        yield _order_row(stop, pair=pair, direction=direction, load=load)


def _order_row(stop: StopEntry, *, pair: str, direction: str, load: LoadByDimension) -> Row:
    return (
        stop.id,
        stop.name,
        *_address_and_point(stop.place),
        *_amounts(load),
        direction,
        "; ".join(str(window) for window in stop.windows if window != WHOLE_DAY),
        _ratio(stop.service, 60),
        _ratio(stop.setup, 60),
        "; ".join(sorted(stop.skills)),
        _ratio(stop.penalty, 100),
        pair,
    )


def _vehicle_row(vehicle: VehicleEntry, city: SampleCity) -> Row:
    return (
        vehicle.id,
        vehicle.kind,
        vehicle.profile,
        *_amounts(vehicle.capacity),
        *_clocks(vehicle.shift),
        vehicle.start or "",
        vehicle.end or "",
        "; ".join(sorted(vehicle.skills)),
        _ratio(vehicle.cost_fixed, 100),
        _ratio(vehicle.cost_per_km, 100),
        _ratio(vehicle.cost_per_hour, 100),
        _ratio(vehicle.max_distance, 1000),
        _ratio(vehicle.max_duration, 3600),
        _ratio(vehicle.max_stops, 1),
        city.entries.currency,
    )


def _depot_row(depot: DepotEntry) -> Row:
    return (depot.id, depot.name, *_address_and_point(depot.place), *_clocks(depot.window))


def _place_row(each: TownPlace) -> Row:
    return (each.id, each.name, *_address_and_point(each.place))


def _address_and_point(place: Place | None) -> Row:
    if place is None:
        raise InvalidInput("A synthetic stop without a place cannot be written.")
    return (place.name, f"{place.lon:.6f}", f"{place.lat:.6f}")


def _amounts(load: LoadByDimension) -> Row:
    return (_ratio(load["weight_g"], 1000), _ratio(load["volume_ml"], 1000), _ratio(load["parcels"], 1))


def _clocks(window: TimeWindow) -> Row:
    return (clock_text(window.opens), clock_text(window.closes))


def _ratio(amount: int | None, unit: int) -> str:
    """Return an amount in a larger unit, exactly where it can be: 1,500 g are "1.5" kg; "" for None."""
    return "" if amount is None else f"{(Decimal(amount) / unit).normalize():f}"


def _readme(city: SampleCity) -> str:
    """Return what whoever finds the folder must know: not real, and whose map it is."""
    return (
        f"{city.label}\n\n"
        f"Map: {city.map_name}. {city.attribution},\n"
        "https://www.openstreetmap.org/copyright. Whoever shows or passes on these points and street names\n"
        "must name that source.\n\n"
        "Streets, buildings and house numbers are those of the map. What is ordered, when and how heavy it\n"
        "is, is drawn by chance; the depot is a guess; shops and lockers do nothing of this in truth.\n\n"
        "orders.csv    what is to be delivered, fetched, or carried from one customer to another\n"
        "vehicles.csv  the vehicles with shift, capacity and cost\n"
        "depots.csv    where they start and end\n"
        "shops.csv, lockers.csv  shops and parcel lockers that appear in orders.csv\n"
    )
