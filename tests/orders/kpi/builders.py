"""Orders and rounds as key figures see them; each test names only what it is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from orders.kpi.followed import Followed, Promise, Step
from orders.kpi.rounds import Drop, Outcome, Round
from orders.life_cycle import State
from orders.order import Mode

DAY = date(2026, 11, 23)
OPENS = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 30, tzinfo=UTC)
PROMISE = Promise(OPENS, OPENS + timedelta(hours=2))


def steps(*told: tuple[State, float]) -> tuple[Step, ...]:
    """Return steps at so many minutes after the promised window opens; receipt comes a day before."""
    rest = (Step(state, OPENS + timedelta(minutes=minutes)) for state, minutes in told)
    return (Step(State.RECEIVED, OPENS - timedelta(days=1)), *rest)


def followed(
    *told: tuple[State, float],
    name: str = "A",
    mode: Mode | None = Mode.SCHEDULED,
    promise: Promise | None = PROMISE,
    latest: Promise | None = None,
    ordered: Mapping[str, int] | None = None,
    shipped: Mapping[str, int] | None = None,
    first: Mapping[str, int] | None = None,
) -> Followed:
    """Return an order of two lines, 3 of tea and 1 cup, with the steps that are told."""
    return Followed(
        id=name,
        number=name,
        source="shop",
        mode=mode,
        day=DAY,
        created=OPENS - timedelta(days=1),
        promise=promise,
        latest=latest or promise,
        steps=steps(*told),
        ordered={"tea": 3, "cup": 1} if ordered is None else ordered,
        shipped=shipped,
        first=first,
    )


def drop(stop: str, outcome: Outcome, late_min: float | None = None) -> Drop:
    """Return a drop planned for the opening of the window."""
    happened = None if late_min is None else OPENS + timedelta(minutes=late_min)
    return Drop(stop, OPENS, outcome, happened)


def driven(*drops: Drop, name: str = "p/van", fills: Sequence[float] = (0.5,), **changes: object) -> Round:
    """Return a round of two hours and 30 km that costs 60.00, with 10 km and half an hour of stem."""
    told: dict[str, object] = {
        "id": name,
        "day": DAY,
        "depot": "depot",
        "profile": "van",
        "ends": OPENS + timedelta(hours=2),
        "currency": "EUR",
        "cents": 6_000,
        "distance_m": 30_000,
        "duration_s": 7_200,
        "stem_m": 10_000,
        "stem_s": 1_800,
        "drops": drops,
        "fills": tuple(fills),
        "gram_metres": 3_000_000_000,
        **changes,
    }
    return Round(**told)  # type: ignore[arg-type]
