"""Where the database is: a file, or a PostgreSQL server."""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from platformdirs import user_data_path
from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import InvalidInput, fault
from data.files import safe_file_name
from data.store.failures import StoreUnreachable
from data.store.sealing.key_source import KeySource
from data.store.tenant import DEFAULT_TENANT

_EXPECTED: Final = "a file such as roundsman.db, or postgresql://user:password@host:5432/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A database: SQLite in a file, where there is one, else PostgreSQL.

    busy_s
        how long a statement waits for another program that writes.
    data_keys
        text of the keys that seal what is personal; "" for those in a file.
    key_file
        the file of these keys; None for the usual one.
    tenant
        whose it is: others than the first have a file, or a schema, of their own.
    """

    url: URL
    file: Path | None = None
    busy_s: float = 10.0
    data_keys: str = field(default="", repr=False)
    key_file: Path | None = None
    tenant: str = DEFAULT_TENANT

    def of(self, tenant: str) -> "Address":
        """Return where another tenant's database is, from that of the first; the same keys seal it."""
        if tenant == self.tenant:
            return self
        if self.file is None:
            return replace(self, tenant=tenant)
        file = tenant_folder(self.file) / f"{tenant}.db"
        at = URL.create("sqlite", database=str(file))
        return replace(self, tenant=tenant, url=at, file=file, key_file=self.keys.file)

    @property
    def schema(self) -> str | None:
        """The schema of PostgreSQL that is all a tenant sees; None for the first, and for SQLite."""
        return f"tenant_{self.tenant}" if self.file is None and self.tenant != DEFAULT_TENANT else None

    @property
    def keys(self) -> KeySource:
        """Where the keys are: beside a SQLite file, else in the user's data folder, if not told otherwise."""
        if self.file is None:
            usual = user_data_path("roundsman") / f"{self._server}.keys"
        else:
            usual = self.file.with_name(self.file.name + ".keys")
        return KeySource(file=self.key_file or usual, given=self.data_keys)

    @property
    def _server(self) -> str:
        """Return a name that databases of other servers do not have."""
        there = self.url.render_as_string(hide_password=True)
        return f"{safe_file_name(self.url.database or '')}-{sha256(there.encode()).hexdigest()[:8]}"

    def __str__(self) -> str:
        """Return the address as it may be shown: without its password."""
        if self.file is not None:
            return str(self.file)
        shown = self.url.render_as_string(hide_password=True)
        return shown if self.schema is None else f"{shown}, schema {self.schema}"


def tenant_folder(file: Path) -> Path:
    """Return where the databases of tenants lie beside that of the first."""
    return file.with_name(f"{file.name}.tenants")


def file_address(file: Path, *, busy_s: float = 10.0) -> Address:
    """Return the address of SQLite in `file`."""
    return Address(url=URL.create("sqlite", database=str(file)), file=file, busy_s=busy_s)


def address_of(text: str) -> Address:
    """Return the address that a person gives: the name of a file, sqlite:///FILE or postgresql://..."""
    if "://" not in text:
        if not text.strip():
            raise _refusal("")
        return file_address(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _refusal(text.partition("://")[0] + "://...") from None
    backend = url.drivername.partition("+")[0]
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return file_address(Path(str(url.database)))
    if backend in ("postgresql", "postgres") and url.database:
        _refuse_unknown_options(url)
        return Address(url=url.set(drivername="postgresql+psycopg"))
    raise _refusal(url.render_as_string(hide_password=True))


def make_private(file: Path) -> None:
    """Make the file, if need be, such that no other user reads it."""
    if file.is_dir():
        raise StoreUnreachable(f"The database {file} cannot be opened: it is a folder.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise StoreUnreachable(f"The database {file} cannot be opened: {reason}.") from problem


def _refuse_unknown_options(url: URL) -> None:
    """Raise `InvalidInput` for what stands behind the ? and means nothing to PostgreSQL, naming all of it."""
    unknown = [name for name in url.query if not _known(name)]
    if unknown:
        faults = [
            fault(
                "command", "--database or ROUNDSMAN_DATABASE_URL", name, "an option such as sslmode=require"
            )
            for name in unknown
        ]
        raise InvalidInput("PostgreSQL knows no such option of a connection.", faults=faults)


def _known(option: str) -> bool:
    try:
        make_conninfo("", **{option: ""})
    except (ProgrammingError, TypeError):
        return False
    return True


def _refusal(shown: str) -> InvalidInput:
    found = fault("command", "--database or ROUNDSMAN_DATABASE_URL", shown, _EXPECTED)
    return InvalidInput("This is no database that Roundsman can use.", faults=[found])
