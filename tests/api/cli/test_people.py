"""`roundsman people` and `roundsman retention`: a person handed out, erased, and what is over forgotten."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from core.clock import utc_now
from data.store.address import file_address
from data.store.store import Store
from orders.life_cycle import Event, State
from orders.order import Customer, Line, Order


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database with an order that was cancelled 800 days ago."""
    file = tmp_path / "kept.db"
    store = Store(file_address(file))
    store.open()
    ago = utc_now() - timedelta(days=800)
    customer = Customer(name="Zephyrine Quokkastein", email="zephyrine@canari.example")
    sold = Order(id="S-1", lines=(Line(sku="tea", quantity=1),), customer=customer, address="1 Quai Antoine")
    (kept,) = store.orders.place([sold], source="shop", now=ago).orders
    gone = Event(id="x", order=kept.id, state=State.CANCELLED, at=ago, reason="Mrs Kakapova called")
    store.orders.advance(gone, revision=1, now=ago)
    store.day_events.keep_proof("a" * 64, "image/png", b"picture", ago)
    store.close()
    return str(file)


def run(*words: str, database: str) -> str:
    answer = CliRunner().invoke(app, [*words, "--database", database])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_person_is_written_into_a_zip_and_erased(database: str, tmp_path: Path) -> None:
    file = tmp_path / "person.zip"
    run("people", "export", str(file), "--email", "zephyrine@canari.example", database=database)
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("person.json"))
    assert [each["order"]["customer"]["name"] for each in told["orders"]] == ["Zephyrine Quokkastein"]
    asked = ("people", "erase", "--email", "zephyrine@canari.example")
    done = json.loads(run(*asked, "--json", database=database))
    assert len(done["orders"]) == 1
    again = CliRunner().invoke(app, [*asked, "--json", "--database", database])
    assert again.exit_code != 0


def test_retention_counts_first_and_then_forgets(database: str) -> None:
    dry = json.loads(run("retention", "--dry-run", "--json", database=database))
    over = {each["kind"]: each["over"] for each in dry["kinds"]}
    assert (over["persons"], over["proofs"], dry["forgotten"]) == (1, 1, {})
    late = CliRunner().invoke(app, ["doctor", "--json", "--database", database])
    (finding,) = [each for each in json.loads(late.stdout) if each["what"] == "retention"]
    assert finding["state"] == "warning"
    assert "1 persons, 1 proofs" in finding["found"]
    done = json.loads(run("retention", "--json", database=database))["forgotten"]
    assert (done["persons"], done["proofs"]) == (1, 1)
    assert "Quokkastein" not in run("orders", "list", "--json", database=database)
    after = json.loads(run("retention", "--dry-run", "--json", database=database))
    assert {each["over"] for each in after["kinds"] if each["kind"] != "events"} == {0}
