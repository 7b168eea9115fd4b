"""The newest plan of each record: the best so far while it is being made, then the finished one."""

import zlib
from collections import OrderedDict
from copy import copy
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import NotFound, RoundsmanError
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.packed import PackedPlan, Packer, unpack
from data.store.database import Database
from data.store.failures import StoreDamaged
from data.store.plan_orders import Beside
from data.store.plan_record import PlanRecord
from data.store.plan_rows import insert_key, insert_record, is_plan_id, record_with_key, tell
from data.store.tables import PLAN_DOCUMENTS, PLAN_FILES

_KEPT_DOCUMENTS: Final = 2
_STREETS: Final = "streets.json"
_FAST: Final = 1


class PlanDocuments:
    """The plans themselves, and what lies beside them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: OrderedDict[tuple[str, str], PlanDocument] = OrderedDict()
        self._guard = Lock()

    def on(self, database: Database) -> "PlanDocuments":
        """Return the same plans on another view of the database, with those at hand."""
        other = copy(self)
        other._database = database
        return other

    def tell_with_plan(
        self, record: PlanRecord, attempt: int, packed: PackedPlan, *, streets: str | None = None
    ) -> PlanRecord:
        """Keep a plan in place of the one before, and tell the change, together or not at all."""
        with self._database.write() as connection:
            save(connection, record.id, packed)
            if streets is not None:
                _save_file(connection, record.id, _STREETS, streets.encode())
            # Something new is kept: whoever takes the plan up goes on from here.
            return tell(connection, replace(record, has_plan=True), attempt, tries=0)

    def keep(
        self,
        record: PlanRecord,
        document: PlanDocument,
        *,
        streets: str | None = None,
        beside: Beside | None = None,
    ) -> PlanRecord:
        """Keep a plan that was made elsewhere, and its record, and what belongs to it besides.

        Where the record's key is known already, the record of the plan that has it is returned instead.
        """
        packed = Packer().pack(document)
        try:
            with self._database.write() as connection:
                known = record_with_key(connection, record.key) if record.key else None
                if known is not None:
                    return known
                first = insert_record(connection, record)
                insert_key(connection, first)
                save(connection, record.id, packed)
                if streets is not None:
                    _save_file(connection, record.id, _STREETS, streets.encode())
                if beside is not None:
                    beside(connection, record.id)
                return first
        except IntegrityError:
            # Somebody with the same key was faster by a hair.
            with self._database.read() as connection:
                known = record_with_key(connection, record.key)
            if known is None:
                raise
            return known

    def packed(self, plan_id: str) -> PackedPlan:
        """Return the files of a plan."""
        matrices = select(PLAN_FILES.c.name, PLAN_FILES.c.content).where(
            PLAN_FILES.c.plan_id == plan_id, PLAN_FILES.c.name != _STREETS
        )
        with self._database.read() as connection:
            text = _content(connection, plan_id)
            beside = {row.name: row.content for row in connection.execute(matrices)}
        return PackedPlan(text=text, matrices=beside)

    def text(self, plan_id: str) -> bytes:
        """Return plan.json; larger travel matrices lie beside it."""
        with self._database.read() as connection:
            return _content(connection, plan_id)

    def matrix(self, plan_id: str, name: str) -> bytes:
        """Return one of the travel matrices beside a plan, by the name that the plan gives it."""
        with self._database.read() as connection:
            found = connection.execute(_file(plan_id, name)).scalar_one_or_none()
        if found is None or name == _STREETS:
            raise NotFound("This plan has no travel matrix of this name.")
        return found

    def plan(self, plan_id: str) -> PlanDocument:
        """Return a plan; the last few read are kept at hand."""
        if not is_plan_id(plan_id):
            raise _no_plan()
        chosen = select(PLAN_DOCUMENTS.c.digest).where(PLAN_DOCUMENTS.c.plan_id == plan_id)
        with self._database.read() as connection:
            digest = connection.execute(chosen).scalar_one_or_none()
        if digest is None:
            raise _no_plan()
        with self._guard:
            document = self._read.pop((plan_id, digest), None)
        if document is None:
            document = _unpacked(self.packed(plan_id))
        with self._guard:
            self._read[plan_id, digest] = document
            while len(self._read) > _KEPT_DOCUMENTS:
                self._read.popitem(last=False)
        return document

    def streets(self, plan_id: str) -> str | None:
        """Return the streets drawn behind a plan, if they were kept: those of the map it was made on."""
        with self._database.read() as connection:
            found = connection.execute(_file(plan_id, _STREETS)).scalar_one_or_none()
        return None if found is None else found.decode()


def save(connection: Connection, plan_id: str, packed: PackedPlan) -> None:
    """Keep a plan in place of the one before, as a part of something larger."""
    digest = sha256(packed.text).hexdigest()
    content = zlib.compress(packed.text, _FAST)
    changed = connection.execute(
        update(PLAN_DOCUMENTS)
        .where(PLAN_DOCUMENTS.c.plan_id == plan_id)
        .values(revision=PLAN_DOCUMENTS.c.revision + 1, digest=digest, content=content)
    )
    if not changed.rowcount:
        first = {"plan_id": plan_id, "revision": 1, "digest": digest, "content": content}
        connection.execute(insert(PLAN_DOCUMENTS).values(first))
    _forget_others(connection, plan_id, set(packed.matrices))
    for name, matrix in packed.matrices.items():
        _save_file(connection, plan_id, name, matrix)


def _forget_others(connection: Connection, plan_id: str, names: set[str]) -> None:
    others = PLAN_FILES.c.name.not_in({*names, _STREETS})
    connection.execute(delete(PLAN_FILES).where(PLAN_FILES.c.plan_id == plan_id, others))


def _save_file(connection: Connection, plan_id: str, name: str, content: bytes) -> None:
    """Keep a file; one that is there already, as travel matrices are from the first plan on, is left."""
    digest = sha256(content).hexdigest()
    same = select(PLAN_FILES.c.digest).where(PLAN_FILES.c.plan_id == plan_id, PLAN_FILES.c.name == name)
    if connection.execute(same).scalar_one_or_none() == digest:
        return
    connection.execute(delete(PLAN_FILES).where(PLAN_FILES.c.plan_id == plan_id, PLAN_FILES.c.name == name))
    row = {"plan_id": plan_id, "name": name, "digest": digest, "content": content}
    connection.execute(insert(PLAN_FILES).values(row))


def _content(connection: Connection, plan_id: str) -> bytes:
    if not is_plan_id(plan_id):
        raise _no_plan()
    chosen = select(PLAN_DOCUMENTS.c.content).where(PLAN_DOCUMENTS.c.plan_id == plan_id)
    found = connection.execute(chosen).scalar_one_or_none()
    if found is None:
        raise _no_plan()
    try:
        return zlib.decompress(found)
    except zlib.error as problem:
        raise _damaged() from problem


def _file(plan_id: str, name: str) -> Select[bytes]:
    if not is_plan_id(plan_id) or "\x00" in name:
        raise NotFound("There is nothing of this name.")
    return select(PLAN_FILES.c.content).where(PLAN_FILES.c.plan_id == plan_id, PLAN_FILES.c.name == name)


def _unpacked(packed: PackedPlan) -> PlanDocument:
    """Read a plan; what we wrote ourselves and cannot read is the store's fault, not the caller's."""
    try:
        return unpack(packed)
    except (OSError, RoundsmanError) as problem:
        raise _damaged() from problem


def _damaged() -> StoreDamaged:
    return StoreDamaged("The stored plan is damaged and cannot be read.")


def _no_plan() -> NotFound:
    return NotFound("There is no plan stored under this id.")
