"""One more place among those of several plans on the same streets: its ways to all of them at once.

A cart is asked about on every day to come. The ways to its address are then looked up once to the places of
all days, not day by day, each time from its street on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, count
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from api.services.one_more_place import OneMorePlace
from core.errors import MapError
from core.place import Place
from routing.travel.roads.prepared_places import PreparedPlaces, Row, joined

_KEPT: Final = 16
"""Places whose ways are kept until every day has been asked about; each plan keeps its own for longer."""

Ways = tuple[Row, Row]
"""From a place, and to it."""


@dataclass(frozen=True, kw_only=True)
class _Joint:
    """The places of several plans behind each other.

    members
        the numbers of the plans.
    first
        where the places of each begin.
    """

    members: tuple[int, ...]
    first: Mapping[int, int]
    places: PreparedPlaces

    @cached_property
    def ways(self) -> Callable[[Place], Ways]:
        """What looks for a place; the last ones are kept."""
        return lru_cache(maxsize=_KEPT)(self.places.both)


class SharedStreets:
    """Knows the plans that are in use; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = count()
        self._plans: WeakKeyDictionary[OneMorePlace, int] = WeakKeyDictionary()
        self._joints: dict[str, _Joint] = {}

    def join(self, plan: OneMorePlace) -> None:
        """Look for places on behalf of a plan as well, as long as it is in use."""
        with self._lock:
            self._plans[plan] = next(self._number)

    def ways(self, plan: OneMorePlace, place: Place, profile: str) -> Ways | None:
        """Return the ways between a place and those of one plan; None where it has to ask by itself."""
        with self._lock:
            number, joint = self._plans[plan], self._joint(profile)
        if joint is None or number not in joint.first:
            return None
        first = joint.first[number]
        part = slice(first, first + len(plan.places))
        out, back = joint.ways(place)
        return _part(out, part), _part(back, part)

    def _joint(self, profile: str) -> _Joint | None:
        plans = {number: plan for plan, number in list(self._plans.items()) if profile in plan.profiles}
        members = tuple(plans)
        known = self._joints.get(profile)
        if known is None or known.members != members:
            self._joints.pop(profile, None)
            ready = {number: found for number, plan in plans.items() if (found := _prepared(plan, profile))}
            if not ready:
                return None
            sizes = [len(each.places) for each in ready.values()]
            first = dict(zip(ready, accumulate(sizes, initial=0), strict=False))
            known = _Joint(members=members, first=first, places=joined(list(ready.values())))
            self._joints[profile] = known
        return known


def _prepared(plan: OneMorePlace, profile: str) -> PreparedPlaces | None:
    """Return the places of a plan on the streets; None where one is on none: that is for this plan alone."""
    try:
        return plan.prepared[profile]
    except MapError:
        return None


def _part(row: Row, part: slice) -> Row:
    return replace(row, durations=row.durations[:, part], distances=row.distances[:, part])
