"""Times along one track, and the windows they keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.window import TimeWindow


class Rest(NamedTuple):
    """A break as it is taken.

    number
        which of the vehicle's breaks, from 0.
    leg
        0 on the way to the first halt, or at the start before it.
    arrived
        whether it is taken after the drive of that leg, or before.
    """

    number: int
    leg: int
    start: int
    end: int
    arrived: bool


@dataclass(frozen=True, slots=True)
class Times:
    """Times along one track: `arrivals` and `starts` per halt; `late` if any rule of time is broken.

    leaves
        when each leg's drive begins: the one to the first halt, to the others, to the end.
    waited
        whether work, a break, a release or the end depot was waited for.
    """

    begin: int
    arrivals: tuple[int, ...]
    starts: tuple[int, ...]
    leaves: tuple[int, ...]
    end: int
    late: bool
    waited: bool
    rests: tuple[Rest, ...] = ()

    @property
    def duration(self) -> int:
        """Seconds from leaving to the end."""
        return self.end - self.begin


def earliest_start(windows: Sequence[TimeWindow], arrived: int) -> int | None:
    """Return when work can start after arriving, or None where every window has closed."""
    for window in windows:  # a loop, as this is asked more often than anything else
        if arrived <= window.closes:
            return max(arrived, window.opens)
    return None


def latest_start(windows: Sequence[TimeWindow], bound: int) -> int | None:
    """Return the latest start of work not after `bound`, or None where no window opens by then."""
    return max((min(bound, w.closes) for w in windows if w.opens <= bound), default=None)
