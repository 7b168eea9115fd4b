"""What planners ask about: supply networks and warehouses, every revision of their tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, RowMapping, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import NotFound, RoundsmanError
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.operations.tables import STUDIES, STUDY_KEYS, STUDY_TABLES
from data.store.plan_rows import is_plan_id

StudyKind = Literal["network", "warehouse"]
"""What a study is of."""

_NONE: Final = "There is no study with this id."


class StudyChanged(RoundsmanError):
    """The study has changed since it was looked at."""

    code = "study-changed"
    action = "Look at it again, and send it with the ETag that it has now."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables as they came.

    form
        "xlsx", a workbook; "zip", CSV files in an archive.
    """

    form: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStudy:
    """A study that is kept.

    summary
        counts and notes of its tables.
    created
        also of a study that is being kept, where `id` says which.
    """

    id: str
    kind: StudyKind
    name: str
    created: datetime
    changed: datetime
    revision: int
    summary: Mapping[str, Any]


class KeptStudies:
    """Studies and their tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, study: KeptStudy, tables: Tables, *, key: str, fingerprint: str) -> tuple[KeptStudy, str]:
        """Keep a new study; return it and the fingerprint of what was kept with its key.

        Where the key is known already, the study that was kept with it is returned and nothing is kept.
        """
        try:
            with self._database.write() as connection:
                known = _with_key(connection, key)
                if known is not None:
                    return known
                row = {
                    "id": study.id, "kind": study.kind, "name": study.name, "revision": study.revision,
                    "created_us": microseconds(study.created), "changed_us": microseconds(study.changed),
                    "summary": json.dumps(study.summary),
                }  # fmt: skip
                connection.execute(insert(STUDIES).values(row))
                _keep_tables(connection, study, tables)
                about(connection, study.id)
                if key:
                    kept = {
                        "key": key, "fingerprint": fingerprint, "study_id": study.id,
                        "created_us": microseconds(study.created),
                    }  # fmt: skip
                    connection.execute(insert(STUDY_KEYS).values(kept))
                return study, fingerprint
        except IntegrityError:
            with self._database.read() as connection:
                known = _with_key(connection, key)
            if known is None:
                raise
            return known

    def change(self, study: KeptStudy, tables: Tables, *, seen: int | None) -> KeptStudy:
        """Keep the next revision of a study; raise `StudyChanged` where it is not the one `seen`."""
        with self._database.write() as connection:
            now = _study(_row(connection, study.id, study.kind, locked=True))
            if seen is not None and seen != now.revision:
                raise StudyChanged(f"The study is at revision {now.revision} now.")
            changed = replace(study, created=now.created, revision=now.revision + 1)
            values = {
                "name": changed.name, "revision": changed.revision, "summary": json.dumps(changed.summary),
                "changed_us": microseconds(changed.changed),
            }  # fmt: skip
            connection.execute(update(STUDIES).where(STUDIES.c.id == study.id).values(values))
            _keep_tables(connection, changed, tables)
            about(connection, study.id)
            return changed

    def remove(self, study_id: str, kind: StudyKind, *, seen: int | None) -> None:
        """Remove a study with all its revisions; what was found out about it stays."""
        with self._database.write() as connection:
            now = _study(_row(connection, study_id, kind, locked=True))
            if seen is not None and seen != now.revision:
                raise StudyChanged(f"The study is at revision {now.revision} now.")
            about(connection, study_id)
            for table in (STUDY_TABLES, STUDY_KEYS):
                connection.execute(delete(table).where(table.c.study_id == study_id))
            connection.execute(delete(STUDIES).where(STUDIES.c.id == study_id))

    def study(self, study_id: str, kind: StudyKind) -> KeptStudy:
        """Return a study."""
        with self._database.read() as connection:
            return _study(_row(connection, study_id, kind))

    def studies(
        self, kind: StudyKind, *, after: tuple[int, str] | None = None, most: int | None = None
    ) -> list[KeptStudy]:
        """Return studies from the newest to the oldest; ids break ties."""
        chosen = select(STUDIES).where(STUDIES.c.kind == kind)
        if after is not None:
            created, last = after
            older = STUDIES.c.created_us < created
            chosen = chosen.where(or_(older, and_(STUDIES.c.created_us == created, STUDIES.c.id > last)))
        chosen = chosen.order_by(STUDIES.c.created_us.desc(), STUDIES.c.id).limit(most)
        with self._database.read() as connection:
            return [_study(row) for row in connection.execute(chosen).mappings()]

    def tables(self, study_id: str, revision: int) -> Tables:
        """Return the tables of a revision."""
        chosen = select(STUDY_TABLES.c.form, STUDY_TABLES.c.content).where(
            STUDY_TABLES.c.study_id == study_id, STUDY_TABLES.c.revision == revision
        )
        with self._database.read() as connection:
            found = connection.execute(chosen).one_or_none()
        if found is None:
            raise NotFound(_NONE)
        return Tables(form=found.form, content=found.content)


def _keep_tables(connection: Connection, study: KeptStudy, tables: Tables) -> None:
    row = {
        "study_id": study.id, "revision": study.revision, "form": tables.form, "content": tables.content,
    }  # fmt: skip
    connection.execute(insert(STUDY_TABLES).values(row))


def _with_key(connection: Connection, key: str) -> tuple[KeptStudy, str] | None:
    if not key:
        return None
    chosen = select(STUDIES, STUDY_KEYS.c.fingerprint).join(STUDY_KEYS, STUDY_KEYS.c.study_id == STUDIES.c.id)
    found = connection.execute(chosen.where(STUDY_KEYS.c.key == key)).mappings().one_or_none()
    return None if found is None else (_study(found), found["fingerprint"])


def _row(connection: Connection, study_id: str, kind: StudyKind, *, locked: bool = False) -> RowMapping:
    if is_plan_id(study_id):
        chosen = select(STUDIES).where(STUDIES.c.id == study_id, STUDIES.c.kind == kind)
        found = connection.execute(chosen.with_for_update() if locked else chosen).mappings().one_or_none()
        if found is not None:
            return found
    raise NotFound(_NONE)


def _study(row: RowMapping) -> KeptStudy:
    return KeptStudy(
        id=row["id"], kind=row["kind"], name=row["name"], created=moment_of(row["created_us"]),
        changed=moment_of(row["changed_us"]), revision=row["revision"], summary=json.loads(row["summary"]),
    )  # fmt: skip
