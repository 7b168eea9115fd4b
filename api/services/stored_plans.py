"""The newest plans that the database has of some days, read once and made ready for questions."""

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final

from api.services.plan_orders import orders_of
from api.services.shared_streets import SharedStreets
from api.services.tentative_plans import DayPlan, Plans, tentative_plans
from core.errors import NotFound, RoundsmanError
from data.formats.plan_json.document import PlanDocument
from data.store.plan_orders import PlannedOrder
from data.store.plan_record import PlanRecord
from data.store.store import Store
from orders.modes.terms import Terms
from routing.travel.source import TravelSource

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_S: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class _Stored:
    """A plan of the database; ready: None where it cannot be asked about new places."""

    id: str
    changes: int
    ready: DayPlan | None


class StoredPlans:
    """Keeps the newest plan of each day ready; looks for newer ones once a second. For several threads."""

    def __init__(self, source: TravelSource, shared: SharedStreets | None = None) -> None:
        self._source, self._shared = source, shared
        self._lock = Lock()
        self._looked_at: float | None = None
        self._known: dict[date, _Stored] = {}
        self._notes: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is wrong with plans that cannot be asked."""
        return self._notes

    @property
    def unasked(self) -> frozenset[date]:
        """Days whose newest plan cannot be asked where more stops fit."""
        return frozenset(day for day, each in self._known.items() if each.ready is None)

    def with_newer(self, given: Plans, store: Store, days: Iterable[date], terms: Terms) -> Plans:
        """Return `given` plans, and instead of them those of the database that were made later."""
        with self._lock:
            if self._looked_at is None or time.monotonic() >= self._looked_at + _LOOK_EVERY_S:
                self._look(given, store, set(days), terms)
                self._looked_at = time.monotonic()
            stored = {day: each.ready for day, each in self._known.items() if each.ready is not None}
        newer = {day: plan for day, plan in stored.items() if _later(plan, given.get(day))}
        return {**given, **newer}

    def _look(self, given: Plans, store: Store, days: set[date], terms: Terms) -> None:
        newest = store.plans.newest_of(days)
        notes = []
        for day, record in newest.items():
            known = self._known.get(day)
            if known is not None and (known.id, known.changes) == (record.id, record.changes):
                continue
            ready = None
            if day not in given or record.created > given[day].document.created:
                ready = self._ready(store, record, terms)
            self._known[day] = _Stored(id=record.id, changes=record.changes, ready=ready)
        self._known = {day: each for day, each in self._known.items() if day in newest}
        for day, each in self._known.items():
            if each.ready is None and day not in given:
                notes.append(f"The newest plan of {day}, {each.id}, cannot be asked where more stops fit.")
        self._notes = tuple(notes)

    def _ready(self, store: Store, record: PlanRecord, terms: Terms) -> DayPlan | None:
        try:
            document = store.documents.plan(record.id)
            ready = tentative_plans([document], self._source, terms, self._shared)[document.day]
            planned = orders_of(store, record.id)
            return replace(ready, orders=_stops(planned, document))
        except NotFound:
            return None
        except RoundsmanError as refused:
            _LOG.warning("plan %s cannot be asked where more stops fit: %s", record.id, refused.message)
            return None


def _stops(planned: Sequence[PlannedOrder], document: PlanDocument) -> dict[str, str]:
    """Return a stop of each order; of one in parts one that nobody visits, for then none of them comes."""
    found: dict[str, str] = {}
    for each in planned:
        if each.stop and found.get(each.order_id, "") in ("", *document.visited_by):
            found[each.order_id] = each.stop
    return found


def _later(plan: DayPlan, other: DayPlan | None) -> bool:
    return other is None or plan.document.created > other.document.created
