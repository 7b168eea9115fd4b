"""`roundsman keys` as a person calls it."""

from pathlib import Path

from api.services.access.scopes import Scope
from tests.api.cli.builders import Run


def test_a_key_is_made_shown_once_and_revoked(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    made = run("keys", "create", "web shop", "--role", "integration", "--scope", "keys", *kept)
    assert made.code == 0
    secret = made.out.strip()
    number = secret.split("_")[1]
    assert secret.startswith("rk_")
    assert "shown only now" in made.err
    listed = run("keys", "list", *kept, "--json").document["keys"]
    assert [(each["id"], each["grants"]) for each in listed] == [(number, ["integration", "keys"])]
    assert "valid" in run("keys", "list", *kept).out
    assert run("keys", "revoke", number, *kept).code == 0
    shown = run("keys", "list", *kept)
    assert "revoked" in shown.out
    assert secret.rpartition("_")[2] not in shown.out


def test_json_holds_the_secret_once(run: Run, tmp_path: Path) -> None:
    made = run("keys", "create", "shop", "--role", "viewer", "--database", tmp_path / "kept.db", "--json")
    assert made.document["secret"].startswith(f"rk_{made.document['key']['id']}_")
    assert made.document["key"]["made_by"] == "command-line"


def test_every_fault_of_a_key_is_told(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    wrong = run("keys", "create", "", "--scope", "plans:red", "--days", "0", *kept, "--json")
    assert wrong.code == 2
    assert [each["field"] for each in wrong.error["faults"]] == ["name", "grants", "days"]
    assert run("keys", "create", "shop", *kept).code == 2


def test_the_table_of_scopes_is_shown(run: Run) -> None:
    shown = run("keys", "scopes", "--json").document["scopes"]
    assert [each["scope"] for each in shown] == list(Scope)
    assert "look at plans" in run("keys", "scopes").out
