"""`roundsman worker`: makes the plans that servers on the same database take."""

import os
import signal
import threading
from collections.abc import Mapping

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.modes_option import Modes
from api.cli.progress import steps
from api.cli.serve import MetricsPort, travel_given
from api.cli.talk import AsJson, out, print_json
from api.configuration.of_tenants import settings_of_tenants
from api.configuration.typed import begin_log, retention_from, traces_from, worker_settings_from
from api.jobs.child import ChildMaker
from api.jobs.every import workload_of_all
from api.jobs.operations.child import DASK, ChildOperator
from api.jobs.sweep import Sweep
from api.jobs.telling.teller import Teller
from api.jobs.upkeep import Upkeep
from api.jobs.worker import PlanWorker
from api.outbound.notify_settings import notify_from
from api.outbound.settings import outbound_from
from api.telemetry.meters import Meters
from api.telemetry.metrics_door import metrics_at
from api.telemetry.traces import each_of
from core.clock import utc_now
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT


def worker(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    database: store_options.Database = store_options.DEFAULT,
    modes: Modes = None,
    metrics_port: MetricsPort = None,
    as_json: AsJson = False,
) -> None:
    """Make plans, one at a time, and tell others of events, until Ctrl-C; one worker a computer."""
    begin_log(os.environ)
    limits = worker_settings_from(os.environ)
    port = limits.metrics_port if metrics_port is None else metrics_port
    address = store_options.address_given(database)
    travel = travel_given(map_file, speeds, traffic, cache)
    told = {"database": str(address), "travel": list(travel.names)}
    store, meters, traces = Store(address), Meters(), traces_from(os.environ, "roundsman-worker")
    store.database.observer = each_of(meters.transaction, traces.transaction)
    plans = PlanWorker(
        store=store,
        maker=ChildMaker(travel, limits),
        operator=ChildOperator(travel, limits, dask=os.environ.get(DASK, ""), address=address, modes=modes),
        clock=utc_now,
        ended=each_of(meters.plan_ended, traces.plan_ended),
    )
    meters.watch(lambda: workload_of_all(store, utc_now()), lambda: plans.working)
    outbound, first, others = (
        outbound_from(os.environ),
        notify_from(os.environ),
        settings_of_tenants(os.environ),
    )
    teller = Teller(
        store=store,
        clock=utc_now,
        settings=outbound,
        notify=lambda tenant: first if tenant == DEFAULT_TENANT else others(tenant).notify,
    )
    days = retention_from(os.environ).days
    sweep, upkeep = Sweep(store, utc_now), Upkeep(store, utc_now, days=days, forgotten=meters.forget)
    try:
        store.open(utc_now)
        sweep.open()
        upkeep.open()
        with steps(quiet=as_json) as announce:
            plans.open(announce)
        teller.open()
        # Whoever is told that the worker is there may end it at once.
        ended = _told_to_end()
        with metrics_at(limits.metrics_host, port, meters):
            _say(told, as_json=as_json)
            ended.wait()
    finally:
        for each in (plans, sweep, upkeep, teller, store, traces):
            each.close()


def _say(told: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        out().print(f"Roundsman makes the plans of {told['database']} - Ctrl-C ends it", markup=False)


def _told_to_end() -> threading.Event:
    """Return what is set by Ctrl-C, or by the signal with which services are ended."""
    ended = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: ended.set())
    return ended
