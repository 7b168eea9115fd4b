"""Reads a published instance, whichever form its file is in."""

import re
from pathlib import Path
from typing import Final

from core.errors import InvalidInput, fault
from data.formats.published.build import instance_from
from data.formats.published.convention import Convention
from data.formats.published.draft import Draft
from data.formats.published.instance import Instance, Objective
from data.formats.published.lilim import lilim_draft
from data.formats.published.solomon import solomon_draft
from data.formats.published.tables import numeric, rows_of
from data.formats.published.text import at_line, file_text
from data.formats.published.vrplib_file import vrplib_draft

_VRPLIB: Final = re.compile(r"^\s*(DIMENSION\s*:|[A-Z_]+_SECTION\b)", re.MULTILINE | re.IGNORECASE)
_SOLOMON: Final = re.compile(r"^\s*(VEHICLE|CUSTOMER)\s*$", re.MULTILINE | re.IGNORECASE)


def read_instance(path: Path, *, distances: Convention, objective: Objective) -> Instance:
    """Return the instance in a VRPLIB, Solomon, Gehring-Homberger or Li-Lim file, told apart by content.

    distances
        how distances and times become whole numbers: see `convention`.
    objective
        "vehicles" puts fewer vehicles before lower cost.
    """
    return instance_in(
        file_text(path), name=path.stem, file=path.name, distances=distances, objective=objective
    )


def instance_in(text: str, *, name: str, file: str, distances: Convention, objective: Objective) -> Instance:
    """Return the instance in the text of a file, which is not empty.

    file
        what the file is called in faults.
    """
    draft = _draft(text, name, file, distances)
    return instance_from(draft, distances=distances, objective=objective)


def _draft(text: str, name: str, file: str, distances: Convention) -> Draft:
    if _VRPLIB.search(text):
        return vrplib_draft(text, name=name, file=file, convention=distances)
    if _SOLOMON.search(text):
        return solomon_draft(text, name=name, file=file)
    first = rows_of(text)[0]
    if numeric(first) and len(first.tokens) == 3:
        return lilim_draft(text, name=name, file=file)
    expected = (
        "VRPLIB (DIMENSION : ...), Solomon (VEHICLE, CUSTOMER) or Li-Lim (three numbers, then rows of nine)"
    )
    raise InvalidInput(
        f"{file} is in no form of published instances that is known here.",
        faults=[fault(at_line(file, first.line), "", " ".join(first.tokens), expected)],
    )
