"""Runs tests on a kernel that stops at the first bad address, undefined behaviour or wrong figure."""

import os
import subprocess
import sys

from build_backend.compiler import CannotBuild, system_compiler
from build_backend.in_place import ROOT, build_checked

FOLDER = ROOT / "build" / "sanitize-checked" / "module"


def libraries(compiler: list[str]) -> list[str]:
    """Return what must be loaded before Python, which itself is built without sanitizers.

    The C++ library stands among them because exceptions are followed from the first on.
    """
    known = subprocess.run([*compiler, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    if "clang" in known:
        names = [f"libclang_rt.asan-{os.uname().machine}.so", "libclang_rt.asan.so"]
    else:
        names = ["libasan.so"]
    found = [path for name in [*names, "libstdc++.so"] if (path := _found(compiler, name))]
    if len(found) < 2:
        raise CannotBuild(
            f"{compiler[0]} has no sanitizers; install those of g++ (libasan, a part of its package)"
        )
    return found


def _found(compiler: list[str], name: str) -> str | None:
    """Return where a compiler keeps a library, or None: to an unknown one it answers with the name."""
    command = [*compiler, f"-print-file-name={name}"]
    path = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    return path if os.sep in path else None


def main() -> None:
    """Build the kernel with all checks and hand the command line on to pytest."""
    os.chdir(ROOT)
    compiler = system_compiler()
    if compiler is None:
        raise CannotBuild("sanitizers need g++ or clang++; zig has none of their libraries")
    build_checked(FOLDER)
    environment = {
        **os.environ,
        "ROUNDSMAN_TEST_KERNEL": str(FOLDER),
        "LD_PRELOAD": " ".join(libraries(compiler)),
        # Python keeps much until it ends; what the kernel leaks cannot be told from that.
        "ASAN_OPTIONS": "detect_leaks=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        # Memory of Python's own allocator would not be watched.
        "PYTHONMALLOC": "malloc",
    }
    # What a sanitizer writes just before the end would be lost in a captured file.
    command = [sys.executable, "-m", "pytest", "-p", "tests.other_kernel", "--capture=sys", *sys.argv[1:]]
    raise SystemExit(subprocess.run(command, check=False, env=environment).returncode)  # noqa: S603


if __name__ == "__main__":
    main()
