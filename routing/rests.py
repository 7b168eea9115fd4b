"""Where on its way a vehicle takes its breaks: the earliest and the latest times with all of them.

Between two works breaks are taken before the drive or after it. For each place of a route and each number of
breaks taken, the earliest moment is all that counts: whoever is there earlier can do all that others can.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.window import TimeWindow
from routing.times import Rest, Times, earliest_start, latest_start
from routing.track import Track

NEVER = 2**62
"""Later than any moment; its negative is earlier than any."""

Moments = list[int]
"""A moment for each number of breaks taken."""

Spot = tuple[int, bool]
"""Where a break is taken: on which leg, and whether after its drive or before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    """The earliest moments on one leg, by number of breaks taken.

    done, gone
        after the work before it: at once, and after the breaks taken there.
    there, rested
        after the drive: at once, and after the breaks taken there.
    """

    done: Moments
    gone: Moments
    there: Moments
    rested: Moments


def rested_times(along: Track, begin: int) -> Times:
    """Return the earliest times with every break when leaving at `begin`.

    Where there are none that keep every window, work starts late; where breaks cannot be taken even then,
    they are taken at the end.
    """
    for lenient in (False, True):
        legs = list(_legs(along, begin, lenient=lenient))
        if legs[-1].rested[-1] < NEVER:
            return _followed(along, begin, _spots(legs))
    return _followed(along, begin, [(len(along.halts), True)] * len(along.vehicle.breaks))


def latest_rested(along: Track, end: int) -> tuple[int | None, list[int | None]]:
    """Return the latest start of the route with which it still ends by `end`, and that of each work."""
    must = [-NEVER] * len(along.vehicle.breaks) + [end]
    starts: list[int | None] = []
    for number, (origin, target) in reversed(list(enumerate(along.ways))):
        must = _before_breaks(along, number, must)
        must = [_left(along, origin, target, moment) for moment in must]
        must = _before_breaks(along, number, must)
        if number:
            must = [_work_begun(along, number - 1, moment) for moment in must]
            starts.append(None if max(must) <= -NEVER else max(must))
    return (None if must[0] < 0 else must[0]), starts[::-1]


def _legs(along: Track, begin: int, *, lenient: bool) -> Iterator[_Leg]:
    """Yield the earliest moments on each leg.

    lenient
        whether work may start when its windows have closed.
    """
    done = [begin] + [NEVER] * len(along.vehicle.breaks)
    for number, (origin, target) in enumerate(along.ways):
        gone = _with_breaks(along, number, done)
        there = [_arrived(along, origin, target, moment) for moment in gone]
        rested = _with_breaks(along, number, there)
        yield _Leg(done=done, gone=gone, there=there, rested=rested)
        if number < len(along.halts):
            done = [_work_done(along, number, moment, lenient=lenient) for moment in rested]


def _arrived(along: Track, origin: int | None, target: int | None, moment: int) -> int:
    return NEVER if moment >= NEVER else along.arrival(origin, target, moment)


def _left(along: Track, origin: int | None, target: int | None, moment: int) -> int:
    return moment if moment <= -NEVER else along.departure(origin, target, moment)


def _work_done(along: Track, number: int, moment: int, *, lenient: bool) -> int:
    """Return when work at a halt is done and all of the next trip is released."""
    halt = along.halts[number]
    start = earliest_start(halt.windows, moment)
    if start is None:
        return moment + halt.work if lenient and moment < NEVER else NEVER
    return max(start + halt.work, halt.ready)


def _with_breaks(along: Track, leg: int, moments: Moments) -> Moments:
    """Return the earliest moments at one place where breaks may be taken as well."""
    found = list(moments)
    for number, pause in enumerate(along.vehicle.breaks):
        start = earliest_start(pause.windows, found[number]) if along.restful[leg][number] else None
        if start is not None:
            found[number + 1] = min(found[number + 1], start + pause.duration)
    return found


def _before_breaks(along: Track, leg: int, moments: Moments) -> Moments:
    """Return the latest moments at one place where breaks may still be taken as well."""
    found = list(moments)
    for number in reversed(range(len(along.vehicle.breaks))):
        pause = along.vehicle.breaks[number]
        start = latest_start(pause.windows, found[number + 1] - pause.duration)
        if start is not None and along.restful[leg][number]:
            found[number] = max(found[number], start)
    return found


def _work_begun(along: Track, number: int, leave: int) -> int:
    """Return the latest start of work at a halt after which the vehicle can leave by `leave`."""
    halt = along.halts[number]
    start = latest_start(halt.windows, leave - halt.work) if leave >= halt.ready else None
    return -NEVER if start is None else start


def _spots(legs: list[_Leg]) -> list[Spot]:
    """Return where each break is taken on the way that is done first."""
    taken, spots = len(legs[0].done) - 1, list[Spot]()
    for number in reversed(range(len(legs))):
        leg = legs[number]
        for arrived, before, after in ((True, leg.there, leg.rested), (False, leg.done, leg.gone)):
            while before[taken] != after[taken]:
                taken -= 1
                spots.append((number, arrived))
    return spots[::-1]


@dataclass(kw_only=True)
class _Walk:
    """A vehicle on its way: the clock, what is late, and the breaks it has taken."""

    along: Track
    spots: list[Spot]
    now: int
    late: bool
    rests: list[Rest] = field(default_factory=list)

    def rest(self, leg: int, *, arrived: bool) -> int:
        """Take the breaks that are due here; return the moment after them."""
        while self.spots[len(self.rests) :][:1] == [(leg, arrived)]:
            number = len(self.rests)
            pause = self.along.vehicle.breaks[number]
            start = self.begin(pause.windows)
            self.late |= not self.along.restful[leg][number]
            self.now += pause.duration
            self.rests.append(Rest(number, leg, start, self.now, arrived))
        return self.now

    def begin(self, windows: Sequence[TimeWindow]) -> int:
        """Wait for a window to open, or begin late where all have closed; return when."""
        start = earliest_start(windows, self.now)
        self.late |= start is None
        self.now = self.now if start is None else start
        return self.now


def _followed(along: Track, begin: int, spots: list[Spot]) -> Times:
    """Return the earliest times when leaving at `begin` and taking each break at its spot."""
    walk = _Walk(along=along, spots=spots, now=begin, late=along.closed or begin > along.leaving.closes)
    arrivals, starts, leaves = list[int](), list[int](), list[int]()
    for number, (origin, target) in enumerate(along.ways):
        leaves.append(walk.rest(number, arrived=False))
        walk.now = along.arrival(origin, target, walk.now)
        arrivals.append(walk.now)
        walk.rest(number, arrived=True)
        if number < len(along.halts):
            halt = along.halts[number]
            starts.append(walk.begin(halt.windows))
            walk.now = max(walk.now + halt.work, halt.ready)
    end = walk.now if along.target is None else max(walk.now, along.ending.opens)
    if along.origin is None and walk.rests and walk.rests[0].leg == 0:
        begin = walk.rests[0].start
    elif along.origin is None and starts:
        begin = arrivals[0] = leaves[0] = starts[0]
    rests, late = tuple(walk.rests), walk.late or end > along.ending.closes
    busy = sum(arrivals) - sum(leaves) + sum(halt.work for halt in along.halts)
    busy += sum(rest.end - rest.start for rest in rests)
    waited = end - begin > busy
    return Times(begin, tuple(arrivals[:-1]), tuple(starts), tuple(leaves), end, late, waited, rests)
