"""The kernel takes no figures that it could stumble over: it says what is wrong with them instead."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.kernel import _kernel
from routing.problem import Break, Depot, Group, Lock, Pair, Problem
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window
from tests.routing.kernel.drawn import UNHURRIED, mixed_problems
from tests.routing.kernel.recorded import Recorded, recorded

FAR = 2**31 - 1


def a_problem() -> Problem:
    """Return a problem with one of everything."""
    names = ["a", "b", "p", "d", "x", "y", "s", "t"]
    pause = Break(id="noon", windows=(make_window(0, 600),), max_load=(5,))
    return make_problem(
        *(make_stop(name, 1 + k, windows=(make_window(0, 9000),)) for k, name in enumerate(names)),
        vehicles=[make_vehicle(reloads=("depot",), breaks=(pause,)), make_vehicle("other")],
        depots=(Depot(id="depot", location=0, throughput=(50,)),),
        pairs=[Pair(pickup="p", delivery="d", load=(2,))],
        groups=(Group(id="home or locker", stops=("x", "y")), Group(id="shop", stops=("s",))),
        locks=(Lock(vehicle="van", stops=("s", "t"), kind="sequence"),),
    )


def changed(kind: str, number: int, name: str, value: Any) -> Callable[[Recorded], None]:
    def change(given: Recorded) -> None:
        setattr(given.figures[kind][number], name, value() if callable(value) else value)

    return change


def array(call: str, number: int, value: Any) -> Callable[[Recorded], None]:
    def change(given: Recorded) -> None:
        arrays = next(arrays for name, arrays in given.calls if name == call)
        arrays[number] = value(arrays[number]) if callable(value) else value

    return change


def entry(call: str, number: int, at: Any, value: int) -> Callable[[Recorded], None]:
    def change(given: Recorded) -> None:
        next(arrays for name, arrays in given.calls if name == call)[number][at] = value

    return change


def shorter(values: Any) -> Any:
    return values[:-1].copy()


REFUSED: list[tuple[str, Callable[[Recorded], None]]] = [
    ("location", changed("stops", 0, "location", 9)),
    ("location", changed("stops", 0, "location", -1)),
    ("row of `allowed`", changed("stops", 0, "compat", 99)),
    ("unit", changed("stops", 0, "unit", 99)),
    ("unit", changed("stops", 0, "unit", 0)),
    ("group", changed("stops", 0, "group", 99)),
    ("partner", changed("stops", 2, "partner", 99)),
    ("partner", changed("stops", 2, "partner", 0)),
    ("partner", changed("stops", 0, "is_delivery", True)),
    ("other end", changed("stops", 3, "is_delivery", False)),
    ("follower", changed("stops", 0, "follower", 99)),
    ("followers next to each other", changed("stops", 0, "follower", 1)),
    ("release", changed("stops", 0, "release", -1)),
    ("release", changed("stops", 0, "release", 2**62)),
    ("at least one stop", changed("units", 0, "stops", [])),
    ("each once", changed("units", 0, "stops", [99])),
    ("each stop in one", changed("units", 1, "stops", [2])),
    ("as its kind has them", changed("units", 2, "kind", lambda: _kernel.Kind.single)),
    ("as its kind has them", changed("units", 2, "kind", lambda: _kernel.Kind.group)),
    ("not negative", changed("units", 1, "missing", -1)),
    ("penalty", changed("units", 1, "penalty", 2**62 - 1)),
    ("needs that there are", changed("units", 0, "needs", [99])),
    ("a count from 0 on", changed("types", 0, "count", -1)),
    ("profile", changed("types", 0, "profile", 1)),
    ("class of work", changed("types", 0, "work_class", 1)),
    ("ends that travel has", changed("types", 0, "start", 9)),
    ("ends that travel has", changed("types", 0, "end", -2)),
    ("limited depot", changed("types", 0, "start_depot", 1)),
    ("windows", changed("types", 0, "leaving", lambda: _kernel.Window(5, 4))),
    ("windows", changed("types", 0, "ending", lambda: _kernel.Window(0, 2**62))),
    ("prices", changed("types", 0, "fixed", -1)),
    ("64 bits", changed("types", 0, "fixed", 2**59)),
    ("64 bits", changed("types", 0, "per_metre", 2**50)),
    ("64 bits", changed("types", 0, "per_second", 2**50)),
    ("limits", changed("types", 0, "max_distance", -1)),
    ("limits", changed("types", 0, "max_stops", -1)),
    ("capacity", changed("types", 0, "capacity", [])),
    ("capacity", changed("types", 0, "capacity", [-1])),
    ("capacity", changed("types", 0, "capacity", [2**61])),
    ("reloads", changed("types", 0, "reloads", [1])),
    ("location", changed("depots", 0, "location", 9)),
    ("window", changed("depots", 0, "window", lambda: _kernel.Window(-1, 4))),
    ("reload", changed("depots", 0, "service", -1)),
    ("throughput", changed("depots", 0, "throughput", 1)),
    ("square", array("add_matrix", 0, lambda values: values[:, :-1].copy())),
    ("as many as metres", array("add_matrix", 1, np.zeros((3, 3), dtype=np.int32))),
    ("from 0 on", entry("add_matrix", 0, (0, 1), -1)),
    ("from 0 on", entry("add_matrix", 1, (0, 1), -1)),
    ("no way by metres", entry("add_matrix", 1, (0, 1), FAR)),
    ("windows", array("set_windows", 0, shorter)),
    ("windows", array("set_windows", 1, shorter)),
    ("at least one window", entry("set_windows", 0, 1, 0)),
    ("begin with 0", entry("set_windows", 0, 0, -1)),
    ("begin with 0", entry("set_windows", 0, 8, 99)),
    ("opens <= closes", entry("set_windows", 1, 0, 9001)),
    ("opens <= closes", entry("set_windows", 2, 0, 2**61)),
    ("work", array("set_work", 0, shorter)),
    ("work", entry("set_work", 0, 0, -1)),
    ("work", entry("set_work", 1, 0, 2**61)),
    ("loads", array("set_loads", 0, shorter)),
    ("loads", entry("set_loads", 0, 0, -1)),
    ("loads", entry("set_loads", 1, 0, 2**61)),
    ("nothing carried", entry("set_loads", 2, 0, 1)),
    ("as much carried", entry("set_loads", 2, 2, 1)),
    ("allowed", array("set_allowed", 0, lambda values: values.ravel()[:-1].copy())),
]


@pytest.mark.parametrize(("told", "spoil"), REFUSED)
def test_a_figure_that_cannot_be_is_refused_by_name(told: str, spoil: Callable[[Recorded], None]) -> None:
    given = recorded(a_problem())
    spoil(given)
    with pytest.raises(ValueError, match=told):
        given.made()


def test_the_figures_are_fine_as_they_are() -> None:
    recorded(a_problem()).made()


@pytest.mark.parametrize(
    ("told", "change"),
    [
        ("dimensions", ("dimensions", -1)),
        ("loads", ("dimensions", 2)),
        ("throughput", ("throughput", [[1, 2]])),
        ("throughput", ("throughput", [[-1]])),
        ("limited depot", ("throughput", [])),
        ("windows", ("stops", [])),
        ("unit", ("units", [])),
        ("needs", ("needs", [])),
    ],
)
def test_lists_that_do_not_fit_each_other_are_refused(told: str, change: tuple[str, Any]) -> None:
    given = recorded(a_problem())
    given.figures[change[0]] = change[1]
    with pytest.raises(ValueError, match=told):
        given.made()


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ("finite", [[0, 0], [float("nan"), 1]]),
        ("finite", [[0, 0], [float("inf"), 1]]),
        ("less than", [[0, 0], [3e9, 1]]),
        ("two numbers", [[0, 0, 0]]),
    ],
)
def test_points_that_cannot_be_are_refused(told: str, points: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=told):
        _kernel.Problem().add_points(np.array(points, dtype=np.float64), 1.0, 4, 0)


@pytest.mark.parametrize(
    ("told", "how"),
    [("scale", (0.0, 4, 0, 100)), ("scale", (float("nan"), 4, 0, 100)), ("grid", (1.0, 5, 0, 100)),
     ("grid", (1.0, 4, 3, 100)), ("percent", (1.0, 4, 0, 0))],
)  # fmt: skip
def test_ways_of_rounding_that_there_are_not_are_refused(told: str, how: tuple[float, int, int, int]) -> None:
    with pytest.raises(ValueError, match=told):
        _kernel.Problem().add_points(np.zeros((2, 2)), *how)


def test_arrays_of_other_numbers_are_refused_instead_of_copied() -> None:
    with pytest.raises(TypeError):
        _kernel.Problem().add_matrix(np.zeros((2, 2)), np.zeros((2, 2)))  # not int32


def test_a_problem_is_finished_once_and_for_all() -> None:
    made = recorded(a_problem()).made()
    with pytest.raises(ValueError, match="finished"):
        made.stops = []
    with pytest.raises(ValueError, match="finished"):
        made.finish()


def test_only_a_finished_problem_is_searched() -> None:
    with pytest.raises(ValueError, match="finished"):
        _kernel.Solver(_kernel.Problem(), _kernel.Parameters(), 0, 1)
    with pytest.raises(ValueError, match="finished"):
        _kernel.Problem().evaluate(0, [])


@pytest.mark.parametrize(
    ("type_", "visits"), [(2, []), (-1, []), (0, [8]), (0, [0, 0]), (0, [-2]), (0, [-(2**31)])]
)
def test_a_route_that_cannot_be_is_not_evaluated(type_: int, visits: list[int]) -> None:
    with pytest.raises(ValueError, match="route"):
        recorded(a_problem()).made().evaluate(type_, visits)


@pytest.mark.parametrize(
    ("routes", "bank"),
    [
        ([(0, [99])], []),
        ([(5, [0])], []),
        ([(0, [0]), (1, [0])], []),
        ([(0, [0]), (0, [1])], []),
        ([(0, [-9])], []),
        ([], [99]),
    ],
)
def test_a_start_that_cannot_be_is_refused(routes: list[tuple[int, list[int]]], bank: list[int]) -> None:
    plan = _kernel.Plan()
    plan.routes, plan.bank = [a_route(number, visits) for number, visits in routes], bank
    solver = _kernel.Solver(recorded(a_problem()).made(), _kernel.Parameters(), 0, 1)
    with pytest.raises(ValueError, match=r"route|type|stop|plan"):
        solver.start(_kernel.Limits(iterations=1), plan)


def a_route(number: int, visits: list[int]) -> _kernel.RoutePlan:
    route = _kernel.RoutePlan()
    route.type, route.visits = number, visits
    return route


def test_a_search_is_started_once() -> None:
    solver = _kernel.Solver(recorded(a_problem()).made(), _kernel.Parameters(), 0, 1)
    solver.start(_kernel.Limits(iterations=1))
    with pytest.raises(RuntimeError, match="once"):
        solver.start(_kernel.Limits(iterations=1))
    solver.wait()


@pytest.mark.parametrize(
    ("name", "value"),
    [("average_removed", 0.0), ("average_removed", float("nan")), ("split_chance", 2.0), ("blink_rate", 1.0),
     ("neighbours", 0), ("ruin_neighbours", -1), ("hot", float("inf")), ("cold", 0.0), ("longest_string", 0),
     ("optional_near", 0)],
)  # fmt: skip
def test_parameters_that_cannot_be_are_refused(name: str, value: float) -> None:
    parameters = _kernel.Parameters()
    setattr(parameters, name, value)
    with pytest.raises(ValueError, match="parameters"):
        _kernel.Solver(recorded(a_problem()).made(), parameters, 0, 1)


def test_limits_and_threads_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="seconds"):
        _kernel.Limits(seconds=float("nan"))
    with pytest.raises(ValueError, match="threads"):
        _kernel.Solver(recorded(a_problem()).made(), _kernel.Parameters(), 0, 0)


WILD = st.one_of(st.integers(-3, 12), st.sampled_from([-(2**31), 2**31 - 1]))
WILD_64 = st.one_of(WILD, st.sampled_from([-(2**63), 2**63 - 1, 2**40, 2**60, 2**61, 10**12]))
NAMES = {
    "stops": ("location", "compat", "unit", "partner", "group", "follower", "release"),
    "units": ("penalty", "missing"),
    "needs": ("penalty", "missing"),
    "types": (
        *(
            "count",
            "profile",
            "work_class",
            "start",
            "end",
            "start_depot",
            "fixed",
            "per_metre",
            "per_second",
        ),
        *("per_driving", "per_work", "per_overtime", "regular", "max_distance", "max_duration"),
        *("max_driving", "max_stops", "max_reloads"),
    ),
    "depots": ("location", "service", "throughput"),
}
WIDE = {
    *("release", "penalty", "missing", "fixed", "per_metre", "per_second", "per_driving", "per_work"),
    *("per_overtime", "regular", "max_distance", "max_duration", "max_driving", "service"),
}


def spoil(draw: st.DrawFn, given: Recorded) -> None:
    """Change one number anywhere, or drop one entry of a list."""
    kind = draw(st.sampled_from([*NAMES, "array", "list", "window"]))
    if kind == "array":
        _, arrays = draw(st.sampled_from(given.calls))
        values = draw(st.sampled_from([each for each in arrays if isinstance(each, np.ndarray)]))
        if values.size:
            at = draw(st.integers(0, values.size - 1))
            low, high = (-9, 9) if values.dtype == np.float64 else _bounds(values.dtype)
            values.flat[at] = min(max(draw(WILD_64), low), high)
    elif kind == "list":
        name = draw(st.sampled_from(list(NAMES)))
        given.figures[name] = given.figures[name][:-1]
    elif kind == "window":
        for each in given.figures["types"][:1]:
            each.leaving = each.ending = _kernel.Window(draw(WILD_64), draw(WILD_64))
    elif given.figures[kind]:
        each = draw(st.sampled_from(given.figures[kind]))
        name = draw(st.sampled_from(NAMES[kind]))
        setattr(each, name, draw(WILD_64 if name in WIDE else WILD))


def _bounds(dtype: Any) -> tuple[int, int]:
    limits = np.iinfo(dtype)
    return int(limits.min), int(limits.max)


@settings(UNHURRIED, max_examples=500)
@given(mixed_problems(most_stops=6), st.data())
def test_whatever_figures_come_they_are_refused_or_searched(problem: Problem, drawn: st.DataObject) -> None:
    given = recorded(problem)
    for _ in range(drawn.draw(st.integers(1, 3))):
        spoil(drawn.draw, given)
    try:
        made = given.made()
    except ValueError:
        return
    solver = _kernel.Solver(made, _kernel.Parameters(), 0, drawn.draw(st.integers(1, 2)))
    solver.start(_kernel.Limits(iterations=20))
    solver.wait()
    assert len(solver.best().bank) <= len(given.figures["units"])
