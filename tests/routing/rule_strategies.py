"""Random rules put upon a random problem, in families, so that any of them meet in combination."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from core.units import Cents, Seconds
from routing.problem import Break, Depot, Group, Lock, LockKind, Problem, Stop, Vehicle
from tests.routing.draws import HORIZON, loads, seldom, windows

FAMILIES = (
    *("releases", "backhauls", "priorities", "kinds", "groups", "locks", "throughput", "reloads", "breaks"),
    *("rates", "overtime", "driving", "speeds", "fewest"),
)
KINDS = ("", "small", "large")

Families = frozenset[str]


def with_more_rules(draw: st.DrawFn, problem: Problem, families: Families) -> Problem:
    """Return `problem` with rules of these families, each upon some of its objects."""
    if not families:
        return problem
    dimensions = max((len(each.capacity) for each in problem.vehicles), default=0)
    groups = some_groups(draw, problem) if "groups" in families else ()
    grouped = {stop for group in groups for stop in group.stops}
    stops = tuple(_stop(draw, stop, families, stop.id in grouped) for stop in problem.stops)
    return replace(
        problem,
        stops=_pairs_in_order(problem, stops),
        vehicles=tuple(_vehicle(draw, each, families, problem, dimensions) for each in problem.vehicles),
        depots=tuple(_depot(draw, depot, families, dimensions) for depot in problem.depots),
        groups=groups,
        locks=some_locks(draw, problem, groups) if "locks" in families else (),
        backhaul_only="backhauls" not in families or draw(st.booleans()),
        fewest_vehicles="fewest" in families,
    )


def _stop(draw: st.DrawFn, stop: Stop, families: Families, grouped: bool) -> Stop:
    changes: dict[str, Any] = {"penalty": None} if grouped else {}
    if "releases" in families:
        changes["release"] = Seconds(seldom(draw, st.integers(0, HORIZON), draw(st.integers(0, 10))))
    if "backhauls" in families:
        changes["backhaul"] = draw(st.booleans())
    if "priorities" in families and not grouped:
        changes["priority"] = seldom(draw, st.integers(0, 100), 1)
    if "kinds" in families:
        by_kind = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 9), max_size=2)
        changes |= {"service_by_kind": draw(by_kind), "setup_by_kind": draw(by_kind)}
    return replace(stop, **changes)


def _pairs_in_order(problem: Problem, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Make the delivery of a pair a backhaul where its pickup is one: else nobody could serve it."""
    backhauls = {stop.id for stop in stops if stop.backhaul}
    follow = {pair.delivery for pair in problem.pairs if pair.pickup in backhauls}
    return tuple(replace(stop, backhaul=True) if stop.id in follow else stop for stop in stops)


def _vehicle(
    draw: st.DrawFn, vehicle: Vehicle, families: Families, problem: Problem, dimensions: int
) -> Vehicle:
    changes: dict[str, Any] = {}
    if "kinds" in families:
        changes["kind"] = draw(st.sampled_from(KINDS))
    if "reloads" in families:
        depots = st.lists(st.sampled_from([depot.id for depot in problem.depots]), max_size=2, unique=True)
        changes |= {"reloads": tuple(draw(depots)), "max_reloads": seldom(draw, st.integers(0, 2), None)}
    if "breaks" in families:
        count = draw(st.integers(0, 2))
        changes["breaks"] = tuple(a_break(draw, f"break {k}", dimensions=dimensions) for k in range(count))
    if "rates" in families:
        changes |= {
            "cost_per_driving_hour": Cents(draw(st.integers(0, 9000))),
            "cost_per_work_hour": Cents(draw(st.integers(0, 9000))),
        }
    if "overtime" in families:
        changes |= {
            "regular_duration": Seconds(draw(st.integers(0, HORIZON))),
            "cost_per_overtime_hour": Cents(draw(st.integers(0, 90_000))),
        }
    if "driving" in families:
        changes["max_driving"] = seldom(draw, st.integers(0, HORIZON), None)
    if "speeds" in families:
        changes["speed_percent"] = draw(st.sampled_from([50, 90, 100, 130, 500]))
    return replace(vehicle, **changes)


def a_break(draw: st.DrawFn, name: str, *, dimensions: int) -> Break:
    """Draw a break of up to a sixth of the day."""
    return Break(
        id=name,
        windows=draw(windows()),
        duration=Seconds(draw(st.integers(0, HORIZON // 6))),
        max_load=seldom(draw, loads(dimensions, 8), None),
    )


def _depot(draw: st.DrawFn, depot: Depot, families: Families, dimensions: int) -> Depot:
    changes: dict[str, Any] = {}
    if "throughput" in families:
        changes["throughput"] = draw(loads(dimensions, 15)) if draw(st.booleans()) else None
    if "reloads" in families:
        changes["reload_service"] = Seconds(draw(st.integers(0, 4)))
    return replace(depot, **changes)


def some_groups(draw: st.DrawFn, problem: Problem) -> tuple[Group, ...]:
    """Draw up to two groups of stops that belong to no pair."""
    free = [stop.id for stop in problem.stops if stop.id not in problem.pair_of]
    chosen = draw(st.lists(st.integers(0, 2), min_size=len(free), max_size=len(free)))
    return tuple(
        Group(
            id=f"group {number}",
            stops=stops,
            penalty=seldom(draw, st.integers(0, 5000), None),
            priority=seldom(draw, st.integers(0, 100), 0),
        )
        for number in (1, 2)
        if (stops := tuple(name for name, k in zip(free, chosen, strict=True) if k == number))
    )


def some_locks(draw: st.DrawFn, problem: Problem, groups: tuple[Group, ...]) -> tuple[Lock, ...]:
    """Draw up to one lock for each vehicle, each stop in at most one of them."""
    fleet, names = [each.id for each in problem.vehicles], [stop.id for stop in problem.stops]
    owners = {name: seldom(draw, st.sampled_from(fleet), None) for name in names} if fleet else {}
    for pair in problem.pairs if fleet else ():
        owners[pair.delivery] = owners[pair.pickup]
    alternatives = {stop for group in groups for stop in group.stops[1:]}
    locks = []
    for vehicle in fleet:
        kinds: list[LockKind] = ["vehicle", "sequence", "start", "route"]
        kind = kinds[draw(st.integers(0, 3))]
        stops = [name for name, owner in owners.items() if owner == vehicle]
        if kind != "vehicle":
            stops = [stop for stop in stops if stop not in alternatives]
        if stops:
            locks.append(Lock(vehicle=vehicle, stops=tuple(draw(st.permutations(stops))), kind=kind))
    return tuple(locks)
