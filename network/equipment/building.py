"""The building that equipment must fit into."""

from dataclasses import dataclass

from network.equipment.checks import refuse_below


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A rectangular hall; its docks are on one long wall.

    length_mm
        along the wall with the docks.
    depth_mm
        from that wall to the one opposite.
    clear_height_mm
        from the floor to the lowest beam or lamp.
    sprinkler_mm
        what must stay free below that for sprinklers.
    floor_load_kg_m2
        what a square metre of the floor carries.
    staging_mm
        depth of the zone between docks and racks.
    column_every_length_mm, column_every_depth_mm
        grid of columns, counted from a corner; 0 means that there are none.
    """

    length_mm: int
    depth_mm: int
    clear_height_mm: int
    floor_load_kg_m2: int
    doors: int
    staging_mm: int
    sprinkler_mm: int = 0
    column_every_length_mm: int = 0
    column_every_depth_mm: int = 0
    column_size_mm: int = 0

    def __post_init__(self) -> None:
        sizes = ("length_mm", "depth_mm", "clear_height_mm", "floor_load_kg_m2", "doors")
        refuse_below("the building", self, least=1, names=sizes)
        others = ("staging_mm", "sprinkler_mm", "column_every_length_mm", "column_every_depth_mm")
        refuse_below("the building", self, least=0, names=(*others, "column_size_mm"))

    @property
    def area_m2(self) -> float:
        """Area of the whole floor."""
        return self.length_mm * self.depth_mm / 1e6

    @property
    def column_lines(self) -> tuple[tuple[int, int], ...]:
        """From where to where columns stand along the docks, in mm; none where there is no grid."""
        return _lines(self.column_every_length_mm, self.length_mm, self.column_size_mm)

    @property
    def column_rows(self) -> tuple[tuple[int, int], ...]:
        """From where to where columns stand going away from the docks, in mm."""
        return _lines(self.column_every_depth_mm, self.depth_mm, self.column_size_mm)


def _lines(every: int, until: int, size: int) -> tuple[tuple[int, int], ...]:
    if not every or not size:
        return ()
    return tuple((at - size // 2, at - size // 2 + size) for at in range(every, until, every))
