"""docs/reference/errors.md: every kind of error, what it means and what to do."""

import importlib
import pkgutil
from collections.abc import Iterator

from api.http.errors import status_of, title_of
from api.reference_pages.markdown import page, section, table
from core.errors import RoundsmanError

_INTRODUCTION = """Whatever goes wrong is one of these. The code never changes its meaning. On the command
line an error ends the command with its exit code; over HTTP it is `application/problem+json` with the status,
and `type` names the page of its code. Every answer lists all faults: where, field, value, and what would
be right. A stop that cannot be served is no error: see [reasons](reasons.md)."""

_ROOMS = ("core", "routing", "network", "inventory", "data", "api")


def errors_page() -> str:
    """Return the page of all errors, by code."""
    parts = (_section(kind) for kind in sorted(error_kinds(), key=lambda kind: kind.code))
    return page("Errors", _INTRODUCTION, *parts)


def error_kinds() -> list[type[RoundsmanError]]:
    """Return every kind of error, each code once; of kinds that share one, the most general."""
    for name in _ROOMS:
        for found in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
            # Migrations are no modules of ours: they run where alembic has made a place for them.
            if not found.name.endswith("__main__") and ".migrations." not in found.name:
                importlib.import_module(found.name)
    kinds: dict[str, type[RoundsmanError]] = {}
    for kind in _with_descendants(RoundsmanError):
        if kind.__module__.partition(".")[0] in _ROOMS:
            kinds.setdefault(kind.code, kind)
    return list(kinds.values())


def _with_descendants(kind: type[RoundsmanError]) -> Iterator[type[RoundsmanError]]:
    yield kind
    for each in sorted(kind.__subclasses__(), key=lambda found: (found.__module__, found.__qualname__)):
        yield from _with_descendants(each)


def _section(kind: type[RoundsmanError]) -> str:
    figures = ("exit code", "HTTP status"), [(str(kind.exit_code), str(status_of(kind)))]
    return section(kind.code, title_of(kind), f"What to do: {kind.action}", table(*figures))
