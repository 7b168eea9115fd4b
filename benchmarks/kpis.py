"""How long key figures of many orders take, and how much memory: `python -m benchmarks.kpis [ORDERS]`."""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from api.services.kpi.ask import Tables, ask_kpis, behind_kpi, kpis_named
from api.services.kpi.catalogue import KPIS, By, Feed
from api.services.kpi.feeds import Asked
from data.store.address import file_address
from data.store.moments import microseconds
from data.store.order_rows import content_of
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.stock.tables import STOCK_MOVES
from data.store.store import Store
from orders.life_cycle import State
from orders.order import Line, Mode, Order

FIRST = date(2026, 10, 1)
DAYS = 30
LIFE = (
    State.RECEIVED,
    State.PROMISED,
    State.ALLOCATED,
    State.PICKED,
    State.LOADED,
    State.OUT_FOR_DELIVERY,
    State.DELIVERED,
)


def main(number: int) -> None:
    """Fill a database, ask for everything in several ways, and print what it took."""
    with TemporaryDirectory() as folder:
        store = Store(file_address(Path(folder) / "kpis.db"))
        store.open()
        _fill(store, number)
        zone, now = ZoneInfo("Europe/Monaco"), datetime(2026, 11, 20, tzinfo=UTC)
        last = FIRST + timedelta(days=DAYS - 1)
        for by in (None, By.DAY, By.MODE):
            asked = Asked(first=FIRST, last=last, zone=zone, now=now, by=by)
            of_orders = [each for each in KPIS.values() if each.feed is Feed.ORDERS]
            _timed(
                f"{len(of_orders)} figures of orders by {by}",
                lambda a=asked, k=of_orders: ask_kpis(store, a, k, Tables()),
            )
        asked = Asked(first=FIRST, last=last, zone=zone, now=now)
        _timed("all figures", lambda: ask_kpis(store, asked, kpis_named([], asked), Tables()))
        _timed("otif with what is behind it", lambda: behind_kpi(store, asked, KPIS["otif"], Tables()))
        store.close()


def _timed(what: str, work: Any) -> None:
    begin, worked = time.perf_counter(), time.process_time()
    work()
    took, used = time.perf_counter() - begin, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{what}: {took:.1f} s ({used:.1f} s of work), at most {peak} MB so far\n")


def _fill(store: Store, many: int) -> None:
    chance = random.Random(1)  # noqa: S311
    with store.database.write() as connection:
        for begin in range(0, many, 5000):
            rows = [_rows(chance, number) for number in range(begin, min(many, begin + 5000))]
            connection.execute(insert(ORDERS), [row for row, _, _ in rows])
            connection.execute(insert(ORDER_EVENTS), [event for _, events, _ in rows for event in events])
            connection.execute(insert(STOCK_MOVES), [move for _, _, moves in rows for move in moves])


def _rows(
    chance: random.Random, number: int
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    day = FIRST + timedelta(days=number % DAYS)
    lines = tuple(
        Line(sku=f"SKU-{chance.randrange(2000)}-{k}", quantity=chance.randint(1, 5)) for k in range(3)
    )
    mode = chance.choice(list(Mode))
    order = Order(id=f"S-{number}", lines=lines, address="1 Quai", day=day, mode=mode)
    name = f"{number:08}-0000-0000-0000-000000000000"
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(
        minutes=chance.randrange(-60, 1000)
    )
    life = LIFE[: chance.choice([3, 7, 7, 7, 7])]
    moments = [microseconds(at - timedelta(minutes=10 * (len(life) - k - 1))) for k in range(len(life))]
    row = {
        "id": name,
        "source": "shop",
        "external_id": order.id,
        "digest": "",
        "content": content_of(order),
        "day": day,
        "state": life[-1].value,
        "since_us": moments[-1],
        "revision": len(life),
        "created_us": moments[0],
    }
    return row, list(_events(name, life, moments)), list(_moves(name, lines, moments[-1]))


def _events(name: str, life: tuple[State, ...], moments: list[int]) -> Iterator[dict[str, Any]]:
    for number, (state, at) in enumerate(zip(life, moments, strict=True), 1):
        yield {
            "order_id": name,
            "revision": number,
            "event_id": str(number),
            "state": state.value,
            "at_us": at,
            "place": "",
            "reason": "",
            "blame": None,
            "written_us": at,
        }


def _moves(name: str, lines: tuple[Line, ...], at: int) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(lines):
        yield {
            "key": f"ship {name}/{number}",
            "moment_us": at,
            "written_us": at,
            "sku": each.sku,
            "lot": "",
            "quantity": each.quantity,
            "source": "north",
            "target": f"customer/{name}",
            "reason": "",
        }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
