"""Pages made from a template: whatever comes in from outside is escaped, and nothing may be left out."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


def templates_in(folder: Path) -> Environment:
    """Return the templates of a folder and the head that reports share, for pages that are read by people."""
    return Environment(
        loader=FileSystemLoader([folder, Path(__file__).parent / "report_base"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def drawn_inside(svg: bytes) -> Markup:
    """Return a picture of ours as an element of a page: without the XML declaration before it."""
    text = svg.decode()
    return Markup(text[text.index("<svg") :])  # noqa: S704 - drawn by us, texts in it escaped
