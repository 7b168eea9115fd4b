"""How long quotes take over HTTP when many come a second: `python -m benchmarks.quotes_served`.

The city of `benchmarks.quotes`, from tomorrow on, as files that real servers read; they share one SQLite file
and are asked in turn, as a proxy would. Quotes are sent at their moments however long others take, and each
is timed from its moment on, so what waits in line counts.
"""

import argparse
import asyncio
import csv
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import httpx
import numpy as np
from rich.console import Console

from benchmarks.quotes import CENTRE, cart_of, document, modes_of, write_figures
from benchmarks.soak.programs import Place, processor_s, server
from core.units import clock_text
from data.formats.plan_json.write import write_plan
from orders.cart import Cart
from orders.modes.asked import Modes


def table(file: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one table of delivery modes."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_modes(folder: Path, modes: Modes) -> None:
    """Write delivery modes as the tables that a server reads."""
    folder.mkdir()
    terms, area = modes.terms, modes.areas[0]
    table(
        folder / "terms.csv",
        "currency,zone,country,days",
        [(terms.currency, terms.zone.key, terms.country, terms.days)],
    )
    radius_km = (area.radius_m or 0) / 1000
    table(folder / "areas.csv", "area,lon,lat,radius_km", [(area.id, CENTRE.lon, CENTRE.lat, radius_km)])
    slots = [
        (each.area, each.days.text, f"{clock_text(each.window.opens)}-{clock_text(each.window.closes)}", 4.9)
        for each in modes.slots
    ]
    table(folder / "slots.csv", "area,days,window,price", slots)
    shops = [(each.id, each.place.lon, each.place.lat, each.hours.text) for each in modes.shops]
    table(folder / "shops.csv", "shop,lon,lat,hours", shops)
    lying = [(shop.id, sku, count) for shop in modes.shops for sku, count in shop.stock.items() if count]
    table(folder / "shop_stock.csv", "shop,sku,quantity", lying)
    banks = [
        (each.id, each.place.lon, each.place.lat, each.hours.text, "08:00-14:00", 48) for each in modes.banks
    ]
    table(folder / "banks.csv", "bank,lon,lat,hours,drop,keep_hours", banks)
    rooms = [
        (bank.id, each.size, *(side / 10 for side in each.room.sides), each.count)
        for bank in modes.banks
        for each in bank.compartments
    ]
    table(folder / "compartments.csv", "bank,size,length_cm,width_cm,height_cm,count", rooms)
    dwell = [("", 12, 60), ("", 24, 85)]
    table(folder / "dwell.csv", "bank,after_hours,collected_percent", dwell)
    factors = [(each.profile, each.g_per_km, each.scope, each.source) for each in modes.factors.values()]
    table(folder / "factors.csv", "profile,g_per_km,scope,source", factors)


def write_plans(folder: Path, stops: int, later: int) -> list[Path]:
    """Write tentative plans of the next seven days."""
    files = []
    for number, size in enumerate((stops, *([later] * 6)), start=1):
        made = document(size, max(1, size // 25), date.today() + timedelta(days=number), number)
        files.append(folder / f"day-{number}.json")
        write_plan(files[-1], made)
    return files


def body_of(cart: Cart) -> dict[str, Any]:
    """Return a cart as order systems send it."""
    lines = [
        {
            "sku": each.sku,
            "quantity": each.quantity,
            "weight_g": each.weight_g,
            "size_mm": list(each.size.sides) if each.size else None,
        }
        for each in cart.lines
    ]
    place = {"lon": cart.place.lon, "lat": cart.place.lat}
    return {"currency": cart.currency, "place": place, "lines": lines}


async def asked(addresses: Sequence[str], bodies: Sequence[dict[str, Any]], rate: float) -> list[float]:
    """Send quotes at their moments, so many a second; return milliseconds from each moment to its answer.

    Those that a server refuses because it has too much to do are left out.
    """
    begun = time.perf_counter()

    async def one(number: int, client: httpx.AsyncClient) -> float | None:
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        answer = await client.post("/v1/quotes", json=bodies[number])
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            return None
        answer.raise_for_status()
        return 1000 * (time.perf_counter() - due)

    clients = [httpx.AsyncClient(base_url=each, timeout=120) for each in addresses]
    try:
        every = (one(number, clients[number % len(clients)]) for number in range(len(bodies)))
        return [each for each in await asyncio.gather(*every) if each is not None]
    finally:
        for client in clients:
            await client.aclose()


class Spent:
    """Processor time of some servers and of this process since it was made."""

    def __init__(self, servers: Sequence[int]) -> None:
        self._servers = tuple(servers)
        self._begun = time.perf_counter()
        self._before = self._processor_s()

    def _processor_s(self) -> tuple[float, float]:
        return sum(processor_s(pid) for pid in self._servers), time.process_time()

    def by(self, quotes: int) -> dict[str, float]:
        """Return milliseconds of processor time a quote takes there and here, and quotes a second."""
        spent = zip(self._processor_s(), self._before, strict=True)
        served, asking = (after - before for after, before in spent)
        return {
            "processor": round(1000 * served / quotes, 1),
            "processor asking": round(1000 * asking / quotes, 1),
            "held a second": round(quotes / (time.perf_counter() - self._begun), 1),
        }


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time of quotes over HTTP.")
    parser.add_argument("--rate", type=float, default=50, help="Quotes a second.")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--warm", type=int, default=100, help="Quotes before those that count.")
    parser.add_argument("--servers", type=int, default=2)
    parser.add_argument("--stops", type=int, default=5000)
    parser.add_argument("--later", type=int, default=800)
    parser.add_argument("--output", type=Path, help="Folder for quotes-served.json and a picture.")
    return parser.parse_args()


def main() -> None:
    """Measure what the command line asks for, show the figures, and write them with a picture."""
    given = _given()
    rng = np.random.default_rng(1)
    folder = Path(mkdtemp(prefix="quotes-"))
    modes = modes_of(rng, shops=50, banks=200)
    write_modes(folder / "modes", modes)
    words = ["--modes", str(folder / "modes")]
    for file in write_plans(folder, given.stops, given.later):
        words += ["--tentative", str(file)]
    place = Place(folder=folder, database=str(folder / "quotes.sqlite"), settings={})
    bodies = [body_of(cart_of(rng)) for _ in range(given.warm + round(given.rate * given.seconds))]
    with ExitStack() as servers:
        running = [servers.enter_context(server(place, *words, verb="serve")) for _ in range(given.servers)]
        addresses = [each.address for each in running]
        asyncio.run(asked(addresses, bodies[: given.warm], given.rate / 5))
        spent = Spent([each.process.pid for each in running])
        times = asyncio.run(asked(addresses, bodies[given.warm :], given.rate))
        figures = {f"p{share}": round(float(np.percentile(times, share)), 1) for share in (50, 95, 99)}
        beside = spent.by(len(times))
    told = ", ".join(f"{name} {figure:.1f}" for name, figure in {**figures, **beside}.items())
    refused = len(bodies) - given.warm - len(times)
    said = f"{len(times):,} quotes at {given.rate:g} a second, {given.servers} servers, {refused:,} refused"
    Console().print(f"{said}; ms: {told}")
    if given.output is not None:
        write_figures(given.output, "quotes-served", times, figures, beside)


if __name__ == "__main__":
    main()
