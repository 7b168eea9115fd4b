"""Pictures and tables as one HTML page that needs nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from pathlib import Path

from data.formats.design.figures import (
    COST_HEADER,
    FLOW_HEADER,
    SITE_HEADER,
    STOCK_HEADER,
    cost_rows,
    flow_rows,
    service_figures,
    site_rows,
    stock_rows,
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


def above_least(designs: Iterable[Design], what: str) -> str:
    """Return by how much designs may cost more than the least, in percent of that, as a phrase.

    A gap is told in percent of the design's own cost, which is less.
    """
    apart = [each.objective / each.bound - 1 if each.bound > 0 else inf for each in designs]
    if not any(apart):
        return f"proven to be {what}"
    worst = max(apart)
    return f"how near to {what} is not known" if worst == inf else f"at most {100 * worst:.3f} % above {what}"


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
            sheets=[_shown(each) for each in sheets],
            notes=notes,
        )
    )


def _shown(sheet: Sheet) -> tuple[str, list[tuple[str, bool]], list[list[tuple[str, bool]]]]:
    """Return title, header and rows of a table as text, each cell with whether it stands to the right.

    Numbers of a column have as many decimals as the one that has most: their digits stand below each other.
    """
    rows = [list(row) for row in sheet.rows]
    columns = [[each for each in column if not isinstance(each, str)] for column in zip(*rows, strict=True)]
    decimals = [max((_decimals(each) for each in column), default=0) for column in columns]
    header = [(name, bool(columns and columns[k])) for k, name in enumerate(sheet.header)]
    shown = [
        [
            (cell, False) if isinstance(cell, str) else (f"{cell or 0:,.{decimals[k]}f}", True)
            for k, cell in enumerate(row)
        ]
        for row in rows
    ]
    return sheet.title, header, shown


def _decimals(number: float) -> int:
    """Return with how many decimals a number is written."""
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def stock_sheets(study: Study, design: Design) -> tuple[Sheet, ...]:
    """Return the table of what stock a design holds; none where no stock is counted."""
    if not study.stock:
        return ()
    return (Sheet(title="Stock", header=STOCK_HEADER, rows=list(stock_rows(study, design))),)


def _stock_figure(study: Study, design: Design) -> list[tuple[str, str]]:
    if not study.stock:
        return []
    costs, quoting = design.costs, sorted({each.site for each in design.quotes})
    told = (
        f"{costs.stock_cents / 100:,.2f} {study.currency}: cycle stock {costs.cycle_cents / 100:,.2f}, "
        f"safety stock {costs.safety_cents / 100:,.2f}"
    )
    return [("stock", told + (f"; service times are quoted by {', '.join(quoting)}" if quoting else ""))]


def design_html(study: Study, design: Design) -> str:
    """Return the report of a design."""
    service = service_figures(study, design)
    gap = "proven to be the least" if design.proven else above_least([design], "the least possible")
    figures = [
        ("cost", f"{design.objective:,.2f} {study.currency}, {gap}"),
        ("open", ", ".join(design.open_ids)),
        ("investment", f"{design.costs.investment_cents / 100:,.2f} {study.currency}"),
        *_stock_figure(study, design),
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
        *stock_sheets(study, design),
        Sheet(title="Flows", header=FLOW_HEADER, rows=flow_rows(study, design)),
    )
    return page_html("Design of a supply network", figures, pictures, sheets, study.notes)
