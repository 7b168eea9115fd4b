"""Everything outside that the server works with; it comes in as one argument."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from api.configuration.of_tenants import TenantSettings, no_others
from api.jobs.making import Maker
from api.jobs.operations.child import Operator
from api.jobs.operations.jobs import OperationJobs
from api.jobs.plan_jobs import PlanJobs
from api.jobs.telling.teller import Teller
from api.jobs.worker import PlanWorker
from api.outbound.guard import Resolve, resolve
from api.outbound.notify_settings import NotifySettings
from api.outbound.settings import OutboundSettings
from api.services.access.oidc.settings import OidcSettings
from api.services.find_address import AddressDesk
from api.services.quote_desk import QuoteDesk
from api.settings import RetentionSettings, Settings, ShopSettings
from api.telemetry.meters import Meters
from api.telemetry.traces import Traces, each_of
from core.clock import Clock, utc_now
from data.store.plan_rows import new_plan_id
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT
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
    operator
        does operations where plans are made; None starts a process for each, with straight lines alone.
    page
        folder of the built page; None serves the API alone.
    quotes
        who answers carts; None where the server has no delivery modes.
    this_computer_only
        whether the server listens on this computer alone.
    outbound, resolve
        which addresses that callers name may be called, and how names are looked up.
    notify
        how customers are told what becomes of their orders.
    addresses
        who finds addresses; None where the server has no map and no provider.
    retention
        how long things are kept.
    shops
        how checkouts of shop systems prove who they are.
    others
        notices, shop systems and provider of each tenant beside the first.
    oidc
        by which provider people of the first tenant sign in.
    meters, traces
        what is counted here, and who is told how long each thing took.
    """

    store: Store
    travel: tuple[str, ...]
    here: Callable[[], TravelSource]
    maker: Maker | None = None
    operator: Operator | None = None
    page: Path | None = None
    settings: Settings = field(default_factory=Settings)
    clock: Clock = utc_now
    new_id: Callable[[], str] = new_plan_id
    quotes: QuoteDesk | None = None
    this_computer_only: bool = True
    outbound: OutboundSettings = field(default_factory=OutboundSettings)
    resolve: Resolve = resolve
    notify: NotifySettings = field(default_factory=NotifySettings)
    addresses: AddressDesk | None = None
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    shops: ShopSettings = field(default_factory=ShopSettings)
    others: Callable[[str], TenantSettings] = no_others
    oidc: OidcSettings = field(default_factory=OidcSettings)
    meters: Meters = field(default_factory=Meters)
    traces: Traces = field(default_factory=Traces)

    def seen_from(self, store: Store) -> "World":
        """Return the world as a tenant sees it."""
        quotes = None if self.quotes is None else self.quotes.of(store.tenant)
        return replace(self, store=store, quotes=quotes)

    def settings_of(self, tenant: str) -> TenantSettings:
        """Return what speaks in a tenant's name, and who vouches for its people."""
        if tenant == DEFAULT_TENANT:
            return TenantSettings(notify=self.notify, shops=self.shops, oidc=self.oidc)
        return self.others(tenant)


def plan_jobs(world: World) -> PlanJobs:
    """Return the plans of `world`, not yet open."""
    return PlanJobs(
        store=world.store,
        clock=world.clock,
        new_id=world.new_id,
        queue_size=world.settings.queue_size,
    )


def operation_jobs(world: World, plans: PlanJobs) -> OperationJobs:
    """Return the operations of `world`, open as long as its plans are."""
    return OperationJobs(
        plans=plans,
        store=world.store,
        clock=world.clock,
        new_id=world.new_id,
        queue_size=world.settings.queue_size,
    )


def plan_worker(world: World) -> PlanWorker | None:
    """Return the worker in this process, not yet open; None where there shall be none."""
    if world.maker is None:
        return None
    return PlanWorker(
        store=world.store,
        maker=world.maker,
        operator=world.operator,
        clock=world.clock,
        ended=each_of(world.meters.plan_ended, world.traces.plan_ended),
    )


def teller(world: World) -> Teller | None:
    """Return who tells others what has happened, not yet open; None where workers elsewhere do."""
    if world.maker is None:
        return None
    return Teller(
        store=world.store,
        clock=world.clock,
        settings=world.outbound,
        resolve=world.resolve,
        notify=lambda tenant: world.settings_of(tenant).notify,
    )


async def _world(request: Request) -> World:
    world: World = request.app.state.world
    store = _store(request, world)
    if store.tenant == world.store.tenant:
        return world.seen_from(store)
    # Whether another tenant has delivery modes is looked up among files.
    return await run_sync(world.seen_from, store)


async def _jobs(request: Request) -> PlanJobs:
    jobs: PlanJobs = request.app.state.service.jobs
    return jobs.on(_store(request, request.app.state.world))


async def _operations(request: Request) -> OperationJobs:
    operations: OperationJobs = request.app.state.service.operations
    return operations.on(_store(request, request.app.state.world))


def _store(request: Request, world: World) -> Store:
    """Return the store of the caller's tenant; what the caller changes on it is told in the audit log.

    Where nobody was asked who he is that is the first tenant's: links lead on from there.
    """
    store: Store = getattr(request.state, "store", world.store)
    act = getattr(request.state, "act", None)
    return store if act is None else store.by(act)


WorldDep = Annotated[World, Depends(_world)]
"""The world, for a route."""

JobsDep = Annotated[PlanJobs, Depends(_jobs)]
"""The plans, for a route."""

OperationsDep = Annotated[OperationJobs, Depends(_operations)]
"""The operations, for a route."""
