"""The table of a report, in Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.figures import Figure, best_rival, figure, peak_mib, rival_limit, wall_s
from benchmarks.outcome import outcome
from benchmarks.runs import RowRuns
from benchmarks.solvers import PEERS
from benchmarks.tasks import OURS

HEADINGS = (
    "set",
    "limit",
    "instances",
    "seeds",
    "ours",
    *PEERS.values(),
    "ratio",
    "to reach",
    "reached",
    "s",
    "MiB",
)


def table(rows: Iterable[RowRuns]) -> str:
    """Return the table: a line for each row and time limit that ours was measured at."""
    return markdown(HEADINGS, [_line(runs, limit) for runs in rows for limit in runs.limits(OURS)])


def markdown(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose columns stand below each other."""
    cells = [list(headings), *map(list, lines)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(headings))]
    rule = [":" + "-" * (width - 1) if width > 1 else "-" for width in widths]
    return "".join(f"| {' | '.join(_padded(line, widths))} |\n" for line in [cells[0], rule, *cells[1:]])


def _padded(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    return (cell.ljust(width) for cell, width in zip(line, widths, strict=True))


def _line(runs: RowRuns, limit: str) -> list[str]:
    ours = runs.of(OURS, limit)
    names = list(ours)
    peers = [figure(runs, peer, rival_limit(limit), names) for peer in PEERS]
    return [
        runs.row.name,
        limit,
        str(len(ours)),
        str(runs.seeds[OURS, limit]),
        _told(figure(runs, OURS, limit), len(ours)),
        *(_told(each, len(ours)) for each in peers),
        _ratio(runs, limit),
        _to_reach(runs, limit),
        outcome(runs, limit) if limit in {**runs.row.targets, **runs.row.shares} else "",
        _number(wall_s(ours), 1),
        str(peak_mib(ours) or ""),
    ]


def _told(it: Figure, of: int) -> str:
    """Return a figure in percent, with the number of its instances where they are not all."""
    if not it.of:
        return ""
    text = "none" if it.value is None else f"{it.value:.2f}"
    if it.reached is not None:
        return f"{text} ({100 * it.reached:.0f} % reach the vehicles)"
    return text if it.counted == of else f"{text} ({it.counted} of {of})"


def _ratio(runs: RowRuns, limit: str) -> str:
    """Return ours divided by the best rival's figure, over the instances of both."""
    rival = best_rival(runs, limit) if runs.row.measure == "best known" else None
    if rival is None or rival[2].value is None or not rival[1].value or rival[1].value < 0:
        return ""
    return f"{rival[2].value / rival[1].value:.2f}"


def _to_reach(runs: RowRuns, limit: str) -> str:
    row, target, share = runs.row, runs.row.targets.get(limit), runs.row.shares.get(limit)
    parts = [] if target is None else [f"{target:g} %"]
    if share is not None:
        rivals = "best peer" if len(row.rivals) > 1 else PEERS[row.rivals[0]]
        parts.append(f"not behind {rivals}" if share == 1 else f"{share:.2f} of {rivals}")
    return ", ".join(parts)


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
