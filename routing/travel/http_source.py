"""Asking a routing server over HTTP: patient, bounded, and clear about what went wrong."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, NoReturn

import httpx

from core.clock import stopwatch
from core.errors import TravelSourceFailed
from routing.travel.http_settings import without_password


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long and how often a server is asked before it counts as failed.

    tries, pause_s
        an unreachable server, a broken connection and any 5xx answer are tried again, after a pause that
        doubles each time; a slow answer is not, for it would only be slow again.
    answer_s
        the longest one answer may take from the first to the last byte.
    largest_bytes
        the largest answer read, after decompression.
    """

    tries: int = 3
    pause_s: float = 0.5
    answer_s: float = 300.0
    largest_bytes: int = 256 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: its HTTP status and its JSON, or None where there is no JSON in an error answer."""

    status: int
    content: Any

    @property
    def fields(self) -> Mapping[str, Any]:
        """The members of the answer; empty where it is not an object."""
        return self.content if isinstance(self.content, dict) else {}


def http_client(
    *, connect_s: float = 5.0, silence_s: float = 120.0, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    """Return a client for routing servers; whoever opens it closes it: `with http_client() as client:`.

    connect_s, silence_s
        how long a server may take to accept a connection, and may be silent while it works.
    transport
        how it is called where no proxy stands between; None for the usual way.

    Servers on this computer are reached directly, whatever proxy the environment names.
    """
    direct = {"all://localhost": None, "all://127.0.0.1": None, "all://[::1]": None}
    return httpx.Client(
        timeout=httpx.Timeout(silence_s, connect=connect_s), mounts=direct, transport=transport
    )


class RoutingServer:
    """One routing server: where it is, how it is asked, and how its failures are told."""

    def __init__(
        self,
        kind: str,
        url: str,
        client: httpx.Client,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self.name = f"{kind} at {without_password(httpx.URL(url))}"
        self.client, self.patience, self.sleep = client, patience or Patience(), sleep

    def get(self, path: str) -> Answer:
        """Ask by GET; `path` is already encoded and begins with a slash."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Ask by POST with a JSON body."""
        return self._ask("POST", path, body)

    def failed(self, what: str) -> TravelSourceFailed:
        """Return the error that names this server and says `what` happened."""
        return TravelSourceFailed(f"{self.name} {what}" + ("" if what.endswith("?") else "."))

    @contextmanager
    def believing(self) -> Iterator[None]:
        """Turn the `ValueError` of a reader that finds nonsense into `TravelSourceFailed`."""
        try:
            yield
        except ValueError as error:
            raise self.failed(f"answers nonsense: {error}") from error

    def _ask(self, method: Literal["GET", "POST"], path: str, body: Mapping[str, Any] | None) -> Answer:
        trouble: tuple[str, Exception | None] = ("was not asked", None)
        for attempt in range(self.patience.tries):
            if attempt:
                self.sleep(self.patience.pause_s * 2 ** (attempt - 1))
            try:
                status, content = self._once(method, path, body)
            except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout) as error:
                trouble = (f"cannot be reached ({error or type(error).__name__})", error)
                continue
            except httpx.TimeoutException as error:
                raise self.failed(f"did not answer in time ({type(error).__name__})") from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise self.failed(f"cannot be asked ({error})") from error
            if status < 500:
                return Answer(status=status, content=self._json(status, content))
            trouble = (f"answers {status_text(status)}{_excerpt(content)}", None)
        what, cause = trouble
        raise self.failed(f"{what}; tried {self.patience.tries} times") from cause

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, bytes]:
        with self.client.stream(method, self.url + path, json=body) as response:
            return response.status_code, self._read(response)

    def _read(self, response: httpx.Response) -> bytes:
        """Return the whole answer; one that is too large or drips too slowly is cut off."""
        seconds = stopwatch()
        content = bytearray()
        # As it arrives: asked for in chunks, a dripping answer would fill the first one for hours.
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > self.patience.largest_bytes:
                most = self.patience.largest_bytes
                raise self.failed(f"sends more than {most:,} bytes; ask for fewer places at once")
            if seconds() > self.patience.answer_s:
                raise self.failed(f"did not finish its answer within {self.patience.answer_s:g} s")
        return bytes(content)

    def _json(self, status: int, content: bytes) -> Any:
        try:
            return json.loads(content, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            if status == HTTPStatus.OK:
                what = f"does not answer in JSON{_excerpt(content)}; is it a routing server?"
                raise self.failed(what) from error
            return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def status_text(status: int) -> str:
    """Return an HTTP status with its meaning: "503 (Service Unavailable)"."""
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"{status} ({known[status]})" if status in known else str(status)


def _excerpt(content: bytes) -> str:
    text = " ".join(content[:200].decode("utf-8", "replace").split())
    return f": {text[:80]!r}" if text else ""
