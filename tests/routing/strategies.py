"""Random problems with every rule there is, small enough to be solved by trying everything.

Times are seconds within a short day (`HORIZON`), so that a test can try every second of it: every window that
is not the whole day's closes by then, and every change of speed has happened.
"""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.matrix import Int32Array, TravelMatrix
from core.units import UNREACHABLE, Cents, Metres, Seconds
from core.window import TimeWindow
from routing.problem import WHOLE_DAY, Depot, Load, Pair, Problem, Stop, Vehicle

HORIZON = 60
SKILLS = ("cold", "lift")


def windows(latest: int = HORIZON) -> st.SearchStrategy[TimeWindow]:
    """Draw a time window that opens and closes by `latest`."""
    return st.tuples(st.integers(0, latest), st.integers(0, latest)).map(
        lambda ends: TimeWindow(opens=Seconds(min(ends)), closes=Seconds(max(ends)))
    )


def shifts() -> st.SearchStrategy[TimeWindow]:
    """Draw a shift: mostly most of the day."""
    long = st.tuples(st.integers(0, HORIZON // 4), st.integers(HORIZON // 2, HORIZON))
    return (
        long.map(lambda ends: TimeWindow(opens=Seconds(ends[0]), closes=Seconds(ends[1])))
        | windows()
        | st.just(WHOLE_DAY)
    )


def rarely(values: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    """Draw `otherwise` two times out of three."""
    return st.sampled_from((False, False, True)).flatmap(lambda yes: values if yes else st.just(otherwise))


@st.composite
def matrices(draw: st.DrawFn, size: int, slices: int = 1) -> TravelMatrix:
    """Draw travel that need not be symmetric or obey triangles; some ways do not exist."""
    shape = (slices, size, size)
    count = slices * size * size
    drawn = draw(st.binary(min_size=count, max_size=count))  # much faster to draw than a list of numbers
    durations = np.frombuffer(drawn, np.uint8).reshape(shape).astype(np.int64) % 16
    distances = durations * draw(st.integers(0, 200)) + draw(st.integers(0, 500))
    places = st.integers(0, size - 1)
    for origin, target in draw(rarely(st.lists(st.tuples(places, places), max_size=3), ())):
        durations[:, origin, target] = distances[:, origin, target] = UNREACHABLE
    here = np.arange(size)
    durations[:, here, here] = distances[:, here, here] = 0
    later = draw(st.sets(st.integers(1, HORIZON), min_size=slices - 1, max_size=slices - 1))
    return TravelMatrix(
        durations=_int32(durations),
        distances=_int32(distances),
        slice_starts=tuple(Seconds(start) for start in (0, *sorted(later))),
    )


def _int32(values: Any) -> Int32Array:
    return np.asarray(values).astype(np.int32)


def loads(dimensions: int, most: int) -> st.SearchStrategy[Load]:
    """Draw one amount per dimension."""
    return st.tuples(*[st.integers(0, most)] * dimensions)


@st.composite
def stops(draw: st.DrawFn, name: str, *, places: int, dimensions: int) -> Stop:
    """Draw one stop with any of the rules a stop can have."""
    return Stop(
        id=name,
        location=draw(st.integers(0, places - 1)),
        delivery=draw(loads(dimensions, 4) | st.just(())),
        pickup=draw(rarely(loads(dimensions, 4), ())),
        windows=draw(st.just((WHOLE_DAY,)) | st.lists(windows(), min_size=1, max_size=3).map(tuple)),
        service=Seconds(draw(st.integers(0, 6))),
        setup=Seconds(draw(rarely(st.integers(0, 6), 0))),
        skills=draw(rarely(st.frozensets(st.sampled_from(SKILLS)), frozenset())),
        penalty=draw(rarely(st.integers(0, 5000).map(Cents), None)),
    )


@st.composite
def vehicles(
    draw: st.DrawFn, name: str, *, dimensions: int, depots: int, profiles: tuple[str, ...]
) -> Vehicle:
    """Draw one vehicle with any of the rules, limits and rates a vehicle can have."""
    ends = st.sampled_from([f"depot {k}" for k in range(depots)] * 2 + [None])
    return Vehicle(
        id=name,
        start=draw(ends),
        end=draw(ends),
        profile=draw(st.sampled_from(profiles)),
        capacity=draw(loads(dimensions, 12)),
        shift=draw(shifts()),
        skills=draw(st.just(frozenset(SKILLS)) | st.frozensets(st.sampled_from(SKILLS))),
        cost_fixed=Cents(draw(rarely(st.integers(0, 3000), 0))),
        cost_per_km=Cents(draw(st.integers(0, 900))),
        cost_per_hour=Cents(draw(rarely(st.integers(0, 90_000), 0))),
        max_distance=draw(rarely(st.integers(0, 8000).map(Metres), None)),
        max_duration=draw(rarely(st.integers(0, HORIZON).map(Seconds), None)),
        max_stops=draw(rarely(st.integers(0, 4), None)),
    )


@st.composite
def pairs(draw: st.DrawFn, names: tuple[str, ...], *, dimensions: int) -> tuple[Pair, ...]:
    """Draw pairs among the stops of these names, each stop in at most one."""
    order = draw(st.permutations(names))
    count = draw(rarely(st.integers(0, len(names) // 2), 0))
    return tuple(
        Pair(
            pickup=order[2 * k],
            delivery=order[2 * k + 1],
            load=draw(loads(dimensions, 6) | st.just(())),
        )
        for k in range(count)
    )


@st.composite
def problems(
    draw: st.DrawFn, *, fewest: int = 0, most_stops: int = 6, most_vehicles: int = 3, most_slices: int = 3
) -> Problem:
    """Draw a problem with any of the rules and at least `fewest` stops and vehicles."""
    places, dimensions = draw(st.integers(1, 5)), draw(st.integers(0, 2))
    profiles = draw(st.sampled_from((("van",), ("van", "bike"))))
    depots = draw(st.integers(1, 2))
    names = tuple(f"stop {k}" for k in range(draw(st.integers(fewest, most_stops))))
    fleet = range(draw(st.integers(fewest, most_vehicles)))
    return Problem(
        stops=tuple(draw(stops(name, places=places, dimensions=dimensions)) for name in names),
        vehicles=tuple(
            draw(vehicles(f"vehicle {k}", dimensions=dimensions, depots=depots, profiles=profiles))
            for k in fleet
        ),
        depots=tuple(
            Depot(
                id=f"depot {k}",
                location=draw(st.integers(0, places - 1)),
                window=draw(rarely(windows(), WHOLE_DAY)),
            )
            for k in range(depots)
        ),
        travel={name: draw(matrices(places, draw(st.integers(1, most_slices)))) for name in profiles},
        pairs=draw(pairs(names, dimensions=dimensions)),
    )
