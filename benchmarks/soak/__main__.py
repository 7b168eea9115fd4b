"""Tries what a service must stand: `python -m benchmarks.soak [TRIAL ...] [--database URL] [--share 0.01]`.

What has been tried is kept and not tried again, so a run that was ended goes on where it was. It ends with 1
where anything went wrong.
"""

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from benchmarks.computer import commit
from benchmarks.soak.programs import Place
from benchmarks.soak.tally import Tally, tally_of
from benchmarks.soak.trials import TRIALS

KEPT: Final = Path(__file__).parents[1] / "results" / "runs" / "soak"
_SHOWN: Final = 10


def options() -> argparse.ArgumentParser:
    """Return what the command line understands."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    add = parser.add_argument
    add("trials", nargs="*", metavar="TRIAL", help=f"of {', '.join(TRIALS)} (default: all)")
    add("--database", default="", metavar="URL", help="an empty PostgreSQL database (default: SQLite files)")
    add("--share", type=float, default=1.0, help="of a whole run, 0.01 tries a hundredth of everything")
    add("--into", type=Path, default=KEPT, help="where tallies are kept, a folder for each commit")
    return parser


def main(words: list[str] | None = None) -> int:
    """Carry out what the command line asks for and tell what it gave."""
    given = options().parse_args(words)
    if unknown := [each for each in given.trials if each not in TRIALS]:
        sys.stderr.write(f"No trial is called {', '.join(unknown)}; there are {', '.join(TRIALS)}.\n")
        return 2
    kind = "postgresql" if given.database else "sqlite"
    faults = 0
    for name in given.trials or TRIALS:
        trial = TRIALS[name]
        tally = tally_of(given.into / commit() / f"{name}-{kind}.json")
        folder = Path(mkdtemp(prefix=f"soak-{name}-"))
        place = Place(folder=folder, database=given.database or str(folder / "soak.sqlite"), settings={})
        trial.carry_out(place, tally, max(1, round(trial.whole * given.share)))
        _tell(f"{name} ({trial.about}, {kind})", tally)
        faults += len(tally.faults)
    return 1 if faults else 0


def _tell(name: str, tally: Tally) -> None:
    sums = ", ".join(f"{count:,} {what}" for what, count in tally.sums.items())
    worst = ", ".join(f"{what} at most {figure:,.1f}" for what, figure in tally.worst.items())
    lines = [f"{name}: {tally.rounds:,} rounds; {'; '.join(each for each in (sums, worst) if each)}"]
    lines += [f"  {each}" for each in tally.faults[:_SHOWN]]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
