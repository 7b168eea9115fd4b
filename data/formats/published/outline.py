"""Where everything stands in a VRPLIB file: its specifications and sections, line by line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.errors import Fault, fault
from data.formats.published.text import at_line

_SECTION: Final = re.compile(r"([A-Z][A-Z0-9_]*)_SECTION\s*:?", re.IGNORECASE)
_SPECIFICATION: Final = re.compile(r"([A-Z][A-Z0-9_]*)\s*:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One `KEY : value` line."""

    line: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a section."""

    line: int
    tokens: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows below one `KEY_SECTION` line."""

    line: int
    rows: list[Row]

    @property
    def tokens(self) -> list[str]:
        """All tokens in order, however they are broken into lines."""
        return [token for row in self.rows for token in row.tokens]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of a file by their keys, without `_SECTION`.

    faults
        lines that are neither, and keys that appear twice.
    """

    file: str
    specifications: Mapping[str, Specification]
    sections: Mapping[str, Section]
    faults: tuple[Fault, ...]

    def value(self, key: str) -> str | None:
        """Return the text of a specification, or None where the file has none."""
        found = self.specifications.get(key)
        return found.value if found else None

    def has(self, key: str) -> bool:
        """Whether the file has a specification or a section of that name."""
        return key in self.specifications or key in self.sections

    def line_of(self, key: str, index: int) -> str:
        """Return where row `index`, from 0, of a section is."""
        return at_line(self.file, self.sections[key].rows[index].line)


def node_lists(outline: Outline, key: str) -> list[tuple[int, ...]]:
    """Return the rows of a section that lists node ids, as locations from 0; none where there is none."""
    section = outline.sections.get(key)
    rows = section.rows if section else []
    return [tuple(int(float(token)) - 1 for token in row.tokens[1:]) for row in rows]


def outline_of(text: str, file: str) -> Outline:
    """Return the parts of a VRPLIB file; everything after EOF and lines that begin with # are left out."""
    specifications: dict[str, Specification] = {}
    sections: dict[str, Section] = {}
    faults: list[Fault] = []
    rows: list[Row] | None = None
    for line, content in _lines(text):
        header = _SECTION.fullmatch(content)
        entry = _SPECIFICATION.fullmatch(content)
        key = (header or entry or [content, ""])[1].upper()
        if key and (key in specifications or key in sections):
            faults.append(
                fault(at_line(file, line), key, content, "each key once, as a value or as a section")
            )
        if header:
            rows = []
            sections[key] = Section(line=line, rows=rows)
        elif entry:
            specifications[key] = Specification(line=line, value=entry[2].strip('" '))
        elif rows is not None:
            rows.append(Row(line=line, tokens=content.split()))
        else:
            faults.append(
                fault(at_line(file, line), "", content, "KEY : value, or a line ending in _SECTION")
            )
    return Outline(file=file, specifications=specifications, sections=sections, faults=tuple(faults))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, raw in enumerate(text.splitlines(), start=1):
        content = raw.strip()
        if content.upper() == "EOF":
            return
        if content and not content.startswith("#"):
            yield line, content
