"""How fast orders come in and holds end: `python -m benchmarks.intake [--output FOLDER]`.

A real server on a new SQLite file takes orders over HTTP, hundreds at once; a workbook of 50,000 lines, one
in a hundred of them faulty, is taken in by the command line; and reservations of stock are held for a second,
and looked at until they have ended.
"""

import argparse
import json
import re
import resource
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import httpx
import numpy as np
import xlsxwriter
from rich.console import Console
from rich.table import Table

from benchmarks.soak.programs import Place, command, server

COLUMNS: Final = ("order", "sku", "quantity", "weight_kg", "address", "lon", "lat")
FAULTY: Final = 100
"""One line in so many has a fault."""
LEDGER: Final = "date,document,sku,quantity,to\n"

Figures = dict[str, float]


def orders_of(first: int, count: int) -> dict[str, Any]:
    """Return a body that places so many orders of two lines."""
    lines = [{"sku": f"SKU-{k}", "quantity": k, "weight_g": 900 * k} for k in (1, 2)]
    place = {"lon": 7.42, "lat": 43.73}
    made = [
        {"id": f"B-{number}", "lines": lines, "address": "1 Main Street", "place": place}
        for number in range(first, first + count)
    ]
    return {"source": "benchmark", "orders": made}


def over_http(client: httpx.Client, number: int, at_once: int) -> Figures:
    """Place so many orders, some hundred in each request."""
    times = []
    for first in range(0, number, at_once):
        began = time.perf_counter()
        client.post("/v1/orders", json=orders_of(first, min(at_once, number - first))).raise_for_status()
        times.append(time.perf_counter() - began)
    return {"orders a second over HTTP": number / sum(times), "slowest request, s": max(times)}


def workbook(file: Path, rows: int) -> None:
    """Write a workbook of so many lines, two to an order; one in a hundred has a quantity that is none."""
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("orders")
        sheet.write_row(0, 0, COLUMNS)
        for row in range(rows):
            quantity = "many" if row % FAULTY == 0 else 1 + row % 5
            line = (f"X-{row // 2}", f"SKU-{row % 2}", quantity, 1.2, "1 Main Street", 7.42, 43.73)
            sheet.write_row(row + 1, 0, line)


def from_workbook(place: Place, rows: int) -> Figures:
    """Take in a workbook: what has no fault is kept, and every fault is told."""
    file = place.folder / "orders.xlsx"
    workbook(file, rows)
    began = time.perf_counter()
    said = command(place, "orders", "take", str(file), "--partial", ends=(0, 3))
    seconds = time.perf_counter() - began
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "lines of the workbook": rows,
        "orders kept of it": float(re.sub(r"[^0-9]", "", said.split()[0])),
        "seconds for the workbook": seconds,
        "most memory, MiB": spent.ru_maxrss / 1024,
    }


def ended_holds(client: httpx.Client, number: int) -> list[float]:
    """Hold units for a second, and return by how many seconds each ended late."""
    late = []
    day = (date.today() + timedelta(days=1)).isoformat()
    for each in range(number):
        line = {"sku": "TEA", "warehouse": "north", "day": day, "quantity": 1}
        asked = {"id": f"hold-{each}", "lines": [line], "hold_s": 1}
        made = client.post("/v1/stock/reservations", json=asked).raise_for_status().json()["reservation"]
        until = datetime.fromisoformat(made["held_until"])
        while client.get(f"/v1/stock/reservations/hold-{each}").json()["state"] == "held":
            time.sleep(0.01)
        late.append((datetime.now(UTC) - until).total_seconds())
    return late


def draw(late: list[float], file: Path) -> None:
    """Draw by how much holds ended late."""
    from matplotlib.figure import Figure  # noqa: PLC0415  only where a picture is asked for

    picture = Figure(figsize=(7, 3.5), layout="constrained")
    axes = picture.subplots()
    axes.ecdf(late, color="#1f6f54")
    axes.set(
        xlabel="seconds from the end of a hold to the units' return", ylabel="share of holds", xlim=(0, None)
    )
    picture.savefig(file, dpi=150)


def main() -> None:
    """Measure, and show what came out; with a folder, write it there with a picture."""
    parser = argparse.ArgumentParser(description="Pace of orders that come in, and of holds that end.")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=500, help="Orders in one request.")
    parser.add_argument("--rows", type=int, default=50_000, help="Lines of the workbook.")
    parser.add_argument("--holds", type=int, default=30)
    parser.add_argument("--output", type=Path, help="Folder for intake.json and a picture.")
    given = parser.parse_args()
    folder = Path(mkdtemp(prefix="intake-"))
    place = Place(folder=folder, database=str(folder / "intake.sqlite"), settings={})
    received = folder / "received.csv"
    received.write_text(f"{LEDGER}{date.today()},D-1,TEA,1000,north\n", encoding="utf-8")
    command(place, "stock", "receive", str(received))
    with server(place) as running, running.client(timeout_s=120) as client:
        figures = over_http(client, given.orders, given.at_once)
        late = ended_holds(client, given.holds)
    figures |= from_workbook(place, given.rows)
    figures |= {"holds ended late, median s": float(np.median(late)), "at most s": max(late)}
    table = Table("figure", "value")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}")
    Console().print(table)
    if given.output is not None:
        given.output.mkdir(parents=True, exist_ok=True)
        told = json.dumps({**figures, "late_s": late}, indent=1)
        (given.output / "intake.json").write_text(f"{told}\n", encoding="utf-8")
        draw(late, given.output / "holds.png")


if __name__ == "__main__":
    main()
