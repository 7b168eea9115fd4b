"""The database while it is open: transactions that read, transactions that write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine

from core.clock import Clock, utc_now
from data.store.address import Address, make_private
from data.store.failures import StoreUnreachable, store_errors
from data.store.schema import upgrade
from data.store.sqlite import WRITES, prepare, sqlite_module

_PATIENCE_S = 5


class Database:
    """One database and the connections of this process to it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._engine: Engine | None = None

    def open(self, clock: Clock = utc_now) -> None:
        """Connect, and bring the tables to the form that this release knows."""
        if self._engine is not None:
            return
        engine = engine_of(self.address)
        try:
            with store_errors():
                upgrade(engine, self.address, clock)
        except BaseException:
            engine.dispose()
            raise
        self._engine = engine

    def close(self) -> None:
        """Let every connection go."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Hand out a connection that sees one moment of the database."""
        with store_errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Hand out a connection whose changes are kept together when the block ends, or not at all."""
        with (
            store_errors(),
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            yield connection

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
        return create_engine(
            address.url,
            pool_pre_ping=True,
            pool_timeout=_PATIENCE_S,
            connect_args={"connect_timeout": _PATIENCE_S},
        )
    make_private(address.file)
    engine = create_engine(address.url, module=sqlite_module(), pool_timeout=_PATIENCE_S)
    prepare(engine, busy_s=address.busy_s, own_transactions=own_transactions)
    return engine
