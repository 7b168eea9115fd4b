"""Files of operations, in pieces: what grows is kept by what was added to it."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, delete, func, insert, select

from core.errors import NotFound
from data.store.failures import StoreDamaged
from data.store.operations.tables import OPERATION_FILES

Role = Literal["given", "kept", "result"]
"""What a file is there for: the question, going on after a crash, or the answer."""

_FAST: Final = 1
_PIECE: Final = 8_000_000
"""Bytes of a piece at most, so that no statement is larger than a database likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a file, from its `start` on; one that starts at 0 takes the place of the whole file."""

    name: str
    start: int
    content: bytes


def save_piece(connection: Connection, operation_id: str, role: Role, piece: Piece) -> None:
    """Keep a part of a file, as a part of something larger; what lay from its start on is forgotten."""
    files = OPERATION_FILES.c
    same = (files.operation_id == operation_id, files.role == role, files.name == piece.name)
    connection.execute(delete(OPERATION_FILES).where(*same, files.start >= piece.start))
    for at in range(0, max(1, len(piece.content)), _PIECE):
        content = piece.content[at : at + _PIECE]
        row = {
            "operation_id": operation_id, "role": role, "name": piece.name, "start": piece.start + at,
            "size": len(content), "content": zlib.compress(content, _FAST),
        }  # fmt: skip
        connection.execute(insert(OPERATION_FILES).values(row))


def save_files(connection: Connection, operation_id: str, role: Role, files: Mapping[str, bytes]) -> None:
    """Keep whole files."""
    for name, content in files.items():
        save_piece(connection, operation_id, role, Piece(name=name, start=0, content=content))


def forget(connection: Connection, operation_id: str, *, question: bool) -> None:
    """Forget what was kept for going on: the work has ended.

    question
        the files of the question as well: tables of orders hold names and addresses.
    """
    files, roles = OPERATION_FILES.c, ("kept", "given") if question else ("kept",)
    connection.execute(
        delete(OPERATION_FILES).where(files.operation_id == operation_id, files.role.in_(roles))
    )


def files_of(connection: Connection, operation_id: str, role: Role) -> dict[str, bytes]:
    """Return all files of a role, by name."""
    files = OPERATION_FILES.c
    chosen = select(files.name, files.content).where(files.operation_id == operation_id, files.role == role)
    found: dict[str, bytearray] = {}
    for row in connection.execute(chosen.order_by(files.name, files.start)):
        found.setdefault(row.name, bytearray()).extend(_unpacked(row.content))
    return {name: bytes(content) for name, content in found.items()}


def file_of(connection: Connection, operation_id: str, role: Role, name: str) -> bytes:
    """Return one file; raise `NotFound` where there is none of this name."""
    files = OPERATION_FILES.c
    chosen = select(files.content).where(
        files.operation_id == operation_id, files.role == role, files.name == name
    )
    pieces = connection.execute(chosen.order_by(files.start)).scalars().all()
    if not pieces:
        raise NotFound("This operation has no file of this name.")
    return b"".join(map(_unpacked, pieces))


def sizes_of(connection: Connection, operation_id: str, role: Role) -> Iterator[tuple[str, int]]:
    """Yield names and bytes of the files of a role, by name."""
    files = OPERATION_FILES.c
    chosen = select(files.name, func.sum(files.size).label("size")).where(
        files.operation_id == operation_id, files.role == role
    )
    for row in connection.execute(chosen.group_by(files.name).order_by(files.name)):
        yield row.name, int(row.size)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as problem:
        raise StoreDamaged("A file of this operation is damaged and cannot be read.") from problem
