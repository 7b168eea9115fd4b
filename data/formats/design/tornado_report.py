"""What moves the least cost of a network, as a report."""

from collections.abc import Sequence
from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from data.formats.design.report_files import Picture, Report
from data.formats.design.report_html import Sheet
from data.formats.fields.written import Row
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.design.design import Design
from network.design.study import Study
from network.tornado import Bar, End

_LOW, _HIGH = "#5b7aa8", "#d1793b"

HEADER: Final = (
    "input", "percent", "cost", "difference", "gap_percent", "with_sites_kept", "sites_kept_difference",
    "opened", "closed", "why_not",
)  # fmt: skip


def tornado_report(study: Study, best: Design, bars: Sequence[Bar], *, percent: float) -> Report:
    """Return the report of what moves a design."""
    rows = [_row(bar.input.name, end, best) for bar in bars for end in (bar.low, bar.high)]
    moved = [bar.input.name for bar in bars if any(e.opened or e.closed for e in (bar.low, bar.high))]
    return Report(
        title="What moves the cost of a supply network",
        figures=[
            ("money in", study.currency),
            ("least cost as it is", f"{best.objective:,.2f}, gap {best.gap:.3f} %"),
            ("each input", f"{percent:g} % lower and higher"),
            ("other sites with", ", ".join(moved) or "none of them"),
        ],
        pictures=[
            Picture(
                name="bars",
                caption="The least cost with each input lower and higher; * other sites; thin: same sites.",
                draw=lambda kind: _picture(study, best, bars, percent, kind),
            )
        ],
        sheets=[Sheet(title="Inputs", header=HEADER, rows=rows)],
        notes=study.notes,
        document={
            "currency": study.currency,
            "percent": percent,
            "cost": round(best.objective, 2),
            "gap": round(best.gap, 6),
            "open": list(best.open_ids),
            "inputs": [dict(zip(HEADER, row, strict=True)) for row in rows],
            "notes": list(study.notes),
        },
    )


def _row(name: str, end: End, best: Design) -> Row:
    def told(design: Design | None) -> tuple[str | float, str | float]:
        if design is None:
            return "", ""
        return round(design.objective, 2), round(design.objective - best.objective, 2)

    gap: str | float = "" if end.design is None else round(end.design.gap, 4)
    cost, kept = told(end.design), told(end.kept)
    return (
        name, end.percent, *cost, gap, *kept, ", ".join(end.opened), ", ".join(end.closed), end.why_not,
    )  # fmt: skip


def _picture(study: Study, best: Design, bars: Sequence[Bar], percent: float, kind: PictureFormat) -> bytes:
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 1.6 + 0.42 * max(1, len(bars))), layout="constrained")
        axes = figure.add_subplot()
        base = best.objective / 1000
        for row, bar in enumerate(bars):
            _draw(axes, row, bar.low, base, _LOW)
            _draw(axes, row, bar.high, base, _HIGH)
        axes.axvline(base, color="#161c26", linewidth=1)
        axes.set_yticks(range(len(bars)), [bar.input.name for bar in bars])
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.set_xlabel(f"cost of all periods (thousand {study.currency}); {base:,.1f} as it is")
        handles = [
            Patch(color=_LOW, label=f"{percent:g} % lower"),
            Patch(color=_HIGH, label=f"{percent:g} % higher"),
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=2, frameon=False, fontsize=8)
        return picture_bytes(figure, kind)


def _draw(axes: Axes, row: int, end: End, base: float, colour: str) -> None:
    if end.design is None:
        axes.annotate(
            " not found in time" if end.late else " no design", (base, row), color=colour, va="center",
            fontsize=8,
            ha="left" if end.percent > 100 else "right",
        )  # fmt: skip
    else:
        moved = end.design.objective / 1000 - base
        axes.barh(row, moved, left=base, color=colour, height=0.62)
        if end.opened or end.closed:
            axes.annotate("*", (base + moved, row), va="center", ha="left" if moved > 0 else "right")
    if end.kept is not None:
        axes.plot([base, end.kept.objective / 1000], [row, row], color="#161c26", linewidth=1.2, zorder=4)
