"""What is counted and measured of servers and workers, in the words of Prometheus.

Labels are names of this program alone: templates of addresses, states, kinds. Nothing that a caller sends
becomes one.
"""

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from data.store.failures import StoreFailed
from data.store.plan_record import PlanRecord
from data.store.workload import Workload

_REQUEST_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SOLVE_S: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600)
_STORE_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10)


class Meters:
    """The meters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self.requests = Counter(
            "roundsman_requests", "Requests answered.", ("method", "route", "status"), registry=own
        )
        self.request_seconds = Histogram(
            "roundsman_request_seconds",
            "Time from a request to the beginning of its answer.",
            ("method", "route"),
            buckets=_REQUEST_S,
            registry=own,
        )
        self.jobs_ended = Counter(
            "roundsman_jobs_ended", "Jobs ended by this process.", ("kind", "outcome"), registry=own
        )
        self.solve_seconds = Histogram(
            "roundsman_solve_seconds", "Time that searches took.", ("kind",), buckets=_SOLVE_S, registry=own
        )
        self.store_seconds = Histogram(
            "roundsman_store_seconds", "Time of transactions.", ("kind",), buckets=_STORE_S, registry=own
        )
        self.store_errors = Counter(
            "roundsman_store_errors", "Transactions that failed.", ("code",), registry=own
        )
        self.forgotten = Counter(
            "roundsman_forgotten", "What was over and forgotten, as retention wants.", ("kind",), registry=own
        )
        built = Gauge("roundsman_build", "What runs here; always 1.", ("version", "python"), registry=own)
        built.labels(version("roundsman"), platform.python_version()).set(1)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self.requests.labels(method, route, str(status)).inc()
        self.request_seconds.labels(method, route).observe(seconds)

    def transaction(self, kind: str, seconds: float, failure: StoreFailed | None) -> None:
        """Count a transaction of the database."""
        self.store_seconds.labels(kind).observe(seconds)
        if failure is not None:
            self.store_errors.labels(failure.code).inc()

    def forget(self, kind: str, number: int) -> None:
        """Count what was kept long enough and is forgotten."""
        self.forgotten.labels(kind).inc(number)

    def plan_ended(self, record: PlanRecord) -> None:
        """Count a plan that this process has ended."""
        self.jobs_ended.labels("plan", record.state).inc()
        self.solve_seconds.labels("plan").observe(record.figures.seconds)

    def watch(self, workload: Callable[[], Workload], ready: Callable[[], bool]) -> None:
        """Tell of the jobs of the database and whether work is taken, looked at when somebody asks."""
        self.registry.register(_Waiting(workload, ready))


class _Waiting(Collector):
    def __init__(self, workload: Callable[[], Workload], ready: Callable[[], bool]) -> None:
        self._workload = workload
        self._ready = ready

    def describe(self) -> Iterator[Metric]:
        """Name what is collected, without asking the database."""
        yield GaugeMetricFamily("roundsman_ready", "Whether work is taken here.")

    def collect(self) -> Iterator[Metric]:
        """Yield the figures; without those of the database where it does not work."""
        yield GaugeMetricFamily("roundsman_ready", "Whether work is taken here.", value=float(self._ready()))
        try:
            found = self._workload()
        except StoreFailed:
            return
        jobs = GaugeMetricFamily("roundsman_jobs", "Jobs that have not ended.", labels=("kind", "state"))
        for state, number in (("waiting", found.waiting), ("working", found.working)):
            jobs.add_metric(("plan", state), number)
        yield jobs
        text = "Age of the job that waits the longest; 0 where none does."
        yield GaugeMetricFamily("roundsman_queue_age_seconds", text, value=found.oldest_s)
        yield GaugeMetricFamily("roundsman_workers", "Workers that are signed on.", value=found.workers)
