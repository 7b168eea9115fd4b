"""Whether this computer has what Roundsman needs; each finding says what to do."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.finding import Finding
from data.sample_city.bundled import monaco_extract
from data.store.address import Address
from data.store.examination import examine_database
from routing.travel.roads.kernel import best_engine
from web import built_files

LEAST_FREE_BYTES = 500_000_000

_NEEDED = ("ortools", "osmium", "numpy", "fastapi", "shapely", "scipy", "sqlalchemy", "dbos")


def examine(cache: Path, database: Address, *, days: Mapping[str, int] | None = None) -> list[Finding]:
    """Look at everything that a plan on streets needs, and at what is kept.

    cache
        folder of prepared maps.
    days
        how many days things are kept, by kind.
    """
    return [
        *(_failing(each) for each in (_python, _packages, _road_engine, _sample_map, _page, _cores)),
        _folder(cache),
        _space(cache),
        *examine_database(database, days=days),
    ]


def _failing(look: Callable[[], Finding]) -> Finding:
    """Return a finding even where looking itself fails."""
    try:
        return look()
    except Exception as problem:
        action = "Install Roundsman anew; if it stays, report this line."
        return Finding(
            what=look.__name__.replace("_", " ").strip(), state="bad", found=f"{problem}", action=action
        )


def _python() -> Finding:
    return Finding(what="python", state="ok", found=".".join(map(str, sys.version_info[:3])))


def _packages() -> Finding:
    missing = list(_missing(_NEEDED))
    if missing:
        action = "Install Roundsman anew: pip install --force-reinstall roundsman."
        return Finding(what="packages", state="bad", found=f"missing {', '.join(missing)}", action=action)
    found = f"roundsman {version('roundsman')}, or-tools {version('ortools')}, osmium {version('osmium')}"
    return Finding(what="packages", state="ok", found=found)


def _missing(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        try:
            version(name)
        except PackageNotFoundError:
            yield name


def _road_engine() -> Finding:
    engine = best_engine()
    if "scipy" in engine:
        action = "Works, but large matrices are slow: pyroutingkit has no package for this computer."
        return Finding(what="road engine", state="warning", found=engine, action=action)
    return Finding(what="road engine", state="ok", found=engine)


def _sample_map() -> Finding:
    return Finding(what="sample map", state="ok", found=f"{monaco_extract().stat().st_size:,} bytes")


def _page() -> Finding:
    index = built_files() / "index.html"
    if not index.is_file():
        return Finding(what="page", state="bad", found="not built", action="Run `make ui`.")
    return Finding(what="page", state="ok", found="built")


def _cores() -> Finding:
    return Finding(what="cores", state="ok", found=str(os.cpu_count() or 1))


def _folder(cache: Path) -> Finding:
    """Look whether prepared maps can be kept."""
    existing = next(folder for folder in (cache, *cache.absolute().parents) if folder.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Finding(what="cache", state="ok", found=str(cache))
    action = "Choose a folder that can be written with --cache or ROUNDSMAN_CACHE."
    return Finding(what="cache", state="bad", found=f"{existing} cannot be written", action=action)


def _space(cache: Path) -> Finding:
    existing = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    found = f"{free / 1e9:.1f} GB free"
    if free < LEAST_FREE_BYTES:
        return Finding(
            what="disk", state="warning", found=found, action="Make room: prepared maps need some."
        )
    return Finding(what="disk", state="ok", found=found)
