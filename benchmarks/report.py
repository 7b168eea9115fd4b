"""The report of what was measured: `python -m benchmarks.report [--commit C]`.

Writes into benchmarks/results: DATE-COMMIT.md with the table, DATE-COMMIT.csv with every instance, and a
picture of gap over time for each row.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.computer import commit, computer, computer_name
from benchmarks.figures_to_reach import ROWS
from benchmarks.lines import write_lines
from benchmarks.record import Record, records
from benchmarks.runs import RowRuns, gathered
from benchmarks.solvers import MODULES, PEERS
from benchmarks.table import table
from benchmarks.tasks import ONE_CORE, OURS

RESULTS: Final = Path(__file__).parent / "results"
RUNS: Final = RESULTS / "runs"
BUSY: Final = 0.9
"""A run that got less of its core than this was measured beside other work."""


def main() -> int:
    """Write the report that the command line asks for and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", default=commit(), help="of ours; the commit at hand if left out")
    parser.add_argument("--computer", default=computer_name(), help="a folder of benchmarks/results/runs")
    parser.add_argument("--runs", type=Path, default=RUNS, help="where the records stand")
    parser.add_argument("--into", type=Path, default=RESULTS, help="where the report goes")
    given = parser.parse_args()
    found = newest(given.runs / given.computer, given.commit)
    if not any(record["solver"] == OURS for record in found):
        sys.stderr.write(f"Nothing is measured of {given.commit} in {given.runs / given.computer}.\n")
        return 2
    sys.stdout.write(write_report(found, given.commit, given.into, date.today()))
    return 0


def newest(store: Path, at: str) -> list[Record]:
    """Return the records of ours at a commit, and of each peer those of its newest version."""
    folders = [store / f"{OURS}-{at}"]
    for peer in MODULES:
        if peer != OURS:
            folders += sorted(store.glob(f"{peer}-*"), key=_version)[-1:]
    return [record for folder in folders for record in records(folder)]


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.name)]


def write_report(found: list[Record], at: str, into: Path, today: date) -> str:
    """Write the report and return its text."""
    into.mkdir(parents=True, exist_ok=True)
    name = f"{today.isoformat()}-{at}"
    rows = [runs for row in ROWS if (runs := gathered(row, found)).by_limit]
    write_lines(rows, into / f"{name}.csv")
    text = f"{heading(found, at)}\n{table(rows)}\n{remarks(found)}\n{pictures(rows, into, name)}"
    (into / f"{name}.md").write_text(text, encoding="utf-8")
    return text


def heading(found: list[Record], at: str) -> str:
    """Return what was measured, on what."""
    told: Record = found[0]["computer"] if found else computer()
    threads = sorted({record["threads"] for record in found if record["solver"] == OURS})
    versions = {record["solver"]: record["version"] for record in found if record["solver"] != OURS}
    peers = ", ".join(f"{PEERS[peer]} {versions[peer]}" for peer in PEERS if peer in versions)
    return (
        f"# Benchmarks of {at}\n\n"
        f"{told['processor']}, {told['cores']} cores, {told['memory_gib']} GiB, {told['system']}, "
        f"Python {told['python']}; ours on {' and '.join(map(str, threads))} threads. "
        f"Peers: {peers or 'none'}.\n\n"
        "Figures are mean gaps in percent over the instances, of the seed in the middle; "
        "`benchmarks/README.md` says how to read them.\n"
    )


def remarks(found: list[Record]) -> str:
    """Return what whoever reads the figures must know: answers that were not valid, and a busy computer."""
    lines = [f"* {line}" for line in sorted(set(_notes(found)))]
    shares = [
        record["cpu_s"] / record["wall_s"]
        for record in found
        if record["solver"] in ONE_CORE and record["cost"] is not None
    ]
    if busy := sum(share < BUSY for share in shares):
        share = f"{busy} of {len(shares)} runs on one core got less than {BUSY:.0%} of it"
        lines.append(f"* {share}: the computer was busy, and figures of all solvers suffered.")
    return "\n".join(["## Remarks\n", *(lines or ["None."]), ""])


def _notes(found: Iterable[Record]) -> Iterable[str]:
    for record in found:
        where = f"{record['set']}/{record['instance']}, {record['solver']}, {record['limit']}"
        if record["cost"] is None:
            yield f"{where}: {record['note']}"
        elif record["broken"]:
            yield f"{where}: breaks a rule: {record['broken'][0]}"
        elif not record["complete"]:
            yield f"{where}: leaves stops out that must be visited"


def pictures(rows: Iterable[RowRuns], into: Path, name: str) -> str:
    """Draw a picture for each row and return the links to them."""
    from benchmarks.plot import draw  # noqa: PLC0415 - a report without pictures needs no matplotlib

    links = []
    for runs in rows:
        file = f"{name}-{re.sub(r'[^a-z0-9]+', '-', runs.row.name.lower()).strip('-')}.png"
        if draw(runs, into / file):
            links.append(f"![{runs.row.name}]({file})")
    return "\n\n".join(["## Gap over time", *links, ""])


if __name__ == "__main__":
    sys.exit(main())
