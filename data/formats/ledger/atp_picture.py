"""Stock of the coming days as plots: what is there, what leaves, and what can still be promised."""

from typing import Final

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from data.formats.ledger.atp_figures import Outlook, Outlooks
from data.formats.picture import STYLE, PictureFormat, picture_bytes

MOST_SHELVES: Final = 12
_COLUMNS: Final = 3


def atp_picture(outlooks: Outlooks, kind: PictureFormat = "svg") -> bytes:
    """Return a plot for each of the first shelves, day by day."""
    shown = list(outlooks.items())[:MOST_SHELVES]
    columns = max(1, min(_COLUMNS, len(shown)))
    lines = max(1, -(-len(shown) // columns))
    with rc_context(STYLE):
        figure = Figure(figsize=(11, 1.0 + 2.5 * lines), layout="constrained")
        handles: dict[str, Artist] = {}
        for number, ((sku, warehouse), each) in enumerate(shown, start=1):
            axes = figure.add_subplot(lines, columns, number)
            _draw(axes, f"{sku} in {warehouse}", each)
            found, names = axes.get_legend_handles_labels()
            handles.update(zip(names, found, strict=True))
        if handles:
            figure.legend(
                list(handles.values()), list(handles), loc="outside upper center", ncols=5, frameon=False
            )
        figure.supxlabel("days from today", fontsize=9)
        figure.supylabel("units", fontsize=9)
        return picture_bytes(figure, kind)


def _draw(axes: Axes, title: str, outlook: Outlook) -> None:
    days = range(len(outlook.days))
    there = [each.there for each in outlook.days]
    axes.fill_between(days, there, step="mid", color="#c9d8ee", linewidth=0, label="there in the evening")
    axes.bar(days, [each.comes for each in outlook.days], width=0.3, color="#5b9a68", label="comes")
    axes.bar(days, [-each.leaves for each in outlook.days], width=0.3, color="#8a94a3", label="leaves")
    lost = [-(each.expires + each.short) for each in outlook.days]
    if any(lost):
        axes.bar(days, lost, width=0.3, color="#c0392b", align="edge", label="expires or is short")
    available = [each.available for each in outlook.days]
    axes.step(days, available, where="mid", color="#1f4e8c", linewidth=1.4, label="can be promised")
    axes.axhline(0, color="#161c26", linewidth=0.7)
    axes.set_title(title, loc="left", fontsize=9)
