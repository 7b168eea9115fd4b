"""The smallest entries, and random days for properties."""

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
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
from routing.problem import LockKind


def make_stop(
    name: str, lon: float = 7.42, lat: float = 43.73, /, *, address: str = "", **more: Any
) -> StopEntry:
    place = Place(lon=lon, lat=lat, name=address)
    given: dict[str, Any] = {"origin": Origin(where=f"stop {name}"), "id": name, "place": place}
    return StopEntry(**(given | more))


def make_vehicle(name: str = "van", /, **more: Any) -> VehicleEntry:
    given: dict[str, Any] = {
        "origin": Origin(where=f"vehicle {name}"),
        "id": name,
        "start": None,
        "end": None,
    }
    return VehicleEntry(**(given | more))


def make_depot(name: str = "north", lon: float = 7.41, lat: float = 43.72, /, **more: Any) -> DepotEntry:
    given: dict[str, Any] = {
        "origin": Origin(where=f"depot {name}"),
        "id": name,
        "place": Place(lon=lon, lat=lat),
    }
    return DepotEntry(**(given | more))


def make_entries(*stops: StopEntry, **more: Any) -> DayEntries:
    given: dict[str, Any] = {"stops": stops, "vehicles": (make_vehicle(),), "depots": (make_depot(),)}
    return DayEntries(**(given | more))


DIMENSIONS = ("weight_g", "volume_ml", "parcels", "pallets")
AMOUNTS = st.fixed_dictionaries({}, optional={name: st.integers(0, 10**6) for name in DIMENSIONS})
NAMES = st.sampled_from(["", "Ana", "王小明", "Rua da Sé 2", '"=1+1"'])
SKILLS = st.sampled_from([frozenset[str](), frozenset({"cold"}), frozenset({"cold", "lift"})])
TIMES = st.integers(0, 7 * 86_400)
# A degree is enough: nobody is far from anybody, so that nothing looks swapped.
DEGREES = st.integers(0, 5).map(lambda k: k / 5)


@st.composite
def windows(draw: st.DrawFn) -> TimeWindow:
    ends = sorted([draw(TIMES), draw(TIMES)])
    return TimeWindow(opens=Seconds(ends[0]), closes=Seconds(ends[1]))


BY_KIND = st.dictionaries(NAMES, TIMES.map(Seconds), max_size=2)


@st.composite
def breaks(draw: st.DrawFn, name: str) -> BreakEntry:
    return BreakEntry(
        id=name,
        windows=tuple(draw(st.lists(windows(), min_size=1, max_size=2))),
        duration=Seconds(draw(TIMES)),
        max_load=draw(AMOUNTS),
    )


@st.composite
def stops(draw: st.DrawFn, name: str) -> StopEntry:
    return make_stop(
        name,
        40 + draw(DEGREES),
        40 + draw(DEGREES),
        address=draw(NAMES),
        delivery=draw(AMOUNTS),
        pickup=draw(AMOUNTS),
        windows=tuple(draw(st.lists(windows(), min_size=1, max_size=3))),
        service=Seconds(draw(TIMES)),
        setup=Seconds(draw(TIMES)),
        skills=draw(SKILLS),
        penalty=draw(st.none() | st.integers(0, 10**6).map(Cents)),
        name=draw(NAMES),
        depot=draw(st.sampled_from(["", "north", "south"])),
        priority=draw(st.integers(0, 100)),
        release=Seconds(draw(TIMES)),
        backhaul=draw(st.booleans()),
        service_by_kind=draw(BY_KIND),
        setup_by_kind=draw(BY_KIND),
    )


@st.composite
def vehicles(draw: st.DrawFn, name: str) -> VehicleEntry:
    depots = st.sampled_from([None, "north", "south"])
    limits = st.none() | st.integers(0, 10**6)
    seconds = limits.map(lambda each: each if each is None else Seconds(each))
    reloads = tuple(draw(st.lists(st.sampled_from(["north", "south"]), unique=True)))
    return make_vehicle(
        name,
        start=draw(depots),
        end=draw(depots),
        profile=draw(st.sampled_from(["van", "cargo_bike"])),
        capacity=draw(AMOUNTS),
        shift=draw(windows()),
        skills=draw(SKILLS),
        cost_fixed=Cents(draw(TIMES)),
        cost_per_km=Cents(draw(TIMES)),
        cost_per_hour=Cents(draw(TIMES)),
        max_distance=draw(limits.map(lambda each: each if each is None else Metres(each))),
        max_duration=draw(seconds),
        max_stops=draw(limits),
        kind=draw(NAMES),
        speed_percent=draw(st.integers(1, 500)),
        cost_per_driving_hour=Cents(draw(TIMES)),
        cost_per_work_hour=Cents(draw(TIMES)),
        cost_per_overtime_hour=Cents(draw(TIMES)),
        regular_duration=draw(seconds),
        max_driving=draw(seconds),
        reloads=reloads,
        max_reloads=draw(limits) if reloads else None,
        breaks=tuple(draw(breaks(f"b{k}")) for k in range(draw(st.integers(0, 2)))),
    )


@st.composite
def depots(draw: st.DrawFn, name: str, lon: float, lat: float) -> DepotEntry:
    return make_depot(
        name,
        lon,
        lat,
        window=draw(windows()),
        throughput=draw(AMOUNTS),
        reload_service=Seconds(draw(TIMES)),
    )


def grouped(found: list[StopEntry]) -> list[StopEntry]:
    """Return the stops, of which the first two have no price of their own."""
    return [replace(each, penalty=None, priority=0) for each in found[:2]] + found[2:]


@st.composite
def days(draw: st.DrawFn) -> DayEntries:
    """Return random entries without faults: two depots, up to three stops, perhaps a pair or a group."""
    found = [draw(stops(f"s{k}")) for k in range(draw(st.integers(0, 3)))]
    company = draw(st.sampled_from(["pair", "group", "none"])) if len(found) > 1 else "none"
    if company == "group":
        found = grouped(found)
    if company == "pair":
        found = [replace(found[0], backhaul=False), *found[1:]]
    fleet = [draw(vehicles(f"v{k}")) for k in range(draw(st.integers(0, 2)))]
    kind = draw(st.sampled_from(get_args(LockKind)))
    locked = fleet and found and draw(st.booleans())
    lock = LockEntry(origin=Origin(where="lock"), vehicle="v0", stops=("s0",), kind=kind)
    group = GroupEntry(
        origin=Origin(where="group"),
        id="s0 or s1",
        stops=("s0", "s1"),
        penalty=draw(st.none() | st.integers(0, 10**6).map(Cents)),
        priority=draw(st.integers(0, 100)),
    )
    pair = PairEntry(origin=Origin(where="pair"), pickup="s0", delivery="s1", load=draw(AMOUNTS))
    return DayEntries(
        stops=tuple(found),
        vehicles=tuple(fleet),
        depots=(make_depot("north", 40.1, 40.1), draw(depots("south", 40.9, 40.9))),
        pairs=(pair,) if company == "pair" else (),
        groups=(group,) if company == "group" else (),
        locks=(lock,) if locked else (),
        backhaul_only=draw(st.booleans()),
        fewest_vehicles=draw(st.booleans()),
        currency=draw(st.sampled_from(["EUR", "CHF"])),
        notes=tuple(draw(st.lists(NAMES, max_size=2))),
    )
