"""How fast stock is reserved by clients that race for it, and whether any unit is promised twice.

`python -m benchmarks.stock [--database ADDRESS] [--number 100000] [--clients 4] [--plot FILE]`: processes of
their own reserve, confirm, release and ship at once; afterwards every sum is worked out anew, and what
was promised is compared with what is there.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from rich.console import Console

from core.clock import utc_now
from data.store.address import address_of
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from inventory.ledger.reservation import Reservation, ReservedLine

SHELVES = 200
WAREHOUSE = "north"
LINES = 2

Told = tuple[str, float]
"""What was done, and how long it took in milliseconds."""


def fill(store: Store, units: int) -> None:
    """Put so many units of every SKU on the shelf."""
    moves = [
        Move(
            key=f"fill {number}",
            moment=utc_now(),
            lot=Lot(sku=f"sku {number}"),
            quantity=units,
            source=stock_place("supplier"),
            target=stock_place(WAREHOUSE),
        )
        for number in range(SHELVES)
    ]
    store.moves.post(moves, utc_now())


def client(database: str, name: int, number: int) -> list[Told]:
    """Reserve so often, the first SKUs more often than the last, and do what customers do with it."""
    store, draw = Store(address_of(database)), np.random.default_rng(name)
    store.open()
    told: list[Told] = []

    def timed(what: str, began: float) -> None:
        told.append((what, (time.perf_counter() - began) * 1000))

    for each in range(number):
        now = utc_now()
        day = now.date() + timedelta(days=1)
        chosen = {int(SHELVES * draw.random() ** 2) for _ in range(LINES)}
        lines = tuple(
            ReservedLine(sku=f"sku {sku}", warehouse=WAREHOUSE, day=day, quantity=1) for sku in chosen
        )
        wanted = Reservation(id=f"{name} {each}", lines=lines, held_until=now + timedelta(hours=1))
        began = time.perf_counter()
        won = store.reservations.reserve(wanted, now).reservation is not None
        timed("reserved" if won else "refused", began)
        fate = draw.random()
        if won and fate < 0.3:
            began = time.perf_counter()
            store.reservations.settle(wanted.id, "confirmed" if fate < 0.15 else "released", now)
            timed("settled", began)
    store.close()
    return told


def oversold(store: Store) -> int:
    """Return the units that are promised beyond what is there, by the rows of the reservations alone."""
    shelves = store.shelves(utc_now())
    return sum(max(0, each.units_reserved - each.units_on_hand) + each.short for each in shelves.values())


def draw_latencies(told: list[Told], file: Path) -> None:
    """Write how long reservations took as a plot."""
    picture = Figure(figsize=(8, 4), layout="constrained")
    axes = picture.add_subplot()
    for what in ("reserved", "refused", "settled"):
        taken = np.sort([each for name, each in told if name == what])
        if taken.size:
            axes.plot(taken, np.linspace(0, 100, taken.size), label=f"{what}: {taken.size:,}")
    axes.set(xscale="log", xlabel="milliseconds", ylabel="percent that took no longer")
    axes.legend()
    axes.grid(alpha=0.3)
    picture.savefig(file, dpi=120)


def measure(database: str, number: int, clients: int) -> tuple[list[Told], float, int, list[str]]:
    """Return what was done, in how many seconds, units promised twice, and sums that were wrong."""
    store = Store(address_of(database))
    store.open()
    # Half as much as is asked for: about every second client is refused.
    fill(store, max(1, number * LINES // (2 * SHELVES)))
    began = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(clients) as pool:
        parts = pool.starmap(client, [(database, name, number // clients) for name in range(clients)])
    seconds = time.perf_counter() - began
    wrong = rebuild_stock(store.database)
    found = oversold(store)
    store.close()
    return [each for part in parts for each in part], seconds, found, wrong


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="an empty one; SQLite in a folder that goes, if left out")
    parser.add_argument("--number", type=int, default=100_000, help="reservations")
    parser.add_argument("--clients", type=int, default=4, help="processes that race")
    parser.add_argument("--plot", type=Path, help="picture of how long they took")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or str(Path(folder) / "stock.db")
        told, seconds, found, wrong = measure(database, asked.number, asked.clients)
    console = Console()
    for what, count in Counter(name for name, _ in told).items():
        middle, high, highest = np.percentile([each for name, each in told if name == what], [50, 95, 99])
        console.print(f"{what}: {count:,}; p50 {middle:.1f} ms, p95 {high:.1f} ms, p99 {highest:.1f} ms")
    console.print(
        f"{len(told) / seconds:,.0f} transactions a second by {asked.clients} clients in {seconds:.0f} s"
    )
    console.print(f"promised twice: {found:,} units; sums that were wrong: {len(wrong)}")
    if asked.plot:
        draw_latencies(told, asked.plot)


if __name__ == "__main__":
    main()
