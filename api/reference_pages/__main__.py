"""`python -m api.reference_pages --write | --check`."""

import sys
from pathlib import Path

from api.reference_pages.files import stale_files, write_files

_DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: list[str], docs: Path = _DOCS) -> int:
    """Write the generated pages, or name those out of date; return the exit code."""
    match arguments:
        case ["--write"]:
            sys.stdout.writelines(f"written: docs/{name}\n" for name in write_files(docs))
            return 0
        case ["--check"]:
            stale = stale_files(docs)
            sys.stderr.writelines(f"out of date: docs/{name}; run `make docs`\n" for name in stale)
            return 1 if stale else 0
        case _:
            sys.stderr.write("usage: python -m api.reference_pages --write | --check\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
