"""The kernel is there, built as it should be."""

from routing.kernel import _kernel


def test_the_kernel_says_what_compiled_it() -> None:
    assert _kernel.compiler().split()[0] in {"g++", "clang"}
