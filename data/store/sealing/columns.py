"""Columns that are sealed at rest: statements give and get what they mean, the database sees neither.

Sealed columns cannot be compared or searched by the database; "" and NULL stay what they are.
"""

from collections.abc import MutableMapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from data.store.sealing.ring import Ring

_RINGS: Final[MutableMapping[Dialect, Ring]] = WeakKeyDictionary()
"""Keys by the dialect of an engine, the one thing that a column's type is told: each engine has its own."""


def give_keys(engine: Engine, ring: Ring) -> None:
    """Have an engine seal and open with these keys."""
    _RINGS[engine.dialect] = ring


def ring_of(dialect: Dialect) -> Ring:
    """Return the keys of an engine."""
    return _RINGS[dialect]


class SealedText(TypeDecorator[str]):
    """Text that is sealed for one place, as "orders.content": put elsewhere it cannot be opened."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str, narrow: TypeEngine[str] | None = None) -> None:
        super().__init__()
        self.place, self.narrow = place, narrow

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type as SQLite has it where that was declared narrower, which SQLite does not mind."""
        return self.narrow if self.narrow is not None and dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        return None if value is None else _RINGS[dialect].seal_text(value, self.place.encode())

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open."""
        return None if value is None else _RINGS[dialect].open_text(value, self.place.encode())


class SealedBytes(TypeDecorator[bytes]):
    """Bytes that are sealed for one place, as "proofs.content"."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else _RINGS[dialect].seal_bytes(value, self.place.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Open."""
        return None if value is None else _RINGS[dialect].open_bytes(value, self.place.encode())
