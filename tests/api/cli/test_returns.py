"""`roundsman returns` as a person calls it."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import utc_now
from data.store.address import file_address
from data.store.order_moves import Seen, held, move
from data.store.store import Store
from orders.life_cycle import State
from tests.api.cli.builders import Run
from tests.orders.returns.builders import NOW, sold


@pytest.fixture
def order(tmp_path: Path) -> str:
    store = Store(file_address(tmp_path / "kept.db"))
    store.open()
    (kept,) = store.orders.place([sold()], source="shop", now=NOW).orders
    with store.database.write() as connection:
        seen = Seen(target=State.DELIVERED, at=NOW, cause="x")
        move(connection, held(connection, [kept.id])[kept.id], seen, NOW)
    store.close()
    return kept.id


def test_a_return_is_asked_for_decided_received_inspected_and_repaid(
    run: Run, order: str, tmp_path: Path
) -> None:
    kept = ("--database", tmp_path / "kept.db")
    asked = ("returns", "create", order, "--line", "tea:3:damaged", "--number", "R-1", *kept)
    made = run(*asked, "--json").document
    assert run(*asked, "--json").document == made
    one = made["id"]
    for words in (
        ("approve",),
        ("pickup", "--day", f"{utc_now().date() + timedelta(days=2)}"),
        ("receive", "--warehouse", "north", "--line", "tea:3"),
        ("inspect", "--line", "tea:2:as-new:restock:north/A-01", "--line", "tea:1:damaged:scrap"),
        ("refund", "--line", "tea:900", "--currency", "EUR"),
        ("close",),
    ):
        for _ in range(2):
            ended = run("returns", words[0], one, *words[1:], *kept)
            assert ended.code == 0, ended.err
    shown = run("returns", "show", one, *kept, "--json").document
    assert (shown["state"], shown["lines"][0]["refund_cents"], shown["revision"]) == ("closed", 900, 7)
    assert "R-1 is closed" in run("returns", "show", one, *kept).out
    listed = run("returns", "list", "--state", "closed", *kept, "--json").document
    assert [each["id"] for each in listed["returns"]] == [one]
    assert "1 return" in run("returns", "list", *kept).out
    assert run("returns", "rebuild", *kept, "--json").document == {"corrected": []}
    assert run("orders", "show", order, *kept, "--json").document["state"] == "returned"


def test_lines_that_mean_nothing_are_all_told(run: Run, order: str, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    lines = ("--line", "tea", "--line", "tea:x:damaged", "--line", "tea:0:damaged")
    ended = run("returns", "create", order, *lines, *kept, "--json")
    assert (ended.code, len(ended.document["error"]["faults"])) == (2, 3)
    made = run("returns", "create", order, "--line", "tea:1:other", *kept, "--json").document
    refused = run("returns", "refuse", made["id"], "--reason", "too old", *kept, "--json").document
    assert refused["state"] == "refused"
    assert run("returns", "approve", made["id"], *kept).code == 2
    assert run("returns", "show", "none", *kept).code == 4


def test_a_pickup_on_a_day_that_is_over_or_far_away_is_refused(run: Run, order: str, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    one = run("returns", "create", order, "--line", "tea:1:damaged", *kept, "--json").document["id"]
    assert run("returns", "approve", one, *kept).code == 0
    for day in ("2020-01-01", f"{utc_now().date() + timedelta(days=500)}"):
        ended = run("returns", "pickup", one, "--day", day, *kept, "--json")
        assert ended.code == 2
        assert [(it["field"], it["value"]) for it in ended.document["error"]["faults"]] == [("day", day)]
    assert run("returns", "show", one, *kept, "--json").document["state"] == "approved"


def test_a_refund_says_what_was_paid_where_the_order_does_not(run: Run, order: str, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    one = run("returns", "create", order, "--line", "tea:1:damaged", *kept, "--json").document["id"]
    assert run("returns", "approve", one, *kept).code == 0
    for line, field in (("tea:1000:1000", "refund_cents"), ("tea:333:999", "paid_cents")):
        ended = run("returns", "refund", one, "--line", line, "--currency", "EUR", *kept, "--json")
        assert (ended.code, ended.document["error"]["faults"][0]["field"]) == (2, field)
