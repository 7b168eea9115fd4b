"""What runs behind the routes: the plans, and the worker of this process, if there is one."""

from api.http.world import World, plan_jobs, plan_worker
from api.services.announce import Announce, say_nothing


class Service:
    """The plans of a world and its worker, opened and closed together."""

    def __init__(self, world: World) -> None:
        self.jobs = plan_jobs(world)
        self.worker = plan_worker(world)
        self._open = False

    @property
    def ready(self) -> bool:
        """Whether plans are taken, and worked on where this process should."""
        return self.jobs.ready and (self.worker is None or self.worker.working)

    def open(self, announce: Announce = say_nothing) -> None:
        """Open the database and start to work; nothing stays open where that fails."""
        if self._open:
            return
        self._open = True
        try:
            self.jobs.open()
            if self.worker is not None:
                self.worker.open(announce)
        except BaseException:
            self.close()
            raise

    def stop_taking(self) -> None:
        """Take no new plans, and put the one that is being made in line again."""
        self.jobs.stop_taking()
        if self.worker is not None:
            self.worker.close()

    def close(self) -> None:
        """Let everything go."""
        self.stop_taking()
        self.jobs.close()
