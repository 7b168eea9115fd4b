"""Makes one plan and tells of it; knows nothing of where plans are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from api.jobs.checkpoints import Checkpoints
from api.jobs.errors import NoSuchTravelSource
from api.jobs.news import Better, Made, Searched, Step, Task, Tell
from api.jobs.remembering import RememberingSource, travel_told
from api.services.announce import Announce
from api.services.draw_streets import streets_behind
from core.clock import Clock
from core.errors import Stopped
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.packed import Packer, unpack
from data.store.plan_record import PlanFigures
from routing.budget import Budget, Listener, Progress
from routing.day import DayInput, problem_of
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.solve import SolverName
from routing.travel.source import TravelSource

_BETWEEN_NEWS_S = 0.5
_LEAST_S = 0.2


class PlanDay(Protocol):
    """The use case `api.services.plan_day.plan_day`, or what a test puts in its place."""

    def __call__(
        self,
        day: DayInput,
        *,
        source: TravelSource,
        budget: Budget,
        clock: Clock,
        on: date | None = None,
        seed: int = 0,
        threads: int = 1,
        solver: SolverName = "kernel",
        start: Plan | None = None,
        progress: Listener = ...,
        announce: Announce = ...,
    ) -> PlanDocument:
        """Plan `day` and draw its routes."""
        ...


class Maker(Protocol):
    """Makes plans, one at a time: in a process of its own, or where a test wants it."""

    def make(self, task: Task, tell: Tell) -> Made:
        """Make a plan; raise `RoundsmanError` where that cannot be done, `MakerDied` where it broke off."""
        ...

    def open(self, announce: Announce) -> None:
        """Get ready to work."""
        ...

    def close(self) -> None:
        """Let go of whatever was needed."""
        ...


class MakerDied(Exception):
    """The work broke off: the process that did it is gone."""


def make_plan(
    task: Task, *, sources: Mapping[str, TravelSource], plan_day: PlanDay, clock: Clock, tell: Tell
) -> Made:
    """Make a plan, going on from an earlier attempt if there was one; each better plan is told."""
    request = task.request
    source = sources.get(request.travel)
    if source is None:
        raise NoSuchTravelSource(f"This worker has no travel source {request.travel!r}.")
    begun = None if task.start is None else unpack(task.start)
    remembering = RememberingSource(source=source, answers=travel_told(begun))
    telling = _Telling(task=task, source=remembering, clock=clock, tell=tell)
    try:
        document = plan_day(
            request.day,
            source=remembering,
            budget=_left(request.budget, task),
            clock=clock,
            on=request.on,
            seed=request.seed,
            threads=request.threads,
            solver=request.solver,
            start=None if begun is None else begun.plan,
            progress=telling.listen,
            announce=telling.announce,
        )
    except Exception:
        telling.hand_in()
        raise
    return telling.made(document, source)


def _left(budget: Budget, task: Task) -> Budget:
    """Return what earlier attempts left of a budget, and a little where nothing is left."""
    seconds, iterations = budget.seconds, budget.iterations
    return replace(
        budget,
        seconds=None if seconds is None else max(min(_LEAST_S, seconds), seconds - task.spent_s),
        iterations=None if iterations is None else max(1, iterations - task.spent_iterations),
    )


@dataclass(kw_only=True)
class _Telling:
    """What is told of the work on one plan."""

    task: Task
    source: RememberingSource
    clock: Clock
    tell: Tell
    plan: Plan | None = None
    stopped: bool = False
    figures: PlanFigures = field(default_factory=PlanFigures)
    told_s: float = 0.0
    packer: Packer = field(default_factory=Packer)
    checkpoints: Checkpoints = field(default_factory=Checkpoints)
    problem: Problem | None = None

    def announce(self, step: str) -> None:
        """Tell which step begins; where it is too late for a first plan, stop here."""
        if not self.tell(Step(phase=step)):
            self.stopped = True
        if self.stopped and self.plan is None and self.task.start is None:
            raise Stopped("Stopped before there was a first plan.")

    def listen(self, progress: Progress) -> bool:
        """Tell how far the search is, and of a better plan when it is worth it; pass on whether to go on."""
        self.plan = progress.plan
        figures = self._figures(progress)
        same_phase = figures.phase == self.figures.phase
        self.figures = figures
        if progress.plan is not None and self.checkpoints.due(progress.plan, progress.seconds):
            self.checkpoints.keep(progress.plan, progress.seconds, self.hand_in)
            self.told_s = progress.seconds
        elif not same_phase or progress.seconds >= self.told_s + _BETWEEN_NEWS_S:
            self.told_s = progress.seconds
            self._ask(self.tell(Searched(figures=figures)))
        else:
            self._ask(self.tell(None))
        return not self.stopped

    def hand_in(self) -> None:
        """Tell of the best plan so far, unless it was told or breaks a rule."""
        if self.plan is None or self.plan is self.checkpoints.kept:
            return
        problem = self._problem()
        if violations(problem, self.plan):
            return
        document = self._document(problem, self.plan)
        self._ask(self.tell(Better(figures=self.figures, packed=self.packer.pack(document))))

    def made(self, document: PlanDocument, source: TravelSource) -> Made:
        """Return the finished plan: the time that earlier attempts took counts."""
        plan, task = document.plan, self.task
        seconds = round(float(plan.solver.get("seconds", 0)) + task.spent_s, 3)
        iterations = int(plan.solver.get("iterations", 0)) + task.spent_iterations
        solver = {**plan.solver, "seconds": seconds, "iterations": iterations} if plan.solver else plan.solver
        whole = replace(document, plan=replace(plan, solver=solver))
        return Made(
            packed=self.packer.pack(whole),
            figures=PlanFigures(
                seconds=seconds,
                iterations=iterations,
                phase="ended",
                cost=plan.cost.total,
                routes=len(plan.routes),
                unserved=len(plan.unserved),
            ),
            streets=streets_behind(whole, source),
            stopped=self.stopped,
        )

    def _ask(self, keep_on: bool) -> None:
        self.stopped = self.stopped or not keep_on

    def _figures(self, progress: Progress) -> PlanFigures:
        plan = progress.plan
        return PlanFigures(
            seconds=round(progress.seconds + self.task.spent_s, 3),
            iterations=progress.iterations + self.task.spent_iterations,
            phase=progress.phase,
            cost=None if plan is None else plan.cost.total,
            routes=None if plan is None else len(plan.routes),
            unserved=None if plan is None else len(plan.unserved),
        )

    def _problem(self) -> Problem:
        """Return the problem being solved; known once travel is."""
        if self.problem is None:
            answers = self.source.answers
            notes = [note for travel in answers.values() for note in travel.notes]
            self.problem = problem_of(
                self.task.request.day, {name: each.matrix for name, each in answers.items()}, notes
            )
        return self.problem

    def _document(self, problem: Problem, plan: Plan) -> PlanDocument:
        """Return the plan with its problem, its ways drawn straight."""
        answers = list(self.source.answers.values())
        return PlanDocument(
            problem=problem,
            plan=plan,
            day=self.task.request.on,
            created=self.clock(),
            travel_source=" and ".join(dict.fromkeys(each.source for each in answers)),
            attribution=next((each.attribution for each in answers if each.attribution), ""),
            snaps=next((each.snaps for each in answers if each.snaps), ()),
        )
