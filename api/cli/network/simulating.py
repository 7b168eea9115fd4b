"""What a person sees while days are lived, and how Ctrl-C keeps those that are done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.interruption import Interruption, interruptible
from api.cli.progress import LINE_EVERY_S
from api.cli.talk import talk
from api.services.spread_days import Listener
from api.services.spread_days import Progress as Told


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What a simulation works under."""

    listen: Listener
    announce: Callable[[str], None]


@contextmanager
def simulating(*, quiet: bool = False) -> Iterator[Watch]:
    """Yield what shows how far a simulation is, and lets Ctrl-C keep the days so far.

    quiet
        say nothing but on a terminal.
    """
    console = talk()
    with interruptible(keeps="the days so far") as interruption:
        if not console.is_terminal:
            lines = _Lines(lambda text: None if quiet else console.print(text, markup=False))
            yield _watch(interruption, lines.announce, lines.told)
            return
        columns = (
            TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn(),
            TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("starting", total=None)
            yield _watch(
                interruption,
                lambda text: bar.update(task, description=text),
                lambda told: bar.update(task, description="days", completed=told.days, total=told.of),
            )


def _watch(
    interruption: Interruption, announce: Callable[[str], None], show: Callable[[Told], None]
) -> Watch:
    def listen(told: Told) -> bool:
        interruption.found = interruption.found or told.days > 0
        show(told)
        return not interruption.pressed

    return Watch(listen=listen, announce=announce)


class _Lines:
    """Progress as plain lines, for logs: every few seconds, less often in long simulations."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._next_s = say, LINE_EVERY_S

    def announce(self, text: str) -> None:
        self._say(f"{text[:1].upper()}{text[1:]} ...")

    def told(self, told: Told) -> None:
        if told.seconds < self._next_s or not told.days:
            return
        self._next_s = told.seconds + max(LINE_EVERY_S, told.seconds / 5)
        self._say(f"{told.days:,} of {told.of:,} days, {told.seconds:.0f} s")
