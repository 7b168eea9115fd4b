"""Forms to fill in: written into a folder, told, and never over what may have been filled in."""

from collections.abc import Callable, Iterable
from pathlib import Path

from api.cli.talk import out, print_json
from core.errors import fault, refuse


def write_forms(
    folder: Path,
    names: Iterable[str],
    write: Callable[[Path], Iterable[Path]],
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write the files called `names` into a folder and tell them; replace none, except with `force`."""
    if not force:
        there = [folder / name for name in names if (folder / name).exists()]
        expected = "no such file yet, another folder, or --force to replace it"
        refuse(
            "What may have been filled in is not replaced.",
            [fault("command, FOLDER", "", str(file), expected) for file in there],
        )
    files = [str(file) for file in write(folder)]
    if as_json:
        print_json({"files": files})
    else:
        for file in files:
            out().print(file, markup=False)
