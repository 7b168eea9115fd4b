"""What a person sees while there is work: steps, and the best cost so far while the solver searches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)

from api.cli.interruption import Interruption, interruptible
from api.cli.talk import counted, talk
from routing.budget import Budget, Listener
from routing.budget import Progress as Told

LINE_EVERY_S = 5.0
"""Where no terminal shows a bar, so often a line tells the best cost so far; less often in long searches."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What a command works under: the solver's listener, where steps are named, and Ctrl-C."""

    listen: Listener
    announce: Callable[[str], None]
    interruption: Interruption


@contextmanager
def steps(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows which step is being done, until the next one.

    quiet
        say nothing but on a terminal.
    """
    console = talk()
    if not console.is_terminal:
        yield _Lines(console, quiet=quiet).step
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda text: bar.update(task, description=_sentence(text))


@contextmanager
def watching(budget: Budget, *, currency: str = "", quiet: bool = False) -> Iterator[Watch]:
    """Yield what shows the solver's progress and lets Ctrl-C keep the best plan so far.

    quiet
        say nothing but on a terminal.
    """
    console = talk()
    with interruptible() as interruption:
        if not console.is_terminal:
            lines = _Lines(console, quiet=quiet)
            yield _watch(interruption, lines.step, lambda told: lines.told(told, currency))
            return
        with Progress(*_columns(), console=console, transient=True) as bar:
            task = bar.add_task("starting", total=None, best="")
            yield _watch(
                interruption,
                lambda step: bar.update(task, description=_sentence(step), total=None, best=""),
                lambda told: _draw(bar, task, budget, told, currency),
            )


@contextmanager
def transfer(name: str, *, quiet: bool = False) -> Iterator[Callable[[int, int | None], None]]:
    """Yield a function that shows how many bytes of how many have come; the number of all may be unknown.

    quiet
        say nothing but on a terminal.
    """
    console = talk()
    if not console.is_terminal:
        yield _Megabytes(name, console, quiet=quiet).come
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=16))
    figures = (DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, *figures, console=console, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _watch(
    interruption: Interruption, announce: Callable[[str], None], show: Callable[[Told], None]
) -> Watch:
    """Tell the interruption how far the work is, besides whoever shows it."""

    def step(text: str) -> None:
        interruption.ended = interruption.found
        announce(text)

    def listen(told: Told) -> bool:
        interruption.found = interruption.found or told.plan is not None
        show(told)
        return not interruption.pressed

    return Watch(listen=listen, announce=step, interruption=interruption)


class _Lines:
    """Progress as plain lines, for logs: each step once, and now and then the best cost so far."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console, self._quiet = console, quiet
        self._step, self._found, self._next_s = "", False, LINE_EVERY_S

    def step(self, text: str) -> None:
        if text and text != self._step and not self._quiet:
            self._console.print(f"{_sentence(text)} ...", markup=False)
        self._step = text

    def told(self, told: Told, currency: str) -> None:
        is_first = told.plan is not None and not self._found
        if self._quiet or not (is_first or told.seconds >= self._next_s):
            return
        self._found = told.plan is not None
        self._next_s = told.seconds + max(LINE_EVERY_S, told.seconds / 5)
        text = f"{_sentence(told.phase)}, {told.seconds:.0f} s, {_looked_at(told)}: {_best(told, currency)}"
        self._console.print(text, markup=False)


class _Megabytes:
    """A transfer as plain lines: at its beginning, and then each time that twice as much has come."""

    def __init__(self, name: str, console: Console, *, quiet: bool) -> None:
        self._name, self._console, self._quiet = name, console, quiet
        self._next = 0

    def come(self, done: int, total: int | None) -> None:
        if self._quiet or done < self._next:
            return
        self._next = 2 * max(done, 1_000_000)
        whole = f" of {total / 1e6:,.1f}" if total else ""
        self._console.print(f"{self._name}: {done / 1e6:,.1f}{whole} MB ...", markup=False)


def _columns() -> tuple[SpinnerColumn | TextColumn | BarColumn | TimeElapsedColumn, ...]:
    return (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[best]}", markup=False),
        TimeElapsedColumn(),
    )


def _draw(bar: Progress, task: TaskID, budget: Budget, told: Told, currency: str) -> None:
    done = told.seconds if budget.seconds is not None else told.iterations
    total = budget.seconds if budget.seconds is not None else budget.iterations
    bar.update(
        task,
        description=_sentence(told.phase),
        completed=min(done, total or done),
        total=total,
        best=f"{_best(told, currency)}, {_looked_at(told)}",
    )


def _best(told: Told, currency: str) -> str:
    """Return the best plan so far in a few words."""
    if told.plan is None:
        return "no plan yet"
    cost, left_out = told.plan.cost.total, len(told.plan.unserved)
    money = f"{cost / 100:,.2f} {currency}" if currency else f"{cost:,}"
    parts = [f"best {money}", counted(told.plan.served, "stop")]
    parts += [f"{left_out} left out"] if left_out else []
    parts += [] if told.gap is None else [f"gap {told.gap:+.2f} %"]
    return ", ".join(parts)


def _looked_at(told: Told) -> str:
    return f"{counted(told.iterations, 'plan')} looked at"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
