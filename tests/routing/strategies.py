"""Random problems with every rule there is, small enough to be solved by trying everything.

Times are seconds within a short day (`HORIZON`), so that a test can try every second of it: every window that
is not the whole day's closes by then, and every change of speed has happened.
"""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.matrix import Int32Array, TravelMatrix
from core.units import UNREACHABLE, Cents, Seconds
from core.window import TimeWindow
from routing.problem import WHOLE_DAY, Depot, Pair, Problem, Stop, Vehicle
from routing.trips import reload_at
from tests.routing.draws import HORIZON, SKILLS, loads, seldom, skills, window, windows
from tests.routing.rule_strategies import FAMILIES, with_more_rules


@st.composite
def matrices(draw: st.DrawFn, size: int, slices: int) -> TravelMatrix:
    """Draw travel that need not be symmetric or obey triangles; some ways do not exist."""
    count = slices * size * size
    drawn = draw(st.binary(min_size=count, max_size=count))  # much faster to draw than a list of numbers
    durations = np.frombuffer(drawn, np.uint8).reshape(slices, size, size).astype(np.int64) % 16
    distances = durations * draw(st.integers(0, 200)) + draw(st.integers(0, 500))
    for way in seldom(draw, st.lists(st.integers(0, size * size - 1), max_size=3), []):
        origin, target = divmod(way, size)
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


def a_stop(draw: st.DrawFn, name: str, *, places: int, dimensions: int) -> Stop:
    """Draw one stop with any of the rules a stop can have."""
    return Stop(
        id=name,
        location=draw(st.integers(0, places - 1)),
        delivery=draw(loads(dimensions, 4)) if draw(st.booleans()) else (),
        pickup=seldom(draw, loads(dimensions, 4), ()),
        windows=draw(windows()) if draw(st.booleans()) else (WHOLE_DAY,),
        service=Seconds(draw(st.integers(0, 6))),
        setup=Seconds(seldom(draw, st.integers(0, 6), 0)),
        skills=seldom(draw, skills(), frozenset()),
        penalty=seldom(draw, st.integers(0, 5000), None),
    )


def a_vehicle(draw: st.DrawFn, name: str, *, dimensions: int, depots: int, profiles: list[str]) -> Vehicle:
    """Draw one vehicle with any of the rules, limits and rates a vehicle can have."""
    ends = st.integers(-1, 2 * depots - 1)
    start, end = (None if each < 0 else f"depot {each % depots}" for each in (draw(ends), draw(ends)))
    return Vehicle(
        id=name,
        start=start,
        end=end,
        profile=profiles[draw(st.integers(0, len(profiles) - 1))],
        capacity=draw(loads(dimensions, 12)),
        shift=seldom(draw, window(0, HORIZON), a_long_shift(draw)),
        skills=draw(skills()) if draw(st.booleans()) else frozenset(SKILLS),
        cost_fixed=Cents(seldom(draw, st.integers(0, 3000), 0)),
        cost_per_km=Cents(draw(st.integers(0, 900))),
        cost_per_hour=Cents(seldom(draw, st.integers(0, 90_000), 0)),
        max_distance=seldom(draw, st.integers(0, 8000), None),
        max_duration=seldom(draw, st.integers(0, HORIZON), None),
        max_stops=seldom(draw, st.integers(0, 4), None),
    )


def a_long_shift(draw: st.DrawFn) -> TimeWindow:
    """Draw a shift of most of the day, or more than it."""
    if draw(st.booleans()):
        return WHOLE_DAY
    opens, closes = draw(st.integers(0, HORIZON // 4)), draw(st.integers(HORIZON // 2, HORIZON))
    return TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def some_pairs(draw: st.DrawFn, names: list[str], *, dimensions: int) -> tuple[Pair, ...]:
    """Draw pairs among the stops of these names, each stop in at most one."""
    count = seldom(draw, st.integers(0, len(names) // 2), 0)
    order = draw(st.permutations(names)) if count else names
    return tuple(
        Pair(pickup=order[2 * k], delivery=order[2 * k + 1], load=seldom(draw, loads(dimensions, 6), ()))
        for k in range(count)
    )


@st.composite
def problems(
    draw: st.DrawFn,
    *,
    fewest: int = 0,
    most_stops: int = 6,
    most_vehicles: int = 3,
    most_slices: int = 3,
    more_rules: bool = True,
) -> Problem:
    """Draw a problem with any of the rules and at least `fewest` stops and vehicles.

    more_rules
        False: without the rules that OR-Tools does not plan by.
    """
    places, dimensions, depots = draw(st.integers(1, 5)), draw(st.integers(0, 2)), draw(st.integers(1, 2))
    profiles = ["van", "bike"][: draw(st.integers(1, 2))]
    names = [f"stop {k}" for k in range(draw(st.integers(fewest, most_stops)))]
    fleet = range(draw(st.integers(fewest, most_vehicles)))
    plain = Problem(
        stops=tuple(a_stop(draw, name, places=places, dimensions=dimensions) for name in names),
        vehicles=tuple(
            a_vehicle(draw, f"vehicle {k}", dimensions=dimensions, depots=depots, profiles=profiles)
            for k in fleet
        ),
        depots=tuple(
            Depot(
                id=f"depot {k}",
                location=draw(st.integers(0, places - 1)),
                window=seldom(draw, window(0, HORIZON), WHOLE_DAY),
            )
            for k in range(depots)
        ),
        travel={name: draw(matrices(places, draw(st.integers(1, most_slices)))) for name in profiles},
        pairs=some_pairs(draw, names, dimensions=dimensions),
    )
    families = draw(st.sets(st.sampled_from(FAMILIES), max_size=5)) if more_rules else set()
    return with_more_rules(draw, plain, frozenset(families))


@st.composite
def routes(draw: st.DrawFn, **sizes: int) -> tuple[Problem, str, tuple[str, ...]]:
    """Draw a problem of one vehicle, and an order in which it visits all stops, with reloads between."""
    problem = draw(problems(fewest=1, most_stops=4, most_vehicles=1, **sizes))
    order = draw(st.permutations([stop.id for stop in problem.stops]))
    between = [(), *((reload_at(depot),) for depot in problem.vehicles[0].reloads)]
    reloads = [draw(st.sampled_from(between)) for _ in order[1:]]
    sequence = (entry for pair in zip(order, ((), *reloads), strict=True) for entry in (*pair[1], pair[0]))
    return problem, problem.vehicles[0].id, tuple(sequence)
