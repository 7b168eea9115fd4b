"""A receiver of webhooks on this machine that answers what it is told to, and remembers what it got."""

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Answer = Callable[[int, dict[str, Any]], tuple[int, dict[str, str]]]
"""Of the number of the request, from 0, and its message: a status and headers."""


@dataclass
class Receiver:
    """What came in: bodies with their headers, in order, and how many were under way at once at most."""

    port: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    most_at_once: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)
    inside: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?key=hush"

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]


def fine(number: int, message: dict[str, Any]) -> tuple[int, dict[str, str]]:
    """Answer that the message has arrived."""
    return 204, {}


@contextmanager
def receiving(answer: Answer = fine, *, takes_s: float = 0.0, port: int = 0) -> Iterator[Receiver]:
    """Run a receiver."""
    found = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if len(body) < int(self.headers["Content-Length"]):
                return  # whoever called was killed halfway
            with found.guard:
                number = len(found.got)
                found.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                found.inside += 1
                found.most_at_once = max(found.most_at_once, found.inside)
            time.sleep(takes_s)
            status, headers = answer(number, json.loads(body))
            with found.guard:
                found.inside -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """Say nothing: whoever calls may hang up."""

    with Server(("127.0.0.1", port), Handler) as server:
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
