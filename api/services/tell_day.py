"""What a vehicle tells of its day is kept, and customers hear when it is expected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from data.store.day_events import Taken
from data.store.store import Store
from orders.day_event import DayEvent, DayEventKind
from orders.modes.lockers import Bank
from orders.modes.moments import moment, zone_named

BEFORE: Final = timedelta(minutes=30)
AFTER: Final = timedelta(minutes=60)
"""How much earlier and later than expected a vehicle may come without anybody being told again."""

_STEP_S: Final = 300

_HOME: Final = (DayEventKind.RETURNED, DayEventKind.ENDED)


def tell_day(
    store: Store,
    day: date,
    vehicle: str,
    events: Sequence[DayEvent],
    now: datetime,
    *,
    banks: Mapping[str, Bank] | None = None,
) -> Taken:
    """Keep events of a vehicle's day and move the orders that they speak of.

    banks
        what is known of banks of lockers, by id.

    Raises `NotFound` where the vehicle drives no published plan on that day.
    """
    depot = _depot(store, day, vehicle) if any(each.kind in _HOME for each in events) else ""
    starts = [each.at for each in events if each.kind is DayEventKind.STARTED]
    expected = _expected(store, day, vehicle, min(starts)) if starts else {}
    return store.day_events.tell(day, vehicle, events, now, expected=expected, banks=banks, depot=depot)


def _depot(store: Store, day: date, vehicle: str) -> str:
    """Return where a vehicle comes back to by its published plan, or where it began; "" for neither."""
    for plan in store.published.of_day(day):
        if vehicle in plan.routes:
            driven = store.documents.plan(plan.plan_id).problem.vehicle[vehicle]
            return driven.end or driven.start or ""
    return ""


def _expected(store: Store, day: date, vehicle: str, start: datetime) -> Mapping[str, Mapping[str, str]]:
    """Return when a vehicle comes to each stop: as planned, or as much later as it starts."""
    found: dict[str, Mapping[str, str]] = {}
    for plan in store.published.of_day(day):
        if vehicle not in plan.routes:
            continue
        zone = zone_named(plan.zone)
        for route in store.documents.plan(plan.plan_id).plan.routes:
            if route.vehicle != vehicle:
                continue
            late = max(start - moment(day, route.start, zone), timedelta(0))
            for visit in route.visits:
                found[visit.stop] = _around(moment(day, visit.start, zone) + late)
    return found


def _around(at: datetime) -> Mapping[str, str]:
    """Return the span told for an expected moment, on five minutes."""
    whole = at - timedelta(seconds=at.timestamp() % _STEP_S)
    return {"eta_from": (whole - BEFORE).isoformat(), "eta_to": (whole + AFTER).isoformat()}
