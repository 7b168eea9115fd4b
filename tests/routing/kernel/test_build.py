"""The kernel is there, built as it should be."""

import os
from pathlib import Path

from routing.kernel import _kernel

ROOT = Path(__file__).parents[3]


def test_the_kernel_says_what_compiled_it() -> None:
    assert _kernel.compiler().split()[0] in {"g++", "clang"}


def test_the_kernel_that_is_tested_is_the_one_that_was_asked_for() -> None:
    asked_for = os.environ.get("ROUNDSMAN_TEST_KERNEL")
    assert _kernel.__file__ is not None
    assert _kernel.checks_every_figure == bool(asked_for)
    assert asked_for is None or Path(_kernel.__file__).parent == Path(asked_for)


def test_the_kernel_that_is_tested_is_newer_than_its_sources() -> None:
    assert _kernel.__file__ is not None
    built = Path(_kernel.__file__).stat().st_mtime_ns
    sources = [ROOT / "CMakeLists.txt", *(ROOT / "routing" / "kernel" / "source").rglob("*.[ch]pp")]
    late = [str(path.relative_to(ROOT)) for path in sources if path.stat().st_mtime_ns > built]
    assert late == [], "run: make kernel"
