"""Stock of items over the next days as plots: what is expected, and between what it should stay."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from data.formats.picture import STYLE, PictureFormat, picture_bytes
from inventory.policy import Policy
from inventory.simulation import Played

MOST_ITEMS: Final = 12
_COLUMNS: Final = 3


def stock_picture(policies: Sequence[Policy], ahead: Sequence[Played], kind: PictureFormat = "svg") -> bytes:
    """Return a plot for each of the first items: stock day by day, nine in ten plays within the band."""
    shown = list(zip(policies, ahead, strict=True))[:MOST_ITEMS]
    columns = max(1, min(_COLUMNS, len(shown)))
    lines = max(1, -(-len(shown) // columns))
    with rc_context(STYLE):
        figure = Figure(figsize=(11, 0.6 + 2.5 * lines), layout="constrained")
        for number, (policy, played) in enumerate(shown, start=1):
            _draw(figure.add_subplot(lines, columns, number), policy, played)
        figure.supxlabel("days from now", fontsize=9)
        figure.supylabel("units on hand; below 0, waited for", fontsize=9)
        return picture_bytes(figure, kind)


def _draw(axes: Axes, policy: Policy, played: Played) -> None:
    days = np.arange(1, played.paths.shape[1] + 1)
    low, high = np.quantile(played.paths, [0.05, 0.95], axis=0)
    axes.fill_between(days, low, high, color="#c9d8ee", linewidth=0)
    axes.plot(days, played.paths.mean(axis=0), color="#1f4e8c", linewidth=1.4)
    axes.plot(days, played.paths[0], color="#8a94a3", linewidth=0.7)
    axes.axhline(policy.reorder_point, color="#d1793b", linewidth=1, linestyle="--")
    axes.axhline(0, color="#161c26", linewidth=0.7)
    order = f"order {policy.proposed:,} now" if policy.proposed else "nothing to order now"
    axes.set_title(f"{policy.item.name or policy.item.id}: {order}", loc="left", fontsize=9)
    axes.annotate(
        f"reorder point {policy.reorder_point:,}",
        (days[-1], policy.reorder_point),
        xytext=(0, 2),
        textcoords="offset points",
        ha="right",
        fontsize=7,
        color="#a35419",
    )
