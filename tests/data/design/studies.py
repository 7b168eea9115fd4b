"""A supply network as tests read it."""

from pathlib import Path

from data.formats.design.read_study import read_study
from network.design.study import Study
from routing.travel.straight_line import StraightLine


def study_in(path: Path) -> Study:
    """Return the supply network of a folder or workbook, its streets estimated by straight lines."""
    return read_study(path, lambda places: StraightLine().travel(places, "van").matrix)
