"""Keys of earlier releases go on seeing what they saw."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from data.store.address import file_address
from data.store.database import engine_of
from data.store.schema import upgrade

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEPT = (
    "INSERT INTO api_keys (id, tenant, name, grants, digest, made_by, created_us, expires_us, fingerprint) "
    "VALUES (:name, 'default', 'k', :grants, '', 'test', 0, 0, '')"
)
GRANTS = {
    "viewer": "viewer personal:read",
    "warehouse stock:write": "warehouse stock:write personal:read",
    "orders:read": "orders:read personal:read",
    "stock:read": "stock:read",
    "dispatcher": "dispatcher",
    "admin viewer": "admin viewer",
}


def test_keys_that_read_orders_keep_seeing_persons(tmp_path: Path) -> None:
    address = file_address(tmp_path / "older.db")
    engine = engine_of(address)
    upgrade(engine, address, lambda: NOW, target="0021")
    with engine.begin() as connection:
        for grants in GRANTS:
            connection.execute(text(KEPT), {"name": grants, "grants": grants})
    upgrade(engine, address, lambda: NOW)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, grants FROM api_keys")).all()
    engine.dispose()
    assert {row.id: row.grants for row in found} == GRANTS
