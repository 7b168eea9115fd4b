"""A table with a picture as one HTML page that needs nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats.fields.written import Row
from data.formats.page import drawn_inside, templates_in


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
    return (
        templates_in(Path(__file__).parent / "report")
        .get_template("stock.html")
        .render(
            report=report,
            notes=report.notes,
            rows=[[(cell, not isinstance(cell, str)) for cell in row] for row in report.rows],
            picture=drawn_inside(report.picture),
        )
    )
