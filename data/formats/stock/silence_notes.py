"""What a person should know of an item that has no rows at the end of a table of demand."""

from collections.abc import Iterator

from inventory.forecast.end import Known


def silence_notes(name: str, known: Known) -> Iterator[str]:
    """Yield a sentence where weeks without rows are not known, or may mean that an item is sold no longer."""
    weeks = "week" if known.silent == 1 else "weeks"
    if known.unknown:
        yield (
            f"{name}: no rows in the last {known.silent} {weeks}: taken as not known, not as no demand. "
            "Write rows with quantity 0 if nothing was asked for."
        )
    elif known.left:
        yield (
            f"{name}: no rows in the last {known.silent} {weeks}, though it was asked for nearly every week "
            "before: taken as no demand for so long a time. Is it still sold?"
        )
