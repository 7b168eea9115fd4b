"""A table with a picture as one HTML page that needs nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.formats.fields.written import Row


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the page shows, from top to bottom."""

    title: str
    figures: Sequence[tuple[str, str]]
    picture: bytes
    caption: str
    header: Sequence[str]
    rows: Iterable[Row]
    notes: Sequence[str]


def report_html(report: Report) -> str:
    """Return the page; everything that came in from outside is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn = report.picture.decode()
    return environment.get_template("stock.html").render(
        report=report,
        rows=[[(cell, not isinstance(cell, str)) for cell in row] for row in report.rows],
        picture=Markup(drawn[drawn.index("<svg") :]),  # noqa: S704 - drawn by us, texts in it escaped
    )
