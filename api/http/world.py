"""Everything outside that the server works with; it comes in as one argument."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from api.jobs.making import Maker
from api.jobs.plan_jobs import PlanJobs
from api.jobs.worker import PlanWorker
from api.services.quote_desk import QuoteDesk
from api.settings import Settings
from core.clock import Clock, utc_now
from data.store.plan_rows import new_plan_id
from data.store.store import Store
from routing.travel.source import TravelSource


@dataclass(frozen=True, kw_only=True)
class World:
    """What a server is made of.

    travel
        names of the travel sources that requests may give; the first is used where a request names none.
    here
        opens, when it is first called, the travel source for what callers wait for: VROOM's questions.
    maker
        makes plans in this process as well; None leaves them to workers elsewhere.
    page
        folder of the built page; None serves the API alone.
    quotes
        who answers carts; None where the server has no delivery modes.
    """

    store: Store
    travel: tuple[str, ...]
    here: Callable[[], TravelSource]
    maker: Maker | None = None
    page: Path | None = None
    settings: Settings = field(default_factory=Settings)
    clock: Clock = utc_now
    new_id: Callable[[], str] = new_plan_id
    quotes: QuoteDesk | None = None


def plan_jobs(world: World) -> PlanJobs:
    """Return the plans of `world`, not yet open."""
    return PlanJobs(
        store=world.store,
        clock=world.clock,
        new_id=world.new_id,
        queue_size=world.settings.queue_size,
    )


def plan_worker(world: World) -> PlanWorker | None:
    """Return the worker in this process, not yet open; None where there shall be none."""
    if world.maker is None:
        return None
    return PlanWorker(store=world.store, maker=world.maker, clock=world.clock)


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


def _jobs(request: Request) -> PlanJobs:
    jobs: PlanJobs = request.app.state.service.jobs
    return jobs


WorldDep = Annotated[World, Depends(_world)]
"""The world, for a route."""

JobsDep = Annotated[PlanJobs, Depends(_jobs)]
"""The plans, for a route."""
