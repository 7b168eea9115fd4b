"""Plans kept in a folder: for each plan a folder of its own with its record and, once there is one, the plan.

Every file is written whole or not at all. Whatever else lies in the folder is left alone.
"""

import logging
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO
from uuid import uuid4

from core.errors import NotFound, RoundsmanError
from data.files import write_bytes, write_text
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.read import read_plan
from data.formats.plan_json.write import write_plan
from data.formats.plan_record_json import record_from_json, record_to_json
from data.plan_store.folder_lock import lock_folder
from data.plan_store.record import PlanRecord, newest_first

_LOG = logging.getLogger(__name__)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_KEPT_DOCUMENTS = 2
_RECORD = "record.json"
_PLAN = "plan.json"
_STREETS = "streets.json"


class PlanStoreFailed(RoundsmanError):
    """The folder of plans cannot be written or read: a full disk, a missing right."""

    code = "plan-store-failed"
    action = "Make room on the disk of the plan store, or correct the rights of its folder."


def new_plan_id() -> str:
    """Return an id that nobody can guess."""
    return str(uuid4())


class PlanStore:
    """The plans of one folder; one process at a time opens it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[bytes] | None = None
        self._documents: OrderedDict[tuple[str, int], PlanDocument] = OrderedDict()
        self._guard = Lock()

    def open(self) -> None:
        """Make the folder if need be and keep other processes out until `close`."""
        if self._lock is None:
            self._lock = lock_folder(self.folder)

    def close(self) -> None:
        """Let other processes in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def records(self) -> list[PlanRecord]:
        """Return every record, newest first; files that are damaged or foreign are skipped and logged."""
        found = (self._readable(folder) for folder in sorted(self.folder.iterdir()) if _is_id(folder.name))
        return sorted((record for record in found if record is not None), key=newest_first)

    def save(self, record: PlanRecord) -> None:
        """Remember `record` in place of the one before."""
        folder = self._folder(record.id)
        with _disk():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_bytes(folder / _RECORD, record_to_json(record))

    def save_plan(self, plan_id: str, document: PlanDocument) -> None:
        """Remember the plan, or the best so far, in place of the one before."""
        folder = self._folder(plan_id)
        with _disk():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_plan(folder / _PLAN, document)

    def has_plan(self, plan_id: str) -> bool:
        """Whether a plan is stored."""
        return (self._folder(plan_id) / _PLAN).is_file()

    def plan_file(self, plan_id: str) -> Path:
        """Return the file that holds the plan as JSON; larger travel matrices lie beside it."""
        path = self._folder(plan_id) / _PLAN
        if not path.is_file():
            raise NotFound("There is no plan stored under this id.")
        return path

    def matrix_file(self, plan_id: str, name: str) -> Path:
        """Return one of the files of travel matrices beside a plan, by the name that the plan gives it."""
        found = {path.name: path for path in self._folder(plan_id).glob("*.npz")}
        if name not in found:
            raise NotFound("This plan has no travel matrix of this name.")
        return found[name]

    def plan(self, plan_id: str) -> PlanDocument:
        """Return a stored plan; the last few read are kept at hand."""
        path = self.plan_file(plan_id)
        # Whoever saves a better plan changes the time of the file, so an older one is never served for it.
        key = (plan_id, path.stat().st_mtime_ns)
        with self._guard:
            document = self._documents.pop(key, None)
        if document is None:
            document = _intact(path)
        with self._guard:
            self._documents[key] = document
            while len(self._documents) > _KEPT_DOCUMENTS:
                self._documents.popitem(last=False)
        return document

    def streets(self, plan_id: str) -> str | None:
        """Return the streets drawn behind a plan, if they were saved."""
        path = self._folder(plan_id) / _STREETS
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def save_streets(self, plan_id: str, streets: str) -> None:
        """Remember the streets drawn behind a plan: they are those of the map it was made on."""
        with _disk():
            write_text(self._folder(plan_id) / _STREETS, streets)

    def _folder(self, plan_id: str) -> Path:
        """Return the folder of a plan; an id of any other form could lead out of the store."""
        if not _is_id(plan_id):
            raise NotFound("There is no plan with this id.")
        return self.folder / plan_id

    def _readable(self, folder: Path) -> PlanRecord | None:
        try:
            record = record_from_json((folder / _RECORD).read_bytes())
        except (OSError, RoundsmanError) as problem:
            _LOG.warning("plan %s skipped: %s", folder.name, type(problem).__name__)
            return None
        if record.id != folder.name:
            _LOG.warning("plan %s skipped: its record names another plan", folder.name)
            return None
        return record


def _intact(path: Path) -> PlanDocument:
    """Read a plan; what we wrote ourselves and cannot read is the store's fault, not the caller's."""
    try:
        return read_plan(path)
    except (OSError, RoundsmanError) as problem:
        _LOG.error("plan %s is damaged: %s", path.parent.name, type(problem).__name__)
        raise PlanStoreFailed("The stored plan is damaged and cannot be read.") from problem


@contextmanager
def _disk() -> Iterator[None]:
    """Say which store failed, not which file: paths are nobody's business outside."""
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise PlanStoreFailed(f"The plan store cannot be written: {reason}.") from problem


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None
