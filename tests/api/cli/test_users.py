"""`roundsman users` as a person calls it."""

import io
from pathlib import Path

import pytest

from api.services.access.sessions import sign_in_by_name
from core.clock import utc_now
from data.store.address import address_of
from data.store.store import Store
from tests.api.cli.builders import Run

WORDS = "seven green vans at noon"


@pytest.fixture
def kept(tmp_path: Path) -> tuple[object, ...]:
    return ("--database", tmp_path / "kept.db")


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_somebody_is_let_in_gets_other_roles_and_is_closed(
    run: Run, kept: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, f"{WORDS}\n")
    made = run("users", "add", "Ada", "--role", "viewer", *kept, "--json").document["user"]
    assert (made["roles"], made["made_by"], made["by_password"]) == (["viewer"], "command-line", True)
    assert "planner, dispatcher" in run("users", "role", "ada", "planner", "dispatcher", *kept).out
    typed(monkeypatch, "another long password\r\n")
    assert run("users", "password", made["id"], *kept).code == 0
    store = Store(address_of(str(tmp_path / "kept.db")))
    store.open()
    _, caller = sign_in_by_name(store, utc_now, "ADA", "another long password")
    store.close()
    assert (caller.id, "plans:publish" in caller.scopes) == (f"user {made['id']}", True)
    assert run("users", "close", "Ada", *kept).code == 0
    shown = run("users", "list", *kept)
    assert ("closed" in shown.out, "1 person" in shown.out) == (True, True)
    assert run("users", "open", "Ada", *kept, "--json").document["user"]["closed"] is None
    told = run("audit", "list", *kept, "--json").document["rows"]
    assert [each["what"] for each in reversed(told)] == [
        "users add", "users role", "users password", "sign_in", "users close", "users open",
    ]  # fmt: skip
    assert {each["which"] for each in told} == {made["id"]}


def test_every_fault_is_told_and_nobody_is_added(
    run: Run, kept: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "short\n")
    wrong = run("users", "add", " ", "--role", "viewer", *kept, "--json")
    assert wrong.code == 2
    assert [each["field"] for each in wrong.error["faults"]] == ["name", "password"]
    assert "short" not in wrong.out
    assert run("users", "list", *kept, "--json").document["users"] == []
    nobody = run("users", "close", "Grace", *kept, "--json")
    assert "roundsman users list" in nobody.error["message"]
