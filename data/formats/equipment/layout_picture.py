"""Racks in a hall, from above and in section, in metres."""

from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from network.equipment.building import Building
from network.equipment.combination import Combination
from network.equipment.layout import Module
from network.equipment.storage import Storage

_RACK: Final = "#5b7aa8"
_LOAD: Final = "#c9a26b"
_COLUMN: Final = "#161c26"
_DOOR: Final = "#4d6b50"
_DOOR_WIDTH_M: Final = 3.0
_BETWEEN_M: Final = 6.0


def draw_layout(figure: Figure, building: Building, shown: Combination) -> None:
    """Draw a combination from above, and below it a section across the aisles, both to the same scale."""
    axes = figure.add_subplot()
    storage = shown.storage
    length, depth, height = building.length_mm / 1000, building.depth_mm / 1000, _height_m(building)
    floor = -(height + _BETWEEN_M)
    _from_above(axes, building, shown)
    _in_section(axes, building, storage, floor)
    axes.set_title(
        f"{shown.id}\n{storage.positions:,} positions, {storage.aisles} aisles of "
        f"{storage.aisle_mm / 1000:.2f} m, {storage.levels.count} levels, {storage.area_m2:,.0f} m²",
        loc="left",
    )
    axes.set_xlim(-1, length + 1)
    axes.set_ylim(floor - 1, depth + 1)
    axes.set_aspect("equal")
    axes.set_xlabel("along the docks (m); below: section, to the same scale")
    axes.set_yticks([*range(0, int(depth) + 1, 10)])
    axes.set_ylabel("away from the docks (m)", y=1, ha="right")


def _height_m(building: Building) -> float:
    return building.clear_height_mm / 1000


def _from_above(axes: Axes, building: Building, shown: Combination) -> None:
    storage = shown.storage
    length, depth = building.length_mm / 1000, building.depth_mm / 1000
    _box(axes, 0, 0, length, depth, fill="#ffffff", line="#161c26")
    _box(axes, 0, 0, length, building.staging_mm / 1000, fill="#eef3ea")
    axes.text(length / 2, building.staging_mm / 2000, "staging", ha="center", va="center", color=_DOOR)
    for module in storage.modules:
        for start, end in _blocks(module):
            _racks_from_above(axes, storage, start / 1000, end / 1000)
        _label_aisle(axes, storage, module)
    _columns(axes, building)
    _doors(axes, building, shown)


def _blocks(module: Module) -> list[tuple[int, int]]:
    """Return from where to where racks stand before and behind an aisle."""
    sides = ((module.start_mm, module.aisle_start_mm), (module.aisle_end_mm, module.end_mm))
    return [side for side in sides if side[1] > side[0]]


def _racks_from_above(axes: Axes, storage: Storage, start: float, end: float) -> None:
    """Draw one block of racks, with a line between lanes that stand behind each other."""
    begins, ends = storage.racks_from_mm / 1000, storage.racks_to_mm / 1000
    _box(axes, start, begins, end - start, ends - begins, fill=_RACK)
    pallet = _row_m(storage, start, end)
    for k in range(1, round((end - start) / pallet)):
        axes.plot([start + k * pallet] * 2, [begins, ends], color="#ffffff", linewidth=0.5)


def _row_m(storage: Storage, start: float, end: float) -> float:
    """Return the depth of one pallet in a block of racks."""
    rows = storage.rack.rows_per_aisle
    deep = storage.lane_depth * (rows if rows == 1 else rows // 2)
    return (end - start) / max(1, deep)


def _label_aisle(axes: Axes, storage: Storage, module: Module) -> None:
    middle = (module.aisle_start_mm + module.aisle_end_mm) / 2000
    height = (storage.racks_from_mm + storage.racks_to_mm) / 2000
    text = f"{storage.aisle_mm / 1000:.2f} m"
    axes.text(middle, height, text, rotation=90, ha="center", va="center", fontsize=6.5, color="#566072")


def _columns(axes: Axes, building: Building) -> None:
    size = building.column_size_mm / 1000
    for x, _ in building.column_lines:
        for y, _ in building.column_rows:
            _box(axes, x / 1000, y / 1000, size, size, fill=_COLUMN, above=5)


def _doors(axes: Axes, building: Building, shown: Combination) -> None:
    """Draw the doors that are needed in the middle of the wall, side by side."""
    count = next((each.units for each in shown.resources if each.stage == "doors"), 0)
    apart = building.length_mm / 1000 / max(building.doors, count, 1)
    first = building.length_mm / 2000 - apart * (count - 1) / 2
    for k in range(count):
        width = min(_DOOR_WIDTH_M, apart * 0.8)
        _box(axes, first + k * apart - width / 2, -1.2, width, 1.2, fill=_DOOR)
    if count:
        axes.text(building.length_mm / 2000, -1.6, f"{count} doors", ha="center", va="top", fontsize=8)


def _in_section(axes: Axes, building: Building, storage: Storage, floor: float) -> None:
    """Draw the loads on all levels as seen from the docks, their floor at `floor`."""
    length, height = building.length_mm / 1000, _height_m(building)
    _box(axes, 0, floor, length, height, fill="#ffffff", line="#161c26")
    pitch, beam = storage.levels.pitch_mm / 1000, storage.rack.beam_mm / 1000
    for module in storage.modules:
        for start, end in _blocks(module):
            deep = _row_m(storage, start / 1000, end / 1000)
            for row in range(round((end - start) / 1000 / deep)):
                for level in range(storage.levels.count):
                    left, bottom = start / 1000 + row * deep, floor + level * pitch
                    _box(axes, left + 0.05, bottom, deep - 0.1, pitch - beam, fill=_LOAD)
    under = floor + height - building.sprinkler_mm / 1000
    if building.sprinkler_mm:
        axes.plot([0, length], [under, under], color="#b23b3b", linewidth=0.8, linestyle="--")
    text = f"{height:.1f} m clear" + (", sprinklers above the red line" if building.sprinkler_mm else "")
    axes.text(length, floor + height + 0.4, text, fontsize=7, ha="right", color="#566072")


def _box(
    axes: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    line: str = "none",
    above: int = 2,
) -> None:
    axes.add_patch(Rectangle((x, y), width, height, facecolor=fill, edgecolor=line, zorder=above))
