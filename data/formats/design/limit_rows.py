"""Limits of a supply network: from percent and money, as they are written, to shares and cents."""

from data.formats.design.reading import Reading
from network.design.limit import Limit, in_study, wrong_value


def limits_of(reading: Reading) -> tuple[Limit, ...]:
    """Return every limit; what is wrong with a value is told in the unit in which it is written."""
    made = []
    for row in reading.of("limits"):
        values = dict(row.values)
        kind, written = values["kind"], values["value"]
        expected = wrong_value(kind, written)
        if expected:
            reading.fault(row, "value", (row.written("value") or ("", f"{written:g}"))[1], expected)
        if kind.startswith("share") and "within" not in values and row.whole:
            unit = "minutes" if kind.endswith("minutes") else "km"
            reading.fault(row, "within", "", f"a number: in how many {unit} that share has to be")
        if expected:
            continue
        values["value"] = in_study(kind, written)
        made.append(reading.built(row, Limit, **values))
    return tuple(each for each in made if each is not None)
