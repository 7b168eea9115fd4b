"""Which files of tests another kind of database can matter to: it is read from what they import."""

import ast
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
DATABASES: Final = "tests.databases"
"""Only this module knows which kind a run is for; whoever does not reach it cannot tell runs apart."""


@cache
def reaches_database(file: Path) -> bool:
    """Whether a file of tests imports `DATABASES`, itself or by way of other modules of tests."""
    seen: set[Path] = set()
    waiting = [file]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        imported = _imported(current)
        if DATABASES in imported:
            return True
        waiting.extend(found for name in imported if (found := _file_of(name)) is not None)
    return False


@cache
def _imported(file: Path) -> frozenset[str]:
    """Return the modules of tests that a file names, in functions and in programs it starts as well."""
    source = file.read_text(encoding="utf-8")
    found = {DATABASES} if DATABASES in source or "ROUNDSMAN_TEST_DATABASE" in source else set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return frozenset(name for name in found if name.split(".")[0] == "tests")


def _file_of(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((each for each in (place.with_suffix(".py"), place / "__init__.py") if each.is_file()), None)
