"""The demonstration: a synthetic day drawn on a map, planned through the same doors as anybody's day."""

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from api.services.announce import Announce
from api.services.check_plan import check_plan
from api.services.plan_day import plan_day
from api.services.read_day import day_from_files
from core.clock import Clock
from core.errors import RoundsmanError
from data.files import sha256_of, write_text
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.read import read_plan
from data.sample_city.city import sample_day
from data.sample_city.write import write_sample_city
from routing.budget import Budget, Listener
from routing.solve import SolverName
from routing.travel.source import TravelSource

_MARK = ".demo.json"


@dataclass(frozen=True, kw_only=True)
class DemoDay:
    """What the demonstration plans."""

    extract: Path
    orders: int
    vehicles: int
    seed: int
    seconds: float
    solver: SolverName = "kernel"


def make_demo(
    wanted: DemoDay,
    folder: Path,
    *,
    source: TravelSource,
    budget: Budget,
    clock: Clock,
    threads: int,
    progress: Listener,
    announce: Announce,
) -> PlanDocument:
    """Draw the day, write its tables to `folder`, read them back as anybody's, and plan them."""
    # From here on the folder no longer holds what it was remembered for.
    (folder / _MARK).unlink(missing_ok=True)
    city = sample_day(
        wanted.extract,
        order_count=wanted.orders,
        vehicles=wanted.vehicles,
        seed=wanted.seed,
        progress=announce,
    )
    write_sample_city(city, folder)
    day = day_from_files(folder / "orders.csv", folder / "vehicles.csv", folder / "depots.csv")
    return plan_day(
        day,
        source=source,
        budget=budget,
        clock=clock,
        seed=wanted.seed,
        threads=threads,
        solver=wanted.solver,
        notes=(city.label,),
        progress=progress,
        announce=announce,
    )


def demo_key(wanted: DemoDay) -> str:
    """Return what the demonstration depends on: map, numbers, seed and version."""
    text = json.dumps(
        {**asdict(wanted), "extract": sha256_of(wanted.extract), "version": version("roundsman")}
    )
    return hashlib.sha256(text.encode()).hexdigest()


def kept_demo(folder: Path, key: str) -> PlanDocument | None:
    """Return the plan that was made with the same key before, if it is still whole and keeps every rule."""
    mark = folder / _MARK
    if not mark.is_file() or mark.read_text("utf-8").strip() != key or not (folder / "map.html").is_file():
        return None
    try:
        verdict = check_plan(read_plan(folder / "plan.json"))
    except RoundsmanError:
        return None
    edited = bool(verdict.retimed or verdict.violations)
    return None if edited else verdict.document


def remember_demo(folder: Path, key: str) -> None:
    """Remember that `folder` holds the plan of this key; written last, so a cut run is made again."""
    write_text(folder / _MARK, key + "\n")
