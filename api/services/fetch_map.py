"""A street map from a server of OpenStreetMap extracts, whole or not at all."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.outbound.settings import OutboundSettings
from api.outbound.transport import GuardedTransport
from api.settings import MAPS_URL
from core.errors import InvalidInput, MapError, NotFound, fault, refuse
from data.files import replacing
from routing.travel.http_settings import url_faults, without_password
from routing.travel.http_source import http_client

"""Where extracts come from by default; another server with the same layout can be named."""

MOST_BYTES = 40_000_000_000
_NAME = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*", re.ASCII)

Progress = Callable[[int, int | None], object]
"""Is told bytes received and, where known, bytes in all."""


class MapNotFetched(MapError):
    """A street map did not arrive whole."""

    code = "map-not-fetched"
    action = "Check the connection and the address, and run again; no file was changed."


def map_client(base_url: str) -> httpx.Client:
    """Return a client for the map server that a person has named; it follows no redirect into a network that
    is not public.
    """
    refuse("That is no address of a map server.", url_faults("command, --url", base_url))
    trusted = frozenset({httpx.URL(base_url).host})
    return http_client(transport=GuardedTransport(OutboundSettings(trusted=trusted)))


def fetch_map(
    name: str, folder: Path, client: httpx.Client, *, base_url: str = MAPS_URL, progress: Progress
) -> Path:
    """Fetch the extract `name` ("europe/monaco") into `folder` and return its file.

    The file is compared with the checksum that lies beside it on the server, where there is one.
    """
    if not _NAME.fullmatch(name):
        expected = "a region as the server names it, such as europe/monaco"
        raise InvalidInput("That is no name of a map.", faults=[fault("command", "NAME", name, expected)])
    refuse("That is no address of a map server.", url_faults("command, --url", base_url))
    url = f"{base_url.rstrip('/')}/{name}-latest.osm.pbf"
    target = folder / f"{name.rsplit('/', 1)[-1]}.osm.pbf"
    shown = without_password(httpx.URL(url))
    with _told(shown, without_password(httpx.URL(base_url))), replacing(target) as temporary:
        checksum = _checksum(client, url)
        found = _download(client, url, temporary, progress)
        _refuse_damaged(temporary, shown, checksum, found)
    return target


@contextmanager
def _told(shown: str, server: str) -> Iterator[None]:
    """Tell what went wrong between here and the server in words for people."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        answer = error.response
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFound(f"The map server has no {shown}; see {server} for its regions.") from error
        raise MapNotFetched(f"The map server answered {status} to {shown}.") from error
    except httpx.TimeoutException as error:
        raise MapNotFetched(f"The map server was silent for too long: {shown}.") from error
    except httpx.ConnectError as error:
        raise MapNotFetched(f"The map server cannot be reached: {shown} ({error}).") from error
    except httpx.HTTPError as error:
        raise MapNotFetched(f"The connection broke: {shown} ({error}).") from error


def _checksum(client: httpx.Client, url: str) -> str | None:
    answer = client.get(f"{url}.md5", follow_redirects=True)
    words = answer.text.split() if answer.status_code == httpx.codes.OK else []
    return words[0].lower() if words and re.fullmatch(r"[0-9a-fA-F]{32}", words[0]) else None


def _download(client: httpx.Client, url: str, target: Path, progress: Progress) -> str:
    """Write what the server sends to `target` and return its MD5."""
    digest = hashlib.md5(usedforsecurity=False)
    received = 0
    # A map is packed already; packed once more, its length would not tell how much is still to come.
    plain = {"accept-encoding": "identity"}
    with (
        client.stream("GET", url, follow_redirects=True, headers=plain) as answer,
        target.open("wb") as file,
    ):
        answer.raise_for_status()
        length = answer.headers.get("content-length", "")
        total = int(length) if length.isdigit() else None
        progress(0, total)
        for chunk in answer.iter_bytes(1 << 20):
            received += len(chunk)
            if received > MOST_BYTES:
                raise MapNotFetched(f"The map is larger than {MOST_BYTES:,} bytes; choose a smaller region.")
            digest.update(chunk)
            file.write(chunk)
            progress(received, total)
    return digest.hexdigest()


def _refuse_damaged(file: Path, shown: str, checksum: str | None, found: str) -> None:
    """Refuse what is not the map that was asked for: a cut transfer, an error page."""
    with file.open("rb") as opened:
        if b"OSMHeader" not in opened.read(64):
            raise MapNotFetched(f"{shown} is not an .osm.pbf file; the server sent something else.")
    if checksum is not None and found != checksum:
        raise MapNotFetched(f"{shown} arrived damaged: its checksum is {found}, the server says {checksum}.")
