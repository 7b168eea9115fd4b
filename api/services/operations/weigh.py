"""What a design could be instead, what moves it and what it hangs on, as operations."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from api.services.operations.bench import Bench
from api.services.operations.design import read_study_on
from api.services.view_network import view_of_study
from api.services.weigh_network import Effort, Moved, pareto_of, tornado_of
from data.formats.design.figures import design_document
from data.formats.design.read_design import design_from
from data.formats.design.report_files import Report, write_report
from network.design.design import Design
from network.design.scenario import Change, applied
from network.design.search.goal import Goal, bounded
from network.design.study import Study
from network.pareto import SLACK, FrontPoint
from network.tornado import Bar, End, Input, inputs_of

_POINTS: Final = "points.json"
_BARS: Final = "bars.json"


def pareto(asked: dict[str, Any], bench: Bench) -> None:
    """Weigh cost against service or CO2, going on from the designs of an earlier attempt."""
    study, goal = read_study_on(bench), asked["against"]

    def keep(found: Sequence[FrontPoint]) -> None:
        told = [
            {"most": each.most, "value": each.value, "design": design_document(each.study, each.design)}
            for each in found
        ]
        bench.keep(_POINTS, json.dumps(told))

    report = pareto_of(
        study, goal, _effort(asked, bench), points=asked["points"],
        known=_known_points(bench.kept / _POINTS, study, goal), keep=keep,
    )  # fmt: skip
    _write(report, bench, "pareto")


def tornado(asked: dict[str, Any], bench: Bench) -> None:
    """Tell what moves the least cost most, going on from the bars of an earlier attempt."""
    study, percent = read_study_on(bench), asked["percent"]
    inputs = list(inputs_of(study))

    def keep(moved: Moved) -> None:
        told = {
            "best": design_document(study, moved.best),
            "bars": [[_end_json(study, bar.input, end) for end in (bar.low, bar.high)] for bar in moved.bars],
        }
        bench.keep(_BARS, json.dumps(told))
        bench.part(len(moved.bars), len(inputs))

    report = tornado_of(
        study, _effort(asked, bench), percent=percent,
        known=_known_bars(bench.kept / _BARS, study, inputs), keep=keep,
    )  # fmt: skip
    _write(report, bench, "tornado")


def view(asked: dict[str, Any], bench: Bench) -> None:
    """Tell what a supply network, or a design of it, hangs on and can bear."""
    study = read_study_on(bench)
    chosen = bench.given / "design.json"
    report = view_of_study(
        study, design=chosen if chosen.exists() else None, period=asked["period"],
        most_gone=asked["removals"], draws=asked["draws"], seed=asked["seed"], seconds=asked["seconds"],
        announce=bench.announce,
    )  # fmt: skip
    _write(report, bench, "view")


def _write(report: Report, bench: Bench, stem: str) -> None:
    bench.writing()
    write_report(report, bench.out, stem)


def _effort(asked: dict[str, Any], bench: Bench) -> Effort:
    def announce(step: str) -> None:
        # What is done so far is worth reporting: a search ends by what it is told, not here.
        if not bench.stopped:
            bench.announce(step)

    return Effort(
        seconds=bench.left(asked["seconds"]), seed=asked["seed"], threads=bench.threads,
        progress=bench.listen, announce=announce,
    )  # fmt: skip


def _known_points(path: Path, study: Study, goal: Goal) -> list[FrontPoint]:
    if not path.exists():
        return []
    found = []
    for each in json.loads(path.read_text(encoding="utf-8")):
        most = each["most"]
        asked = study if most is None else bounded(study, goal, most * (1 + SLACK) + SLACK)
        design = design_from(path.name, each["design"], asked)
        found.append(FrontPoint(most=most, value=each["value"], study=asked, design=design))
    return found


def _known_bars(path: Path, study: Study, inputs: Sequence[Input]) -> Moved | None:
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    bars = [
        Bar(input=moved, low=_end(study, moved, low), high=_end(study, moved, high))
        for moved, (low, high) in zip(inputs, told["bars"], strict=False)
    ]
    return Moved(best=design_from(path.name, told["best"], study), bars=tuple(bars))


def _at(study: Study, moved: Input, percent: float) -> Study:
    return applied(study, [Change(scenario=moved.name, kind=moved.kind, target=moved.target, value=percent)])


def _end_json(study: Study, moved: Input, end: End) -> dict[str, Any]:
    def told(design: Design | None) -> dict[str, Any] | None:
        return None if design is None else design_document(_at(study, moved, end.percent), design)

    return {
        "percent": end.percent, "design": told(end.design), "kept": told(end.kept),
        "opened": end.opened, "closed": end.closed, "why_not": end.why_not, "late": end.late,
    }  # fmt: skip


def _end(study: Study, moved: Input, told: dict[str, Any]) -> End:
    def read(document: Any) -> Design | None:
        return None if document is None else design_from("bar", document, _at(study, moved, told["percent"]))

    return End(
        percent=told["percent"], design=read(told["design"]), kept=read(told["kept"]),
        opened=tuple(told["opened"]), closed=tuple(told["closed"]), why_not=told["why_not"],
        late=told.get("late", False),
    )  # fmt: skip
