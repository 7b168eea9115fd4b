"""The plan that counts for each day, and its routes."""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import select

from data.formats.plan_json.drives import Drives, drives_of
from data.store.database import Database
from data.store.failures import StoreDamaged
from data.store.plan_record import PlanRecord
from data.store.plan_rows import record_of
from data.store.tables import PLAN_DOCUMENTS, PLANS

_PIECE: Final = 500


def planned_days(database: Database, first: date, last: date) -> Iterator[tuple[str, Drives]]:
    """Yield, for each day from `first` to `last` that has one, the plan that counts: its id and its routes.

    That is the newest finished plan of the day.
    """
    for record in _chosen(database, first, last):
        chosen = select(PLAN_DOCUMENTS.c.content).where(PLAN_DOCUMENTS.c.plan_id == record.id)
        with database.read() as connection:
            content = connection.execute(chosen).scalar_one_or_none()
        if content is not None:
            try:
                yield record.id, drives_of(zlib.decompress(content))
            except (zlib.error, ValueError, KeyError) as problem:
                raise StoreDamaged(f"The stored plan {record.id} is damaged.") from problem


def plan_currency(database: Database, first: date, last: date) -> str | None:
    """Return the currency of the last day that has a plan; None where there is no plan."""
    chosen = _chosen(database, first, last)
    return chosen[-1].currency if chosen else None


def _chosen(database: Database, first: date, last: date) -> list[PlanRecord]:
    """Return the records of the plans that count, by day; a plan that a person made from another is newer."""
    newest: dict[date, PlanRecord] = {}
    chosen = select(PLANS.c.record).where(PLANS.c.state == "done")
    chosen = chosen.order_by(PLANS.c.created_us.desc(), PLANS.c.id)
    with database.read() as connection:
        for text in connection.execution_options(yield_per=_PIECE).execute(chosen).scalars():
            record = record_of(text)
            if record.has_plan and first <= record.day <= last:
                newest.setdefault(record.day, record)
    return [newest[day] for day in sorted(newest)]
