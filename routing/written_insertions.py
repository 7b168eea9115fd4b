"""Insertions that are written out when they are looked at."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from routing.halts import Insertion

Answer = TypeVar("Answer")


class WrittenInsertions(Sequence[Insertion], Generic[Answer]):
    """What was found, by its number in an answer, and what writes it out."""

    def __init__(
        self, order: Sequence[tuple[Answer, int]], write: Callable[[Answer, int], Insertion]
    ) -> None:
        self._order, self._write = order, write

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Insertion: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Insertion]: ...
    def __getitem__(self, index: int | slice) -> Insertion | Sequence[Insertion]:
        if isinstance(index, slice):
            return WrittenInsertions(self._order[index], self._write)
        return self._write(*self._order[index])
