"""Operations done where the test can watch: in the worker's own thread."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from api.jobs.operations.child import Done, Means, Task, Tell, Told, bench_for, files_in
from api.services.operations.kinds import KINDS
from api.services.worker_travel import WorkerTravel
from core.errors import RoundsmanError
from data.store.address import Address
from data.store.operations.files import Piece
from data.store.operations.record import OperationFigures


class OperatorHere:
    """Does operations in this process with one thread, by straight lines whatever they are called."""

    def __init__(
        self,
        address: Address | None = None,
        travel: WorkerTravel | None = None,
        modes: Path | None = None,
    ) -> None:
        self.modes = modes
        self.address = address
        self.travel = travel or WorkerTravel()
        self.tasks: list[Task] = []

    def do(self, task: Task, tell: Tell) -> Done:
        self.tasks.append(task)

        def told(figures: OperationFigures, pieces: list[Piece]) -> bool:
            return tell(Told(figures=figures, pieces=pieces))

        asked = {**task.asked, "threads": 1, "travel": "straight-line"}
        with TemporaryDirectory() as folder:
            here = replace(task, asked=asked)
            means = Means(travel=self.travel, address=self.address, modes=self.modes)
            bench = bench_for(here, means, Path(folder), told)
            error = None
            try:
                KINDS[task.kind].work(asked, bench)
            except RoundsmanError as failed:
                error = failed
            files = files_in(bench.out)
            return Done(figures=bench.figures, files=files, stopped=bench.stopped, error=error)


class DoesNothing:
    """Ends every operation at once, with nothing."""

    def do(self, task: Task, tell: Tell) -> Done:
        return Done(figures=OperationFigures(), files={}, stopped=False)
