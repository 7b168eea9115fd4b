"""`roundsman audit` as a person calls it."""

from pathlib import Path

from data.store.address import file_address
from data.store.audit.tables import AUDIT_HEADS
from data.store.database import Database
from tests.api.cli.builders import Run


def test_commands_are_told_and_the_chain_is_checked(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    made = run("keys", "create", "shop", "--role", "viewer", *kept, "--json").document["key"]["id"]
    run("keys", "revoke", made, *kept)
    rows = run("audit", "list", *kept, "--json").document["rows"]
    assert [(each["who"], each["what"], each["which"]) for each in rows] == [
        ("command-line", "keys revoke", made),
        ("command-line", "keys create", made),
    ]
    assert "keys revoke" in run("audit", "list", *kept).out
    sound = run("audit", "verify", *kept, "--json")
    assert (sound.code, sound.document["rows"], sound.document["wrong"]) == (0, 2, [])
    assert run("audit", "verify", "--kept", sound.document["last"], *kept).code == 0
    assert "2 rows, sound" in run("audit", "verify", *kept).out


def test_a_chain_that_was_tampered_with_is_told_by_exit_code_and_sentence(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    run("keys", "create", "shop", "--role", "viewer", *kept)
    database = Database(file_address(tmp_path / "kept.db"))
    database.open()
    with database.write() as connection:
        connection.execute(AUDIT_HEADS.update().values(number=3))
    database.close()
    wrong = run("audit", "verify", *kept)
    assert wrong.code == 1
    assert "rows 2 to 3 are missing" in wrong.err
    assert run("audit", "verify", "--kept", "2:abc", *kept).code == 2
