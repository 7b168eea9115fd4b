"""Finds a compiler for the kernel: one of this computer that knows C++20, or zig from the package index."""

import importlib.util
import os
import platform
import re
import shlex
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ZIG = "ziglang>=0.17,<0.18"
NO_COMPILER = (
    "Roundsman: no C++ compiler found: building with zig from the package index, takes some minutes "
    "(a g++ or clang++ that knows C++20 is faster)"
)
HEADERS_HELP = "on Debian: apt install python3-dev"
PROBE = """
#include <algorithm>
#include <bit>
#include <concepts>
#include <ranges>
#include <span>
#include <thread>
#include <vector>
template <std::integral Number> Number twice(Number number) { return number * 2; }
int main() {
    std::vector<int> some{1, 2, 3};
    std::thread other([&some] { std::ranges::sort(some); });
    other.join();
    return twice(std::popcount(3u)) == 4 && std::span(some).size() == 3 ? 0 : 1;
}
"""


class CannotBuild(Exception):
    """The kernel cannot be built here, and what would help."""


def check_headers() -> None:
    """Raise CannotBuild unless the headers of this Python are in place; no package of the index has them."""
    header = Path(sysconfig.get_path("include"), "Python.h")
    if not header.is_file():
        raise CannotBuild(
            f"{header} is missing, without which nothing can be built for this Python; {HEADERS_HELP}"
        )


def system_compiler() -> list[str] | None:
    """Return the command of a compiler of this computer that knows C++20, or None.

    The variable CXX decides where it is set; a compiler named by it that does not do is an error.
    """
    named = os.environ.get("CXX")
    if named:
        if not knows_cpp20(shlex.split(named)):
            raise CannotBuild(
                f"CXX={named!r} builds no C++20 program; unset it, or name g++ 11, clang++ 15 or newer"
            )
        return shlex.split(named)
    found = (shutil.which(name) for name in ("c++", "g++", "clang++"))
    return next(([path] for path in found if path and knows_cpp20([path])), None)


def knows_cpp20(command: list[str]) -> bool:
    """Whether a compiler makes a C++20 program with threads of what it is given."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.cpp")
        source.write_text(PROBE, encoding="utf-8")
        options = ["-std=c++20", "-pthread", str(source), "-o", str(source.with_suffix(""))]
        try:
            return subprocess.run([*command, *options], check=False, capture_output=True).returncode == 0  # noqa: S603
        except OSError:
            return False


def compiler_requirements() -> list[str]:
    """Return the packages that a compiler must come from: none where this computer has one."""
    if sys.platform == "win32" or system_compiler():
        return []
    print(NO_COMPILER, flush=True)  # noqa: T201
    return [ZIG]


def compiler_settings(folder: Path) -> tuple[str, dict[str, str]]:
    """Return a name for the compiler and the settings of CMake that choose it.

    folder
        Where the small programs are written that stand before zig.
    """
    if sys.platform == "win32":
        return "chosen-by-cmake", {}
    command = system_compiler()
    if command is None:
        print(NO_COMPILER, flush=True)  # noqa: T201
        return "zig", zig_settings(folder)
    name = re.sub(r"[^\w+.-]+", "-", " ".join(command)).strip("-")
    # With more than one word CMake reads CXX itself.
    return name, {"CMAKE_CXX_COMPILER": command[0]} if len(command) == 1 else {}


def zig_settings(folder: Path) -> dict[str, str]:
    """Return the settings of CMake that make zig the compiler, and write the small programs they name."""
    package = importlib.util.find_spec("ziglang")
    if package is None or package.origin is None:
        raise CannotBuild(f"no C++20 compiler, and no zig in place of it; install g++ or the package {ZIG!r}")
    zig = Path(package.origin).with_name("zig")
    folder.mkdir(parents=True, exist_ok=True)
    # Left to itself zig builds for the very processor it runs on, adds checks where nothing is optimised, and
    # keeps its files in the home folder.
    compiling = f"c++ {_target()} -fno-sanitize=undefined"
    tools = {"CMAKE_CXX_COMPILER": compiling, "CMAKE_AR": "ar", "CMAKE_RANLIB": "ranlib"}
    for variable, arguments in tools.items():
        program = folder / arguments.split()[0]
        lines = ["#!/bin/sh", f"export ZIG_GLOBAL_CACHE_DIR={shlex.quote(str(folder / 'cache'))}"]
        _write_program(program, [*lines, f'exec {shlex.quote(str(zig))} {arguments} "$@"'])
        tools[variable] = str(program)
    return tools


def _target() -> str:
    """Return how zig is told for which computers to build: any that the other packages run on."""
    if sys.platform != "linux":
        return "-mcpu=baseline"
    libc = "gnu.2.27" if platform.libc_ver()[0] == "glibc" else "musl"
    return f"-target {platform.machine()}-linux-{libc}"


def _write_program(path: Path, lines: list[str]) -> None:
    text = "\n".join([*lines, ""])
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
