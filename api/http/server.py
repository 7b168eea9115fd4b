"""Runs the server until it is told to stop."""

import errno
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from ipaddress import ip_address

import anyio
import uvicorn
from anyio.to_thread import run_sync
from fastapi import FastAPI

from api.http.app import create_app
from api.http.connection import PatientConnection
from api.http.guards import host_of
from api.http.service import Service
from api.http.world import World
from api.jobs.every import workload_of_all
from api.services.announce import Announce, say_nothing
from api.telemetry.metrics_door import metrics_at
from api.telemetry.traces import each_of
from core.errors import RoundsmanError

_MOST_HEAD_BYTES = 32_000
"""Of the first line and all headers: what is larger is no HTTP that anybody sends."""

_IDLE_S = 75
"""How long a connection may wait for its next request.

Longer than the 60 s of most proxies and load balancers: whoever hangs up first must be the side that sends,
else a request can meet a connection that has just been closed.
"""

Opening = AbstractContextManager[Announce]
"""Hands out what is told which step of the opening begins."""


class AddressInUse(RoundsmanError):
    """Another program listens where the server should."""

    code = "address-in-use"
    action = "Stop the other program, or choose another port with --port."


class AddressUnusable(RoundsmanError):
    """The server cannot listen where it should."""

    code = "address-unusable"
    action = "Choose an address of this machine with --host, and a port above 1023 with --port."


def serve(
    world: World,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    ready: Callable[[str], None] = say_nothing,
    opening: Opening | None = None,
) -> None:
    """Serve `world` until Ctrl-C or SIGTERM; a plan being made then waits, with its best so far, to go on.

    port
        0 takes any that is free.
    ready
        is told the address once the server answers.
    opening
        shows what is opened before that.
    """
    listening = listen(host, port)
    with listening:
        address = address_of(listening)
        app = create_app(world_at(world, host))
        service: Service = app.state.service
        settings = world.settings
        watch(world, service)
        # Opened here and not by the server, which would bury the error of a database or a map in its log.
        with opening or nullcontext(say_nothing) as announce:
            service.open(announce)
        config = config_of(app, grace_s=settings.grace_s)
        server = Server(config, service, lambda: ready(address), drain_s=settings.drain_s)
        try:
            with metrics_at(settings.metrics_host, settings.metrics_port, world.meters):
                server.run([listening])
        except KeyboardInterrupt:
            # The server has shut down already and only passes the signal on.
            return
        finally:
            service.close()
            world.traces.close()


def watch(world: World, service: Service) -> None:
    """Have the meters of a world tell of its database and of its jobs."""
    world.store.database.observer = each_of(world.meters.transaction, world.traces.transaction)
    world.meters.watch(lambda: workload_of_all(world.store, world.clock()), lambda: service.refusal is None)


def config_of(app: FastAPI, *, grace_s: int = 10) -> uvicorn.Config:
    """Return how the server runs: quiet, nameless, and not waiting for ever for whoever is connected."""
    return uvicorn.Config(
        app,
        http=PatientConnection,
        # What is logged, and how, is said once for the whole program: api/telemetry/logs.py.
        log_config=None,
        access_log=False,
        h11_max_incomplete_event_size=_MOST_HEAD_BYTES,
        server_header=False,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=grace_s,
    )


class Server(uvicorn.Server):
    """Lets go of those who follow a plan before it waits for connections: they would hold it up."""

    def __init__(
        self, config: uvicorn.Config, service: Service, started: Callable[[], None], *, drain_s: float = 0
    ) -> None:
        super().__init__(config)
        self._drain_s = drain_s
        self._service = service
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        self._started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the work, let whoever asks /readyz see so for a while, then end connections."""
        async with anyio.create_task_group() as group:
            group.start_soon(run_sync, self._service.stop_taking)
            group.start_soon(anyio.sleep, self._drain_s)
        self._service.stop_answering()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise `AddressInUse` or `AddressUnusable` with the address."""
    if not 0 <= port <= 65_535:
        raise AddressUnusable(f"Port {port} is not from 0 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=512)
        # Its connections take this from it; else the body of an answer waits until its head is acknowledged.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as problem:
        where = f"{host} port {port}"
        if problem.errno == errno.EADDRINUSE:
            raise AddressInUse(f"Another program listens on {where}.") from problem
        raise AddressUnusable(f"Cannot listen on {where}: {problem.strerror}.") from problem


def address_of(listening: socket.socket) -> str:
    """Return the address of a listening socket as people type it."""
    host, port = listening.getsockname()[:2]
    names = {"127.0.0.1": "localhost", "0.0.0.0": "localhost", "::1": "localhost", "::": "localhost"}  # noqa: S104
    return f"http://{names.get(host, f'[{host}]' if ':' in host else host)}:{port}"


def world_at(world: World, host: str) -> World:
    """Return `world` that also answers under the name it listens on."""
    own = host_of(f"[{host}]" if ":" in host else host)
    hosts = tuple(dict.fromkeys((*world.settings.allowed_hosts, own)))
    settings = replace(world.settings, allowed_hosts=hosts)
    return replace(world, settings=settings, this_computer_only=is_loopback(host))


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches what listens on `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
