"""What tests of who is let in may ask for."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from api.http.world import World
from data.store.address import Address
from tests.api.http.access.builders import Watch
from tests.api.http.builders import make_world


@pytest.fixture(autouse=True)
def _quick_to_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost nearly nothing here: what they cost is told in tests of passwords."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("api.services.access.passwords._HASHER", quick)


@pytest.fixture
def clock() -> Watch:
    """The clock of the test's world, set by hand."""
    return Watch()


@pytest.fixture
def world(tmp_path: Path, address: Address, clock: Watch) -> World:
    """A world of the test's own that makes no plans."""
    return make_world(tmp_path, address=address, maker=None, clock=clock)
