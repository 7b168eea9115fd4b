"""The command line as a person meets it, and the smallest files that make a day."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from api.services.read_day import day_from_files
from data.formats.plan_json.document import PlanDocument
from routing.assemble import assemble
from routing.day import places_of, problem_of
from routing.explain import explained
from routing.travel.straight_line import StraightLine
from tests.data.sample_city.tiny_maps import TinyMap, degrees

PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]

VEHICLES = (
    "id,start,end,capacity_parcels,cost_per_km,skills\nred,hub,hub,10,1.00,\nblue,hub,hub,10,1.00,cold\n"
)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a command left behind: its exit code, its result and its talk."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return self.document["error"]


def orders_csv(*rows: str) -> str:
    """Return orders within a kilometre of the hub; each row is `id,x,y,parcels,windows,skills,penalty`."""
    lines = ["id,lon,lat,parcels,windows,skills,penalty"]
    for row in rows:
        name, x, y, *rest = row.split(",")
        lon, lat = degrees((float(x), float(y)))
        lines.append(",".join([name, f"{lon:.6f}", f"{lat:.6f}", *rest]))
    return "\n".join(lines) + "\n"


FOUR_ORDERS = ("ann,400,0,1,,,", "bob,400,400,1,,,", "cat,0,400,1,,cold,", "dan,-400,0,1,,,5.00")


def write_day(folder: Path, *rows: str, vehicles: str = VEHICLES) -> list[str]:
    """Write orders, vehicles and a depot into `folder`; return what names them on the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    lon, lat = degrees((0, 0))
    (folder / "orders.csv").write_text(orders_csv(*(rows or FOUR_ORDERS)))
    (folder / "vehicles.csv").write_text(vehicles)
    (folder / "depots.csv").write_text(f"id,lon,lat\nhub,{lon:.6f},{lat:.6f}\n")
    return [
        str(folder / "orders.csv"),
        "--vehicles",
        str(folder / "vehicles.csv"),
        "--depots",
        str(folder / "depots.csv"),
    ]


def document_of(folder: Path, **routes: tuple[str, ...]) -> PlanDocument:
    """Return the plan of the day in `folder` that drives `routes`, by straight lines."""
    day = day_from_files(folder / "orders.csv", folder / "vehicles.csv", folder / "depots.csv")
    travel = StraightLine().travel(places_of(day), "van")
    problem = problem_of(day, {"van": travel.matrix}, travel.notes)
    return PlanDocument(
        problem=problem,
        plan=explained(problem, assemble(problem, routes)),
        day=date(2026, 11, 23),
        created=datetime(2026, 11, 22, 18, tzinfo=UTC),
        travel_source=travel.source,
    )


def write_map(file: Path) -> Path:
    """Write a town of seven by seven streets around the hub, 400 m apart."""
    town, lines = TinyMap(), range(-1200, 1201, 400)
    for k in lines:
        town.street(*((float(x), float(k)) for x in lines), name=f"Row {k}")
        town.street(*((float(k), float(y)) for y in lines), name=f"Column {k}")
    return town.write(file)


def started(
    arguments: Sequence[str], cwd: Path, environ: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start the program in a group of its own, as a terminal does."""
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


@contextmanager
def running(
    arguments: Sequence[str], cwd: Path, environ: Mapping[str, str] | None = None
) -> Iterator["Watched"]:
    """Run the program beside the test; it is gone afterwards, however the test ends."""
    process = started(arguments, cwd, environ)
    watched = Watched(process)
    try:
        yield watched
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        watched.ended()


class Watched:
    """A running program whose output can be waited for."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._said: dict[str, list[str]] = {"out": [], "err": []}
        self._news = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=(name, stream))
            for name, stream in (("out", process.stdout), ("err", process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str, stream: Any) -> None:
        for line in stream:
            with self._news:
                self._said[name].append(line)
                self._news.notify_all()
        stream.close()
        with self._news:
            self._said[name].append("")
            self._news.notify_all()

    def said(self, name: str) -> str:
        return "".join(self._said[name])

    def wait_for(self, pattern: str, *, on: str = "err") -> "re.Match[str]":
        """Wait until the program says something that matches `pattern`; fail if it ends before."""

        def heard() -> "re.Match[str] | None":
            return re.search(pattern, self.said(on))

        with self._news:
            self._news.wait_for(lambda: heard() is not None or "" in self._said[on][-1:], timeout=120)
        found = heard()
        assert found is not None, f"waited for {pattern!r}; it said {self.said('out')}{self.said('err')}"
        return found

    def press_ctrl_c(self) -> None:
        """Send what a terminal sends: the signal reaches every process of the program."""
        os.killpg(self.process.pid, signal.SIGINT)

    def ended(self) -> Ended:
        code = self.process.wait(timeout=120)
        for reader in self._readers:
            reader.join(timeout=120)
        return Ended(code=code, out=self.said("out"), err=self.said("err"))


Run = Callable[..., Ended]
"""Runs a command in this process: `run("plan", "orders.csv", "--json")`."""
