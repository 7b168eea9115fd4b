"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from data.store.address import Address
from tests.databases import KINDS, database_at

# A busy machine is no failure: how long an example takes is never judged.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """A database of the test's own, of the kind that this run is for."""
    return database_at(tmp_path, request.param)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published instances and real street maps; the test is skipped where it is not given."""
    folder = os.environ.get("ROUNDSMAN_SHARED")
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("ROUNDSMAN_SHARED is not set: in CI, published instances and maps are tested")
        pytest.skip("ROUNDSMAN_SHARED is not set: no published instances and street maps at hand")
    return Path(folder)
