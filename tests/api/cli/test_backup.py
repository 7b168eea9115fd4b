"""`roundsman backup` and `roundsman restore`."""

from pathlib import Path
from shutil import copyfile

from data.store.address import file_address
from data.store.store import Store
from tests.api.cli.builders import Run
from tests.data.outputs.builders import small_document
from tests.data.store.test_plan_records import make_record


def keep_a_plan(file: Path) -> str:
    store = Store(file_address(file))
    store.open()
    kept = store.documents.keep(make_record(), small_document()).id
    store.close()
    return kept


def test_everything_goes_into_one_file_and_back(run: Run) -> None:
    kept = keep_a_plan(Path("day.db"))
    written = run("backup", "monday", "--database", "day.db", "--json")
    assert (written.code, written.document["bytes"]) == (0, Path("monday").stat().st_size)
    restored = run("restore", "monday", "--database", "other.db")
    assert (restored.code, "other.db holds what monday held" in restored.out) == (0, True)
    # The keys are kept apart from the backup, and are named.
    assert "other.db.keys lacks key" in restored.out
    copyfile("day.db.keys", "other.db.keys")
    store = Store(file_address(Path("other.db")))
    store.open()
    assert [each.id for each in store.plans.records()] == [kept]
    store.close()


def test_what_was_there_is_kept_and_named(run: Run) -> None:
    keep_a_plan(Path("day.db"))
    run("backup", "monday", "--database", "day.db")
    restored = run("restore", "monday", "--database", "day.db", "--json")
    assert Path(restored.document["replaced"]).is_file()


def test_a_backup_is_never_replaced(run: Run) -> None:
    keep_a_plan(Path("day.db"))
    Path("monday").write_text("last week's")
    ended = run("backup", "monday", "--database", "day.db")
    assert (ended.code, "monday" in ended.err) == (2, True)
    assert Path("monday").read_text() == "last week's"


def test_a_backup_that_is_not_there_is_named(run: Run) -> None:
    ended = run("restore", "tuesday", "--database", "day.db")
    assert (ended.code, "tuesday" in ended.err) == (4, True)
    assert not Path("day.db").exists()


def test_the_doctor_looks_at_the_database(run: Run) -> None:
    keep_a_plan(Path("day.db"))
    well = run("doctor", "--database", "day.db", "--json")
    assert {each["what"]: each["state"] for each in well.document}["database"] == "ok"
    Path("day.db").write_bytes(b"damaged" * 1_000)
    sick = run("doctor", "--database", "day.db", "--json")
    assert sick.code == 1
    assert [each["what"] for each in sick.document if each["state"] == "bad"] == ["database", "tables"]
