"""A street map from a server of OpenStreetMap extracts, whole or not at all."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import httpx

from core.errors import InvalidInput, MapError, NotFound, TravelSourceFailed, fault
from data.files import replacing

MAPS_URL = "https://download.geofabrik.de"
"""Where extracts come from by default; another server with the same layout can be named."""

MOST_BYTES = 40_000_000_000
_NAME = re.compile(r"[a-z0-9]+(?:[-_/][a-z0-9]+)*", re.ASCII)

Progress = Callable[[int, int | None], object]
"""Is told bytes received and, where known, bytes in all."""


def fetch_map(
    name: str, folder: Path, client: httpx.Client, *, base_url: str = MAPS_URL, progress: Progress
) -> Path:
    """Fetch the extract `name` ("europe/monaco") into `folder` and return its file.

    The file is compared with the checksum that lies beside it on the server, where there is one.
    """
    if not _NAME.fullmatch(name):
        expected = "a region as the server names it, such as europe/monaco"
        raise InvalidInput("That is no name of a map.", faults=[fault("command", "NAME", name, expected)])
    url = f"{base_url.rstrip('/')}/{name}-latest.osm.pbf"
    target = folder / f"{name.rsplit('/', 1)[-1]}.osm.pbf"
    try:
        checksum = _checksum(client, url)
        with replacing(target) as temporary:
            found = _download(client, url, temporary, progress)
            _refuse_damaged(temporary, url, checksum, found)
    except httpx.HTTPError as error:
        host = httpx.URL(url).host
        raise TravelSourceFailed(f"The map server {host} did not answer: {type(error).__name__}.") from error
    return target


def _checksum(client: httpx.Client, url: str) -> str | None:
    answer = client.get(f"{url}.md5", follow_redirects=True)
    words = answer.text.split() if answer.status_code == httpx.codes.OK else []
    return words[0].lower() if words and re.fullmatch(r"[0-9a-fA-F]{32}", words[0]) else None


def _download(client: httpx.Client, url: str, target: Path, progress: Progress) -> str:
    """Write what the server sends to `target` and return its MD5."""
    digest = hashlib.md5(usedforsecurity=False)
    received = 0
    with client.stream("GET", url, follow_redirects=True) as answer, target.open("wb") as file:
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFound(f"The map server has no {url}; its regions are listed at its address.")
        answer.raise_for_status()
        length = answer.headers.get("content-length", "")
        total = int(length) if length.isdigit() else None
        for chunk in answer.iter_bytes(1 << 20):
            received += len(chunk)
            if received > MOST_BYTES:
                raise MapError(f"{url} is larger than {MOST_BYTES:,} bytes; choose a smaller region.")
            digest.update(chunk)
            file.write(chunk)
            progress(received, total)
    return digest.hexdigest()


def _refuse_damaged(file: Path, url: str, checksum: str | None, found: str) -> None:
    """Refuse what is not the map that was asked for: a cut transfer, an error page."""
    if checksum is not None and found != checksum:
        raise MapError(f"{url} arrived damaged: its checksum is {found}, the server says {checksum}.")
    with file.open("rb") as opened:
        if b"OSMHeader" not in opened.read(64):
            raise MapError(f"{url} is not an .osm.pbf file; the server sent something else.")
