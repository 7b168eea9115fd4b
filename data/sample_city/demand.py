"""The orders of a synthetic day as stops."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as counting

import numpy as np

from core.place import Place
from core.window import TimeWindow
from data.formats.day_entries.entries import LoadByDimension, Origin, PairEntry, StopEntry
from data.sample_city import draws
from data.sample_city.parameters import SampleParameters
from data.sample_city.town import Town
from data.sample_city.town_places import TownPlace
from routing.problem import WHOLE_DAY

ORIGIN = Origin(where="synthetic day")


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Stops and pairs of one day."""

    stops: tuple[StopEntry, ...]
    pairs: tuple[PairEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """How many stops of each sort; a pair is two stops."""

    homes: int
    returns: int
    pairs: int
    locker_drops: int
    shop_drops: int


@dataclass(frozen=True, kw_only=True)
class _Chance:
    rng: np.random.Generator
    parameters: SampleParameters
    ids: Iterator[str]


def demand_of(
    town: Town,
    *,
    shops: Sequence[TownPlace],
    lockers: Sequence[TownPlace],
    count: int,
    rng: np.random.Generator,
    parameters: SampleParameters,
) -> Demand:
    """Draw `count` stops: deliveries to homes, then returns, drops in bulk, and pairs from shops."""
    width = max(3, len(str(count)))
    chance = _Chance(
        rng=rng, parameters=parameters, ids=(f"SYN-{number:0{width}d}" for number in counting(1))
    )
    parts = _parts(count, parameters, shops=len(shops), lockers=len(lockers))
    places = _home_places(town, parts.homes + parts.returns + parts.pairs, rng)
    stops = [_home(chance, next(places)) for _ in range(parts.homes)]
    stops += [_return(chance, next(places)) for _ in range(parts.returns)]
    stops += [_locker_drop(chance, each) for each in lockers[: parts.locker_drops]]
    stops += [_shop_drop(chance, each) for each in shops[: parts.shop_drops]]
    pairs = []
    for number in range(parts.pairs):
        pair, ends = _pair(chance, shops[number % len(shops)], next(places))
        pairs.append(pair)
        stops += ends
    return Demand(stops=tuple(stops), pairs=tuple(pairs))


def _parts(count: int, parameters: SampleParameters, *, shops: int, lockers: int) -> _Parts:
    pairs = round(count * parameters.pairs) if shops else 0
    returns = round(count * parameters.returns)
    locker_drops = min(round(count * parameters.locker_drops), lockers)
    shop_drops = min(round(count * parameters.shop_drops), shops)
    homes = count - 2 * pairs - returns - locker_drops - shop_drops
    return _Parts(homes=homes, returns=returns, pairs=pairs, locker_drops=locker_drops, shop_drops=shop_drops)


def _home_places(town: Town, count: int, rng: np.random.Generator) -> Iterator[Place]:
    """Draw places by weight; the same one twice only where the map has too few."""
    homes = town.homes
    again = len(homes) < count
    rows = rng.choice(len(homes), size=count, replace=again, p=homes.weights / homes.weights.sum())
    return (town.place(homes.points[row], str(homes.names[row])) for row in rows)


def _home(chance: _Chance, place: Place) -> StopEntry:
    """Draw a delivery to a home; a bulky one takes two people and as long as any."""
    rng, parameters = chance.rng, chance.parameters
    drawn = float(rng.random())
    bulky = drawn < parameters.two_person
    cold = not bulky and drawn < parameters.two_person + parameters.cold
    load = draws.bulky_load(rng, parameters) if bulky else draws.home_load(rng, parameters)
    optional = float(rng.random()) < parameters.optional
    return StopEntry(
        origin=ORIGIN,
        id=next(chance.ids),
        name="Synthetic order",
        place=place,
        delivery=load,
        windows=draws.home_windows(rng, parameters),
        service=parameters.service_most if bulky else draws.service_time(rng, parameters, load),
        setup=parameters.setup_most if bulky else draws.setup_time(rng, parameters),
        skills=frozenset({"two_person"} if bulky else {"cold"} if cold else ()),
        penalty=draws.penalty(rng, parameters) if optional else None,
    )


def _return(chance: _Chance, place: Place) -> StopEntry:
    """Draw something that a customer gives back."""
    load = draws.small_load(chance.rng, chance.parameters)
    windows = draws.home_windows(chance.rng, chance.parameters)
    return _stop(chance, "Synthetic return", place, load, windows=windows, pickup=load)


def _locker_drop(chance: _Chance, locker: TownPlace) -> StopEntry:
    """Draw the parcels of many customers, at any time of the day."""
    load = draws.bulk_load(chance.rng, chance.parameters)
    return _stop(chance, f"Synthetic drop: {locker.name}", locker.place, load, delivery=load)


def _shop_drop(chance: _Chance, shop: TownPlace) -> StopEntry:
    """Draw the parcels that customers collect at a shop; it takes them in the morning."""
    load = draws.bulk_load(chance.rng, chance.parameters)
    windows = (chance.parameters.shop_deliveries,)
    return _stop(chance, f"Synthetic drop: {shop.name}", shop.place, load, windows=windows, delivery=load)


def _pair(chance: _Chance, shop: TownPlace, home: Place) -> tuple[PairEntry, list[StopEntry]]:
    """Draw what a shop sells to a customer nearby: fetched while it is open, brought the same day."""
    load = draws.small_load(chance.rng, chance.parameters)
    hours = (chance.parameters.shop_hours,)
    fetched = _stop(chance, f"Synthetic pickup: {shop.name}", shop.place, load, windows=hours)
    brought = _stop(chance, "Synthetic order from a shop", home, load)
    pair = PairEntry(origin=ORIGIN, pickup=fetched.id, delivery=brought.id, load=load)
    return pair, [fetched, brought]


def _stop(
    chance: _Chance,
    name: str,
    place: Place,
    load: LoadByDimension,
    *,
    windows: tuple[TimeWindow, ...] = (WHOLE_DAY,),
    delivery: LoadByDimension | None = None,
    pickup: LoadByDimension | None = None,
) -> StopEntry:
    """Return a stop with times that fit `load`."""
    return StopEntry(
        origin=ORIGIN,
        id=next(chance.ids),
        name=name,
        place=place,
        delivery=delivery or {},
        pickup=pickup or {},
        windows=windows,
        service=draws.service_time(chance.rng, chance.parameters, load),
        setup=draws.setup_time(chance.rng, chance.parameters),
    )
