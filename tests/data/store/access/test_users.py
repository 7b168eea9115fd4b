"""People at rest: sealed, found by any key, and each name once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Text, select, type_coerce

from core.errors import InvalidInput
from data.store.access.tables import USERS
from data.store.access.users import NewUser, identity_of_name
from data.store.address import Address
from data.store.store import Store

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def person(name: str, **changes: Any) -> NewUser:
    given: dict[str, Any] = {
        "name": name, "tenant": "default", "identity": identity_of_name(name), "password": "$argon2id$kept",
        "roles": ("viewer",), "made_by": "test",
    }  # fmt: skip
    return NewUser(**(given | changes))


def test_names_and_hashes_are_sealed(store: Store) -> None:
    store.users.add(person("Zephyrine Quokkastein"), NOW)
    with store.database.read() as connection:
        columns = (type_coerce(USERS.c[each], Text()) for each in ("name", "identity", "password"))
        (row,) = connection.execute(select(*columns, USERS.c.digest))
    assert all(each.startswith("s1.") for each in row[:3])
    assert not any("okkastein" in each or "argon2" in each for each in row)


def test_people_are_found_after_a_rotation_and_while_one_is_under_way(store: Store) -> None:
    kept, _ = store.users.add(person("Ada"), NOW)
    store.data_keys.rotate(NOW)
    assert store.users.known_as(identity_of_name("ADA ")) == kept
    with pytest.raises(InvalidInput):
        store.users.add(person("ada"), NOW)
    before = _digest(store)
    assert store.data_keys.reseal(NOW).done
    assert _digest(store)[:8] == store.database.ring.ids[-1] != before[:8]
    assert store.users.known_as(identity_of_name("Ada")) == kept


def test_of_many_who_add_a_name_at_once_one_does(store: Store) -> None:
    def add(number: int) -> bool:
        try:
            store.users.add(person("Ada" if number % 2 else "ADA"), NOW)
        except InvalidInput:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(8))) == 1
    assert len(store.users.some("default")) == 1


def _digest(store: Store) -> str:
    with store.database.read() as connection:
        return str(connection.execute(select(USERS.c.digest)).scalar_one())
