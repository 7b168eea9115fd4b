"""docs/openapi.json: `python -m api.openapi_file --write` makes it, `--check` fails where it is stale."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from api.http.app import create_app
from api.http.world import World
from api.services.worker_travel import OpenedOnce, WorkerTravel
from api.settings import DEFAULT_FILE
from data.files import write_text
from data.store.address import file_address
from data.store.store import Store

FILE = Path(__file__).parent.parent / "docs" / "openapi.json"


def openapi_text() -> str:
    """Return the description of the API as the file holds it; no server is started."""
    travel = WorkerTravel()
    store = Store(file_address(Path(DEFAULT_FILE)))
    world = World(store=store, travel=travel.names, here=OpenedOnce(travel).first)
    return json.dumps(create_app(world).openapi(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str], file: Path = FILE) -> int:
    """Write or check the file; return the exit code."""
    if list(arguments) == ["--write"]:
        write_text(file, openapi_text())
        return 0
    if list(arguments) != ["--check"]:
        sys.stderr.write("usage: python -m api.openapi_file --check | --write\n")
        return 2
    if file.is_file() and file.read_text(encoding="utf-8") == openapi_text():
        return 0
    sys.stderr.write(f"{file} is stale; `python -m api.openapi_file --write` renews it\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
