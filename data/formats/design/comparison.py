"""Designs side by side: a table of what differs, and a page with costs and service of all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from data.formats.design.figures import service_figures
from data.formats.design.map_panels import map_panels
from data.formats.design.pictures import cost_picture, service_picture
from data.formats.design.regrets import REGRET_HEADER
from data.formats.design.report_html import Sheet, page_html
from data.formats.fields.written import Row
from network.design.design import Design
from network.design.study import Study

COMPARISON_HEADER: Final = (
    "design", "cost", "difference", "gap_percent", "investment", "stock_cost", "co2_kg", "mean_minutes",
    "open", "why_not",
)  # fmt: skip


def comparison_rows(
    names: Sequence[str],
    studies: Mapping[str, Study],
    designs: Mapping[str, Design],
    refused: Mapping[str, str],
    *,
    reference: str,
) -> Iterator[Row]:
    """Yield a row for each design, or why there is none; differences are to the cost of one of them."""
    base = designs.get(reference)
    for name in names:
        design = designs.get(name)
        if design is None:
            yield (name, "", "", "", "", "", "", "", "", refused.get(name, ""))
            continue
        difference = "" if base is None else round(design.objective - base.objective, 2)
        yield (
            name, round(design.objective, 2), difference, round(design.gap, 4),
            round(design.costs.investment_cents / 100, 2), round(design.costs.stock_cents / 100, 2),
            round(design.costs.co2_kg, 1),
            service_figures(studies[name], design)["mean_minutes"], ", ".join(design.open_ids), "",
        )  # fmt: skip


def comparison_html(
    study: Study, designs: Mapping[str, Design], rows: Sequence[Row], regrets: Sequence[Row] = ()
) -> str:
    """Return the page of a comparison."""
    pictures = []
    if designs:
        pictures.append(("Who is served from where; open sites are filled.", map_panels(study, designs)))
        pictures.append(("What each is paid for.", cost_picture(designs, study.currency)))
        pictures.append(("How near customers are to their site.", service_picture(study, designs)))
    sheets = [Sheet(title="Side by side", header=COMPARISON_HEADER, rows=rows)]
    if regrets:
        sheets.append(Sheet(title="Why these sites", header=REGRET_HEADER, rows=regrets))
    figures = [("money in", study.currency), ("designs", f"{len(designs)}")]
    return page_html("Supply networks side by side", figures, pictures, sheets, study.notes)
