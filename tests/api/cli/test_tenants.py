"""`roundsman tenants`, and commands that look at one tenant."""

from pathlib import Path

import pytest

from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run
from tests.databases import copy_prepared


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, Path]:
    copy_prepared(tmp_path / "kept.db")
    return "--database", tmp_path / "kept.db"


def test_a_tenant_is_added_listed_closed_and_opened(run: Run, kept: tuple[str, Path]) -> None:
    added = run("tenants", "add", "north", *kept, "--json").document["tenant"]
    assert Path(added["database"]).is_file()
    assert added["database"].endswith("kept.db.tenants/north.db")
    assert run("tenants", "add", "north", *kept).code == 2
    assert run("tenants", "close", "north", *kept, "--json").document["tenant"]["state"] == "closed"
    listed = run("tenants", "list", *kept, "--json").document["tenants"]
    assert [(each["name"], each["state"]) for each in listed] == [("default", "open"), ("north", "closed")]
    assert "north is open" in run("tenants", "open", "north", *kept).out
    assert run("tenants", "close", "east", *kept).code == 4


def test_commands_look_at_the_tenant_that_is_named(
    run: Run, kept: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_order_templates(tmp_path / "sold")
    run("tenants", "add", "north", *kept)
    monkeypatch.setenv("ROUNDSMAN_TENANT", "north")
    assert run("orders", "take", tmp_path / "sold" / "orders.csv", *kept).code == 0
    assert len(run("orders", "list", *kept, "--json").document["orders"]) == 3
    monkeypatch.setenv("ROUNDSMAN_TENANT", "")
    assert run("orders", "list", *kept, "--json").document["orders"] == []
    monkeypatch.setenv("ROUNDSMAN_TENANT", "east")
    assert run("orders", "list", *kept).code == 4
