"""The written pages as tests look at them: headings, links, text outside of code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def every_page() -> list[Path]:
    """Return every Markdown file of the project itself."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def prose(path: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def headings(path: Path, depth: int = 2) -> list[str]:
    """Return the headings of one depth, in order."""
    return [text for marks, text in _HEADING.findall(prose(path)) if len(marks) == depth]


def anchors(path: Path) -> set[str]:
    """Return what can stand behind # in a link to a page, as GitHub makes it from headings."""
    plain = (re.sub(r"[^\w\- ]", "", text.lower()) for _, text in _HEADING.findall(prose(path)))
    return {text.replace(" ", "-") for text in plain}


def links(path: Path) -> list[str]:
    """Return the targets of all links that lead to files of the project."""
    found = _LINK.findall(prose(path))
    return [target for target in found if not re.match(r"[a-z][a-z+.-]*:", target)]


def paragraph(path: Path, heading: str) -> str:
    """Return the text below one heading of the second depth."""
    _, _, below = prose(path).partition(f"\n## {heading}\n")
    return below.partition("\n## ")[0].strip()
