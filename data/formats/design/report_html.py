"""Pictures and tables as one HTML page that needs nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.formats.design.figures import (
    COST_HEADER,
    FLOW_HEADER,
    SITE_HEADER,
    cost_rows,
    flow_rows,
    service_figures,
    site_rows,
)
from data.formats.design.pictures import pictures_of
from data.formats.fields.written import Row
from data.formats.page import drawn_inside, templates_in
from network.design.design import Design
from network.design.study import Study

_CAPTIONS = {
    "map": "Who is served from where in the last period; thick lines carry more, broken ones supply sites.",
    "cost": "What it is paid for.",
    "service": "How near customers are to their site.",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of a report."""

    title: str
    header: Sequence[str]
    rows: Iterable[Row]


def page_html(
    title: str,
    figures: Sequence[tuple[str, str]],
    pictures: Sequence[tuple[str, bytes]],
    sheets: Sequence[Sheet],
    notes: Sequence[str],
) -> str:
    """Return the page; everything that came in from outside is escaped."""
    return (
        templates_in(Path(__file__).parent / "report")
        .get_template("design.html")
        .render(
            title=title,
            figures=figures,
            pictures=[(caption, drawn_inside(svg)) for caption, svg in pictures],
            sheets=[
                (each.title, each.header, [[(c, not isinstance(c, str)) for c in row] for row in each.rows])
                for each in sheets
            ],
            notes=notes,
        )
    )


def design_html(study: Study, design: Design) -> str:
    """Return the report of a design."""
    service = service_figures(study, design)
    gap = (
        "proven to be the least" if design.proven else f"at most {design.gap:.3f} % above the least possible"
    )
    figures = [
        ("cost", f"{design.objective:,.2f} {study.currency}, {gap}"),
        ("open", ", ".join(design.open_ids)),
        ("investment", f"{design.costs.investment_cents / 100:,.2f} {study.currency}"),
        ("CO2", f"{design.costs.co2_kg:,.0f} kg"),
        (
            "service",
            f"{service['mean_minutes']:.1f} minutes on average, {service['farthest_minutes']:.1f} at most",
        ),
        *((f"limit {each.id}", each.text) for each in study.limits),
    ]
    pictures = [(_CAPTIONS[name], svg) for name, svg in pictures_of(study, design).items()]
    sheets = (
        Sheet(title="Costs", header=COST_HEADER, rows=cost_rows(design)),
        Sheet(title="Sites", header=SITE_HEADER, rows=site_rows(study, design)),
        Sheet(title="Flows", header=FLOW_HEADER, rows=flow_rows(study, design)),
    )
    return page_html("Design of a supply network", figures, pictures, sheets, study.notes)
