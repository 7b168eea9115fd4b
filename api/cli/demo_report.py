"""The planner's report of `roundsman demo`: made behind the page, or before the command ends."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.cli.talk import out, talk
from api.services.announce import Announce
from api.services.demo_network import FOLDER, REPORT, DemoNetwork, demo_network_is_kept, make_demo_network
from core.errors import RoundsmanError
from network.search import Listener, silent
from routing.travel.source import TravelSource


class _Ended(Exception):
    """The page has ended: nobody waits for the report."""


@dataclass(frozen=True, kw_only=True)
class PlannersReport:
    """A report that is made, or was made before.

    wanted
        None where no report is wished.
    folder
        the demonstration's.
    quiet
        whether nothing is said about it.
    """

    wanted: DemoNetwork | None
    folder: Path
    source: TravelSource
    cache: Path | None
    fresh: bool
    quiet: bool

    @property
    def told(self) -> dict[str, object]:
        """What is told of it in JSON."""
        return {} if self.wanted is None else {"planners_report": str(self._report)}

    @property
    def _report(self) -> Path:
        return self.folder / FOLDER / REPORT

    def make(self, announce: Announce, progress: Listener = silent, *, threads: int = 1) -> None:
        """Make the report if it is not there, and say where it is; errors are said, not raised."""
        folder = self.folder / FOLDER
        if self.wanted is None:
            return
        try:
            if self.fresh or not demo_network_is_kept(self.wanted, folder):
                make_demo_network(
                    self.wanted,
                    folder,
                    source=self.source,
                    cache=self.cache,
                    threads=threads,
                    progress=progress,
                    announce=announce,
                )
        except RoundsmanError as failed:
            talk().print(f"The planner's report could not be made: {failed}", style="yellow", markup=False)
            return
        if not self.quiet:
            text = f"Where should hubs stand? Open {self._report} in a browser."
            out().print(text, markup=False, soft_wrap=True)

    @contextmanager
    def behind(self) -> Iterator[Callable[[], None]]:
        """Yield what begins to make the report in a thread, which ends with the block."""
        over = threading.Event()

        def announce(_: str) -> None:
            if over.is_set():
                raise _Ended

        def work() -> None:
            try:
                self.make(announce, lambda _: not over.is_set())
            except _Ended:
                return

        thread = threading.Thread(target=work, name="planner's report", daemon=True)
        try:
            yield thread.start
        finally:
            over.set()
            if thread.ident is not None:
                thread.join()
