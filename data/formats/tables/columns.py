"""The columns that tables may have: the one list behind reading, templates and the guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from data.formats.tables.quantities import (
    COUNT,
    DISTANCE,
    DURATION,
    MONEY,
    PERCENT,
    VOLUME,
    WEIGHT,
    Quantity,
)

Role = Literal["orders", "vehicles", "depots"]
"""What a table lists; also the name of its sheet in a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    field
        our name of it, without unit.
    header
        how the template writes it, with its unit where it has one.
    about
        what a cell says, for the template's comment and the guide.
    aliases
        other headers taken for it, in lower_snake; those of a measure without unit.
    quantity
        what it measures; None for text, times and points.
    dimension
        the dimension of capacity that it fills, "" for none.
    """

    field: str
    header: str
    about: str
    aliases: tuple[str, ...] = ()
    quantity: Quantity | None = None
    required: bool = False
    dimension: str = ""


def _column(header: str, about: str, *aliases: str, required: bool = False) -> Column:
    return Column(field=header, header=header, about=about, aliases=aliases, required=required)


def _measure(
    field: str, header: str, quantity: Quantity, about: str, *aliases: str, dimension: str = ""
) -> Column:
    return Column(
        field=field, header=header, about=about, aliases=aliases, quantity=quantity, dimension=dimension
    )


_LON = _column("lon", "Longitude in degrees, WGS 84: 7.4246", "longitude", "lng", "long", required=True)
_LAT = _column("lat", "Latitude in degrees, WGS 84: 43.7384", "latitude", required=True)

_ORDERS: Final = (
    _column("id", "Your number of the order; used once", "order", "order_id", "order_no", "order_number",
            "stop", "stop_id", "reference", "ref", required=True),
    _column("name", "Who is visited", "customer", "customer_name", "recipient", "client"),
    _column("address", "Street and house, shown on manifests; points come from lon and lat", "street",
            "street_address", "delivery_address"),
    _LON,
    _LAT,
    _measure("weight", "weight_kg", WEIGHT, "Weight of the load; the unit may be kg, g, t or lb", "mass",
             "load", "load_weight", "gross_weight", dimension="weight_g"),
    _measure("volume", "volume_l", VOLUME, "Volume of the load; the unit may be l, ml or m3", "load",
             "load_volume", dimension="volume_ml"),
    _measure("parcels", "parcels", COUNT, "Number of parcels", "load_parcels", "pieces", "packages",
             dimension="parcels"),
    _column("direction", "delivery (brought) or pickup (fetched); empty means delivery", "task"),
    _column("windows", 'When the work may start: "08:00-10:00; 14:00-16:00"; empty means any time', "window",
            "time_window", "time_windows", "delivery_window"),
    _column("window_from", "The same as two columns: no earlier than", "from", "time_from", "earliest",
            "ready_time", "not_before", "window_start"),
    _column("window_to", "The same as two columns: no later than", "to", "time_to", "latest", "due_time",
            "not_after", "window_end"),
    _measure("service", "service_min", DURATION, "How long the work takes; the unit may be min, s or h",
             "service_time", "service_duration"),
    _measure("setup", "setup_min", DURATION, "Parking and the way to the door, paid once at each point",
             "setup_time", "parking", "parking_time"),
    _column("skills", 'What the vehicle must have: "cold; lift"', "skill", "requires", "requirements"),
    _measure("penalty", "penalty", MONEY, "What leaving it out costs; empty means it must be served",
             "penalty_cost"),
    _column("pair", "The same word in two rows, one pickup and one delivery: carried from one to the other",
            "pair_id", "shipment"),
    _column("depot", "Id of the depot its load comes from (or goes to); empty means any", "depot_id",
            "from_depot", "warehouse"),
    _column("group", "The same word in several rows: one of them is enough, such as home and locker",
            "group_id", "alternative", "alternatives"),
    _measure("priority", "priority", COUNT, "0 to 100: where not all can be served, the least are left out",
             "prio"),
    _column("release", "When it is ready at the depot: 09:30; empty means from the start", "released",
            "release_time", "ready_at_depot"),
    _column("backhaul", "yes: only after everything on board is delivered; empty means no", "backload"),
    _column("vehicle", "Id of the only vehicle that may serve it; empty means any", "vehicle_id",
            "locked_to"),
)  # fmt: skip

_VEHICLES: Final = (
    _column("id", "Your name of the vehicle; used once", "vehicle", "vehicle_id", "plate", required=True),
    _column("kind", "What people call it: Sprinter, e-bike", "vehicle_kind", "vehicle_type", "type", "model"),
    _column("profile", "How it moves: car, van, truck, cargo_bike or foot; empty means van", "mode"),
    _measure("count", "count", COUNT, "So many of them: van with 3 becomes van-1, van-2, van-3", "quantity"),
    _measure("weight", "capacity_weight_kg", WEIGHT, "The most it carries; empty means without limit",
             "capacity", "max", "max_weight", "load", "load_weight", "payload", dimension="weight_g"),
    _measure("volume", "capacity_volume_l", VOLUME, "The most it carries; empty means without limit",
             "capacity", "max", "max_volume", "load_volume", dimension="volume_ml"),
    _measure("parcels", "capacity_parcels", COUNT, "The most it carries; empty means without limit",
             "max_parcels", "load_parcels", dimension="parcels"),
    _column("shift_from", "It leaves no earlier; empty means any time", "shift_start", "start_time", "from"),
    _column("shift_to", "It is back no later; 22:00 to 06:00 runs past midnight", "shift_end", "end_time",
            "to"),
    _column("start", "Id of the depot where it starts; empty means at its first stop", "start_depot",
            "depot", "depot_id"),
    _column("end", "Id of the depot where it ends; empty means at its last stop", "end_depot"),
    _column("skills", 'What it has: "cold; lift"', "skill"),
    _measure("cost_fixed", "cost_fixed", MONEY, "Paid if it drives at all", "fixed_cost"),
    _measure("cost_per_km", "cost_per_km", MONEY, "Paid for each kilometre", "km_cost"),
    _measure("cost_per_hour", "cost_per_hour", MONEY, "Paid for each hour from start to end, waiting too",
             "hourly_cost", "cost_per_h"),
    _measure("cost_per_driving_hour", "cost_per_driving_hour", MONEY, "Paid besides, for each hour driven"),
    _measure("cost_per_work_hour", "cost_per_work_hour", MONEY, "Paid besides, for each hour of work"),
    _measure("regular_duration", "regular_hours", DURATION,
             "What is beyond them, from start to end, is overtime", "overtime_after"),
    _measure("cost_per_overtime_hour", "cost_per_overtime_hour", MONEY,
             "Paid besides, for each hour of overtime", "overtime_cost"),
    _measure("max_distance", "max_km", DISTANCE, "The most its route may be long", "max"),
    _measure("max_duration", "max_hours", DURATION, "The most its route may last", "max"),
    _measure("max_driving", "max_driving_hours", DURATION, "The most hours of its route that are driven"),
    _measure("max_stops", "max_stops", COUNT, "The most stops of its route", "max_orders"),
    _measure("speed", "speed_percent", PERCENT, "Its speed in percent of its profile's; empty means 100"),
    _column("reloads", "Ids of depots where it may reload and drive again: north; south", "reload_depots",
            "reload_depot", "reload"),
    _measure("max_reloads", "max_reloads", COUNT, "The most reloads of its route; empty means any number"),
    _column("break_windows", 'When its break may begin: "11:30-13:30"; empty means it takes none',
            "break_window", "lunch_break"),
    _measure("break", "break_min", DURATION, "How long its break is", "break_duration"),
    _column("currency", "ISO 4217 code of all money, the same in every row; empty means EUR"),
)  # fmt: skip

_DEPOTS: Final = (
    _column("id", "Your name of the depot; used once", "depot", "depot_id", "warehouse", required=True),
    _column("name", "What people call it", "depot_name"),
    _column("address", "Street and house", "street", "street_address"),
    _LON,
    _LAT,
    _column("opens", "Vehicles leave no earlier; empty means any time", "open", "opens_at", "open_from"),
    _column("closes", "Vehicles are back no later; 22:00 to 06:00 runs past midnight", "close", "closes_at",
            "open_to"),
    _measure("reload", "reload_min", DURATION, "How long it takes to reload here", "reload_time"),
    _measure("throughput_weight", "throughput_weight_kg", WEIGHT, "The most taken out of it; empty means any",
             dimension="weight_g"),
    _measure("throughput_volume", "throughput_volume_l", VOLUME, "The most taken out of it; empty means any",
             dimension="volume_ml"),
    _measure("throughput_parcels", "throughput_parcels", COUNT, "The most taken out of it; empty means any",
             dimension="parcels"),
)  # fmt: skip

COLUMNS: Final[Mapping[Role, tuple[Column, ...]]] = {
    "orders": _ORDERS,
    "vehicles": _VEHICLES,
    "depots": _DEPOTS,
}
"""The columns of each table, in the order of the template."""
