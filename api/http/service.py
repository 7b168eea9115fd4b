"""What runs behind the routes: the plans, the worker of this process, if it has one, and the sweep."""

from api.http.world import World, operation_jobs, plan_jobs, plan_worker, teller
from api.jobs.errors import ShuttingDown
from api.jobs.sweep import Sweep
from api.jobs.upkeep import Upkeep
from api.services.announce import Announce, say_nothing
from core.errors import RoundsmanError


class Service:
    """The plans of a world and its worker, opened and closed together.

    ending
        whether callers who wait for an answer get what there is now.
    """

    def __init__(self, world: World) -> None:
        self.jobs = plan_jobs(world)
        self.operations = operation_jobs(world, self.jobs)
        self.worker = plan_worker(world)
        self.teller = teller(world)
        self._sweep = Sweep(world.store, world.clock)
        self._upkeep = (
            None
            if self.worker is None
            else Upkeep(world.store, world.clock, days=world.retention.days, forgotten=world.meters.forget)
        )
        self.ending = False
        self._open = False

    @property
    def refusal(self) -> RoundsmanError | None:
        """Why no plans are taken now, or not worked on where this process should; None where they are."""
        refusal = self.jobs.refusal
        if refusal is None and self.worker is not None and not self.worker.working:
            return ShuttingDown("The worker of this server does not work.")
        return refusal

    def open(self, announce: Announce = say_nothing) -> None:
        """Open the database and start to work; nothing stays open where that fails."""
        if self._open:
            return
        self._open = True
        try:
            self.jobs.open()
            self._sweep.open()
            if self.worker is not None:
                self.worker.open(announce)
            if self._upkeep is not None:
                self._upkeep.open()
            if self.teller is not None:
                self.teller.open()
        except BaseException:
            self.close()
            raise

    def stop_taking(self) -> None:
        """Take no new plans, and put the one that is being made in line again."""
        self.jobs.stop_taking()
        if self.worker is not None:
            self.worker.close()
        if self.teller is not None:
            self.teller.close()

    def stop_answering(self) -> None:
        """End what callers wait for with the best so far."""
        self.ending = True

    def close(self) -> None:
        """Let everything go."""
        self.stop_taking()
        self._sweep.close()
        if self._upkeep is not None:
            self._upkeep.close()
        self.stop_answering()
        self.jobs.close()
