"""Whether a server answers while all cores search.

One round: as many plans as there are cores are searched for, and /readyz is asked again and again.
"""

import os
import time
from typing import Final

import numpy as np

from benchmarks.soak.bodies import a_day
from benchmarks.soak.programs import Place, server
from benchmarks.soak.tally import Tally

STOPS: Final = 400
ROUND_S: Final = 20
P99_WITHIN_MS: Final = 250.0
_PAUSE_S: Final = 0.02


def readiness_rounds(place: Place, tally: Tally, rounds: int, round_s: float = ROUND_S) -> None:
    """Ask a busy server until `tally` has so many rounds."""
    if tally.rounds >= rounds:
        return
    with server(place) as running, running.client() as client:
        while tally.rounds < rounds:
            body = {**a_day(STOPS, round(round_s) + 5), "threads": os.cpu_count() or 1}
            path = client.post("/v1/plans", json=body).raise_for_status().headers["Location"]
            waits_ms, failed, ends = [], 0, time.monotonic() + round_s
            while time.monotonic() < ends:
                begun = time.monotonic()
                failed += not client.get("/readyz").is_success
                waits_ms.append((time.monotonic() - begun) * 1_000)
                time.sleep(_PAUSE_S)
            client.post(f"{path}:cancel")
            p50, p99 = (float(each) for each in np.percentile(waits_ms, [50, 99]))
            faults = [f"p99 {p99:.0f} ms"] if p99 > P99_WITHIN_MS else []
            faults += [f"{failed} of {len(waits_ms)} said not ready"] if failed else []
            sums = {"requests": len(waits_ms), "not ready": failed}
            tally.add(sums=sums, measured={"p50 ms": p50, "p99 ms": p99}, faults=faults)
