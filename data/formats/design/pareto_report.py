"""Designs of which none is cheaper and better at once, as a report."""

from collections.abc import Sequence
from typing import Final

from matplotlib import rc_context
from matplotlib.figure import Figure

from data.formats.design.figures import design_document
from data.formats.design.report_files import Picture, Report
from data.formats.design.report_html import Sheet, above_least
from data.formats.fields.written import Row
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.design.search.goal import Goal
from network.design.study import Study
from network.pareto import FrontPoint, undominated

_VALUE: Final[dict[Goal, str]] = {"service": "mean_minutes", "co2": "co2_kg"}
_AXIS: Final[dict[Goal, str]] = {
    "service": "minutes to a unit's customer, on average",
    "co2": "CO2 of all periods (kg)",
}


def pareto_report(study: Study, goal: Goal, points: Sequence[FrontPoint]) -> Report:
    """Return the report of a front."""
    kept = undominated(points)
    dominated = [p for p in points if all(p.design is not each.design for each in kept)]
    header = ("design", "cost", _VALUE[goal], "gap_percent", "cost_at_least", "open", "remark")
    rows = [_row(f"{k}", each) for k, each in enumerate(kept, start=1)]
    sheet = Sheet(title="Front", header=header, rows=rows)
    knee = next((row[0] for row, each in zip(rows, kept, strict=True) if each.knee), "")
    told_knee = f"design {knee}: a little less of either costs most of the other" if knee else "none"
    return Report(
        title="Cost against " + ("service" if goal == "service" else "CO2"),
        figures=[
            ("money in", study.currency),
            ("designs", f"{len(kept)}, and {len(dominated)} that another is at least as good as"),
            ("knee", told_knee),
            ("gap", above_least([each.design for each in kept], "the least cost at its place")),
        ],
        pictures=[
            Picture(
                name="front",
                caption="Each point is a design; the bar to its left ends at what none can cost less than.",
                draw=lambda kind: _picture(study, goal, kept, dominated, kind),
            )
        ],
        sheets=[sheet],
        notes=study.notes,
        document={
            "against": goal,
            "currency": study.currency,
            "points": [dict(zip(header, row, strict=True)) for row in rows],
            "dominated": len(dominated),
            "designs": {
                f"{k}": design_document(each.study, each.design) for k, each in enumerate(kept, start=1)
            },
            "notes": list(study.notes),
        },
    )


def _row(name: str, point: FrontPoint) -> Row:
    design = point.design
    remark = "knee" if point.knee else "cheapest" if point.most is None else ""
    return (
        name, round(design.objective, 2), round(point.value, 3), round(design.gap, 4), round(design.bound, 2),
        ", ".join(design.open_ids), remark,
    )  # fmt: skip


def _picture(
    study: Study,
    goal: Goal,
    kept: Sequence[FrontPoint],
    dominated: Sequence[FrontPoint],
    kind: PictureFormat,
) -> bytes:
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 4.6), layout="constrained")
        axes = figure.add_subplot()
        costs = [each.design.objective / 1000 for each in kept]
        values = [each.value for each in kept]
        bounds = [each.design.bound / 1000 for each in kept]
        axes.hlines(values, bounds, costs, color="#b8bfc9", linewidth=3, zorder=1)
        axes.plot(costs, values, color="#5b7aa8", marker="o", zorder=2, drawstyle="steps-post")
        for k, each in enumerate(kept, start=1):
            axes.annotate(
                f"{k}" + (" knee" if each.knee else ""), (costs[k - 1], values[k - 1]), xytext=(6, 6),
                textcoords="offset points", fontweight="bold" if each.knee else "normal",
            )  # fmt: skip
            if each.knee:
                axes.scatter(costs[k - 1], values[k - 1], s=110, color="#d1793b", zorder=3)
        axes.scatter(
            [each.design.objective / 1000 for each in dominated], [each.value for each in dominated],
            facecolor="none", edgecolor="#8b93a1", zorder=1,
        )  # fmt: skip
        axes.set_xlabel(f"cost of all periods (thousand {study.currency})")
        axes.set_ylabel(_AXIS[goal])
        axes.grid(color="#e6e9ee")
        return picture_bytes(figure, kind)
