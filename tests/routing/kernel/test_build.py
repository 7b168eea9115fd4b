"""The kernel is there, built as it should be."""

import os
from pathlib import Path

from routing.kernel import _kernel


def test_the_kernel_says_what_compiled_it() -> None:
    assert _kernel.compiler().split()[0] in {"g++", "clang"}


def test_the_kernel_that_is_tested_is_the_one_that_was_asked_for() -> None:
    asked_for = os.environ.get("ROUNDSMAN_TEST_KERNEL")
    assert _kernel.__file__ is not None
    assert _kernel.checks_every_figure == bool(asked_for)
    assert asked_for is None or Path(_kernel.__file__).parent == Path(asked_for)
