"""Days of orders on the command line: from tables and the database to a plan."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import utc_now
from data.templates.write_modes import write_mode_templates
from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run

DAY = "2026-03-31"
QUICK = ("--straight-line", "--time", "0.5", "--threads", "1")


@pytest.fixture
def kept(run: Run) -> Run:
    """The folder of somebody who keeps orders, vehicles and sites."""
    write_order_templates(Path("sold"))
    write_mode_templates(Path("modes"))
    run("template", "forms")
    assert run("orders", "take", "sold/orders.csv").code == 0
    tables = ("--vehicles", "forms/vehicles.csv", "--depots", "forms/depots.csv", "--modes", "modes")
    assert "12 kept" in run("fleet", "import", *tables).out
    assert run("fleet", "import", *tables, "--json").document["changed"] == 0
    return run


def test_vehicles_and_sites_are_shown(kept: Run) -> None:
    listed = kept("fleet", "list", "--json").document
    assert {each["id"] for each in listed["sites"]} >= {"west", "shop-harbour", "bank-port"}
    assert "cold-van" in kept("fleet", "list").out


def test_orders_due_become_plan_files_and_a_kept_plan(kept: Run) -> None:
    refused = kept("plan", "--day", DAY, *QUICK)
    assert refused.code == 2
    assert "not-promised" in refused.err
    made = kept("plan", "--day", DAY, "--received", *QUICK, "--json").document
    assert (made["day"], made["orders"], made["left_out"], made["served"]) == (DAY, 2, [], 2)
    assert Path("plan/plan.json").exists()
    assert "kept as plan" in kept("plan", "--day", DAY, "--received", *QUICK).err


def test_an_order_is_not_arranged_for_a_bank_that_is_not_there_nor_for_a_day_that_is_over(kept: Run) -> None:
    listed = kept("orders", "list", "--json").document["orders"]
    (locker,) = (each["id"] for each in listed if each["order"]["id"] == "S-1002")
    refused = kept("orders", "arrange", locker, "--day", DAY, "--mode", "locker", "--at", "gone")
    assert refused.code == 2
    assert "that day is over" in refused.err
    assert "a bank of lockers: bank-port, bank-station" in refused.err


def test_tables_stand_in_for_what_is_kept(run: Run) -> None:
    write_order_templates(Path("sold"))
    run("orders", "take", "sold/orders.csv")
    run("template", "forms")
    tables = ("--vehicles", "forms/vehicles.csv", "--depots", "forms/depots.csv")
    made = run("plan", "--day", DAY, "--received", *tables, *QUICK, "--json")
    assert [each["code"] for each in made.document["left_out"]] == ["no-site"]
    assert made.document["served"] == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("orders.csv", "--day", DAY),
        ("--day", DAY, "--on", DAY),
        ("orders.csv", "--received"),
        ("orders.csv", "--replan"),
    ],
)
def test_what_to_plan_has_to_be_clear(run: Run, words: tuple[str, ...]) -> None:
    ended = run("plan", *words, *QUICK)
    assert ended.code == 2
    assert "not clear what to plan" in ended.err


def test_nothing_to_import_is_told(run: Run) -> None:
    assert run("fleet", "import").code == 2


def test_a_day_goes_from_the_plan_to_its_end(kept: Run) -> None:
    plan = kept("plan", "--day", DAY, "--received", *QUICK, "--json").document["plan"]
    told = kept("plans", "publish", plan, "--json").document
    assert (told["orders"], told["zone"], told["dropped"]) == (2, "Europe/Monaco", [])
    assert kept("plans", "publish", plan).code == 0
    assert [each["state"] for each in kept("plans", "list", "--json").document["plans"]] == ["published"]
    moment = ("--at", "2026-03-31T09:00:00+0000")
    (route,) = kept("day", "status", DAY, *moment, "--json").document["routes"]
    assert [each["state"] for each in route["stops"]] == ["open", "open"]
    vehicle, at = route["vehicle"], "2026-03-31T08:00:00+00:00"
    done = {"id": "e", "kind": "delivered", "at": at, "stop": "bank-port"}
    lost = {"id": "f", "kind": "failed", "at": at, "stop": "S-1001", "reason": "not-home"}
    wrong = {"id": "g", "kind": "arrived", "at": at, "stop": "elsewhere"}
    Path("events.json").write_text(json.dumps({"events": [done, lost, wrong]}))
    assert datetime.now(UTC) > datetime.fromisoformat(at)
    ended = kept("day", "tell", DAY, vehicle, "events.json")
    assert ended.code == 3
    assert "2 events kept" in ended.out
    shown = kept("day", "status", DAY, *moment).out
    assert "2/2" in shown
    assert "not-home" in shown
    states = {it["order"]["id"]: it["state"] for it in kept("orders", "list", "--json").document["orders"]}
    assert (states["S-1001"], states["S-1002"]) == ("attempt-failed", "ready-for-pickup")


def test_orders_that_changed_are_left_out_where_that_is_wanted(kept: Run) -> None:
    plan = kept("plan", "--day", DAY, "--received", *QUICK, "--json").document["plan"]
    (locker,) = (
        it["id"]
        for it in kept("orders", "list", "--json").document["orders"]
        if it["order"]["id"] == "S-1002"
    )
    later = f"{utc_now().date() + timedelta(days=30)}"
    kept("orders", "arrange", locker, "--day", later, "--mode", "locker", "--at", "bank-port")
    refused = kept("plans", "publish", plan)
    assert refused.code == 2
    assert "S-1002" in refused.err
    dropped = kept("plans", "publish", plan, "--drop", "--json").document
    assert (dropped["orders"], len(dropped["dropped"]), dropped["plan"] == plan) == (1, 1, False)
    assert "No plan is published" in kept("day", "status", "2026-04-01").out
