"""What every test may ask for."""

import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

import pytest
from hypothesis import settings

from data.store.address import Address
from routing import kernel
from tests.databases import KINDS, database_at

# A busy machine is no failure: how long an example takes is never judged.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def _test_the_kernel_of(folder: Path) -> None:
    """Let every test use the kernel of another folder, as the one that `make sanitize` builds."""
    name = "routing.kernel._kernel"
    (path,) = folder.glob(f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}")
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    sys.modules[name] = kernel._kernel = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(kernel._kernel)


if folder := os.environ.get("ROUNDSMAN_TEST_KERNEL"):
    _test_the_kernel_of(Path(folder))


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """A database of the test's own; the test runs once on each kind."""
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
