import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import DOCS, ROOT, anchors, every_page, links, prose

DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS = ["Context", "Decision", "What it costs", "When to revisit"]
ARCHITECTURE = DOCS / "architecture.md"
SOURCE_SUFFIXES = {".py", ".ts", ".toml", ".html", ".css"}


@pytest.mark.parametrize("page", every_page(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_every_page_that_the_code_sends_readers_to_is_there() -> None:
    names = ("core", "routing", "network", "inventory", "orders", "data", "api", "web", "benchmarks")
    rooms = [ROOT / name for name in names]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in SOURCE_SUFFIXES]
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in files
        if not {"node_modules", "dist"} & set(path.parts)
        for name in re.findall(r"\bdocs/[\w./-]+\.(?:md|json)\b", path.read_text(encoding="utf-8"))
    }
    assert sorted((name, where) for name, where in named if not (ROOT / name).is_file()) == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_says_why_what_it_costs_and_when_to_revisit_on_one_page(page: Path) -> None:
    begins = re.findall(
        r"^(?:## |\*\*)(Context|Decision|What it costs|When to revisit|Revisit when)\b", prose(page), re.M
    )
    assert [name.replace("Revisit when", "When to revisit") for name in begins] == PARTS
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 80


def test_decisions_are_numbered_without_gap_and_listed_in_the_architecture() -> None:
    assert [page.name[:4] for page in DECISIONS] == [f"{k:04d}" for k in range(1, len(DECISIONS) + 1)]
    listed = [target for target in links(ARCHITECTURE) if target.startswith("decisions/")]
    assert {f"decisions/{page.name}" for page in DECISIONS} <= set(listed)


def test_the_architecture_names_the_home_of_every_library_that_a_contract_protects() -> None:
    homes = _homes()
    for library, modules in _protected_libraries().items():
        told = homes[library]
        assert {_path(module) for module in modules} == told, library


def test_the_architecture_names_every_room() -> None:
    beside = {"tests", "benchmarks", "build_backend"}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - beside
    rows = re.findall(r"^\| `(\w+)` \|", prose(ARCHITECTURE), re.MULTILINE)
    assert set(rows) == rooms


def _contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def _protected_libraries() -> dict[str, list[str]]:
    """Return, by library, the modules that may import it."""
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    return {
        library: contract["allowed_importers"]
        for contract in _contracts()
        if contract["type"] == "protected"
        for library in contract["protected_modules"]
        if library.partition(".")[0] not in ours and library != "pydantic_core"
    }


def _homes() -> dict[str, set[str]]:
    """Return, by library, the homes that the table of the architecture names."""
    rows = re.findall(r"^\| ([\w, -]+) \| (`.+) \|$", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        library.strip().replace("-", "_"): set(re.findall(r"`([\w/.]+)`", homes))
        for libraries, homes in rows
        for library in libraries.split(",")
    }


def _path(module: str) -> str:
    path = module.replace(".", "/")
    return f"{path}/" if (ROOT / path).is_dir() else f"{path}.py"
