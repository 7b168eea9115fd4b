"""Key figures as JSON and as tables; and these and pictures as files in a folder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from api.services.kpi.ask import Answer
from api.services.kpi.catalogue import BEHIND, SECTIONS, Kpi
from api.services.kpi.feeds import Asked
from core.figure import Figure
from data.files import write_bytes, write_text
from data.formats.fields.written import Row, table_csv
from data.formats.plan_json.pretty import pretty_json

HEADER: Final = ("kpi", "key", "value", "unit", "numerator", "denominator", "counted", "left_out", "why")
BEHIND_HEADER: Final = ("id", "number", "source", "numerator", "denominator", "left_out")
NOTHING: Final = "nothing to count yet"


def definition(kpi: Kpi) -> dict[str, Any]:
    """Return what a key figure means."""
    told = {name.lower().replace(" ", "_"): kpi.text.get(name, "") for name in SECTIONS}
    return {
        "name": kpi.name,
        "title": kpi.text[""],
        "unit": kpi.unit,
        "formula": told["formula"],
        "source": told["source"],
        "counts": told["counts"],
        "not_counted": told["left_out"],
        "behind": BEHIND[kpi.feed],
        "splits": sorted(kpi.splits),
        "more_is_better": kpi.more_is_better,
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure with its sums; value is scale * numerator / denominator, null where nothing counted."""
    return {
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "scale": figure.scale,
        "counted": figure.counted,
        "left_out": dict(sorted(figure.reasons.items())),
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return a key figure with its definition and its groups."""
    groups = [{"key": key, **figure_json(each)} for key, each in answer.groups.items()]
    told = {**definition(answer.kpi), "unit": answer.unit}
    return {**told, **figure_json(answer.total), "groups": groups}


def document(asked: Asked, answers: Iterable[Answer]) -> dict[str, Any]:
    """Return key figures and what was asked."""
    return {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "zone": asked.zone.key,
        "by": asked.by,
        "at": asked.now.isoformat(),
        "kpis": [answer_json(each) for each in answers],
    }


def rows(answers: Iterable[Answer]) -> Iterator[Row]:
    """Yield a row for each key figure altogether, its key being "", and one for each of its groups."""
    for each in answers:
        for key, figure in each.rows:
            yield _row(each, key, figure)


def _row(answer: Answer, key: str, figure: Figure) -> Row:
    return (
        answer.kpi.name,
        key,
        NOTHING if figure.value is None else round(figure.value, 6),
        answer.unit,
        figure.numerator,
        figure.denominator,
        figure.counted,
        figure.omitted,
        why(figure.reasons),
    )


def why(reasons: Mapping[str, int]) -> str:
    """Return reasons with how many were left out by each: "3 still open, 1 cancelled"."""
    listed = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{number:,} {reason}" for reason, number in listed)


def csv_of(answers: Iterable[Answer]) -> str:
    """Return key figures as CSV."""
    return table_csv(HEADER, rows(answers))


def write_kpis(folder: Path, asked: Asked, answers: Sequence[Answer]) -> tuple[Path, ...]:
    """Write kpis.json, kpis.csv and, where they are split, kpis.svg and kpis.png into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "kpis.json", folder / "kpis.csv"]
    write_text(written[0], pretty_json(document(asked, answers)))
    write_text(written[1], csv_of(answers), encoding="utf-8-sig")
    if asked.by is None:
        return tuple(written)
    # What draws takes half a second to load.
    from api.services.kpi.pictures import picture_of  # noqa: PLC0415

    for path, picture in (
        (folder / "kpis.svg", picture_of(asked, answers, "svg")),
        (folder / "kpis.png", picture_of(asked, answers, "png")),
    ):
        write_bytes(path, picture)
        written.append(path)
    return tuple(written)
