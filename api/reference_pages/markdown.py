"""The few forms of Markdown that reference pages are made of."""

from collections.abc import Iterable, Sequence

WRITTEN = "<!-- Written by `make docs`; do not edit. -->"
"""Stands on top of every generated page."""


def page(title: str, introduction: str, *parts: str) -> str:
    """Return a whole page."""
    return "\n\n".join((WRITTEN, f"# {title}", introduction, *(each for each in parts if each))) + "\n"


def section(title: str, *parts: str, depth: int = 2) -> str:
    """Return a heading and what stands below it."""
    return "\n\n".join((f"{'#' * depth} {title}", *(each for each in parts if each)))


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; columns that are empty on every row are left out, and so is a table without rows."""
    listed = list(rows)
    kept = [k for k in range(len(headers)) if any(row[k] for row in listed)]
    lines = [headers, ["---"] * len(headers), *listed]
    return "\n".join(_line([line[k] for k in kept]) for line in lines) if listed else ""


def code(text: str) -> str:
    """Return `text` in the letters of code, or nothing where there is none."""
    return f"`{text}`" if text else ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", r"\|").split()) for cell in cells) + " |"
