"""The built page in web/dist belongs to the sources in web/src."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from web import built_files

WEB = Path(__file__).parents[2] / "web"
SOURCES = ("src", "public", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")


def source_files() -> list[str]:
    """Return what the bundle is built from, as paths below web/; generated types leave no trace in it."""
    found = []
    for name in SOURCES:
        below = [path for path in (WEB / name).rglob("*") if path.is_file()]
        found += [path.relative_to(WEB).as_posix() for path in below] or [name]
    return sorted(name for name in found if not name.startswith("src/generated/"))


def test_the_built_page_is_that_of_the_sources() -> None:
    digest = sha256()
    for name in source_files():
        digest.update(f"{sha256((WEB / name).read_bytes()).hexdigest()}  {name}\n".encode())
    stored = (built_files() / "sources.sha256").read_text().strip()
    assert stored == digest.hexdigest(), "web/dist is older than its sources; run: make ui"


def test_the_built_page_is_complete() -> None:
    assert {path.name for path in built_files().iterdir()} == {
        "index.html", "viewer.js", "viewer.css", "sources.sha256",
        "track.html", "driver.html", "driver_worker.js", "links.js", "links.css",
        "desk.html", "desk.js", "desk.css",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Leaflet", "leaflet\n\nBSD 2-Clause", "Redistribution and use in source"])
def test_licences_travel_with_the_code(name: str) -> None:
    assert name in (built_files() / "viewer.js").read_text()


def test_every_package_is_pinned_and_no_registry_is_named() -> None:
    wanted = json.loads((WEB / "package.json").read_text())
    versions = wanted["dependencies"] | wanted["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert '"resolved"' not in (WEB / "package-lock.json").read_text()


def test_the_page_of_the_server_loads_only_its_own_files() -> None:
    page = (built_files() / "index.html").read_text()
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,", "viewer.css", "viewer.js"]


@pytest.mark.parametrize("name", ["track.html", "driver.html", "desk.html"])
def test_the_other_pages_load_only_their_own_files(name: str) -> None:
    page, bundle = (built_files() / name).read_text(), "desk" if name == "desk.html" else "links"
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,", f"/{bundle}.css", f"/{bundle}.js"]
    assert "style=" not in page
