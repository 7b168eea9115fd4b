"""Pictures of a selection: the racks in the hall to scale, cost against area, costs by what they are for."""

from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from data.formats.equipment.layout_picture import draw_layout
from data.formats.picture import STYLE, PictureFormat, picture_bytes
from network.equipment.combination import Combination
from network.equipment.item import Role
from network.equipment.select import Selection

MOST_BARS: Final = 10
MOST_NAMES: Final = 7

_COLOURS: Final[dict[Role, str]] = {
    "floor": "#b8bfc9",
    "racks": "#5b7aa8",
    "storing": "#d1793b",
    "bringing": "#e8b04b",
    "loading": "#7aa874",
    "docks": "#4d6b50",
    "picking": "#9a6fb0",
    "cartons": "#c78fc0",
}
_NAMES: Final[dict[Role, str]] = {
    "floor": "floor",
    "racks": "racks",
    "storing": "serving the racks",
    "bringing": "between docks and racks",
    "loading": "loading lorries",
    "docks": "docks",
    "picking": "picking",
    "cartons": "carton conveyor",
}


def layout_picture(selection: Selection, shown: Combination, kind: PictureFormat = "svg") -> bytes:
    """Return the racks of a combination in the hall, from above and in section, to scale."""
    with rc_context(STYLE):
        figure = Figure(figsize=(10.5, 10.5), layout="constrained")
        draw_layout(figure, selection.warehouse.building, shown)
        return picture_bytes(figure, kind)


def pareto_picture(selection: Selection, kind: PictureFormat = "svg") -> bytes:
    """Return cost over the horizon against area; large points have more throughput to spare."""
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 5.2), layout="constrained")
        axes = figure.add_subplot()
        for each in selection.combinations:
            on_front = each.id in selection.front
            axes.scatter(
                each.storage.area_m2,
                each.present_cents / 1e8,
                s=30 + 500 * min(each.reserve, 0.5),
                color="#d1793b" if on_front else "#c9ced6",
                edgecolor="#161c26" if each == selection.choice else "none",
                linewidth=1.8,
                zorder=3 if on_front else 2,
            )
        _name_points(axes, selection)
        years, currency = selection.warehouse.terms.horizon_years, selection.warehouse.terms.currency
        axes.set_xlabel("area of docks, staging and racks (m²)")
        axes.set_ylabel(f"cost over {years} years, of today (million {currency})")
        axes.set_title(
            "Orange: no other is better in everything that counts. Larger: more throughput to spare.\n"
            "Ringed: what the weights choose.",
            loc="left",
            fontsize=9,
        )
        axes.grid(color="#e6e9ee", zorder=0)
        return picture_bytes(figure, kind)


def _name_points(axes: Axes, selection: Selection) -> None:
    """Number the best points; a list beside the plot tells their names, so that none lies on another."""
    named = selection.combinations[:MOST_NAMES]
    numbers: dict[tuple[int, int], list[str]] = {}
    places: dict[tuple[int, int], tuple[float, float]] = {}
    for number, each in enumerate(named, start=1):
        at = (each.storage.area_m2, each.present_cents / 1e8)
        near = (round(at[0] / axes.get_xlim()[1] * 60), round(at[1] / axes.get_ylim()[1] * 60))
        numbers.setdefault(near, []).append(str(number))
        places.setdefault(near, at)
    for near, texts in numbers.items():
        text = ", ".join(texts)
        axes.annotate(text, places[near], xytext=(10, 4), textcoords="offset points", fontweight="bold")
    lines = [f"{number}  {each.id}" for number, each in enumerate(named, start=1)]
    text = "By score\n" + "\n".join(lines)
    axes.text(1.02, 0.98, text, transform=axes.transAxes, va="top", fontsize=8)


def cost_picture(selection: Selection, kind: PictureFormat = "svg") -> bytes:
    """Return what the best combinations cost over the horizon, by what it is paid for."""
    shown = selection.combinations[:MOST_BARS]
    terms = selection.warehouse.terms
    with rc_context(STYLE):
        figure = Figure(figsize=(9.5, 1.6 + 0.38 * len(shown)), layout="constrained")
        axes = figure.add_subplot()
        begun = [0.0] * len(shown)
        for role, colour in _COLOURS.items():
            values = [_millions(each, role) for each in shown]
            if any(values):
                axes.barh(
                    range(len(shown)), values, left=begun, color=colour, label=_NAMES[role], height=0.72
                )
                begun = [a + b for a, b in zip(begun, values, strict=True)]
        for row, total in enumerate(begun):
            axes.text(total, row, f" {total:.2f}", va="center", fontsize=8)
        axes.set_yticks(range(len(shown)), [each.id for each in shown])
        axes.invert_yaxis()
        axes.set_xlim(0, max(begun) * 1.08)
        axes.set_xlabel(f"cost over {terms.horizon_years} years, of today (million {terms.currency})")
        figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize=8)
        return picture_bytes(figure, kind)


def _millions(combination: Combination, role: Role) -> float:
    items = (each for each in combination.items if each.role == role)
    return sum(each.present_cents(combination.terms) for each in items) / 1e8


def pictures_of(
    selection: Selection, shown: Combination | None, kind: PictureFormat = "svg"
) -> dict[str, bytes]:
    """Return every picture of a selection by name; none where nothing is feasible."""
    if shown is None:
        return {}
    return {
        "layout": layout_picture(selection, shown, kind),
        "pareto": pareto_picture(selection, kind),
        "cost": cost_picture(selection, kind),
    }
