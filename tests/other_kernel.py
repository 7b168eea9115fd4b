"""A plugin of pytest: tests use the kernel of another folder; loaded before anything that has a kernel.

One process cannot hold two of them.
"""

import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

from routing import kernel


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
