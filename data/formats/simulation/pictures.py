"""Pictures of a simulation: what days cost and are paid for, vehicles needed, service and stock over time."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from data.formats.picture import STYLE, PictureFormat, picture_bytes
from data.formats.simulation.figures import Lived, Told
from network.simulation.day import ONCE, PARTS, Day
from network.simulation.summary import OF_RUNS

_COLOURS: Final = ("#d1793b", "#5b7aa8", "#4d6b50", "#9a6fb0", "#b23b3b", "#3b8ea5", "#8a7a3d", "#c78fc0")
_PART_COLOURS: Final = {
    "last mile": "#5b7aa8",
    "supply": "#3b8ea5",
    "fixed": "#d1793b",
    "throughput": "#e8b04b",
    "making": "#7aa874",
    "holding": "#9a6fb0",
    "ordering": "#c78fc0",
}
_MOST_ROWS: Final = 12


def pictures_of(told: Told, kind: PictureFormat = "svg") -> dict[str, tuple[str, bytes]]:
    """Return every picture by name, with what it shows; none of vehicles where none was routed."""
    driven = any(day.vehicles for lived in told.runs for day in told.pooled(lived))
    found = {
        "cost": ("What a day costs, by design; without opening and closing.", _drawn(_costs, told, kind)),
        "parts": (
            "What running is paid for, on average; the line reaches from P5 to P95.",
            _drawn(_parts, told, kind),
        ),
        "vehicles": (
            "How many vehicles are enough, on what share of days, by site.",
            _drawn(_vehicles, told, kind),
        ),
        "service": (
            "Units that wait in the evening: the median of all replications and the band from P5 to P95.",
            _drawn(_waiting, told, kind),
        ),
        "stock": (
            "Units on hand in the evening, by site: the median and the band from P5 to P95.",
            _drawn(_stock, told, kind),
        ),
    }
    if not driven:
        del found["vehicles"]
    return found


def _drawn(draw: Callable[[Told], Figure], told: Told, kind: PictureFormat) -> bytes:
    with rc_context(STYLE):
        return picture_bytes(draw(told), kind)


def _costs(told: Told) -> Figure:
    figure = Figure(figsize=(9.5, 3.6), layout="constrained")
    axes = figure.add_subplot()
    shown = [lived for lived in told.runs if lived[1] == told.base]
    values = [[day.running_cents / 100 for day in told.pooled(lived)] for lived in shown]
    everything = [each for found in values for each in found]
    edges = np.histogram_bin_edges(everything or [0.0, 1.0], bins=40).tolist()
    for k, (lived, found) in enumerate(zip(shown, values, strict=True)):
        colour = _COLOURS[k % len(_COLOURS)]
        axes.hist(found, edges, color=colour, alpha=0.55, label=lived[0])
        if found:
            for percentile, style in ((5, ":"), (50, "-"), (95, ":")):
                axes.axvline(
                    float(np.percentile(found, percentile)), color=colour, linestyle=style, linewidth=1.3
                )
    axes.set_xlabel(f"running cost of a day ({told.currency}); lines: P5, median, P95")
    axes.set_ylabel("days")
    axes.set_title(f"Scenario {told.base}", loc="left", fontsize=9)
    axes.legend(frameon=False)
    return figure


def _parts(told: Told) -> Figure:
    shown = [lived for lived, runs in told.runs.items() if runs]
    figure = Figure(figsize=(9.5, 1.6 + 0.42 * max(1, len(shown))), layout="constrained")
    axes = figure.add_subplot()
    begun = np.zeros(len(shown))
    for part in (each for each in PARTS if each not in ONCE):
        means = np.array(
            [np.mean([OF_RUNS[f"cost of {part}"](days) for days in told.runs[one].values()]) for one in shown]
        )
        if means.any():
            axes.barh(
                range(len(shown)),
                means / 1000,
                left=begun / 1000,
                color=_PART_COLOURS[part],
                label=part,
                height=0.65,
            )
            begun = begun + means
    for row, lived in enumerate(shown):
        totals = [OF_RUNS["running cost"](days) / 1000 for days in told.runs[lived].values()]
        low, high = np.percentile(totals, (5, 95))
        axes.plot([low, high], [row, row], color="#161c26", linewidth=2.2, solid_capstyle="butt")
        axes.text(high, row, f"  {begun[row] / 1000:,.1f}", va="center", fontsize=8)
    axes.set_yticks(range(len(shown)), [_name(told, lived) for lived in shown])
    axes.invert_yaxis()
    axes.set_xlim(0, (begun.max(initial=0) / 1000) * 1.12 or 1)
    axes.set_xlabel(f"running cost of {len(told.dates)} days (thousand {told.currency})")
    if shown:
        figure.legend(loc="outside lower center", ncols=7, frameon=False, fontsize=8)
    else:
        axes.set_title("No run was lived to its end", loc="left", fontsize=9)
    return figure


def _vehicles(told: Told) -> Figure:
    figure = Figure(figsize=(9.5, 3.6), layout="constrained")
    axes = figure.add_subplot()
    designs = list(dict.fromkeys(design for design, _ in told.runs))
    for k, design in enumerate(designs):
        base = told.pooled((design, told.base))
        every = [day for lived in told.runs if lived[0] == design for day in told.pooled(lived)]
        for j, site in enumerate(sorted({site for day in every for site in day.sites})):
            colour = _COLOURS[(j + 3 * k) % len(_COLOURS)]
            named = f"{site}, {design}" if len(designs) > 1 else site
            _enough(axes, base, site, color=colour, label=named)
            if len(every) > len(base):
                _enough(axes, every, site, color=colour, linestyle="--", label=f"{named}, all scenarios")
    axes.set_xlabel("vehicles")
    axes.set_ylabel("percent of days on which so many are enough")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(left=0)
    axes.set_ylim(0, 103)
    axes.grid(color="#e6e9ee")
    axes.set_title(f"Scenario {told.base}; broken lines: all scenarios together", loc="left", fontsize=9)
    if axes.get_legend_handles_labels()[0]:
        figure.legend(loc="outside right upper", frameon=False, fontsize=8)
    return figure


def _enough(axes: Axes, days: Sequence[Day], site: str, **style: Any) -> None:
    numbers = sorted(day.sites[site].number for day in days if site in day.sites)
    if numbers:
        most = max(numbers)
        shares = [100 * sum(each <= number for each in numbers) / len(numbers) for number in range(most + 2)]
        axes.step(range(most + 2), shares, where="post", **style)


def _waiting(told: Told) -> Figure:
    return _fans(told, {"waiting": lambda day: float(day.waiting)}, "units waiting")


def _stock(told: Told) -> Figure:
    sites = sorted({site for lived in told.runs for day in told.pooled(lived) for site in day.stock})
    return _fans(told, {site: partial(_on_hand, site) for site in sites}, "units on hand")


def _on_hand(site: str, day: Day) -> float:
    return float(day.stock.get(site, 0))


def _fans(told: Told, lines: dict[str, Callable[[Day], float]], label: str) -> Figure:
    """Draw lines with their bands over the days, a row for each design and scenario."""
    shown = list(told.runs)[:_MOST_ROWS]
    figure = Figure(figsize=(9.5, 0.6 + 1.55 * len(shown)), layout="constrained")
    rows: Any = figure.subplots(len(shown), 1, sharex=True, sharey=True, squeeze=False)
    for axes, lived in zip(rows[:, 0], shown, strict=True):
        for k, (name, of) in enumerate(lines.items()):
            _fan(axes, told, lived, of, name, _COLOURS[k % len(_COLOURS)])
        axes.set_title(_name(told, lived), loc="left", fontsize=8.5)
        axes.set_ylabel(label, fontsize=8)
        axes.grid(color="#eef0f3")
    rows[0, 0].set_ylim(bottom=0)  # all share it; sooner, it would not grow with the lines
    rows[-1, 0].set_xlabel(f"day, from {told.start}")
    if len(lines) > 1:
        figure.legend(
            *rows[0, 0].get_legend_handles_labels(), loc="outside right upper", frameon=False, fontsize=8
        )
    return figure


def _fan(axes: Axes, told: Told, lived: Lived, of: Callable[[Day], float], name: str, colour: str) -> None:
    by_day = _by_day(told.every_day[lived].values(), of, len(told.dates))
    numbers = [k for k, found in enumerate(by_day) if found]
    bands = [np.percentile(by_day[k], (5, 50, 95)) for k in numbers]
    if bands:
        low, middle, high = np.array(bands).T
        days = [k + 1 for k in numbers]
        axes.fill_between(days, low, high, color=colour, alpha=0.22, linewidth=0)
        axes.plot(days, middle, color=colour, linewidth=1.2, label=name)


def _by_day(runs: Any, of: Callable[[Day], float], days: int) -> Sequence[list[float]]:
    found: list[list[float]] = [[] for _ in range(days)]
    for run in runs:
        for day in run:
            found[day.day].append(of(day))
    return found


def _name(told: Told, lived: Lived) -> str:
    designs = {design for design, _ in told.runs}
    return lived[1] if len(designs) == 1 else f"{lived[0]}: {lived[1]}"
