"""Where an operation is worked on: its tables, what earlier attempts kept, and who hears of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from core.errors import Stopped
from data.store.address import Address
from data.store.operations.files import Piece
from data.store.operations.record import OperationFigures
from network.search import Progress

_BETWEEN_NEWS_S: Final = 0.4
_BETWEEN_KEEPING_S: Final = 2.0
_SHARE: Final = 20

Tell = Callable[[OperationFigures, list[Piece]], bool]
"""Is told how far the work is and what to keep of it; answers False to end with the best so far."""


@dataclass(kw_only=True)
class Bench:
    """What a kind of work is done with, in a folder of its own.

    folder
        `given` holds the tables and files of the question, `kept` what goes on after a crash, `out` what the
        answer is made of.
    spent_s
        how long earlier attempts worked.
    threads
        of a search.
    map_file
        the street map that ways are of; None for straight lines.
    address_map
        the map that addresses are looked up in, whatever ways are of; None where there is none.
    cache
        where what is made of maps is kept.
    dask
        address of a scheduler whose workers live simulated days; "" for processes of this machine.
    address
        of the database, for work that changes it.
    modes
        tables of the tenant's delivery modes; None where there are none.
    """

    folder: Path
    tell: Tell
    spent_s: float = 0.0
    threads: int = 1
    map_file: Path | None = None
    address_map: Path | None = None
    cache: Path | None = None
    dask: str = ""
    address: Address | None = None
    modes: Path | None = None
    figures: OperationFigures = field(default_factory=OperationFigures)
    stopped: bool = False
    _begun: float = field(default_factory=time.monotonic)
    _told_s: float = -1.0
    _kept_s: float = -1.0
    _sent: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in (self.given, self.kept, self.out):
            each.mkdir(parents=True, exist_ok=True)
        self._sent = {name: path.stat().st_size for name, path in self._files()}

    @property
    def given(self) -> Path:
        """Folder of the question's files."""
        return self.folder / "given"

    @property
    def kept(self) -> Path:
        """Folder of what goes on after a crash."""
        return self.folder / "kept"

    @property
    def out(self) -> Path:
        """Folder of the answer."""
        return self.folder / "out"

    @property
    def tables(self) -> Path:
        """The tables that the work is about: a workbook, or a folder of CSV files."""
        workbook = self.given / "study.xlsx"
        return workbook if workbook.exists() else self.given

    @property
    def database(self) -> Address:
        """The address of the database."""
        if self.address is None:
            raise RuntimeError("this bench has no database")
        return self.address

    @property
    def seconds(self) -> float:
        """How long the work has taken, in all attempts."""
        return self.spent_s + time.monotonic() - self._begun

    def left(self, seconds: float) -> float:
        """Return what is left of a budget, and a little where nothing is."""
        return max(0.5, seconds - self.seconds)

    def announce(self, step: str) -> None:
        """Tell which step begins; where the work is to end, end here."""
        self._tell(replace(self.figures, phase=step[:100]))
        if self.stopped:
            raise Stopped("Stopped before there was an answer.")

    def writing(self) -> None:
        """Tell that files are written; there is something to write also where the work was told to end."""
        self._tell(replace(self.figures, phase="writing files"))

    def listen(self, progress: Progress) -> bool:
        """Tell how far a search is; return whether to go on."""
        bound = progress.bound
        found = replace(self.figures, phase=progress.phase, objective=progress.objective, bound=bound)
        return self.progress(found)

    def found(self, objective: float, bound: float) -> None:
        """Tell what the answer comes to."""
        self._tell(replace(self.figures, objective=objective, bound=bound))

    def parts(self, done: int, of: int) -> None:
        """Tell how many parts are done, at once."""
        self._tell(replace(self.figures, done=done, of=of))

    def part(self, done: int, of: int) -> bool:
        """Tell how many parts are done; return whether to go on."""
        return self.progress(replace(self.figures, done=done, of=of))

    def progress(self, figures: OperationFigures) -> bool:
        """Tell figures where it is time to; return whether to go on."""
        self.figures = figures
        if self.seconds - self._told_s >= _BETWEEN_NEWS_S:
            self._tell(figures)
        return not self.stopped

    @property
    def keeping(self) -> bool:
        """Whether it is time to keep something again: at most a twentieth of the time goes to that."""
        return self.seconds >= self._kept_s

    def keep(self, name: str, content: str) -> None:
        """Have a file of `kept` kept in place of the one before."""
        begun = time.monotonic()
        path = self.kept / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        self._tell(self.figures, [Piece(name=name, start=0, content=content.encode())])
        self._sent[name] = path.stat().st_size
        self._kept_s = self.seconds + max(_BETWEEN_KEEPING_S, _SHARE * (time.monotonic() - begun))

    def keep_growth(self) -> None:
        """Have kept whatever was added to files of `kept`, where it is time to."""
        if not self.keeping:
            return
        begun = time.monotonic()
        pieces = []
        for name, path in self._files():
            start, size = self._sent.get(name, 0), path.stat().st_size
            if size > start:
                with path.open("rb") as opened:
                    opened.seek(start)
                    pieces.append(Piece(name=name, start=start, content=opened.read(size - start)))
                self._sent[name] = size
        if pieces:
            self._tell(self.figures, pieces)
        self._kept_s = self.seconds + max(_BETWEEN_KEEPING_S, _SHARE * (time.monotonic() - begun))

    def _tell(self, figures: OperationFigures, pieces: list[Piece] | None = None) -> None:
        self._told_s = self.seconds
        self.figures = replace(figures, seconds=round(self._told_s, 3))
        if not self.tell(self.figures, pieces or []):
            self.stopped = True

    def _files(self) -> list[tuple[str, Path]]:
        found = sorted(path for path in self.kept.rglob("*") if path.is_file())
        return [(path.relative_to(self.kept).as_posix(), path) for path in found]
