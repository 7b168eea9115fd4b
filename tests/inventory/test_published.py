"""Every published number of the shared folder: ours is the same, or it is said why there is none."""

import csv
import os
from ast import literal_eval
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.inventory.published import folder
from tests.inventory.published_answers import ANSWERS, WHOLE, Key, not_ours
from tests.inventory.published_rows import Answers

Row = tuple[Key, str, int, Any]
"""Whose figure it is, its name, the how manieth of that name, and what is published."""


def rows() -> list[Row]:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    path = Path(shared or "", "bench", "inventory", "snyder_shen_expected.csv")
    if not shared or not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    seen: Counter[tuple[Key, str]] = Counter()
    found = []
    for row in read:
        key = (row["topic"], row["test"], row["instance"])
        number = seen[key, row["quantity"]]
        seen[key, row["quantity"]] += 1
        found.append((key, row["quantity"], number, value_of(row["expected"])))
    return found


def value_of(text: str) -> Any:
    """Return a number, list or mapping; other text, such as inf, as it stands."""
    try:
        return literal_eval(text)
    except ValueError:
        return text


ANSWERED = 239
"""Rows that have an answer of ours; all others say why not."""

ROWS = rows()


@cache
def answers(key: Key) -> Answers:
    return ANSWERS[key]()


def named(row: Row) -> str:
    (topic, test, problem), quantity, number, _ = row
    return f"{topic}-{test}-{problem}-{quantity}-{number}"


def test_the_folder_has_the_rows_that_its_notes_speak_of() -> None:
    assert folder().is_dir()
    assert len(ROWS) == 518
    answered = [row for row in ROWS if not not_ours(row[0], row[1])]
    assert len(answered) == ANSWERED


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_our_answer_is_the_published_one(row: Row) -> None:
    key, quantity, number, published = row
    reason = not_ours(key, quantity)
    if reason:
        pytest.skip(reason)
    if quantity == "opt_cost":
        published = WHOLE.get(key[:2], published)
    found = answers(key)
    if "order_multiples" in found and found["cost"][0] < 0.999999 * joint_cost(key):
        # A heuristic is published; what costs less has other quantities.
        assert found["cost"][0] > 0.97 * joint_cost(key)
        return
    assert found[quantity][number] == pytest.approx(published, rel=1e-5, abs=1e-5)


def joint_cost(key: Key) -> float:
    return float(next(value for each, quantity, _, value in ROWS if (each, quantity) == (key, "cost")))
