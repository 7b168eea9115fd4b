"""What is personal is sealed at rest, and opened with the right key alone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, LargeBinary, String, Text, select, text, type_coerce, update

from core.errors import InvalidInput
from data.store.access import tables as _access
from data.store.address import Address, file_address
from data.store.failures import StoreDamaged
from data.store.order_people import orders_with
from data.store.order_rows import content_of
from data.store.order_tables import ORDERS
from data.store.sealing import known_keys
from data.store.sealing.data_key import DataKey, NotSealedByThis, key_of, new_key
from data.store.sealing.examine_keys import examine_keys
from data.store.sealing.known_keys import PLAIN
from data.store.sealing.reseal import counts_by_key, sealed_columns
from data.store.sealing.ring import DataKeyMissing
from data.store.store import Store
from data.store.tables import METADATA
from orders.order import Customer, Line, Order
from orders.person import same_phone
from tests.databases import database_at

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)

OPEN = {
    "api_keys": {"grants"},
    "audit": {"which"},
    "events": {"content"},
    "hold_locks": {"key"},
    "hold_routes": {"vehicle"},
    "holds": {"at"},
    "import_columns": {"names"},
    "locker_events": {"bank"},
    "locker_outages": {"reason"},
    "locker_parcels": {"bank", "size", "code"},
    "plan_files": {"content"},
    "stock_moves": {"reason"},
    "webhooks": {"url", "description", "types"},
}
"""Texts of any length that are not sealed: ids, names of things, and what is public or no person's.

Whoever adds a column that may hold a name, an address, a phone or a person's words gives it `SealedText`.
"""


def order(number: str, **customer: str) -> Order:
    return Order(
        id=number,
        lines=(Line(sku="tea", quantity=1),),
        customer=Customer(**{"name": "Ann", **customer}),
        address="1 Quai Antoine",
    )


Open = Callable[[Address], Store]


@pytest.fixture
def opened() -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(address: Address) -> Store:
            store = Store(address)
            stack.callback(store.close)
            store.open()
            return store

        yield opened


def raw(store: Store) -> list[str]:
    """Return contents of orders as the database sees them."""
    with store.database.read() as connection:
        chosen = select(type_coerce(ORDERS.c.content, Text())).order_by(ORDERS.c.external_id)
        return list(connection.execute(chosen).scalars())


def unseal(store: Store, *given: Order) -> None:
    """Keep orders as releases before data keys did."""
    with store.database.write() as connection:
        for each in given:
            chosen = update(ORDERS).where(ORDERS.c.external_id == each.id)
            connection.execute(chosen.values(content=type_coerce(content_of(each), Text())))
        connection.execute(text("UPDATE data_keys SET retired_us = NULL WHERE id = 'plain'"))
        connection.execute(text("DELETE FROM order_people"))


def test_every_text_of_any_length_is_sealed_or_known_to_be_open() -> None:
    sealed = {str(each) for each in sealed_columns()}
    wide = {
        f"{table.name}.{each.name}"
        for table in METADATA.sorted_tables
        for each in table.columns
        if isinstance(each.type, Text | LargeBinary)
        and not (isinstance(each.type, String) and each.type.length)
    }
    listed = {f"{table}.{name}" for table, names in OPEN.items() for name in names}
    assert _access is not None
    assert wide - sealed == listed


def test_each_value_is_sealed_for_its_place_and_cannot_be_changed() -> None:
    key = new_key()
    sealed = key.seal(b"Ann", b"orders.content")
    assert key.open(sealed, b"orders.content") == b"Ann"
    assert key.seal(b"Ann", b"orders.content") != sealed
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for each, place in ((sealed, b"fleet.content"), (changed, b"orders.content"), (b"x", b"orders.content")):
        with pytest.raises(NotSealedByThis):
            key.open(each, place)
    with pytest.raises(NotSealedByThis):
        new_key().open(sealed, b"orders.content")
    assert key_of(key.text) == key
    assert key_of("abc") is None
    assert str(key.secret) not in repr(key)


def test_a_new_key_seals_at_once_and_the_rest_is_sealed_anew(address: Address, opened: Open) -> None:
    store, other = opened(address), opened(address)
    store.orders.place([order("S-1")], source="shop", now=NOW)
    first = store.database.ring.ids[-1]
    assert all(each.startswith(f"s1.{first}.") for each in raw(store))
    new = store.data_keys.rotate(NOW).id
    # Another process that is open seals with it as well, and reads what this one has sealed.
    other.orders.place([order("S-2")], source="shop", now=NOW)
    assert [each[3:11] for each in raw(store)] == [first, new]
    assert store.data_keys.left()
    assert not store.data_keys.reseal(NOW, goes_on=lambda: False).done
    done = store.data_keys.reseal(NOW)
    assert (done.done, done.plain) == (True, 0)
    assert done.values > 0
    assert not store.data_keys.left()
    assert set(counts_by_key(store.database)) == {new}
    keys, plain = other.data_keys.all()
    assert [(it.key.id, it.seals, it.values > 0) for it in keys] == [(first, False, False), (new, True, True)]
    assert plain == 0
    assert [each.order for each in other.orders.some()] == [each.order for each in store.orders.some()]
    store.data_keys.forget(first)
    with pytest.raises(InvalidInput):
        store.data_keys.forget(new)
    assert opened(address).orders.some()[0].order.customer.name == "Ann"


def test_what_was_kept_plain_is_read_and_sealed_piece_by_piece(address: Address, opened: Open) -> None:
    store = opened(address)
    given = [order(f"S-{number:03}", email=f"a{number}@example.com") for number in range(450)]
    store.orders.place(given, source="shop", now=NOW)
    unseal(store, *given)
    assert [each.order for each in store.orders.some(most=500)] != []
    part = store.data_keys.reseal(NOW, goes_on=lambda: not any(it.startswith("s1.") for it in raw(store)))
    left = sum(not each.startswith("s1.") for each in raw(store))
    assert (part.done, 0 < left < 450) == (False, True)
    assert store.data_keys.left()
    done = store.data_keys.reseal(NOW)
    assert (done.done, done.plain) == (True, left)
    assert all(each.startswith("s1.") for each in raw(store))
    assert PLAIN not in counts_by_key(store.database)
    # Persons are found again, by what is not there to be read.
    with store.database.read() as connection:
        assert len(orders_with(connection, mail="A7@Example.com")) == 1
        assert orders_with(connection, mail="b@example.com") == []


def test_nothing_plain_is_left_in_the_file(tmp_path: Path, opened: Open) -> None:
    store = opened(file_address(tmp_path / "kept.db"))
    given = order("S-1", name="Zephyrine Quokkastein")
    store.orders.place([given], source="shop", now=NOW)
    unseal(store, given)
    found = [each.read_bytes() for each in tmp_path.iterdir()]
    assert any(b"Quokkastein" in each for each in found)
    store.data_keys.reseal(NOW)
    assert [each.name for each in tmp_path.iterdir() if b"Quokkastein" in each.read_bytes()] == []
    store.close()


def test_a_start_without_the_key_says_what_is_missing_and_where(tmp_path: Path, opened: Open) -> None:
    address = file_address(tmp_path / "kept.db")
    store = opened(address)
    store.orders.place([order("S-1")], source="shop", now=NOW)
    store.close()
    file = address.keys.file
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_text()
    file.unlink()
    with pytest.raises(DataKeyMissing) as refused:
        opened(address)
    assert str(file) in str(refused.value)
    # No other key is made in its place.
    assert not file.exists()
    assert examine_keys(address).state == "bad"
    file.write_text(kept + "slip\n")
    with pytest.raises(InvalidInput) as wrong:
        opened(address)
    assert "slip" not in str(wrong.value.faults)
    file.write_text(kept)
    file.chmod(0o644)
    assert examine_keys(address).state == "warning"
    file.chmod(0o600)
    assert examine_keys(address).state == "ok"
    assert opened(address).orders.some()[0].order.address == "1 Quai Antoine"


def test_keys_by_a_setting_are_never_written_and_all_need_the_new_one_first(
    tmp_path: Path, opened: Open
) -> None:
    first, second = new_key(), new_key()
    address = file_address(tmp_path / "kept.db")
    one = replace(address, data_keys=first.text)
    assert first.text not in repr(one)
    store = opened(one)
    with pytest.raises(InvalidInput, match="no new key"):
        store.data_keys.rotate(NOW)
    both = opened(replace(address, data_keys=f"{first.text}\n{second.text}"))
    # Until it is rotated, those who have the old key alone go on.
    both.orders.place([order("S-1")], source="shop", now=NOW)
    assert store.orders.some()
    assert both.data_keys.rotate(NOW).id == second.id
    with pytest.raises(DataKeyMissing):
        store.orders.place([order("S-2")], source="shop", now=NOW)
    assert not address.keys.file.exists()


def test_what_somebody_changed_in_the_database_is_not_believed(address: Address, opened: Open) -> None:
    store = opened(address)
    store.orders.place([order("S-1"), order("S-2")], source="shop", now=NOW)
    with store.database.write() as connection:
        swapped = type_coerce(raw(store)[0].replace("A", "B"), Text())
        connection.execute(update(ORDERS).where(ORDERS.c.external_id == "S-1").values(content=swapped))
    with pytest.raises(StoreDamaged):
        store.orders.some()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 171 1234567", "0171/1234567", True),
        ("0049 171 1234567", "+491711234567", True),
        ("138 1234 5678", "+86 13812345678", True),
        ("+49 171 1234567", "+43 171 1234567", False),
        ("0171 1234567", "0171 1234568", False),
        ("１３８１２３４５６７８", "13812345678", True),
        ("", "", False),
    ],
)
def test_a_number_is_the_same_however_it_is_dialled(one: str, other: str, same: bool) -> None:
    assert same_phone(one, other) is same


def test_digests_tell_nothing_without_the_key(address: Address, opened: Open) -> None:
    store = opened(address)
    store.orders.place([order("S-1", phone="+377 9999 1003")], source="shop", now=NOW)
    with store.database.read() as connection:
        (kept,) = connection.execute(text("SELECT digest FROM order_people")).scalars()
    ring = store.database.ring
    assert kept == ring.digest("phone 799991003")
    assert DataKey(bytes(32)).digest("phone 799991003") not in kept


def test_of_two_that_start_first_at_once_the_slower_one_takes_the_key_of_the_other(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = database_at(tmp_path, "postgres")
    hold, faster = known_keys.hold_keys, []

    def held_a_moment_later(connection: Connection) -> None:
        if not faster:
            faster.append("somebody")
            faster.append(opened(address).database.ring.ids)
        hold(connection)

    monkeypatch.setattr(known_keys, "hold_keys", held_a_moment_later)
    slower = opened(address)
    assert [slower.database.ring.ids] == faster[1:]
    slower.orders.place([order("A1")], source="shop", now=NOW)
