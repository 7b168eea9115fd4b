"""Groups, locks, reloads, backhauls and breaks that contradict each other are refused and named."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import InvalidInput
from core.units import Cents, Seconds
from routing.problem import Break, Depot, Group, Lock, Pair, Problem
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window
from tests.routing.test_problem import Found, faults_of


def abc(*locks: Lock, groups: tuple[Group, ...] = (), **more: Any) -> Problem:
    return make_problem(*(make_stop(name) for name in "abc"), locks=locks, groups=groups, **more)


def lock(stops: str, kind: Any = "vehicle", vehicle: str = "van") -> Lock:
    return Lock(vehicle=vehicle, stops=tuple(stops), kind=kind)


def group(name: str, stops: str) -> Group:
    return Group(id=name, stops=tuple(stops))


TWO = [make_vehicle("van"), make_vehicle("two")]

CONTRADICTIONS: dict[str, tuple[Callable[[], Any], Found]] = {
    "a group of an unknown stop": (lambda: abc(groups=(group("g", "ax"),)), [("group 'g'", "stops")]),
    "a stop of two groups": (
        lambda: abc(groups=(group("g", "ab"), group("h", "bc"))),
        [("stop 'b'", "group")],
    ),
    "a stop twice in a group": (lambda: abc(groups=(group("g", "aa"),)), [("stop 'a'", "group")]),
    "a group twice": (
        lambda: abc(groups=(group("g", "a"), group("g", "b"))),
        [("group 'g'", "id")],
    ),
    "a stop of a pair in a group": (
        lambda: abc(groups=(group("g", "ac"),), pairs=[Pair(pickup="a", delivery="b")]),
        [("group 'g'", "stops")],
    ),
    "a penalty and a priority beside those of the group": (
        lambda: make_problem(make_stop("a", penalty=Cents(1), priority=1), groups=(group("g", "a"),)),
        [("stop 'a'", "penalty"), ("stop 'a'", "priority")],
    ),
    "a lock of an unknown vehicle": (
        lambda: abc(lock("a", vehicle="ghost")),
        [("lock of vehicle 'ghost'", "vehicle")],
    ),
    "a lock of an unknown stop": (lambda: abc(lock("ax")), [("lock of vehicle 'van'", "stops")]),
    "a stop locked to two vehicles": (
        lambda: abc(lock("a"), lock("a", vehicle="two"), vehicles=TWO),
        [("stop 'a'", "locks")],
    ),
    "a stop in two sequences": (
        lambda: abc(lock("ab", "sequence"), lock("bc", "sequence")),
        [("stop 'b'", "locks")],
    ),
    "a pair locked to two vehicles": (
        lambda: abc(
            lock("a"), lock("b", vehicle="two"), vehicles=TWO, pairs=[Pair(pickup="a", delivery="b")]
        ),
        [("pair 'a' to 'b'", "locks")],
    ),
    "two beginnings of one route": (
        lambda: abc(lock("a", "start"), lock("b", "route")),
        [("vehicle 'van'", "locks")],
    ),
    "a stop locked beside a whole route": (
        lambda: abc(lock("ab", "route"), lock("c")),
        [("vehicle 'van'", "locks")],
    ),
    "two stops of a group in one sequence": (
        lambda: abc(lock("ab", "sequence"), groups=(group("g", "ab"),)),
        [("lock of vehicle 'van'", "stops")],
    ),
    "an impossible lock": (
        lambda: lock("aa", "forever"),
        [("lock of vehicle 'van'", "kind"), ("lock of vehicle 'van'", "stops")],
    ),
    "a lock of nothing": (lambda: lock(""), [("lock of vehicle 'van'", "stops")]),
    "a reload at an unknown depot": (
        lambda: abc(vehicles=[make_vehicle(reloads=("depot", "moon"))]),
        [("vehicle 'van'", "reloads")],
    ),
    "a stop called like a reload": (
        lambda: make_problem(make_stop("@depot"), vehicles=[make_vehicle(reloads=("depot",))]),
        [("stop '@depot'", "id")],
    ),
    "a pair that is fetched last and brought before": (
        lambda: make_problem(
            make_stop("a", backhaul=True), make_stop("b"), pairs=[Pair(pickup="a", delivery="b")]
        ),
        [("pair 'a' to 'b'", "pickup")],
    ),
    "a throughput of other dimensions": (
        lambda: abc(depots=(Depot(id="depot", location=0, throughput=(1, 1)),)),
        [("depot 'depot'", "throughput")],
    ),
    "a break with a load of other dimensions": (
        lambda: abc(
            vehicles=[make_vehicle(breaks=(Break(id="tea", windows=(make_window(0, 1),), max_load=(1, 1)),))]
        ),
        [("break 'tea' of vehicle 'van'", "max_load")],
    ),
    "two breaks of one id": (
        lambda: make_vehicle(breaks=(Break(id="tea", windows=(make_window(0, 1),)),) * 2),
        [("vehicle 'van'", "breaks")],
    ),
    "a break of an impossible length": (
        lambda: Break(id="tea", windows=(make_window(0, 1),), duration=Seconds(-1), max_load=(-1,)),
        [("break 'tea'", "duration"), ("break 'tea'", "max_load[0]")],
    ),
    "a priority above the first": (
        lambda: make_stop("a", priority=101),
        [("stop 'a'", "priority")],
    ),
    "a speed above five times that of the profile": (
        lambda: make_vehicle(speed_percent=501),
        [("vehicle 'van'", "speed_percent")],
    ),
    "a standstill": (lambda: make_vehicle(speed_percent=0), [("vehicle 'van'", "speed_percent")]),
    "an impossible time for a kind": (
        lambda: make_stop("a", service_by_kind={"bike": Seconds(-1)}, setup_by_kind={"van": 1.5}),
        [("stop 'a'", "service_by_kind[bike]"), ("stop 'a'", "setup_by_kind[van]")],
    ),
    "an impossible depot": (
        lambda: Depot(id="depot", location=0, throughput=(-1,), reload_service=Seconds(-1)),
        [("depot 'depot'", "reload_service"), ("depot 'depot'", "throughput[0]")],
    ),
    "an impossible group": (
        lambda: Group(id="g", stops=("a",), penalty=Cents(-1), priority=101),
        [("group 'g'", "penalty"), ("group 'g'", "priority")],
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_each_contradiction_is_refused_and_named(case: str) -> None:
    build, found = CONTRADICTIONS[case]
    assert faults_of(build) == found


@pytest.mark.parametrize("build", [lambda: group("g", ""), lambda: Break(id="tea", windows=())])
def test_a_group_without_stops_and_a_break_without_a_window_are_refused(build: Callable[[], Any]) -> None:
    with pytest.raises(InvalidInput, match="at least one"):
        build()


def test_a_stop_may_be_called_anything_where_nobody_reloads() -> None:
    assert make_problem(make_stop("@depot")).stop["@depot"].id == "@depot"


def test_a_stop_knows_its_group_and_its_vehicle() -> None:
    problem = abc(lock("ab", "sequence"), lock("a"), groups=(group("g", "bc"),))
    assert problem.group_of == dict.fromkeys("bc", problem.groups[0])
    assert problem.locked_to == {"a": "van", "b": "van"}
    assert problem.sequence_of == {"a": ("a", "b"), "b": ("a", "b")}
    assert (problem.needed("a"), problem.needed("b")) == (problem.stop["a"], problem.groups[0])


def test_a_stop_with_times_by_kind_can_be_told_from_another() -> None:
    one, two = (make_stop("a", service_by_kind={"bike": Seconds(n)}) for n in (1, 2))
    assert one != two
    assert len({one, two, make_stop("a", service_by_kind={"bike": Seconds(1)})}) == 2
