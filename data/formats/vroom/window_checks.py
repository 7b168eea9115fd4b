"""What may be wrong with windows and points that have the right shape."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import range_faults
from data.formats.vroom.complaint import Complaint, Path, complaint


def window_complaints(window: Sequence[int] | None, path: Path) -> Iterator[Complaint]:
    """Yield what is wrong with one window."""
    if window is not None and window[1] < window[0]:
        said = f"Invalid time window: [{window[0]}, {window[1]}]"
        yield complaint(said, path, window[:2], "an end no earlier than the start")


def windows_complaints(windows: list[list[int]] | None, path: Path, called: str) -> Iterator[Complaint]:
    """Yield what is wrong with several windows.

    called
        what has them, as VROOM calls it: "job 7".
    """
    if windows is None:
        return
    if not windows:
        expected = "at least one window; without the key any time is right"
        yield complaint(f"Empty time windows for {called}.", path, [], expected)
    for number, window in enumerate(windows):
        yield from window_complaints(window, (*path, number))
    ordered = sorted(windows)
    if any(later[0] <= earlier[1] for earlier, later in pairwise(ordered)):
        said = f"Unsorted or overlapping time-windows for {called}."
        yield complaint(said, path, windows, "windows of which none begins before another has ended")


def point_complaints(point: Sequence[float] | None, path: Path) -> Iterator[Complaint]:
    """Yield what is wrong with a point: VROOM leaves it to the map server to say so."""
    if point is not None:
        for each in range_faults(Origin(where=""), point[0], point[1]):
            yield complaint(f"Invalid {path[-1]} array.", path, point, each.expected)
