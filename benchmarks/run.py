"""Measures solvers and the road engine: `python -m benchmarks.run [--short] [--set cvrp] [--seeds N]`.

Reads instances and maps from `ROUNDSMAN_SHARED`. What is measured is kept and not measured again, so a run
that was ended goes on where it was.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.computer import commit, computer_name
from benchmarks.figures_to_reach import ROWS
from benchmarks.measure import Measuring, in_a_child, version_of
from benchmarks.report import RESULTS, RUNS
from benchmarks.solvers import PEERS
from benchmarks.tasks import Choice, tasks

MAP: Final = "porto.osm.pbf"
QUICK_PEERS: Final = ("hgs", "vroom")
QUICK_SECONDS: Final = (1.0, 10.0)
QUICK_INSTANCES: Final = 2
FULL_SEEDS: Final = 3


def options() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add(
        "--short",
        action="store_true",
        help="minutes: two instances a set, 10 s, one seed, quick peers; streets",
    )
    add("--set", nargs="+", default=(), metavar="FOLDER", help="published sets (default: all)")
    add("--seeds", type=int, help=f"how many (default: {FULL_SEEDS}, short: 1)")
    add("--time", nargs="+", type=float, metavar="S", help="limits in seconds (default: those of each row)")
    add("--peers", nargs="*", choices=PEERS, help="who runs beside ours (default: all, short: hgs vroom)")
    add("--threads", type=int, default=os.cpu_count() or 1, help="of ours, OR-Tools and VROOM")
    add("--instances", type=int, metavar="N", help="at most so many a set (default: all, short: 2)")
    add("--runs", type=Path, default=RUNS, help="where records are kept")
    add("--into", type=Path, default=RESULTS, help="where the report goes")
    return parser


def chosen(given: argparse.Namespace, shared: Path) -> Choice:
    """Return the choice that the command line stands for."""
    short = given.short
    return Choice(
        bench=shared / "bench",
        folders=tuple(given.set),
        seconds=tuple(given.time or ()),
        longest=max(QUICK_SECONDS) if short and not given.time else None,
        seeds=given.seeds or (1 if short else FULL_SEEDS),
        instances=given.instances or (QUICK_INSTANCES if short else None),
        peers=tuple((QUICK_PEERS if short else PEERS) if given.peers is None else given.peers),
        threads=given.threads,
    )


def main() -> int:
    """Measure what the command line asks for, then write the report."""
    given = options().parse_args()
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if shared is None:
        sys.stderr.write("Set ROUNDSMAN_SHARED to the folder with bench/ and maps/.\n")
        return 2
    choice = chosen(given, Path(shared))
    if missing := [peer for peer in choice.peers if not _installed(peer)]:
        sys.stderr.write(
            f"Not installed: {', '.join(missing)}. `make bench` installs them, or leave them out.\n"
        )
        return 2
    measuring = Measuring(store=given.runs / computer_name(), say=_say, one=in_a_child)
    measuring.carry_out(tasks(ROWS, choice, measuring.found))
    codes = [_module("benchmarks.report", "--commit", commit(), "--runs", given.runs, "--into", given.into)]
    if given.short:
        codes.append(_module("benchmarks.roads", Path(shared) / "maps" / MAP))
    return max(codes)


def _installed(solver: str) -> bool:
    try:
        version_of(solver)
    except ImportError:
        return False
    return True


def _module(name: str, *words: str | Path) -> int:
    return subprocess.run([sys.executable, "-m", name, *map(str, words)], check=False).returncode  # noqa: S603


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
