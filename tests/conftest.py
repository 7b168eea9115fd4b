"""What every test may ask for."""

import os
import signal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from data.store.address import Address
from tests.databases import KINDS, USUAL, database_at
from tests.second_run import ROOT, reaches_database

# A busy machine is no failure: how long an example takes is never judged.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A shell starts what runs behind it so that Ctrl-C does nothing, and programs of tests would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


LONG: Final = (
    "benchmarks/test_soak.py",
    "api/jobs/test_operations_begin_anew.py",
    "api/jobs/test_webhook_crashes.py",
    "api/jobs/test_operation_crashes.py",
    "api/jobs/test_crashes.py",
    "routing/kernel/test_search.py",
    "api/cli/test_serve.py",
    "api/http/test_drain.py",
    "api/http/test_server.py",
    "docs/test_reference_pages.py",
    "routing/test_insertion_random.py",
    "api/services/test_hold_races.py",
    "routing/test_schedule.py",
    "data/sample_city/test_city.py",
    "data/sample_city/test_network_study.py",
    "api/cli/test_demo.py",
    "routing/test_solve_random.py",
    "network/test_two_stages.py",
    "api/http/access/test_oidc.py",
    "web/test_links.py",
    "api/http/access/test_isolation.py",
)
"""Files that take longest. They go first: all would wait for whoever comes to one of them last."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put long files first; leave out of the run for another kind of database whatever cannot come to one."""
    place = {ROOT / "tests" / name: k for k, name in enumerate(LONG)}
    items.sort(key=lambda each: place.get(each.path, len(LONG)))
    if USUAL == "sqlite":
        return
    # It has run already.
    left_out = [
        each
        for each in items
        if each.get_closest_marker("own_database")
        or ("address" not in getattr(each, "fixturenames", ()) and not reaches_database(each.path))
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [each for each in items if each not in gone]


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
