"""Length, width and height of a box, and whether one box goes into another."""

from dataclasses import dataclass

from core.errors import fault, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The outer size of an item, or the inner one of a compartment; whole millimetres, in any order."""

    length_mm: int
    width_mm: int
    height_mm: int

    def __post_init__(self) -> None:
        named = {name: getattr(self, name) for name in ("length_mm", "width_mm", "height_mm")}
        refuse(
            "A size is none.",
            [fault("size", name, value, "1 mm or more") for name, value in named.items() if value < 1],
        )

    def __str__(self) -> str:
        return " x ".join(f"{side / 10:g}" for side in self.sides) + " cm"

    @property
    def sides(self) -> tuple[int, int, int]:
        """All three, the longest first."""
        longest, middle, shortest = sorted((self.length_mm, self.width_mm, self.height_mm), reverse=True)
        return longest, middle, shortest

    @property
    def volume_ml(self) -> int:
        """The volume, rounded up to whole millilitres."""
        return -(-self.length_mm * self.width_mm * self.height_mm // 1000)

    def fits(self, room: "Size") -> bool:
        """Whether a box of this size, turned by right angles as need be, goes into `room`."""
        return all(mine <= theirs for mine, theirs in zip(self.sides, room.sides, strict=True))
