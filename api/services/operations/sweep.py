"""Many cases of a study side by side: each was designed by whichever worker was free; here they are told."""

import json
from typing import Any, Final

from api.services.operations.bench import Bench
from data.files import replacing, write_text
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.plan_json.pretty import pretty_json

ANSWER: Final = "sweep.json"
HEADER: Final = (
    "case",
    "state",
    "cost",
    "gap_percent",
    "investment",
    "co2_kg",
    "mean_minutes",
    "open",
    "why_not",
)


def sweep(asked: dict[str, Any], bench: Bench) -> None:
    """Tell what became of each case, in their order."""
    rows = [_row(name, _part(bench, k)) for k, name in enumerate(asked["cases"])]
    bench.writing()
    document = {"cases": [dict(zip(HEADER, row, strict=True)) for row in rows]}
    write_text(bench.out / ANSWER, pretty_json(document))
    write_text(bench.out / "sweep.csv", table_csv(HEADER, rows), encoding="utf-8-sig")
    with replacing(bench.out / "sweep.xlsx") as temporary:
        write_tables_xlsx(temporary, [("sweep", HEADER, rows)], ())


def _part(bench: Bench, number: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((bench.given / "parts" / f"{number}.json").read_text(encoding="utf-8"))
    return told


def _row(name: str, part: dict[str, Any]) -> tuple[str | float, ...]:
    found = part["answer"]
    if found is None:
        return name, part["state"], "", "", "", "", "", "", part["why_not"]
    return (
        name, part["state"], found["objective"], found["gap"], found["investment"], found["co2_kg"],
        found["service"]["mean_minutes"], ", ".join(found["open"]), part["why_not"],
    )  # fmt: skip
