"""All that is measured, on the instances and maps of `ROUNDSMAN_SHARED`: `python -m benchmarks.run`."""

import os
import subprocess
import sys
from pathlib import Path

SETS = ("solomon", "cvrp", "lilim")
MAP = "porto.osm.pbf"


def main() -> int:
    """Run the solver's and the road engine's benchmarks one after the other; return the worst exit code."""
    given = os.environ.get("ROUNDSMAN_SHARED")
    if given is None:
        sys.stderr.write("Set ROUNDSMAN_SHARED to the folder with bench/ and maps/.\n")
        return 2
    shared = Path(given)
    runs = [["benchmarks.solver", str(shared / "bench" / each), "--time", "10"] for each in SETS]
    runs.append(["benchmarks.roads", str(shared / "maps" / MAP)])
    return max(subprocess.run([sys.executable, "-m", *each], check=False).returncode for each in runs)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
