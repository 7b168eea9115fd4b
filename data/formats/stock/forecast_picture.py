"""Past demand and what is expected as plots."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from data.formats.picture import STYLE, PictureFormat, picture_bytes
from inventory.forecast.choose import Forecast
from inventory.forecast.end import Known

MOST_ITEMS: Final = 12
_COLUMNS: Final = 3


def forecast_picture(
    forecasts: Mapping[str, Forecast], known: Mapping[str, Known], kind: PictureFormat = "svg"
) -> bytes:
    """Return a plot for each of the first items: units a week, and the interval of what comes."""
    shown = list(forecasts.items())[:MOST_ITEMS]
    columns = max(1, min(_COLUMNS, len(shown)))
    lines = max(1, -(-len(shown) // columns))
    with rc_context(STYLE):
        figure = Figure(figsize=(11, 0.6 + 2.5 * lines), layout="constrained")
        for number, (name, each) in enumerate(shown, start=1):
            _draw(figure.add_subplot(lines, columns, number), name, each, known[name])
        figure.supxlabel("weeks; 0 is the last one that is known", fontsize=9)
        figure.supylabel("units a week", fontsize=9)
        return picture_bytes(figure, kind)


def _draw(axes: Axes, name: str, forecast: Forecast, past: Known) -> None:
    behind = np.arange(1 - len(past.history), 1) - past.unknown
    ahead = np.arange(1, len(forecast.mean) + 1)
    axes.plot(behind, past.history, color="#8a94a3", linewidth=1)
    axes.fill_between(ahead, forecast.low, forecast.high, color="#c9d8ee", linewidth=0)
    axes.plot(ahead, forecast.mean, color="#1f4e8c", linewidth=1.4)
    axes.set_ylim(bottom=0)
    axes.set_title(f"{name}: {forecast.method}", loc="left", fontsize=9)
