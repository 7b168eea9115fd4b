"""Why the store cannot be read or written now; what the database said stays inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from core.errors import InvalidInput, RoundsmanError, fault


class StoreFailed(RoundsmanError):
    """The store cannot be read or written."""

    code = "store-failed"
    action = "Run `roundsman doctor`: it says what is wrong with the database and what to do."


class StoreFull(StoreFailed):
    """There is no room left for the database."""

    code = "store-full"
    action = "Make room on the disk of the database; work goes on by itself then."


class StoreBusy(StoreFailed):
    """Another program holds the database for itself."""

    code = "store-busy"
    action = "Send the request again; if it stays, end the program that holds the database locked."


class StoreUnreachable(StoreFailed):
    """The database does not answer, or its file cannot be opened."""

    code = "store-unreachable"
    action = "Start the database server, or correct --database or ROUNDSMAN_DATABASE_URL."


class StoreDamaged(StoreFailed):
    """What the database holds cannot be read."""

    code = "store-damaged"
    action = "Stop Roundsman and take the last backup: roundsman restore FILE."


class StoreTooNew(StoreFailed):
    """A newer Roundsman has worked with this database."""

    code = "store-too-new"
    action = "Use the newer Roundsman, or restore the copy that it made before it changed the database."


_SQLITE_WORDS: tuple[tuple[str, type[StoreFailed]], ...] = (
    ("is full", StoreFull),
    ("locked", StoreBusy),
    ("busy", StoreBusy),
    ("malformed", StoreDamaged),
    ("not a database", StoreDamaged),
    ("unable to open", StoreUnreachable),
)

_POSTGRES_CLASSES: tuple[tuple[str, type[StoreFailed]], ...] = (
    ("53100", StoreFull),
    ("53", StoreBusy),
    ("55P03", StoreBusy),
    ("40", StoreBusy),
    ("08", StoreUnreachable),
    ("57P", StoreUnreachable),
    ("28", StoreUnreachable),
    ("3D", StoreUnreachable),
    ("XX00", StoreDamaged),
)
"""Beginnings of SQLSTATE. Source: the PostgreSQL manual, appendix A."""

_MESSAGES: dict[type[StoreFailed], str] = {
    StoreFull: "The database has no room left.",
    StoreBusy: "The database is held by another program.",
    StoreUnreachable: "The database does not answer.",
    StoreDamaged: "The database is damaged.",
    StoreFailed: "The database refused to work.",
}


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn what a database raises into a `StoreFailed`; broken constraints pass, they are answers."""
    try:
        yield
    except NoConnectionFree as waited:
        raise StoreBusy("Every connection to the database is in use.") from waited
    except DBAPIError as problem:
        # SQLite keeps this character, PostgreSQL does not.
        if isinstance(problem, DataError) and "NUL" in str(problem.orig):
            found = fault("the request", "", "text with the character U+0000", "text without it")
            raise InvalidInput("What was given cannot be kept or found.", faults=[found]) from problem
        kind = _kind_of(problem)
        if kind is None:
            raise
        raise kind(_MESSAGES[kind]) from problem


def failure_of_sqlite(said: str) -> StoreFailed:
    """Return the failure of which SQLite itself has said this."""
    kind = _first(_SQLITE_WORDS, said.__contains__) or StoreFailed
    return kind(_MESSAGES[kind])


def _kind_of(problem: DBAPIError) -> type[StoreFailed] | None:
    """Return the kind of failure; None where the statement, not the database, is at fault."""
    state = getattr(problem.orig, "sqlstate", None)
    if isinstance(state, str):
        return _first(_POSTGRES_CLASSES, state.startswith)
    if problem.connection_invalidated:
        return StoreUnreachable
    found = _first(_SQLITE_WORDS, str(problem.orig).__contains__)
    if found is not None or not isinstance(problem, OperationalError | InterfaceError):
        return found
    return StoreFailed if "sqlite" in type(problem.orig).__module__ else StoreUnreachable


def _first(known: tuple[tuple[str, type[StoreFailed]], ...], fits: Any) -> type[StoreFailed] | None:
    return next((kind for text, kind in known if fits(text)), None)
