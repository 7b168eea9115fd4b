"""Limits of a design as a whole, as rows of its program."""

from collections.abc import Iterator

from network.design.lane import Lane
from network.design.limit import Limit
from network.design.search.columns import Columns
from network.design.study import Study
from network.solvers.builder import Builder, Soft, Term


def add_limits(builder: Builder, study: Study, columns: Columns) -> None:
    """Add every limit of a study and the distances that customers bear."""
    _add_customers(builder, study, columns)
    for limit in study.limits:
        if limit.is_share:
            _add_share(builder, study, columns, limit)
        elif limit.is_far:
            _add_far(builder, study, columns, limit)
        elif limit.kind in ("most-sites", "least-sites"):
            _add_count(builder, study, columns, limit)
        elif limit.kind == "most-mean-minutes":
            _add_mean(builder, study, columns, limit)
        else:
            _add_total(builder, limit)


def label_of(limit: Limit) -> str:
    """Return the name by which rows know a limit."""
    return f"limit {limit.id}"


def reach(lane: Lane, *, by_minutes: bool) -> float:
    """Return how far the end of a lane is from its start, in minutes or km."""
    return lane.minutes if by_minutes else lane.km


def _last_miles(study: Study, columns: Columns, period: str) -> Iterator[tuple[int, Lane]]:
    for (when, key, _), column in columns.flows.items():
        if when == period and key[1] in study.customer_of:
            yield column, study.lane_of[key]


def _add_share(builder: Builder, study: Study, columns: Columns, limit: Limit) -> None:
    for period in study.periods:
        wanted = sum(units for (_, _, when), units in study.wanted.items() if when == period.id)
        near: list[Term] = [
            (column, 1.0)
            for column, lane in _last_miles(study, columns, period.id)
            if reach(lane, by_minutes=limit.by_minutes) <= limit.within
        ]
        if wanted:
            least = limit.value * wanted
            builder.row(near, lower=least, soft=_soft(limit, least))


def _soft(limit: Limit, scale: float) -> Soft:
    return Soft(label=label_of(limit), scale=scale or 1.0)


def beyond(value: float, most: float | None) -> float:
    """Return by how much a distance is more than a most, relative to it; 0 where it is not."""
    return 0.0 if most is None or value <= most else (value - most) / (most or 1.0)


def _add_far(builder: Builder, study: Study, columns: Columns, limit: Limit) -> None:
    for period in study.periods:
        far = tuple(
            (column, beyond(reach(lane, by_minutes=limit.by_minutes), limit.value))
            for column, lane in _last_miles(study, columns, period.id)
            if reach(lane, by_minutes=limit.by_minutes) > limit.value
        )
        if far:
            soft = Soft(label=label_of(limit), beyond=far)
            builder.row([(column, 1.0) for column, _ in far], upper=0.0, soft=soft)


def _add_customers(builder: Builder, study: Study, columns: Columns) -> None:
    """Close what comes from farther than a customer bears."""
    far: dict[str, list[Term]] = {}
    for (_, key, _), column in columns.flows.items():
        customer = study.customer_of.get(key[1])
        if customer is None:
            continue
        lane = study.lane_of[key]
        too_far = max(beyond(lane.km, customer.most_km), beyond(lane.minutes, customer.most_minutes))
        if too_far:
            far.setdefault(customer.id, []).append((column, too_far))
    for customer_id, terms in far.items():
        soft = Soft(label=f"reach of {customer_id}", beyond=tuple(terms))
        builder.row([(column, 1.0) for column, _ in terms], upper=0.0, soft=soft)


def _add_count(builder: Builder, study: Study, columns: Columns, limit: Limit) -> None:
    soft = _soft(limit, limit.value)
    for period in study.periods:
        terms = [
            (column, 1.0)
            for site in study.members(limit.group)
            for column in columns.size_columns(study, period.id, site.id)
        ]
        if limit.kind == "most-sites":
            builder.row(terms, upper=limit.value, soft=soft)
        else:
            builder.row(terms, lower=limit.value, soft=soft)


def _add_mean(builder: Builder, study: Study, columns: Columns, limit: Limit) -> None:
    total = sum(study.wanted.values())
    terms: list[Term] = [
        (column, lane.minutes / total)
        for period in study.periods
        for column, lane in _last_miles(study, columns, period.id)
    ]
    builder.row(terms, upper=limit.value, soft=_soft(limit, limit.value))


def _add_total(builder: Builder, limit: Limit) -> None:
    if limit.kind == "most-co2-kg":
        builder.row(builder.tallies.get("co2", []), upper=limit.value, soft=_soft(limit, limit.value))
        return
    terms = builder.cost_terms() if limit.kind == "most-cost" else builder.tallies.get("investment", [])
    builder.row(terms, upper=limit.value / 100, soft=_soft(limit, limit.value / 100))
