"""Orders of a day become calls: one at each door, and one at each shop or bank for all of its orders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from orders.order import Mode, Order, Temperature

RELOAD_MARK: Final = "@"
"""Ids of stops never begin so: it stands for a reload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An order, or a part of one, that wants to come on the day; key names the order whatever shop it is of.

    order
        with the lines that come so.
    warehouse
        the depot where its goods lie; "" for any.
    part
        the warehouse that sends it, of an order that several send; "" for a whole order.
    """

    key: str
    source: str
    order: Order
    warehouse: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A shop or a bank of lockers to which a vehicle brings orders.

    windows
        when a vehicle may come on the day; () where it may not.
    service
        seconds of work, whatever is brought.
    """

    id: str
    name: str
    place: Place
    windows: tuple[TimeWindow, ...]
    service: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much something is."""

    weight_g: int = 0
    volume_ml: int = 0
    pieces: int = 0

    def plus(self, other: "Load") -> "Load":
        """Return both together."""
        return Load(
            weight_g=self.weight_g + other.weight_g,
            volume_ml=self.volume_ml + other.volume_ml,
            pieces=self.pieces + other.pieces,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One visit for one order or several, and for what is fetched there.

    keys, parts
        of its orders, and which part of each it brings; "" for a whole order.
    windows
        when work may start; () for any time.
    fetched
        what is loaded there; the other amounts are brought.
    warehouse
        the depot where its vehicle must start; "" for any.
    """

    id: str
    name: str
    place: Place
    keys: tuple[str, ...]
    windows: tuple[TimeWindow, ...]
    service: Seconds
    weight_g: int
    volume_ml: int
    pieces: int
    temperatures: frozenset[Temperature]
    fetched: Load = Load()
    warehouse: str = ""
    parts: tuple[str, ...] = ()

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """Its orders, each with the part that it brings."""
        return tuple(zip(self.keys, self.parts or ("",) * len(self.keys), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An order that cannot become a stop, and why: a code for programs, a text for people."""

    key: str
    number: str
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Calls:
    """All calls of a day, and the orders that are in none."""

    calls: tuple[Call, ...]
    left_out: tuple[LeftOut, ...]


def calls_of(due: Sequence[Due], spots: Mapping[str, Spot], service: Seconds) -> Calls:
    """Return the calls that orders need: each order is in one of them or left out with its reason.

    service
        seconds of work at a door.
    """
    at_doors: list[Due] = []
    dropped: dict[str, list[Due]] = {}
    left: dict[str, LeftOut] = {}
    for each in due:
        reason = _reason(each.order, spots)
        if reason is not None:
            left[each.key] = LeftOut(key=each.key, number=each.order.id, code=reason[0], text=reason[1])
        elif goes_to_spot(each.order):
            dropped.setdefault(each.order.at, []).append(each)
        else:
            at_doors.append(each)
    names = _door_names(at_doors, taken=dropped)
    doors = [
        _door(each, name, each.order.place, service)
        for each, name in zip(at_doors, names, strict=True)
        if each.order.place is not None
    ]
    drops = [each for at, listed in sorted(dropped.items()) for each in _drops(spots[at], listed)]
    return Calls(calls=(*doors, *drops), left_out=tuple(left.values()))


def goes_to_spot(order: Order) -> bool:
    """Whether an order is brought to a shop or a bank of lockers, not to its address."""
    return order.mode in (Mode.PICKUP, Mode.LOCKER) or (order.mode is None and bool(order.at))


def _reason(order: Order, spots: Mapping[str, Spot]) -> tuple[str, str] | None:
    """Return why an order cannot become a stop, or None where it can."""
    if not goes_to_spot(order):
        return _door_reason(order)
    if not order.at:
        return "no-site", "Nobody said at which shop or bank of lockers it is collected."
    if order.at not in spots:
        return "no-site", f"No site is called {order.at}."
    if not spots[order.at].windows:
        return "closed", f"{spots[order.at].name} takes nothing on this day."
    return None


def _door_reason(order: Order) -> tuple[str, str] | None:
    if order.place is None:
        return "no-point", "Its address has no coordinates."
    if order.place.lon == 0 and order.place.lat == 0:
        return "no-point", "Its point is 0, 0, which is what a failed search of addresses leaves."
    return None


def _door_names(due: Sequence[Due], taken: Mapping[str, object]) -> list[str]:
    """Return what stops are called: the shop's number, with the source where two shops have the same.

    From the second part of an order on, the warehouse that sends it is named as well.
    """
    keys: dict[str, set[str]] = {}
    for each in due:
        keys.setdefault(each.order.id, set()).add(each.key)
    names: list[str] = []
    seen: set[str] = set()
    for each in due:
        number = each.order.id
        alone = len(keys[number]) == 1 and number not in taken and not number.startswith(RELOAD_MARK)
        name = number if alone else f"{each.source}/{number}"
        further = f"{name} from {each.part}"
        if each.key in seen and further in keys:
            further = f"{each.source}/{further}"
        names.append(further if each.key in seen else name)
        seen.add(each.key)
    return names


def _door(due: Due, name: str, place: Place, service: Seconds) -> Call:
    order = due.order
    windows = () if order.window is None else (order.window,)
    return _call([due], id=name, name=order.customer.name, place=place, windows=windows, service=service)


def _drops(spot: Spot, due: Sequence[Due]) -> Iterator[Call]:
    """Yield one visit for all orders that may come on one vehicle: those of each warehouse by themselves."""
    parts: dict[str, list[Due]] = {}
    for each in due:
        parts.setdefault(each.warehouse, []).append(each)
    for number, (warehouse, listed) in enumerate(sorted(parts.items())):
        name = f"{spot.id} from {warehouse}" if number else spot.id
        windows, service = spot.windows, spot.service
        yield _call(listed, id=name, name=spot.name, place=spot.place, windows=windows, service=service)


def _call(
    due: Sequence[Due],
    *,
    id: str,  # noqa: A002
    name: str,
    place: Place,
    windows: tuple[TimeWindow, ...],
    service: Seconds,
) -> Call:
    listed = [each.order for each in due]
    return Call(
        id=id,
        name=name,
        place=place,
        keys=tuple(each.key for each in due),
        parts=tuple(each.part for each in due),
        windows=windows,
        service=service,
        weight_g=sum(each.weight_g for each in listed),
        volume_ml=sum(each.volume_ml for each in listed),
        pieces=sum(each.pieces for each in listed),
        temperatures=_all_temperatures(listed),
        warehouse=due[0].warehouse,
    )


def _all_temperatures(listed: Iterable[Order]) -> frozenset[Temperature]:
    return frozenset(kind for each in listed for kind in each.temperatures)
