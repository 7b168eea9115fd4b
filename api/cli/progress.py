"""What a person sees while the solver works, and how Ctrl-C stops it with the best plan so far."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from api.cli.talk import talk
from routing.budget import Budget, Listener
from routing.budget import Progress as Told


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether Ctrl-C was pressed; a second Ctrl-C ends the program."""
    pressed = False

    def press(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        talk().print("stopping with the best plan so far; press Ctrl-C again to end at once")

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows which step is being done, until the next one."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=talk(), transient=True, disable=quiet) as bar:
        task = bar.add_task("", total=None)
        yield lambda text: bar.update(task, description=text)


@contextmanager
def watching(
    budget: Budget, *, currency: str = "", quiet: bool = False
) -> Iterator[tuple[Listener, Callable[[str], None]]]:
    """Yield a listener that draws a bar with the best cost so far, and a function that names other steps."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[best]}", markup=False),
        TimeElapsedColumn(),
    )
    with (
        interruptible() as stopped,
        Progress(*columns, console=talk(), transient=True, disable=quiet) as bar,
    ):
        task = bar.add_task("starting", total=None, best="")

        def announce(step: str) -> None:
            bar.update(task, description=step, total=None, best="")

        def listen(told: Told) -> bool:
            _draw(bar, task, budget, told, currency)
            return not stopped()

        yield listen, announce


def _draw(bar: Progress, task: TaskID, budget: Budget, told: Told, currency: str) -> None:
    best = "no plan yet"
    if told.plan is not None:
        cost = told.plan.cost.total
        money = f"{cost / 100:,.2f} {currency}" if currency else f"{cost:,}"
        best = f"best {money}, {told.plan.served} served, {len(told.plan.unserved)} not"
    done = told.seconds if budget.seconds is not None else told.iterations
    total = budget.seconds if budget.seconds is not None else budget.iterations
    bar.update(task, description=told.phase, completed=min(done, total or done), total=total, best=best)
