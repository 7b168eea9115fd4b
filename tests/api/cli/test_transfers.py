"""`roundsman stock transfers`: stock goes from one warehouse to another."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from core.clock import utc_now
from tests.api.cli.builders import Run

TOMORROW = (utc_now() + timedelta(days=1)).date().isoformat()


def told(run: Run, *words: str) -> Any:
    ended = run("stock", "transfers", *words, "--json")
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def test_units_are_asked_for_shipped_and_received(run: Run) -> None:
    Path("moves.csv").write_text(
        "date,sku,quantity,from,to\n2026-01-02,cup,50,supplier,west\n", encoding="utf-8"
    )
    assert run("stock", "move", "moves.csv").code == 0
    wanted = ("request", "west", "north", "--day", TOMORROW, "--line", "cup:40:250:900", "--number", "T-1")
    asked = told(run, *wanted)
    assert (asked["state"], asked["lines"][0]["weight_g"]) == ("requested", 250)
    assert told(run, *wanted)["id"] == asked["id"]
    more = run("stock", "transfers", "request", "west", "north", "--day", TOMORROW, "--line", "cup:11")
    assert "at most 10" in more.err
    assert (
        "SKU:QUANTITY"
        in run("stock", "transfers", "request", "a", "b", "--day", TOMORROW, "--line", "cup").err
    )
    assert told(run, "ship", asked["id"])["state"] == "shipped"
    assert told(run, "receive", asked["id"], "--line", "cup:39")["state"] == "received"
    assert [it["state"] for it in told(run, "show", asked["id"])["events"]] == [
        "requested",
        "shipped",
        "received",
    ]
    assert told(run, "list", "--state", "received")["transfers"][0]["number"] == "T-1"
    assert "nothing: that is its end" in run("stock", "transfers", "cancel", asked["id"], "--reason", "x").err
