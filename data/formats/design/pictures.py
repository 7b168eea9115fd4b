"""Pictures of designs: a map of sites and flows, costs by what they are for, how near customers are."""

from collections import defaultdict
from collections.abc import Mapping
from math import cos, radians
from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.place import Place
from data.formats.design.figures import service_curve
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.design.design import Design
from network.design.study import Study

_COLOURS: Final = {
    "transport": "#5b7aa8",
    "fixed": "#d1793b",
    "throughput": "#e8b04b",
    "making": "#7aa874",
    "opening": "#9a6fb0",
    "closing": "#b8bfc9",
    "cycle stock": "#3b8ea5",
    "safety stock": "#b23b3b",
}
_SHARES_OF_FLOWS: Final = (
    "#d1793b",
    "#5b7aa8",
    "#4d6b50",
    "#9a6fb0",
    "#b23b3b",
    "#3b8ea5",
    "#8a7a3d",
    "#c78fc0",
)


def map_picture(study: Study, design: Design, kind: PictureFormat = "svg") -> bytes:
    """Return the last period from above: who is served from where, closed candidates hollow."""
    period = study.periods[-1].id
    with rc_context(STYLE):
        figure = Figure(figsize=(10.5, 6.6), layout="constrained")
        axes = figure.add_subplot()
        draw_flows(axes, study, design, period)
        draw_customers(axes, study, period)
        draw_sites(axes, study, {each.site for each in design.sites if each.period == period})
        frame(axes, study)
        axes.set_title(
            f"Period {period}: filled squares are open, hollow ones closed", loc="left", fontsize=9
        )
        return picture_bytes(figure, kind)


def draw_flows(axes: Axes, study: Study, design: Design, period: str) -> None:
    """Draw lines from sites to those they serve, thick ones for more units."""
    places = study.place_of
    units: dict[tuple[str, str], float] = defaultdict(float)
    for flow in design.flows:
        if flow.period == period:
            units[flow.start, flow.end] += flow.units
    most = max(units.values(), default=1.0)
    colour = {name: _SHARES_OF_FLOWS[k % len(_SHARES_OF_FLOWS)] for k, name in enumerate(design.open_ids)}
    for (start, end), amount in units.items():
        last = end in study.customer_of
        axes.plot(
            [places[start].lon, places[end].lon],
            [places[start].lat, places[end].lat],
            color=colour[start] if last else "#8b93a1",
            linewidth=0.6 + 3 * (amount / most) ** 0.5,
            linestyle="-" if last else (0, (4, 2)),
            alpha=0.75,
            zorder=2,
            solid_capstyle="round",
        )


def draw_customers(axes: Axes, study: Study, period: str) -> None:
    """Draw a dot for each customer, large ones for more units."""
    wanted: dict[str, float] = defaultdict(float)
    for (customer, _, when), units in study.wanted.items():
        if when == period:
            wanted[customer] += units
    most = max(wanted.values(), default=1.0)
    for each in study.customers:
        size = 6 + 60 * wanted[each.id] / most
        axes.scatter(
            each.place.lon, each.place.lat, s=size, color="#161c26", alpha=0.55, zorder=3, linewidth=0
        )


def draw_sites(axes: Axes, study: Study, opened: set[str]) -> None:
    """Draw a square for each site, hollow where it is closed."""
    for each in study.sites:
        there = each.id in opened
        axes.scatter(
            each.place.lon, each.place.lat, s=70, marker="s", zorder=4, edgecolor="#161c26",
            facecolor="#d1793b" if there else "#ffffff",
        )  # fmt: skip
        axes.annotate(
            each.id, (each.place.lon, each.place.lat), xytext=(7, 5), textcoords="offset points",
            fontweight="bold" if there else "normal", fontsize=8, zorder=5, annotation_clip=True,
        )  # fmt: skip


def frame(axes: Axes, study: Study) -> None:
    """Show customers and what serves them; what supplies from far away lies beyond the edge."""
    near = [each.place for each in study.customers]
    near += [each.place for each in study.sites if each.kind in ("warehouse", "pickup-point")]
    lons, lats = [each.lon for each in near], [each.lat for each in near]
    margin = 0.06 * max(max(lons) - min(lons), max(lats) - min(lats), 0.01)
    axes.set_xlim(min(lons) - margin, max(lons) + margin)
    axes.set_ylim(min(lats) - margin, max(lats) + margin)
    axes.set_aspect(1 / max(0.1, cos(radians(_middle(near)))))
    axes.set_xlabel("longitude")
    axes.set_ylabel("latitude")
    axes.ticklabel_format(useOffset=False)


def _middle(places: list[Place]) -> float:
    return (min(each.lat for each in places) + max(each.lat for each in places)) / 2


def cost_picture(designs: Mapping[str, Design], currency: str, kind: PictureFormat = "svg") -> bytes:
    """Return what designs cost, one bar each, by what it is paid for."""
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 1.8 + 0.45 * len(designs)), layout="constrained")
        axes = figure.add_subplot()
        begun = [0.0] * len(designs)
        for name, colour in _COLOURS.items():
            values = [each.costs.parts.get(name, 0.0) / 1e5 for each in designs.values()]
            if any(values):
                axes.barh(range(len(designs)), values, left=begun, color=colour, label=name, height=0.7)
                begun = [a + b for a, b in zip(begun, values, strict=True)]
        for row, total in enumerate(begun):
            axes.text(total, row, f" {total:,.1f}", va="center", fontsize=8)
        axes.set_yticks(range(len(designs)), list(designs))
        axes.invert_yaxis()
        axes.set_xlim(0, max(begun) * 1.1 or 1)
        axes.set_xlabel(f"cost of all periods (thousand {currency})")
        figure.legend(loc="outside lower center", ncols=6, frameon=False, fontsize=8)
        return picture_bytes(figure, kind)


def service_picture(study: Study, designs: Mapping[str, Design], kind: PictureFormat = "svg") -> bytes:
    """Return the share of demand that is served within so many minutes, a line for each design."""
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 3.6), layout="constrained")
        axes = figure.add_subplot()
        for k, (name, design) in enumerate(designs.items()):
            curve = service_curve(study, design)
            colour = _SHARES_OF_FLOWS[k % len(_SHARES_OF_FLOWS)]
            axes.plot(
                [m for m, _ in curve], [100 * s for _, s in curve], marker="o", label=name, color=colour
            )
        axes.set_xlabel("minutes from the site")
        axes.set_ylabel("percent of demand")
        axes.set_ylim(0, 103)
        axes.grid(color="#e6e9ee")
        axes.legend(frameon=False)
        return picture_bytes(figure, kind)


def pictures_of(study: Study, design: Design, kind: PictureFormat = "svg") -> dict[str, bytes]:
    """Return every picture of a design by name."""
    return {
        "map": map_picture(study, design, kind),
        "cost": cost_picture({"design": design}, study.currency, kind),
        "service": service_picture(study, {"design": design}, kind),
    }
