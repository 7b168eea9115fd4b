"""How long a quote takes: `python -m benchmarks.quotes`.

A city of 40 by 40 km with 5,000 stops on 200 vehicles tomorrow, 800 on 32 on each of the six days after,
8 slots a day, 50 shops and 200 banks of lockers; carts come from everywhere. Ways to them are straight lines.
"""

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from api.services.cart_rounds import LivePlans, stop_for
from api.services.live_days import unchanged
from api.services.one_stop import place_stop
from api.services.quote_delivery import quote_delivery
from api.services.tentative_plans import tentative_plans
from benchmarks.insertion import SIDE_M, Day
from core.place import Place
from core.units import Cents, Seconds
from core.window import TimeWindow
from data.formats.plan_json.document import PlanDocument
from orders.cart import Cart
from orders.modes.asked import Modes
from orders.modes.hours import Hours
from orders.modes.lockers import Bank, Compartment
from orders.modes.occupancy import Dwell, Parcel
from orders.modes.refusal import Refusal
from orders.modes.shops import Shop
from orders.modes.slots import Area, Slot
from orders.modes.terms import Factor, Terms
from orders.order import Line
from orders.size import Size
from routing.travel.straight_line import StraightLine

ZONE = ZoneInfo("Europe/Paris")
TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 15, tzinfo=ZONE)
CENTRE = Place(lon=7.0, lat=45.0)
DAYS = 8
METRES_PER_DEGREE = 111_195.0
_NOTHING: Mapping[str, float] = {}


def place_at(point: NDArray[np.float64], name: str = "") -> Place:
    """Return the place of a point in the plane, metres east and north of a corner."""
    east, north = point - SIDE_M / 2
    lat = CENTRE.lat + north / METRES_PER_DEGREE
    lon = CENTRE.lon + east / (METRES_PER_DEGREE * np.cos(np.radians(CENTRE.lat)))
    return Place(lon=float(lon), lat=float(lat), name=name)


def document(stops: int, vehicles: int, day: date, seed: int) -> PlanDocument:
    """Return the plan of one day."""
    made = Day(stops, vehicles, seed)
    places = tuple(place_at(point) for point in made.points)
    problem = replace(made.problem, places=places, dimensions=("weight_g", "parcels"))
    created = datetime(2026, 3, 30, tzinfo=UTC)
    return PlanDocument(
        problem=problem, plan=made.plan, day=day, created=created, travel_source="a benchmark"
    )


def plans_of(terms: Terms, stops: int, later: int) -> LivePlans:
    """Return the plans of the next seven days; nobody orders for today any more."""
    sizes = [stops, *([later] * 6)]
    documents = [
        document(size, max(1, size // 25), TODAY + timedelta(days=number), number)
        for number, size in enumerate(sizes, start=1)
    ]
    return unchanged(tentative_plans(documents, StraightLine(), terms))


def with_held(plans: LivePlans, rng: np.random.Generator, terms: Terms, number: int) -> LivePlans:
    """Return plans with so many promised stops, day after day."""
    held, days, times = dict(plans), sorted(plans), []
    for k in range(number):
        day = days[k % len(days)]
        hour = int(rng.integers(8, 17))
        window = TimeWindow(opens=Seconds(hour * 3600), closes=Seconds((hour + 2) * 3600))
        cart = cart_of(rng)
        stop = stop_for(cart, day, cart.place, (window,), terms=terms, now=NOW)
        stop = replace(stop, id=f"hold-{k}/0", hold=f"hold-{k}")
        began = time.perf_counter()
        found = place_stop(held[day], stop)
        if not isinstance(found, Refusal):
            held[day] = held[day].with_stop(stop, found)
        times.append(1000 * (time.perf_counter() - began))
    if times:
        p50, p95 = np.percentile(times, (50, 95))
        Console().print(f"{number:,} stops promised, each put in within {p50:.0f} ms (p95 {p95:.0f} ms)")
    return held


def modes_of(rng: np.random.Generator, *, shops: int, banks: int) -> Modes:
    """Return slots all over the city, and shops and banks anywhere in it."""
    terms = Terms(currency="EUR", zone=ZONE, country="FR", days=DAYS)
    daily = Hours(text="Mo-Su", zone=ZONE, country="FR")
    slots = tuple(
        Slot(
            area="city",
            days=daily,
            window=TimeWindow(opens=Seconds(hour * 3600), closes=Seconds((hour + 2) * 3600)),
            price=Cents(490),
        )
        for hour in (8, 9, 10, 11, 13, 15, 16, 17)
    )
    return Modes(
        terms=terms,
        areas=(Area(id="city", centre=CENTRE, radius_m=40_000),),
        slots=slots,
        shops=tuple(_shop(rng, number) for number in range(shops)),
        banks=tuple(_bank(rng, number) for number in range(banks)),
        factors={"van": Factor(profile="van", g_per_km=292, scope="well-to-wheel", source="a benchmark")},
    )


def _anywhere(rng: np.random.Generator) -> Place:
    return place_at(rng.uniform(0, SIDE_M, 2))


def _shop(rng: np.random.Generator, number: int) -> Shop:
    hours = Hours(text="Mo-Sa 09:00-19:00; PH off", zone=ZONE, country="FR")
    stock = {f"SKU-{k}": int(rng.integers(0, 3)) for k in range(20)}
    return Shop(id=f"shop {number}", place=_anywhere(rng), hours=hours, stock=stock)


def _bank(rng: np.random.Generator, number: int) -> Bank:
    sizes = {"S": (640, 380, 80), "M": (640, 380, 190), "L": (640, 380, 410)}
    rooms = {name: Size(length_mm=a, width_mm=b, height_mm=c) for name, (a, b, c) in sizes.items()}
    lying = tuple(
        Parcel(size=name, at=NOW - timedelta(hours=float(rng.uniform(0, 40))), deposited=True)
        for name in rooms
        for _ in range(int(rng.integers(0, 12)))
    )
    return Bank(
        id=f"bank {number}",
        place=_anywhere(rng),
        hours=Hours(text="24/7", zone=ZONE),
        compartments=tuple(Compartment(size=name, room=room, count=10) for name, room in rooms.items()),
        dwell=Dwell(collected=((12.0, 0.6), (24.0, 0.85)), keep_h=48),
        drop=TimeWindow(opens=Seconds(8 * 3600), closes=Seconds(14 * 3600)),
        parcels=lying,
    )


def cart_of(rng: np.random.Generator) -> Cart:
    """Return one to four pieces to somewhere in the city."""
    chosen = rng.choice(20, int(rng.integers(1, 3)), replace=False)
    lines = tuple(
        Line(
            sku=f"SKU-{k}",
            quantity=int(rng.integers(1, 3)),
            weight_g=int(rng.integers(200, 4000)),
            size=Size(length_mm=250, width_mm=150, height_mm=70),
        )
        for k in chosen
    )
    return Cart(lines=lines, place=_anywhere(rng), currency="EUR")


def main() -> None:
    """Measure what the command line asks for, show a table, and write the figures and a picture."""
    parser = argparse.ArgumentParser(description="Time of a quote.")
    parser.add_argument("--stops", type=int, default=5000)
    parser.add_argument("--later", type=int, default=800)
    parser.add_argument("--shops", type=int, default=50)
    parser.add_argument("--banks", type=int, default=200)
    parser.add_argument("--quotes", type=int, default=200)
    parser.add_argument("--held", type=int, default=0, help="Stops promised before the first quote.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, help="Folder for quotes.json and a picture.")
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    modes = modes_of(rng, shops=given.shops, banks=given.banks)
    began = time.perf_counter()
    plans = with_held(plans_of(modes.terms, given.stops, given.later), rng, modes.terms, given.held)
    console = Console()
    console.print(f"{sum(len(p.problem.stops) for p in plans.values()):,} stops in {len(plans)} plans,"
                  f" ready in {time.perf_counter() - began:.1f} s")  # fmt: skip
    carts = [cart_of(rng) for _ in range(given.quotes)]
    options, offered, times = 0, 0, []
    for cart in carts:
        began = time.perf_counter()
        quote = quote_delivery(cart, modes=modes, plans=plans, now=NOW)
        times.append(1000 * (time.perf_counter() - began))
        options, offered = options + len(quote.options), offered + len(quote.offered)
    shares = {"p50": 50, "p95": 95, "p99": 99}
    figures = {name: round(float(np.percentile(times, share)), 1) for name, share in shares.items()}
    each = [f"{number / len(carts):.0f}" for number in (options, offered)]
    console.print(_table(str(len(carts)), *each, figures=figures))
    if given.output is not None:
        write_figures(given.output, "quotes", times, figures)


def _table(*counts: str, figures: dict[str, float]) -> Table:
    table = Table("quotes", "options each", "offered each", *(f"{name} ms" for name in figures))
    table.add_row(*counts, *(f"{ms:.1f}" for ms in figures.values()))
    return table


def write_figures(
    folder: Path,
    name: str,
    times: list[float],
    figures: dict[str, float],
    beside: Mapping[str, float] = _NOTHING,
) -> None:
    """Write how long each quote took, in milliseconds, as JSON and as pictures; `beside` as JSON alone."""
    from matplotlib.figure import Figure  # noqa: PLC0415  only where a picture is asked for

    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(
        json.dumps({**figures, **beside, "ms": np.round(times, 2).tolist()}) + "\n"
    )
    picture = Figure(figsize=(7, 3.5), layout="constrained")
    axes = picture.subplots()
    axes.ecdf(times, color="#1f6f54")
    for share, ms in figures.items():
        axes.axvline(ms, color="#999", linewidth=0.8)
        axes.annotate(f"{share} {ms:.0f} ms", (ms, 0.05), rotation=90, fontsize=8)
    axes.set(xlabel="milliseconds for a quote", ylabel="share of quotes", xlim=(0, None))
    for ending in ("svg", "png"):
        picture.savefig(folder / f"{name}.{ending}", dpi=150)


if __name__ == "__main__":
    main()
