"""Requests made from the description of the API by schemathesis, also those that follow its links.

One run: some minutes of cases from a seed of its own, with a key that opens everything. Every answer must be
one that the description declares, and none a failure of the server. A plan may be searched for one second:
thousands are asked for.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.soak.programs import Place, Running, command, server
from benchmarks.soak.tally import Tally

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
RUN_S: Final = 600
_LIMITS: Final = {
    "ROUNDSMAN_SERVER_MAX_SECONDS": "1",
    "ROUNDSMAN_SERVER_MAX_WAIT_S": "1",
    "ROUNDSMAN_SERVER_QUEUE_SIZE": "1000",
    "ROUNDSMAN_SERVER_REQUESTS_PER_MINUTE": "0",
}
MODES: Final = Path(__file__).parents[2] / "data" / "templates" / "modes"


def fuzz_cases(place: Place, tally: Tally, cases: int, *, run_s: int = RUN_S) -> None:
    """Try the API of a server until `tally` counts so many cases."""
    limited = replace(place, settings={**place.settings, **_LIMITS})
    while tally.sums.get("cases", 0) < cases:
        key = _key(limited)
        with server(limited, "--modes", str(MODES)) as running:
            said = _tried(running, key, seed=tally.rounds + 1, run_s=run_s)
        count = re.search(r"([\d,]+) generated", said)
        if count is None:
            raise RuntimeError(f"schemathesis did not end as it should:\n{said[-2_000:]}")
        faults = re.findall(r"^- (ST\d+ .*)$", said, flags=re.MULTILINE)
        (place.folder / f"fuzz-{tally.rounds + 1}.txt").write_text(said, encoding="utf-8")
        tally.add(sums={"cases": int(count[1].replace(",", ""))}, faults=faults)


def _key(place: Place) -> str:
    """Return a new key that opens everything; the first key that a case makes would lock the others out."""
    made = command(place, "keys", "create", "fuzz", "--role", "admin", "--json")
    return str(json.loads(made)["secret"])


def _tried(running: Running, key: str, *, seed: int, run_s: int) -> str:
    words = [sys.executable, "-m", "schemathesis.cli", "run", f"{running.address}/openapi.json"]
    words += ["--checks", ",".join(CHECKS), "--seed", str(seed), "--max-time", str(run_s)]
    words += ["--header", f"Authorization: Bearer {key}"]
    words += ["--continue-on-failure", "--suppress-health-check", "all", "--no-color"]
    given = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(words, capture_output=True, text=True, env=given, check=False)  # noqa: S603
    return done.stdout + done.stderr
