"""The routing kernel as the router of designs: a question of routes as a `Problem`, and its plan back."""

from collections.abc import Iterator

import numpy as np

from core.matrix import TravelMatrix
from core.units import Cents, Seconds
from core.window import LATEST, TimeWindow
from network.route_problem import Floats, Rounds, RouteProblem, Routes
from routing.assemble import assemble
from routing.budget import Budget
from routing.problem import Depot, Problem, Stop, Vehicle
from routing.solve import solve

PROFILE = "way"

FINEST = 10**6
"""Ways and loads that are not whole are counted in so many parts of the largest one, at least."""


def kernel_routes(rounds: Rounds) -> Routes | None:
    """Return the routes that the kernel finds; None where it leaves customers out."""
    problem = _problem(rounds)
    plan = solve(
        problem,
        budget=Budget(seconds=rounds.seconds),
        seed=rounds.seed,
        threads=rounds.threads,
        start=assemble(problem, _sequences(rounds)) if rounds.start else None,
        progress=lambda _: rounds.keep_on(),
    )
    if plan.unserved:
        return None
    return tuple((int(route.vehicle.split("/")[0]), tuple(map(int, route.stops))) for route in plan.routes)


def _problem(rounds: Rounds) -> Problem:
    asked = rounds.problem
    sites = list(rounds.open)
    kept = np.r_[sites, np.arange(asked.sites, asked.sites + asked.customers)]
    ways = asked.travel[np.ix_(kept, kept)]
    parts = _parts(np.r_[ways.ravel(), asked.vehicle_cost])
    whole = np.rint(ways * parts).astype(np.int32)
    loads, rooms, room = _loads(asked)
    longest = int(whole.max(axis=1).astype(np.int64).sum()) * 2
    window = TimeWindow(opens=Seconds(0), closes=Seconds(min(longest, LATEST)))
    return Problem(
        stops=tuple(
            Stop(id=str(number), location=len(sites) + number, delivery=(load,), windows=(window,))
            for number, load in enumerate(loads)
        ),
        depots=tuple(
            Depot(id=str(site), location=row, window=window, throughput=(rooms[site],))
            for row, site in enumerate(sites)
        ),
        vehicles=tuple(_vehicles(rounds, window, room, round(asked.vehicle_cost * parts))),
        travel={PROFILE: TravelMatrix(durations=whole, distances=whole)},
        currency="XXX",
    )


def _vehicles(rounds: Rounds, window: TimeWindow, room: int, cost: int) -> Iterator[Vehicle]:
    """Yield as many vehicles at each site as it could need: two routes that are not full make one."""
    for site in rounds.open:
        for number in range(_most(rounds.problem, site)):
            yield Vehicle(
                id=f"{site}/{number}",
                start=str(site),
                end=str(site),
                profile=PROFILE,
                capacity=(room,),
                shift=window,
                cost_fixed=Cents(cost),
                cost_per_km=Cents(1000),
            )


def _most(problem: RouteProblem, site: int) -> int:
    load = min(float(problem.rooms[site]), float(problem.demands.sum()))
    return min(problem.customers, 2 * int(np.ceil(load / problem.vehicle_room)) + 2)


def _sequences(rounds: Rounds) -> dict[str, tuple[str, ...]]:
    number = dict.fromkeys(rounds.open, 0)
    found: dict[str, tuple[str, ...]] = {}
    for site, visited in rounds.start:
        found[f"{site}/{number[site]}"] = tuple(map(str, visited))
        number[site] += 1
    return found


def _parts(values: Floats) -> int:
    """Return in how many parts each unit is counted: 1 where all numbers are whole."""
    if (values == np.floor(values)).all():
        return 1
    largest = float(values.max(initial=1e-12))
    return int(10 ** max(0.0, np.ceil(np.log10(FINEST / largest))))


def _loads(problem: RouteProblem) -> tuple[list[int], list[int], int]:
    """Return loads, rooms of sites and the room of a vehicle in whole numbers; rounding adds no room."""
    rooms = np.minimum(problem.rooms, problem.demands.sum() + 1)
    numbers = np.r_[problem.demands, rooms, problem.vehicle_room]
    parts = _parts(numbers)
    loads = np.ceil(problem.demands * parts - 1e-6).astype(np.int64).tolist()
    limits = np.floor(rooms * parts + 1e-6).astype(np.int64).tolist()
    return loads, limits, int(np.floor(problem.vehicle_room * parts + 1e-6))
