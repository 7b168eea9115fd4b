"""Published examples of inventory theory, from the shared folder."""

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest


def folder() -> Path:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if not shared:
        pytest.skip("ROUNDSMAN_SHARED names no folder with published examples")
    return Path(shared, "bench", "inventory")


@cache
def _instances(path: Path) -> dict[str, Any]:
    content = json.loads((path / "stockpyl_instances.json").read_text(encoding="utf-8"))
    return {each["name"]: each["data"] for each in content["instances"]}


def instance(name: str) -> Any:
    """Return the data of an example."""
    return _instances(folder())[name]


def expected(test: str, topic: str, quantity: str, name: str | None = None) -> list[float]:
    """Return the numbers of a test in their order; the first row of a test is the best."""
    with (folder() / "snyder_shen_expected.csv").open(encoding="utf-8", newline="") as lines:
        return [
            float(row["expected"])
            for row in csv.DictReader(lines)
            if (row["test"], row["topic"], row["quantity"]) == (test, topic, quantity)
            and name in (None, row["instance"])
        ]


def first(test: str, topic: str, quantity: str, name: str | None = None) -> float:
    return expected(test, topic, quantity, name)[0]
