"""Days of which nobody has planned anything: the vehicles that drive then, with empty routes."""

import logging
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from api.services.shared_streets import SharedStreets
from api.services.tentative_plans import DayPlan, Plans, tentative_plans
from core.errors import MapError, RoundsmanError
from data.formats.fleet.read_fleet import Fleet, read_fleet
from data.formats.plan_json.document import PlanDocument
from data.formats.problem_json.day_json import day_from_model
from data.formats.problem_json.day_model import DayModel
from data.store.store import Store
from orders.modes.terms import Terms
from routing.assemble import assemble
from routing.day import DayInput, places_of, problem_of, profiles_of
from routing.travel.source import TravelSource

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_S: Final = 1.0

_MADE: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Empty days are older than any plan, and the same fleet makes the same day whenever it is made."""

_NO_FLEET: Final = Fleet()


@dataclass(frozen=True, kw_only=True)
class _Empty:
    """The empty day of a fleet; ready: None where nobody drives, or it cannot be asked."""

    fleet: Fleet
    terms: Terms
    ready: DayPlan | None
    why: str = ""


class EmptyDays:
    """Keeps empty days ready for questions; looks for other vehicles once a second. For several threads."""

    def __init__(self, source: TravelSource, shared: SharedStreets | None = None) -> None:
        self._source, self._shared = source, shared
        self._lock = Lock()
        self._looked_at: float | None = None
        self._fleet = _NO_FLEET
        self._known: dict[date, _Empty] = {}

    def beside(
        self,
        plans: Plans,
        days: Iterable[date],
        terms: Terms,
        *,
        store: Store | None,
        given: Fleet,
        planned: Container[date] = (),
    ) -> Plans:
        """Return `plans`, and the empty days of all other `days` on which somebody drives.

        store, given
            vehicles and depots are those that the database keeps, else those that are given.
        planned
            days that have a plan which cannot be asked: they are not empty.
        """
        missing = [day for day in days if day not in plans and day not in planned]
        with self._lock:
            fleet = self._kept(store)
            fleet = fleet if fleet.vehicles else given
            self._known = {day: self._empty(day, fleet, terms) for day in missing}
            found = {day: each.ready for day, each in self._known.items() if each.ready is not None}
        return {**plans, **found}

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever runs the shop must know: which days are sold without a plan, why others are not."""
        with self._lock:
            known = dict(self._known)
        listed = ", ".join(day.isoformat() for day, each in known.items() if each.ready is not None)
        sold = [f"Without a plan, quoted against vehicles with empty routes: {listed}."] if listed else []
        return (*sold, *dict.fromkeys(each.why for each in known.values() if each.why))

    def _kept(self, store: Store | None) -> Fleet:
        if store is None:
            return _NO_FLEET
        if self._looked_at is None or time.monotonic() >= self._looked_at + _LOOK_EVERY_S:
            self._fleet = store.fleet.whole()
            self._looked_at = time.monotonic()
        return self._fleet

    def _empty(self, day: date, fleet: Fleet, terms: Terms) -> _Empty:
        known = self._known.get(day)
        if known is not None and known.terms == terms and known.fleet == fleet:
            return known
        try:
            document = empty_plan(day, fleet, self._source)
            ready = tentative_plans([document], self._source, terms, self._shared)[day] if document else None
        except (RoundsmanError, MapError) as refused:
            told = "; ".join(f"{it.where} {it.field}: {it.expected}" for it in refused.faults[:3])
            why = f"Days without a plan cannot be quoted: {refused.message} {told}".strip()
            _LOG.warning("%s", why)
            return _Empty(fleet=fleet, terms=terms, ready=None, why=why)
        return _Empty(fleet=fleet, terms=terms, ready=ready)


def empty_plan(day: date, fleet: Fleet, source: TravelSource) -> PlanDocument | None:
    """Return a plan without stops for the vehicles of a fleet that drive on a day; None where none does."""
    made = _day_of(day, fleet)
    if made is None:
        return None
    travel = {profile: source.travel(places_of(made), profile) for profile in profiles_of(made)}
    problem = problem_of(made, {name: each.matrix for name, each in travel.items()})
    return PlanDocument(
        problem=problem,
        plan=assemble(problem, {}),
        day=day,
        created=_MADE,
        travel_source=" and ".join(dict.fromkeys(each.source for each in travel.values())),
    )


def _day_of(day: date, fleet: Fleet) -> DayInput | None:
    driving = [each for each in fleet.vehicles if each.drives_on(day)]
    if not driving:
        return None
    named = {name for it in driving for name in (it.start, it.end, *it.reloads) if name is not None}
    model = DayModel(
        format="roundsman-day-1",
        stops=[],
        vehicles=[each.of_day() for each in driving],
        depots=[each.of_day() for each in fleet.sites if each.kind == "depot" and each.id in named],
        currency=driving[0].currency,
    )
    return day_from_model(model, what=f"the empty day {day}")


def fleet_beside(modes: Path) -> Fleet:
    """Return the vehicles and depots of a folder of delivery modes; none where it has no such tables."""
    vehicles, depots = modes / "vehicles.csv", modes / "depots.csv"
    if not vehicles.is_file():
        return _NO_FLEET
    return read_fleet(vehicles, depots if depots.is_file() else None)
