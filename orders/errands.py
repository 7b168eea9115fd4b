"""What vehicles do on their rounds besides bringing orders: fetch returns and parcels, and carry stock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from orders.calls import Call, LeftOut, Load, Spot
from orders.order import Temperature


class ErrandKind(StrEnum):
    """What an errand is about."""

    RETURN = "return"
    LOCKER = "locker"
    TRANSFER = "transfer"


class Task(StrEnum):
    """What is done at the stop: loaded there, or unloaded."""

    FETCH = "fetch"
    BRING = "bring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be done on a day.

    id, number
        ours, and what people call it.
    place, name
        where it is fetched from; None where nobody knows.
    spot
        the bank of lockers where it is fetched; "" for anywhere else.
    to
        where a transfer goes.
    """

    kind: ErrandKind
    id: str
    number: str
    place: Place | None
    name: str
    load: Load
    temperatures: frozenset[Temperature] = frozenset()
    spot: str = ""
    to: Place | None = None
    to_name: str = ""

    @property
    def key(self) -> str:
        """What names it among errands of all kinds."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandStop:
    """What an errand has to do with a stop."""

    errand: str
    stop: str
    task: Task


@dataclass(frozen=True, kw_only=True)
class ErrandCalls:
    """Calls of orders and errands together; pairs: stops between which one vehicle carries a load."""

    calls: tuple[Call, ...]
    stops: tuple[ErrandStop, ...]
    left_out: tuple[LeftOut, ...]
    pairs: Mapping[tuple[str, str], Load] = field(default_factory=dict)


def with_errands(
    calls: Sequence[Call], errands: Sequence[Errand], spots: Mapping[str, Spot], service: Seconds
) -> ErrandCalls:
    """Return calls with what else is to be done: one visit of a bank brings parcels and fetches others.

    service
        seconds of work at a door or warehouse.
    """
    found = {each.id: each for each in calls}
    stops: list[ErrandStop] = []
    left: list[LeftOut] = []
    pairs: dict[tuple[str, str], Load] = {}
    for each in errands:
        reason = _reason(each, spots)
        if reason is not None:
            left.append(LeftOut(key=each.key, number=each.number, code=reason[0], text=reason[1]))
        elif each.kind is ErrandKind.TRANSFER:
            begin, end = (_free(f"transfer {each.number} {way}", found) for way in ("from", "to"))
            found[begin] = _call(each, begin, each.place, each.name, service)
            found[end] = _call(each, end, each.to, each.to_name, service)
            pairs[begin, end] = each.load
            stops += _both(each, begin, end)
        else:
            name = each.spot or _free(f"return {each.number}", found)
            found[name] = _fetching(found.get(name), each, name, spots, service)
            stops.append(ErrandStop(errand=each.key, stop=name, task=Task.FETCH))
    return ErrandCalls(calls=tuple(found.values()), stops=tuple(stops), left_out=tuple(left), pairs=pairs)


def without(found: ErrandCalls, faulty: Iterable[str]) -> ErrandCalls:
    """Return calls without some stops, and without the other ends of their pairs."""
    gone = set(faulty)
    gone |= {stop for pair in found.pairs if gone & {*pair} for stop in pair}
    return replace(
        found,
        calls=tuple(each for each in found.calls if each.id not in gone),
        stops=tuple(each for each in found.stops if each.stop not in gone),
        pairs={pair: load for pair, load in found.pairs.items() if not gone & {*pair}},
    )


def _both(errand: Errand, begin: str, end: str) -> Iterator[ErrandStop]:
    yield ErrandStop(errand=errand.key, stop=begin, task=Task.FETCH)
    yield ErrandStop(errand=errand.key, stop=end, task=Task.BRING)


def _reason(errand: Errand, spots: Mapping[str, Spot]) -> tuple[str, str] | None:
    """Return why an errand cannot become a stop, or None where it can."""
    if errand.spot:
        return _spot_reason(errand.spot, spots)
    if errand.kind is ErrandKind.TRANSFER:
        missing = [
            name
            for name, place in ((errand.name, errand.place), (errand.to_name, errand.to))
            if place is None
        ]
        if missing:
            return "no-site", f"No depot is called {' or '.join(missing)}."
        return None
    if errand.place is None or (errand.place.lon == 0 and errand.place.lat == 0):
        return "no-point", "Its address has no coordinates."
    return None


def _spot_reason(spot: str, spots: Mapping[str, Spot]) -> tuple[str, str] | None:
    if spot not in spots:
        return "no-site", f"No site is called {spot}."
    return None if spots[spot].windows else ("closed", f"{spots[spot].name} lets no vehicle in on this day.")


def _fetching(
    call: Call | None, errand: Errand, name: str, spots: Mapping[str, Spot], service: Seconds
) -> Call:
    """Return the call at which something is fetched, together with what happens there anyway."""
    if call is None:
        spot = spots.get(errand.spot)
        call = _call(errand, name, errand.place, errand.name, service)
        if spot is not None:
            call = replace(call, name=spot.name, place=spot.place, windows=spot.windows, service=spot.service)
    kinds = call.temperatures | errand.temperatures
    return replace(call, fetched=call.fetched.plus(errand.load), temperatures=kinds)


def _call(errand: Errand, name: str, place: Place | None, called: str, service: Seconds) -> Call:
    windows: tuple[TimeWindow, ...] = ()
    return Call(
        id=name,
        name=called,
        place=place or Place(lon=0, lat=0),
        keys=(),
        windows=windows,
        service=service,
        weight_g=0,
        volume_ml=0,
        pieces=0,
        temperatures=errand.temperatures,
    )


def _free(name: str, taken: Mapping[str, Call]) -> str:
    """Return a name that no other stop has."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
