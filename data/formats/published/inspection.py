"""Everything that can be wrong in a VRPLIB file, found before its numbers are used."""

from collections.abc import Iterator

from core.errors import Fault, fault
from data.formats.published.draft import MOST_WEIGHED, size_faults
from data.formats.published.numbers import EXPECTED, fits, whole
from data.formats.published.outline import Outline, Section
from data.formats.published.rules import (
    LETTERS,
    LISTS,
    NUMBERS,
    REFUSED,
    REMARKS,
    TABLES,
    WORDS,
    Table,
    letters_of,
)
from data.formats.published.text import at_line, refuse_file


def inspect(outline: Outline) -> None:
    """Raise `InvalidInput` with the faults of a VRPLIB file, if it has any.

    Rules that cannot be expressed come first and alone: what else is wrong does not matter then.
    """
    refuse_file(outline.file, [*outline.faults, *_refused(outline)])
    refuse_file(outline.file, _specifications(outline))
    refuse_file(outline.file, [*_sizes(outline), *_missing(outline)])
    refuse_file(outline.file, _tables(outline))


def nodes(outline: Outline) -> int:
    """Return how many nodes the file says it has."""
    return whole(outline.value("DIMENSION") or "") or 0


def letters(outline: Outline) -> frozenset[str]:
    """Return the parts that the TYPE of the file is made of, such as MD and TW."""
    return letters_of(outline.value("TYPE") or "VRP") or frozenset()


def vehicles(outline: Outline) -> int:
    """Return how many vehicles the file has; as many as stops where it leaves that free."""
    given = outline.value("VEHICLES")
    return max(1, nodes(outline) - 1) if given is None else whole(given) or 0


def _refused(outline: Outline) -> Iterator[Fault]:
    lines = {f"{key}_SECTION": part.line for key, part in outline.sections.items()}
    lines |= {key: part.line for key, part in outline.specifications.items()}
    known = {f"{key}_SECTION" for key in [*TABLES, *LISTS]} | NUMBERS.keys() | WORDS | REMARKS
    for key, line in lines.items():
        where, meaning = at_line(outline.file, line), REFUSED.get(key.removesuffix("_SECTION"))
        if meaning:
            yield fault(where, key, key, f"a file without this rule ({meaning}): it cannot be planned yet")
        elif key not in known:
            yield fault(where, key, key, "a known key: what this one asks for would be left out of the plan")
    kind = outline.value("TYPE")
    if kind is not None and letters_of(kind) is None:
        expected = (
            "CVRP, ACVRP, VRPTW, HFVRP, MDVRPTW, SDVRPTW, PCVRPTW, VRPB, GVRP, OVRP, MTVRPTWR or the like:"
            " other types carry other rules"
        )
        yield fault(at_line(outline.file, lines["TYPE"]), "TYPE", kind, expected)


def _specifications(outline: Outline) -> Iterator[Fault]:
    for key, kind in NUMBERS.items():
        found = outline.specifications.get(key)
        if found and not fits(found.value, kind):
            yield fault(at_line(outline.file, found.line), key, found.value, EXPECTED[kind])
    if "DIMENSION" not in outline.specifications:
        yield fault(outline.file, "DIMENSION", "nothing", "a line DIMENSION : number of nodes")


def _sizes(outline: Outline) -> Iterator[Fault]:
    yield from size_faults(outline.file, locations=nodes(outline), vehicles=vehicles(outline))
    if outline.has("EDGE_WEIGHT") and nodes(outline) > MOST_WEIGHED:
        expected = f"1 to {MOST_WEIGHED:,}: given distances of all pairs are held in memory"
        yield fault(outline.file, "locations", nodes(outline), expected)


def _missing(outline: Outline) -> Iterator[Fault]:
    per_vehicle = [
        key for key, table in TABLES.items() if table.rows == "vehicle" and key in outline.sections
    ]
    if per_vehicle and not outline.has("VEHICLES"):
        expected = f"a line VEHICLES : number, as {per_vehicle[0]}_SECTION has a row for each"
        yield fault(outline.file, "VEHICLES", "nothing", expected)
    loaded = any(outline.has(key) for key in ("DEMAND", "LINEHAUL", "BACKHAUL"))
    if loaded and not outline.has("CAPACITY"):
        yield fault(outline.file, "CAPACITY", "nothing", "a line CAPACITY : number or a CAPACITY_SECTION")
    for letter, (key, meaning) in LETTERS.items():
        if letter in letters(outline) and not outline.has(key):
            expected = f"a {key}_SECTION, as {letter} means {meaning}"
            yield fault(outline.file, "TYPE", outline.value("TYPE"), expected)
    if outline.has("VEHICLES_MAX_RELOADS") and not outline.has("VEHICLES_RELOAD_DEPOT"):
        expected = "a VEHICLES_RELOAD_DEPOT_SECTION, without which no vehicle reloads"
        yield fault(outline.file, "VEHICLES_MAX_RELOADS", "alone", expected)
    if outline.has("DEMAND") and outline.has("LINEHAUL"):
        yield fault(outline.file, "LINEHAUL", "both", "either DEMAND_SECTION or LINEHAUL_SECTION, not both")
    if outline.has("DISTANCE") and (outline.has("TIME_WINDOW") or outline.has("VEHICLES_MAX_DURATION")):
        expected = "VEHICLES_MAX_DURATION or VEHICLES_MAX_DISTANCE: with these, DISTANCE could mean either"
        yield fault(outline.file, "DISTANCE", outline.value("DISTANCE"), expected)


def _tables(outline: Outline) -> Iterator[Fault]:
    counts = {"node": nodes(outline), "vehicle": vehicles(outline)}
    for key, table in TABLES.items():
        section = outline.sections.get(key)
        if section is None:
            continue
        where, name = at_line(outline.file, section.line), f"{key}_SECTION"
        count = counts.get(table.rows, len(section.rows))
        if len(section.rows) != count:
            yield fault(where, name, f"{len(section.rows)} rows", f"{count} rows, one per {table.rows}")
        yield from _order(outline.file, name, section)
        yield from _widths(outline.file, name, section, table)
        yield from _values(outline.file, name, section, table)


def _order(file: str, name: str, section: Section) -> Iterator[Fault]:
    for expected, row in enumerate(section.rows, start=1):
        if whole(row.tokens[0]) != expected:
            # One row too many or too few moves all that follow: the first says it.
            yield fault(
                at_line(file, row.line), name, " ".join(row.tokens), f"row number {expected}: 1, 2, 3, ..."
            )
            return


def _widths(file: str, name: str, section: Section, table: Table) -> Iterator[Fault]:
    if table.columns < 0 or not section.rows:
        return
    width = table.columns or max(1, len(section.rows[0].tokens) - 1)
    for row in section.rows:
        if len(row.tokens) != width + 1:
            expected = f"{width + 1} numbers: the row's number and {width} more"
            yield fault(at_line(file, row.line), name, " ".join(row.tokens), expected)


def _values(file: str, name: str, section: Section, table: Table) -> Iterator[Fault]:
    for row in section.rows:
        for token in row.tokens[1:]:
            if not fits(token, table.kind):
                yield fault(at_line(file, row.line), name, token, EXPECTED[table.kind])
