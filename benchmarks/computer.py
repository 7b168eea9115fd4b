"""On what, and of what state of the code, a figure was measured."""

import hashlib
import os
import platform
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEASURED = ("core", "routing", "data", "CMakeLists.txt", "build_backend")
"""What can change a figure."""


@cache
def computer() -> dict[str, str | int]:
    """Return the processor, its cores, memory and the system, with no name of this one machine."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gib": round(pages / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def computer_name() -> str:
    """Return a short name of this kind of computer, fit for a folder."""
    told = computer()
    words = f"{told['processor']} {told['cores']} cores {told['system']}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


@cache
def commit() -> str:
    """Return the last commit that changed what is measured, so that one of results or pages is no new state.

    A state that is not committed has a mark of its own behind it.
    """
    changes = _git("diff", "HEAD", "--", *MEASURED).encode() + b"".join(_untracked())
    mark = f"-changed-{hashlib.sha256(changes).hexdigest()[:7]}" if changes else ""
    return (_git("log", "-1", "--format=%h", "--abbrev=10", "--", *MEASURED).strip() or "unknown") + mark


def _untracked() -> Iterator[bytes]:
    """Yield what stands in files that git does not know yet."""
    for name in _git("ls-files", "--others", "--exclude-standard", "--", *MEASURED).splitlines():
        yield name.encode() + (ROOT / name).read_bytes()


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return ran.stdout


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()
