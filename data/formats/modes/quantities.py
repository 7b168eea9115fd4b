"""Durations of delivery modes, in whole seconds."""

from dataclasses import replace
from typing import Final

from data.formats.tables.quantities import DURATION

MINUTES: Final = DURATION
HOURS: Final = replace(
    DURATION, units={**DURATION.units, "hours": DURATION.units["h"]}, unit="h", example="a duration such as 4"
)
"""In hours where neither header nor cell says otherwise."""
