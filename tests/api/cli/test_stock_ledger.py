"""`roundsman stock` with a database, as a person calls it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.api.cli.builders import Run


@pytest.fixture
def stocked(run: Run) -> Run:
    """A database with 20 units of coffee in a lot and 5 grinders, in the folder where commands are run."""
    Path("receipts.csv").write_text(
        "date,document,sku,lot,expires,quantity,to\n"
        "2026-11-02,P1,coffee,C17,2099-12-04,20,north/A-01\n"
        "2026-11-03,P2,grinder,,,5,north\n",
        encoding="utf-8",
    )
    result = run("stock", "receive", "receipts.csv", "--json")
    assert result.document == {"rows": 2, "new": 2}
    return run


def shelf(run: Run, sku: str) -> dict[str, int]:
    (found,) = run("stock", "show", "--sku", sku, "--json").document["shelves"]
    return {name: found[name] for name in ("on_hand", "reserved", "inbound", "available_today")}


def test_the_same_receipts_again_change_nothing(stocked: Run) -> None:
    assert stocked("stock", "receive", "receipts.csv", "--json").document == {"rows": 2, "new": 0}
    assert shelf(stocked, "coffee")["on_hand"] == 20


def test_a_reservation_lives_from_its_hold_to_its_shipment(stocked: Run) -> None:
    held = stocked("stock", "reserve", "O-1", "coffee:12@north", "grinder:2@north", "--json")
    assert held.document["reservation"]["state"] == "held"
    assert shelf(stocked, "coffee") == {"on_hand": 20, "reserved": 12, "inbound": 0, "available_today": 8}
    assert stocked("stock", "reserve", "O-1", "coffee:12@north", "grinder:2@north", "--json").document[
        "again"
    ]
    refused = stocked("stock", "reserve", "O-2", "grinder:1@north", "coffee:9@north")
    assert refused.code == 3
    assert "8 can be promised" in refused.out
    assert stocked("stock", "confirm", "O-1").code == 0
    assert stocked("stock", "ship", "O-1").out.strip() == "O-1 is shipped"
    assert shelf(stocked, "grinder") == {"on_hand": 3, "reserved": 0, "inbound": 0, "available_today": 3}
    moves = stocked("stock", "ledger", "--after", "2", "--json").document["moves"]
    assert [(each["sku"], each["lot"], each["to"]) for each in moves] == [
        ("coffee", "C17", "customer/O-1"),
        ("grinder", "", "customer/O-1"),
    ]
    assert stocked("stock", "release", "O-1").code == 2
    every = stocked("stock", "reservations", "--all", "--json").document["reservations"]
    assert [each["id"] for each in every] == ["O-1"]
    assert stocked("stock", "rebuild", "--json").document == {"corrected": []}


def test_what_is_released_can_be_promised_again(stocked: Run) -> None:
    stocked("stock", "reserve", "O-1", "grinder:5@north", "--confirmed")
    assert stocked("stock", "reserve", "O-2", "grinder:1@north").code == 3
    assert stocked("stock", "release", "O-1", "--json").document["reservation"]["state"] == "released"
    assert stocked("stock", "reserve", "O-2", "grinder:1@north").code == 0


def test_what_suppliers_will_send_is_told_and_counted_on(stocked: Run) -> None:
    Path("expected.csv").write_text(
        "document,sku,warehouse,quantity,due\nP9,grinder,north,6,2099-01-01\n", encoding="utf-8"
    )
    assert stocked("stock", "expect", "expected.csv").code == 0
    assert shelf(stocked, "grinder")["inbound"] == 6
    assert stocked("stock", "reserve", "O-1", "grinder:8@north", "--day", "2099-01-02").code == 0
    assert shelf(stocked, "grinder")["available_today"] == 3


def test_a_count_is_corrected_once(stocked: Run) -> None:
    Path("counts.csv").write_text("place,sku,lot,quantity\nnorth/A-01,coffee,C17,18\n", encoding="utf-8")
    for expected in (1, 0):
        found = stocked("stock", "count", "counts.csv", "--json").document["corrections"]
        assert len(found) == expected
    assert shelf(stocked, "coffee")["on_hand"] == 18
    Path("counts.csv").write_text("place,sku,lot,quantity\nnorth/A-01,coffee,C99,18\n", encoding="utf-8")
    wrong = stocked("stock", "count", "counts.csv")
    assert wrong.code == 2
    assert "counts.csv row 2, lot" in wrong.err


def test_moves_that_cannot_be_are_named_by_their_rows_and_none_is_written(stocked: Run) -> None:
    Path("moves.csv").write_text(
        "date,sku,quantity,from,to\n2026-11-20,grinder,1,north,south\n2026-11-20,grinder,9,north,loss\n",
        encoding="utf-8",
    )
    result = stocked("stock", "move", "moves.csv")
    assert result.code == 2
    assert "moves.csv row 3, quantity" in result.err
    assert shelf(stocked, "grinder")["on_hand"] == 5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["reserve", "O-1", "coffee"], 2),
        (["reserve", "O-1", "coffee:0@north"], 2),
        (["reserve", "O-1", "coffee:1@north", "coffee:1@north"], 2),
        (["reserve", "O-1", "coffee:1@north", "--day", "2020-01-01"], 2),
        (["confirm", "O-9"], 4),
        (["show", "--sku", "teapot"], 4),
        (["receive", "nothing.csv"], 4),
    ],
)
def test_what_makes_no_sense_is_refused(stocked: Run, words: list[str], code: int) -> None:
    assert stocked("stock", *words).code == code
    assert shelf(stocked, "coffee")["reserved"] == 0


def test_orders_get_their_warehouses_and_their_units_once(stocked: Run) -> None:
    Path("who").mkdir()
    Path("who/orders.csv").write_text(
        "order,sku,quantity\nO-1,grinder,3\nO-2,grinder,3\nO-3,coffee,2\n", encoding="utf-8"
    )
    Path("who/deliveries.csv").write_text("warehouse,cost\nnorth,5.90\nsouth,1.00\n", encoding="utf-8")
    first = stocked("stock", "allocate", "who", "--json")
    assert first.code == 3
    sent = {each["order"]: [it["warehouse"] for it in each["shipments"]] for each in first.document["orders"]}
    assert sent == {"O-1": ["north"], "O-2": [], "O-3": ["north"]}
    assert first.document["orders"][0]["rejections"] == [
        {"warehouse": "south", "code": "nothing-there", "text": "can promise none of grinder"}
    ]
    assert shelf(stocked, "grinder") == {"on_hand": 5, "reserved": 3, "inbound": 0, "available_today": 2}
    again = stocked("stock", "allocate", "who", "--json", "--partial")
    assert again.document["known"] == ["O-1", "O-3"]
    assert again.document["orders"][0]["missing"] == {"grinder": 1}
    assert shelf(stocked, "grinder")["reserved"] == 5
    assert stocked("stock", "ship", "O-2").code == 0
    assert stocked("stock", "allocate", "who", "--day", "2020-01-01").code == 0


def test_a_move_is_undone_by_one_more_and_only_once(stocked: Run) -> None:
    key = stocked("stock", "ledger", "--sku", "grinder", "--json").document["moves"][0]["key"]
    for _ in range(2):
        assert stocked("stock", "reverse", key, "--json").document["to"] == "supplier/P2"
    assert shelf(stocked, "grinder")["on_hand"] == 0
    assert len(stocked("stock", "ledger", "--sku", "grinder", "--json").document["moves"]) == 2
    assert stocked("stock", "reverse", "nothing").code == 4


def test_what_is_withheld_is_not_promised(stocked: Run) -> None:
    assert stocked("stock", "withhold", "grinder:4@north").code == 0
    assert shelf(stocked, "grinder")["available_today"] == 1
    assert stocked("stock", "withhold", "grinder:0@north", "--json").code == 0
    assert shelf(stocked, "grinder")["available_today"] == 5
    assert stocked("stock", "withhold", "grinder").code == 2


def test_orders_that_are_kept_are_allocated_once_without_a_file(stocked: Run) -> None:
    head = "order,sku,quantity,lon,lat,address,day\n"
    day = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    rows = [f"{name},grinder,{units},7.42,43.73,1 Quai,{day}\n" for name, units in (("S-1", 2), ("S-2", 9))]
    Path("sold.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert stocked("orders", "take", "sold.csv").code == 0
    done = stocked("stock", "allocate", "--day", day, "--json")
    assert done.code == 3
    found = {each["order"]: each for each in done.document["orders"]}
    assert found["S-1"]["shipments"][0]["warehouse"] == "north"
    assert found["S-2"]["missing"] == {"grinder": 9}
    assert shelf(stocked, "grinder")["reserved"] == 2
    again = stocked("stock", "allocate", "--day", day, "--json").document
    assert ([each["order"] for each in again["orders"]], again["known"]) == (["S-2"], ["S-1"])
    assert stocked("stock", "allocate", "--partial").code == 2


def test_a_name_whose_reservation_has_ended_reserves_nothing(stocked: Run) -> None:
    for step in ("reserve", "release"):
        stocked("stock", step, "O-1", *(["grinder:1@north"] if step == "reserve" else []))
    refused = stocked("stock", "reserve", "O-1", "grinder:1@north")
    assert (refused.code, shelf(stocked, "grinder")["reserved"]) == (1, 0)
    assert "is released" in refused.err
