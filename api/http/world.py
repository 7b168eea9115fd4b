"""Everything outside that the server works with; it comes in as one argument."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from api.jobs.plan_jobs import PlanJobs
from api.jobs.request import PlanDay
from api.services.plan_day import plan_day
from api.services.quote_desk import QuoteDesk
from api.settings import Settings
from core.clock import Clock, utc_now
from data.plan_store.store import PlanStore, new_plan_id
from routing.travel.source import TravelSource


@dataclass(frozen=True, kw_only=True)
class World:
    """What a server is made of.

    sources
        travel sources by the name that requests give; the first is used where a request names none.
    page
        folder of the built page; None serves the API alone.
    plan_day
        the use case that makes a plan.
    quotes
        who answers carts; None where the server has no delivery modes.
    """

    store: PlanStore
    sources: Mapping[str, TravelSource]
    page: Path | None = None
    settings: Settings = field(default_factory=Settings)
    clock: Clock = utc_now
    new_id: Callable[[], str] = new_plan_id
    plan_day: PlanDay = plan_day
    quotes: QuoteDesk | None = None


def plan_jobs(world: World) -> PlanJobs:
    """Return the plans of `world`, not yet open."""
    return PlanJobs(
        store=world.store,
        sources=world.sources,
        plan_day=world.plan_day,
        clock=world.clock,
        new_id=world.new_id,
        queue_size=world.settings.queue_size,
    )


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


def _jobs(request: Request) -> PlanJobs:
    jobs: PlanJobs = request.app.state.jobs
    return jobs


WorldDep = Annotated[World, Depends(_world)]
"""The world, for a route."""

JobsDep = Annotated[PlanJobs, Depends(_jobs)]
"""The plans, for a route."""
