"""Quotes asked of a running server: modes and plans are read once, and anew when their files change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from api.services.given_files import refuse_missing
from api.services.quote_delivery import Quote, quote_delivery
from api.services.tentative_plans import Plans, tentative_plans
from core.errors import RoundsmanError
from data.formats.modes.read_modes import read_modes
from data.formats.plan_json.read import read_plan
from orders.cart import Cart
from orders.modes.asked import Modes
from routing.travel.source import TravelSource

Marks = tuple[tuple[str, int, int], ...]
"""Names, times and sizes of files: other marks, other content."""


class _Read(NamedTuple):
    modes: Modes
    plans: Plans


class QuoteDesk:
    """Answers carts; safe to use from several threads.

    modes
        a folder of tables, or a workbook.
    plans
        tentative plans, one for each day.
    source
        tells the ways between an address and the stops of the plans.
    """

    def __init__(self, modes: Path, plans: Sequence[Path], source: TravelSource) -> None:
        self._modes, self._files, self._source = modes, tuple(plans), source
        self._lock = Lock()
        self._marks: Marks = ()
        self._read: _Read | None = None
        self._trouble = ""

    def open(self) -> None:
        """Read everything; raise `InvalidInput` or `NotFound` where that cannot be done."""
        refuse_missing(self._files)
        with self._lock:
            self._marks = self._now()
            self._read = self._all()

    def quote(self, cart: Cart, *, now: datetime) -> Quote:
        """Return every option for a cart, by what the files say now.

        Where a changed file cannot be read, what it said before still holds, and a note says so.
        """
        found = self._current()
        quote = quote_delivery(cart, modes=found.modes, plans=found.plans, now=now)
        return replace(quote, notes=(*quote.notes, self._trouble)) if self._trouble else quote

    def _current(self) -> _Read:
        with self._lock:
            marks = self._now()
            if self._read is None or marks != self._marks:
                self._renew(marks)
            if self._read is None:
                self._read = self._all()
            return self._read

    def _renew(self, marks: Marks) -> None:
        try:
            self._read, self._trouble = self._all(), ""
        except (RoundsmanError, OSError) as error:
            if self._read is None:
                raise
            told = error.message if isinstance(error, RoundsmanError) else str(error)
            self._trouble = f"A file has changed and cannot be read; quoted by what it said before: {told}"
        self._marks = marks

    def _all(self) -> _Read:
        modes = read_modes(self._modes)
        plans = tentative_plans(map(read_plan, self._files), self._source, modes.terms)
        return _Read(modes, plans)

    def _now(self) -> Marks:
        tables = sorted(self._modes.iterdir()) if self._modes.is_dir() else [self._modes]
        return tuple(_mark(path) for path in (*tables, *self._files))


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        told = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), told.st_mtime_ns, told.st_size
