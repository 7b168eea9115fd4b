"""A synthetic day on a real map: real buildings and streets, everything else drawn by chance."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.attribution import OPENSTREETMAP
from core.errors import fault, refuse
from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import DayEntries, DepotEntry
from data.sample_city.demand import ORIGIN, Demand, demand_of
from data.sample_city.extract import read_extract
from data.sample_city.fleet import fleet_of
from data.sample_city.parameters import SampleParameters
from data.sample_city.town import Town, town_of
from data.sample_city.town_places import TownPlace, depot_of, lockers_of, shops_of
from routing.day import DayInput

_MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class SampleCity:
    """A synthetic day and the map it lies on.

    entries
        the same day as `day`, in the form that tables are written from.
    label
        says that it is synthetic; to be shown with the day.
    """

    day: DayInput
    entries: DayEntries
    depot: TownPlace
    shops: tuple[TownPlace, ...]
    lockers: tuple[TownPlace, ...]
    map_name: str
    seed: int
    label: str
    attribution: str = OPENSTREETMAP


def sample_day(
    extract: Path,
    *,
    order_count: int = 300,
    vehicles: int = 12,
    seed: int = 1,
    parameters: SampleParameters | None = None,
    progress: Callable[[str], object] | None = None,
) -> SampleCity:
    """Draw a synthetic day on the map `extract`; the same file, numbers and seed give the same day.

    order_count
        how many stops; a pair counts as two.
    progress
        is told in a few words what is done next.
    """
    _refuse_numbers(order_count=order_count, vehicles=vehicles, seed=seed)
    chosen = parameters or SampleParameters()
    tell = progress or (lambda _: None)
    tell(f"Reading {extract.name}")
    read = read_extract(extract)
    tell("Finding buildings near streets")
    town = town_of(read, chosen, least=order_count, map_name=extract.name)
    depot, shops, lockers = depot_of(town), shops_of(town, chosen), lockers_of(town, chosen)
    tell(f"Drawing {order_count:,} synthetic orders")
    rng = np.random.Generator(np.random.PCG64(seed))
    demand = demand_of(town, shops=shops, lockers=lockers, count=order_count, rng=rng, parameters=chosen)
    label = _label(town, seed)
    entries = _entries(demand, depot, chosen, vehicles=vehicles, label=label)
    return SampleCity(
        day=day_of(entries, what="the synthetic day"),
        entries=entries,
        depot=depot,
        shops=shops,
        lockers=lockers,
        map_name=extract.name,
        seed=seed,
        label=label,
    )


def _refuse_numbers(*, order_count: int, vehicles: int, seed: int) -> None:
    limits = (("orders", order_count, 1), ("vehicles", vehicles, 1), ("seed", seed, 0))
    refuse(
        "The synthetic day cannot be drawn.",
        [
            fault("synthetic day", name, value, f"a whole number from {least} to {_MOST:,}")
            for name, value, least in limits
            if not least <= value <= _MOST
        ],
    )


def _label(town: Town, seed: int) -> str:
    where = "along real streets (the map has too few buildings)" if town.on_streets else "on real buildings"
    return f"Synthetic orders {where}, drawn with seed {seed}: no real customers. Map {OPENSTREETMAP}."


def _entries(
    demand: Demand, depot: TownPlace, parameters: SampleParameters, *, vehicles: int, label: str
) -> DayEntries:
    return DayEntries(
        stops=demand.stops,
        pairs=demand.pairs,
        vehicles=fleet_of(parameters.fleet, vehicles, depot=depot.id),
        depots=(
            DepotEntry(
                origin=ORIGIN, id=depot.id, name=depot.name, place=depot.place, window=parameters.depot_hours
            ),
        ),
        notes=(label,),
    )
