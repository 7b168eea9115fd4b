"""`/metrics` on a port of its own, apart from what callers reach."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from api.telemetry.meters import Meters
from core.errors import RoundsmanError


class MetricsPortUnusable(RoundsmanError):
    """Metrics cannot be served where they should."""

    code = "metrics-port-unusable"
    action = "Choose another port with --metrics-port, or another address with the setting metrics_host."


@contextmanager
def metrics_at(host: str, port: int, meters: Meters) -> Iterator[None]:
    """Serve `meters` meanwhile, in a thread; nothing where `port` is 0."""
    if not port:
        yield
        return
    try:
        server, thread = start_http_server(port, addr=host, registry=meters.registry)
    except (OSError, OverflowError) as problem:
        taken = isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE
        reason = "another program listens there" if taken else str(problem)
        raise MetricsPortUnusable(f"Metrics cannot be served on {host} port {port}: {reason}.") from problem
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
