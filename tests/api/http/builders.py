"""A server in a folder of its own, with a travel source and a planner that answer at once."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx

from api.http.app import create_app
from api.http.examples import EXAMPLES
from api.http.server import Server, address_of, config_of, listen
from api.http.world import World
from api.jobs.making import PlanDay, make_plan
from api.jobs.news import Made, Task, Tell
from api.services.announce import Announce, say_nothing
from api.services.plan_day import ways
from api.settings import Settings
from core.clock import Clock
from data.formats.plan_json.document import PlanDocument
from data.store.address import Address
from data.store.store import Store
from routing.assemble import assemble
from routing.budget import Budget, Listener, Progress, silent
from routing.day import DayInput, places_of, problem_of
from routing.plan import Plan
from routing.solve import SolverName
from routing.travel.source import TravelSource
from tests.api.http.grid import GridSource
from tests.databases import database_at

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
JSON = {"Content-Type": "application/json"}
PROBLEM = "application/problem+json"


class StandIn:
    """Stands in for the use case: all stops on the first vehicle, at once, or when `go_on` is set.

    held
        set while it works and waits for `go_on`.
    fails
        raised after the first plan, where given.
    solver, start, budget
        what was asked for last.
    """

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.go_on.set()
        self.held = threading.Event()
        self.fails: Exception | None = None
        self.calls = 0
        self.solver: SolverName | None = None
        self.start: Plan | None = None
        self.budget: Budget | None = None

    def __call__(
        self,
        day: DayInput,
        *,
        source: TravelSource,
        budget: Budget,
        clock: Clock,
        on: date | None = None,
        seed: int = 0,
        threads: int = 1,
        solver: SolverName = "kernel",
        start: Plan | None = None,
        progress: Listener = silent,
        announce: Announce = str,
    ) -> PlanDocument:
        self.calls += 1
        self.solver, self.start, self.budget = solver, start, budget
        announce("travel times")
        problem = problem_of(day, {"van": source.travel(places_of(day), "van").matrix})
        plan = assemble(problem, {day.vehicles[0].id: tuple(stop.id for stop in day.stops)})
        now = 0.0
        while progress(Progress(seconds=now, iterations=int(now), phase="improving", plan=plan)):
            self.held.set()
            now += 1.0
            if self.go_on.wait(0.01):
                break
        self.held.clear()
        if self.fails is not None:
            raise self.fails
        geometry, _ = ways(problem, plan, source)
        return PlanDocument(
            problem=problem,
            plan=replace(plan, solver={"seconds": now, "iterations": int(now)}),
            day=on or clock().date(),
            created=clock(),
            travel_source=source.name,
            geometry=geometry,
        )


class InThisProcess:
    """Makes plans where the test can watch: with a stand-in for the use case, in the worker's own thread."""

    def __init__(self, sources: Mapping[str, TravelSource], plan_day: PlanDay, clock: Clock) -> None:
        self.sources, self.plan_day, self.clock = sources, plan_day, clock

    def open(self, announce: Announce = say_nothing) -> None:
        """Have nothing to get ready."""

    def make(self, task: Task, tell: Tell) -> Made:
        return make_plan(task, sources=self.sources, plan_day=self.plan_day, clock=self.clock, tell=tell)

    def close(self) -> None:
        """Have nothing to let go."""


def make_world(
    folder: Path, *, plan_day: PlanDay | None = None, address: Address | None = None, **changes: Any
) -> World:
    """Return a server on a database in `folder`, or at `address`; it makes its plans itself."""
    sources = {"grid": GridSource(), "other": GridSource()}

    def clock() -> datetime:
        return NOW

    given: dict[str, Any] = {
        "store": Store(address or database_at(folder)),
        "travel": tuple(sources),
        "here": GridSource,
        "maker": InThisProcess(sources, plan_day or StandIn(), clock),
        "settings": Settings(threads=2, queue_size=2),
        "clock": clock,
    }
    return World(**(given | changes))


@contextmanager
def running(world: World, *, drain_s: float = 0) -> Iterator[httpx.Client]:
    """Start a real server of `world` on a free port, and shut it down afterwards."""
    started = threading.Event()
    app = create_app(world)
    server = Server(config_of(app), app.state.service, started.set, drain_s=drain_s)
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            wait_for(lambda: started.is_set() or not thread.is_alive())
            assert started.is_set()
            with httpx.Client(base_url=address_of(listening), timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(30)


def request_body(**changes: Any) -> dict[str, Any]:
    """Return a request that can be planned; `orders` and `vehicles` replace those of its day."""
    body = deepcopy(EXAMPLES["create_plan"])
    for name in ("orders", "vehicles", "depots"):
        if name in changes:
            body["day"][name] = changes.pop(name)
    return {**body, **changes}


def long_work() -> dict[str, Any]:
    """Return a request that searches for ten minutes: a day of two stops would be at its end at once."""
    places = [{"lon": 7.41 + 0.0007 * (k * 7 % 40), "lat": 43.73 + 0.0006 * (k * 11 % 40)} for k in range(40)]
    asked = [{"id": f"A{k}", "place": place, "service_s": 60} for k, place in enumerate(places)]
    return request_body(orders=asked, budget={"seconds": 600})


def planned(client: httpx.Client, **changes: Any) -> dict[str, Any]:
    """Ask for a plan and return what is told of it once it has ended."""
    answer = client.post("/v1/plans", json=request_body(**changes), headers={"Prefer": "wait=60"})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def wait_for(met: Callable[[], bool]) -> None:
    """Wait until something is so, at most a minute."""
    pause = threading.Event()
    for _ in range(6_000):
        if met():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come true in a minute")
