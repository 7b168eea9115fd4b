"""On what, and of what state of the code, a figure was measured."""

import hashlib
import os
import platform
import re
import subprocess
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
    """Return the commit; with a mark of its own for each state that is not committed."""
    changes = _git("diff", "HEAD", "--", *MEASURED)
    mark = f"-changed-{hashlib.sha256(changes.encode()).hexdigest()[:7]}" if changes else ""
    return (_git("rev-parse", "--short=10", "HEAD") or "unknown") + mark


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return ran.stdout.strip()


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()
