"""The smallest entries, and random days for properties."""

from typing import Any

from hypothesis import strategies as st

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import (
    DayEntries,
    DepotEntry,
    Origin,
    PairEntry,
    StopEntry,
    VehicleEntry,
)


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
    )


@st.composite
def vehicles(draw: st.DrawFn, name: str) -> VehicleEntry:
    depots = st.sampled_from([None, "north", "south"])
    limits = st.none() | st.integers(0, 10**6)
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
        max_duration=draw(limits.map(lambda each: each if each is None else Seconds(each))),
        max_stops=draw(limits),
        kind=draw(NAMES),
    )


@st.composite
def days(draw: st.DrawFn) -> DayEntries:
    """Return random entries without faults: two depots, up to three stops, two of them perhaps a pair."""
    found = [draw(stops(f"s{k}")) for k in range(draw(st.integers(0, 3)))]
    paired = len(found) > 1 and draw(st.booleans())
    pair = PairEntry(origin=Origin(where="pair"), pickup="s0", delivery="s1", load=draw(AMOUNTS))
    return DayEntries(
        stops=tuple(found),
        vehicles=tuple(draw(vehicles(f"v{k}")) for k in range(draw(st.integers(0, 2)))),
        depots=(make_depot("north", 40.1, 40.1), make_depot("south", 40.9, 40.9, window=draw(windows()))),
        pairs=(pair,) if paired else (),
        currency=draw(st.sampled_from(["EUR", "CHF"])),
        notes=tuple(draw(st.lists(NAMES, max_size=2))),
    )
