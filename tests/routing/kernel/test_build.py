"""The kernel is there, built as it should be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from routing.kernel import _kernel

ROOT = Path(__file__).parents[3]


def test_the_kernel_says_what_compiled_it() -> None:
    assert _kernel.compiler().split()[0] in {"g++", "clang"}


def test_the_kernel_that_is_tested_is_the_one_that_was_asked_for() -> None:
    asked_for = os.environ.get("ROUNDSMAN_TEST_KERNEL")
    assert _kernel.__file__ is not None
    assert _kernel.checks_every_figure == bool(asked_for)
    assert asked_for is None or Path(_kernel.__file__).parent == Path(asked_for)


@pytest.mark.skipif("ROUNDSMAN_TEST_KERNEL" in os.environ, reason="the stub is written by the plain kernel")
def test_the_types_of_the_kernel_are_those_of_the_kernel_that_is_built(tmp_path: Path) -> None:
    made = tmp_path / "made.pyi"
    stubgen = [sys.executable, "-m", "nanobind.stubgen", "-q", "-m", _kernel.__name__]
    subprocess.run([*stubgen, "-o", made], cwd=ROOT, check=True)
    kept = ROOT / "routing" / "kernel" / "_kernel.pyi"
    command = f"python {' '.join(stubgen[1:])} -o {kept.relative_to(ROOT)}"
    assert made.read_text() == kept.read_text(), f"write them anew: {command}"


def test_the_kernel_that_is_tested_is_newer_than_its_sources() -> None:
    assert _kernel.__file__ is not None
    built = Path(_kernel.__file__).stat().st_mtime_ns
    sources = [ROOT / "CMakeLists.txt", *(ROOT / "routing" / "kernel" / "source").rglob("*.[ch]pp")]
    late = [str(path.relative_to(ROOT)) for path in sources if path.stat().st_mtime_ns > built]
    assert late == [], "run: make kernel"
