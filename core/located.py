"""Where an address is: a point, how exact it is, and how sure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.errors import Fault, fault, refuse
from core.place import Place

SURE_FROM: Final = 75
"""Percent of confidence from which a vehicle may be sent without anybody looking."""

REFUSED_BELOW: Final = 45
"""Percent of confidence below which an answer is none."""

NEAR_ENOUGH_M: Final = 500
"""A driver finds a door this far away; further, somebody has to say where it is."""


class Precision(StrEnum):
    """What the point of an address is that of, the most exact first."""

    HOUSE = "house"
    INTERPOLATED = "interpolated"
    STREET = "street"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A point found for an address; its name is the address as the source of the point writes it.

    confidence
        0 to 100 percent: how much of the address was found, and whether anything else fits as well.
    within_m
        about how far away the door may be if the address is understood rightly.
    source
        "map", "person", or the name of a provider.
    """

    place: Place
    precision: Precision
    confidence: int
    within_m: int
    source: str = "map"

    def __post_init__(self) -> None:
        wrong: list[Fault] = []
        if not 0 <= self.confidence <= 100:
            wrong.append(fault("an address", "confidence", self.confidence, "0 to 100 percent"))
        if self.within_m < 0:
            wrong.append(fault("an address", "within_m", self.within_m, "0 metres or more"))
        refuse("No address is known so.", wrong)

    @property
    def sure(self) -> bool:
        """Whether a vehicle may be sent there: the address is understood, and the door is near the point."""
        exact = self.precision is not Precision.PLACE and self.within_m <= NEAR_ENOUGH_M
        return exact and self.confidence >= SURE_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address to be found: one line, or its parts; what is not known is "".

    line
        as somebody wrote it, in any order: "12 rue Grimaldi, 98000 Monaco".
    """

    line: str = ""
    street: str = ""
    number: str = ""
    postcode: str = ""
    city: str = ""

    @property
    def text(self) -> str:
        """Everything that is known, as one line."""
        parts = (self.line, f"{self.street} {self.number}", f"{self.postcode} {self.city}")
        return ", ".join(each.strip() for each in parts if each.strip())
