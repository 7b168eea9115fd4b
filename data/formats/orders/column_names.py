"""What the headers of somebody else's table are called here, kept in a file: said once for each source."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import RootModel

from core.errors import Fault, NotFound, fault, refuse
from data.formats.fields.field import Field
from data.formats.fields.headings import heading_of
from data.formats.problem_json.reading import pointer, read_model
from data.formats.tables.headers import plain


class _Names(RootModel[dict[str, str]]):
    """Their header to ours."""


def read_column_names(path: Path, fields: Sequence[Field]) -> dict[str, str]:
    """Return our header by theirs, theirs in lower_snake; raise `InvalidInput` where ours is none.

    The file is JSON: {"Auftrag": "order", "Gewicht (g)": "weight_g"}.
    """
    return column_names(written_names(path, fields), fields, what=path.name)


def written_names(path: Path, fields: Sequence[Field]) -> dict[str, str]:
    """Return our header by theirs as a file has them, to be kept; raise `InvalidInput` where ours is none."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    names = read_model(path.read_bytes(), _Names, what=path.name).root
    refuse(f"{path.name} cannot be used.", list(_faults(names, fields)))
    return names


def column_names(names: Mapping[str, str], fields: Sequence[Field], *, what: str) -> dict[str, str]:
    """Return our header by theirs, theirs in lower_snake; raise `InvalidInput` where ours is none.

    what
        what they stand in, for the error.
    """
    refuse(f"{what} cannot be used.", list(_faults(names, fields)))
    return {plain(theirs): ours for theirs, ours in names.items()}


def _faults(names: Mapping[str, str], fields: Sequence[Field]) -> Iterator[Fault]:
    for theirs, ours in names.items():
        if heading_of(fields, 0, ours) is None:
            known = ", ".join(field.header for field in fields)
            yield fault(pointer((theirs,)), "", ours, f"one of {known}")
