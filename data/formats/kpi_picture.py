"""Key figures as small plots beside each other: how each went from day to day, or differs by depot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from data.formats.picture import STYLE, PictureFormat, picture_bytes

_COLUMNS: Final = 3
_MOST_BARS: Final = 12
_LINE, _FAINT, _MEAN = "#1f4e8c", "#8a94a3", "#d1793b"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One key figure.

    total
        the value of all together; None where nothing was counted.
    points
        key and value, in the order in which they are drawn; None leaves a gap.
    trend
        whether the keys follow each other in time.
    """

    title: str
    unit: str
    share: bool
    total: float | None
    points: Sequence[tuple[str, float | None]]
    trend: bool


def kpi_picture(drawn: Sequence[Drawn], kind: PictureFormat = "svg") -> bytes:
    """Return a plot for each key figure; one of which nothing was counted says so."""
    columns = max(1, min(_COLUMNS, len(drawn)))
    lines = max(1, -(-len(drawn) // columns))
    with rc_context(STYLE):
        figure = Figure(figsize=(3.9 * columns, 2.3 * lines), layout="constrained")
        for number, each in enumerate(drawn, start=1):
            _draw(figure.add_subplot(lines, columns, number), each)
        return picture_bytes(figure, kind)


def _draw(axes: Axes, drawn: Drawn) -> None:
    axes.set_title(drawn.title, loc="left", fontsize=9)
    known = [(key, value) for key, value in drawn.points if value is not None]
    if drawn.total is None or not drawn.points:
        axes.set_axis_off()
        axes.text(0, 0.5, "nothing to count yet", color=_FAINT, transform=axes.transAxes)
        return
    if drawn.trend:
        _line(axes, drawn)
    else:
        _bars(axes, known[:_MOST_BARS])
    if drawn.share:
        formatter = PercentFormatter(1, decimals=0)
        (axes.yaxis if drawn.trend else axes.xaxis).set_major_formatter(formatter)
    axes.tick_params(labelsize=7)


def _line(axes: Axes, drawn: Drawn) -> None:
    keys = [key for key, _ in drawn.points]
    values = [float("nan") if value is None else value for _, value in drawn.points]
    axes.plot(range(len(keys)), values, color=_LINE, linewidth=1.4, marker="o", markersize=2.5)
    axes.axhline(float(drawn.total or 0), color=_MEAN, linewidth=0.9, linestyle="--")
    low = min((value for _, value in drawn.points if value is not None), default=0.0)
    if low >= 0:
        axes.set_ylim(bottom=0, top=1.05 if drawn.share and max(values, default=0) <= 1 else None)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.xaxis.set_major_formatter(lambda at, _: keys[round(at)] if 0 <= round(at) < len(keys) else "")
    axes.set_xlabel(f"{drawn.unit.partition(';')[0]}; dashed: all together", fontsize=7)


def _bars(axes: Axes, known: Sequence[tuple[str, float]]) -> None:
    names = [key for key, _ in known][::-1]
    axes.barh(range(len(names)), [value for _, value in known][::-1], color=_LINE, height=0.6)
    axes.set_yticks(range(len(names)), names)
