"""`roundsman worker`: makes the plans that servers on the same database take."""

import signal
import threading
from collections.abc import Mapping

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.serve import travel_given
from api.cli.talk import AsJson, out, print_json
from api.jobs.child import ChildMaker
from api.jobs.worker import PlanWorker
from core.clock import utc_now
from data.store.address import address_of
from data.store.store import Store


def worker(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make plans, one at a time, until Ctrl-C; start as many workers as there are computers."""
    address = address_of(database)
    travel = travel_given(map_file, speeds, traffic, cache)
    told = {"database": str(address), "travel": list(travel.names)}
    store = Store(address)
    plans = PlanWorker(store=store, maker=ChildMaker(travel), clock=utc_now)
    try:
        store.open(utc_now)
        with steps(quiet=as_json) as announce:
            plans.open(announce)
        # Whoever is told that the worker is there may end it at once.
        ended = _told_to_end()
        _say(told, as_json=as_json)
        ended.wait()
    finally:
        plans.close()
        store.close()


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
