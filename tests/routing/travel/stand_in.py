"""A routing server's stand-in on this computer that misbehaves as told."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler
Behaviour = Callable[[Handler], None]


@dataclass(kw_only=True)
class StandIn:
    """Where the stand-in listens, and the paths it was asked for."""

    url: str
    asked: list[str] = field(default_factory=list)


def says(
    body: bytes, *, status: int = 200, headers: tuple[tuple[str, str], ...] = (), length: int | None = None
) -> Behaviour:
    """Answer with `body`; another `length` promised than sent breaks the answer off."""

    def behave(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def hangs_up(handler: Handler) -> None:
    """Close the connection without a word."""
    del handler


def stays_silent(until: threading.Event) -> Behaviour:
    """Say nothing until told."""

    def behave(handler: Handler) -> None:
        del handler
        until.wait(30)

    return behave


def drips(until: threading.Event) -> Behaviour:
    """Send an answer that never ends, a byte at a time."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not until.wait(0.01):
                handler.wfile.write(b" ")
        except OSError:
            return

    return behave


@contextmanager
def stand_in(*behaviours: Behaviour) -> Iterator[StandIn]:
    """Listen on a free port; each request meets the next behaviour, and the last one again and again."""
    left = list(behaviours)

    class Scripted(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.asked.append(f"{self.command} {self.path}")
            behave = left.pop(0) if len(left) > 1 else left[0]
            behave(self)

        do_GET = do_POST = answer  # noqa: N815 - the standard library calls them by these names

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.daemon_threads = False
    found = StandIn(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
