"""What a person sees while sites are sought: the best so far, and what nothing can be better than."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.cli.interruption import Interruption, interruptible
from api.cli.progress import LINE_EVERY_S
from api.cli.talk import talk
from network.search import Listener
from network.search import Progress as Told


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What a command works under: the search's listener, and where steps are named."""

    listen: Listener
    announce: Callable[[str], None]


@contextmanager
def designing(seconds: float, *, quiet: bool = False) -> Iterator[Watch]:
    """Yield what shows a search's progress and lets Ctrl-C keep the best so far.

    quiet
        say nothing but on a terminal.
    """
    console = talk()
    with interruptible() as interruption:
        if not console.is_terminal:
            lines = _Lines(lambda text: None if quiet else console.print(text, markup=False))
            yield _watch(interruption, lines.announce, lines.told)
            return
        figures = TextColumn("{task.fields[best]}", markup=False)
        description = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(), description, BarColumn(bar_width=16), figures, TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("starting", total=seconds, best="")
            yield _watch(
                interruption,
                lambda text: bar.update(task, description=text),
                lambda told: bar.update(
                    task, description=told.phase, completed=min(told.seconds, seconds), best=best_text(told)
                ),
            )


def best_text(told: Told) -> str:
    """Return the best so far and its bound in a few words."""
    if told.objective is None:
        return "no design yet"
    bound = "" if told.bound is None else f", bound {told.bound:,.2f}, gap {told.gap:.3f} %"
    return f"best {told.objective:,.2f}{bound}"


def _watch(
    interruption: Interruption, announce: Callable[[str], None], show: Callable[[Told], None]
) -> Watch:
    def listen(told: Told) -> bool:
        interruption.found = interruption.found or told.objective is not None
        show(told)
        return not interruption.pressed

    return Watch(listen=listen, announce=announce)


class _Lines:
    """Progress as plain lines, for logs: the first design, and then every few seconds."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._found, self._next_s = say, False, LINE_EVERY_S

    def announce(self, text: str) -> None:
        self._say(f"{text[:1].upper()}{text[1:]} ...")

    def told(self, told: Told) -> None:
        is_first = told.objective is not None and not self._found
        if not is_first and told.seconds < self._next_s:
            return
        self._found = told.objective is not None
        self._next_s = told.seconds + max(LINE_EVERY_S, told.seconds / 5)
        self._say(f"{told.phase.capitalize()}, {told.seconds:.0f} s: {best_text(told)}")
