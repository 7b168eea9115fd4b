"""Transactions that are begun again where the database gave way to another one."""

from collections.abc import Callable
from typing import Final, TypeVar

from data.store.failures import StoreBusy

TRIES: Final = 5
"""How often a transaction is begun that others stand in the way of."""

T = TypeVar("T")


def patiently(work: Callable[[], T]) -> T:
    """Do work in a transaction again where the database gave way to another one."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except StoreBusy:
            continue
    return work()
