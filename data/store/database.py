"""The database while it is open: transactions that read, transactions that write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from core.clock import Clock, stopwatch, utc_now
from data.store.address import Address, make_private
from data.store.audit.act import DOING, Act, Doing, watch_changes
from data.store.audit.chain import append
from data.store.failures import StoreFailed, StoreUnreachable, store_errors
from data.store.schema import upgrade
from data.store.sealing.columns import give_keys
from data.store.sealing.known_keys import follow_keys, prepare_keys
from data.store.sealing.ring import Ring
from data.store.sqlite import WRITES, prepare, sqlite_module
from data.store.tenant import DEFAULT_TENANT

_PATIENCE_S = 5
_CONNECTIONS: Final = 5
_CONNECTIONS_EACH: Final = 1
"""Kept open to a file of SQLite, and to that of each further tenant: a process may open few files."""
_MOST_CONNECTIONS: Final = 15


Observer = Callable[[str, float, StoreFailed | None], None]
"""Is told of every transaction: `read` or `write`, the seconds it took, and why it failed."""


def _unobserved(_: str, __: float, ___: StoreFailed | None) -> None:
    """Take no note of a transaction."""


class Database:
    """One database and the connections of this process to it.

    beside
        the first tenant's database, open, for that of another: its connections serve both, where a server
        hands out few.
    observer
        is told of every transaction.
    """

    def __init__(self, address: Address, *, beside: "Database | None" = None) -> None:
        self.address = address
        self._beside = beside
        self.observer: Observer = _unobserved if beside is None else beside.observe
        self._engine: Engine | None = None
        self._act: Act | None = None
        self.ring = Ring(address.keys)

    @property
    def tenant(self) -> str:
        """Whose database it is."""
        return self.address.tenant

    def observe(self, kind: str, seconds: float, failure: StoreFailed | None) -> None:
        """Tell the observer of a transaction of another tenant's database beside this one."""
        self.observer(kind, seconds, failure)

    def by(self, act: Act | None) -> "Database":
        """Return the same database whose changes the audit log tells of as this act; None tells nothing."""
        other = copy(self)
        other._act = act
        return other

    def open(self, clock: Clock = utc_now) -> None:
        """Connect, and bring the tables to the form that this release knows."""
        if self._engine is not None:
            return
        engine = self._connect()
        try:
            with store_errors():
                upgrade(engine, self.address, clock)
                give_keys(engine, self.ring)
                with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
                    prepare_keys(connection, self.ring, clock())
        except BaseException:
            self._let_go(engine)
            raise
        watch_changes(engine)
        self._engine = engine

    def close(self) -> None:
        """Let every connection go."""
        if self._engine is not None:
            self._let_go(self._engine)
            self._engine = None

    def _connect(self) -> Engine:
        if self._shares:
            with store_errors():
                return engine_beside(self._beside.engine, self.address)  # type: ignore[union-attr]
        return engine_of(self.address)

    def _let_go(self, engine: Engine) -> None:
        if not self._shares:
            let_go(engine)

    @property
    def _shares(self) -> bool:
        """Whether the connections are those of the database beside."""
        return self._beside is not None and self.address.file is None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Hand out a connection that sees one moment of the database."""
        with self._told("read"), store_errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Hand out a connection whose changes are kept together when the block ends, or not at all.

        What the audit log tells of them is kept with them.
        """
        doing = None if self._act is None else Doing(self._act)
        with (
            self._told("write"),
            store_errors(),
            self.engine.connect().execution_options(**{WRITES: True, DOING: doing}) as connection,
            connection.begin(),
        ):
            follow_keys(connection, self.ring)
            yield connection
            if doing is not None and doing.changed:
                append(connection, doing)

    @contextmanager
    def _told(self, kind: str) -> Iterator[None]:
        took, failure = stopwatch(), None
        try:
            yield
        except StoreFailed as failed:
            failure = failed
            raise
        finally:
            self.observer(kind, took(), failure)

    @property
    def engine(self) -> Engine:
        """The connections."""
        if self._engine is None:
            raise StoreUnreachable("The database is not open.")
        return self._engine


def engine_of(address: Address, *, own_transactions: bool = True) -> Engine:
    """Return connections to `address`, none of them made yet.

    own_transactions
        False for a guest who begins transactions himself, such as the engine of jobs.
    """
    if address.file is None:
        engine = create_engine(
            address.url,
            pool_pre_ping=True,
            pool_timeout=_PATIENCE_S,
            connect_args={"connect_timeout": _PATIENCE_S},
        )
        _wall_in(engine, address)
        return engine
    make_private(address.file)
    size = _CONNECTIONS if address.tenant == DEFAULT_TENANT else _CONNECTIONS_EACH
    engine = create_engine(
        address.url,
        module=sqlite_module(),
        pool_timeout=_PATIENCE_S,
        pool_size=size,
        max_overflow=_MOST_CONNECTIONS - size,
    )
    prepare(engine, busy_s=address.busy_s, own_transactions=own_transactions)
    return engine


def let_go(engine: Engine) -> None:
    """Close all connections; one that somebody still uses, or makes, as soon as he hands it back.

    SQLAlchemy alone would leave that one open until nobody remembers it.
    """

    def close(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.invalidate()

    event.listen(engine, "checkin", close)
    engine.dispose()


def engine_beside(first: Engine, address: Address) -> Engine:
    """Return an engine for another tenant's schema on the connections of `first`.

    Types of columns find their data keys by the dialect: each tenant has one of its own.
    """
    dialect = type(first.dialect)(dbapi=first.dialect.dbapi)  # type: ignore[call-arg]
    with first.connect() as connection:
        dialect.initialize(connection)
    engine = Engine(first.pool, dialect, address.url)
    _wall_in(engine, address)
    return engine


def _wall_in(engine: Engine, address: Address) -> None:
    """Have every transaction see the tenant's schema alone, and the connection forget that at its end."""
    schema = address.schema
    if schema is None:
        return

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(f'SET LOCAL search_path TO "{schema}"')

    event.listen(engine, "begin", begun)
