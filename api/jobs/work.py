"""The work on one job: plan the day, keep the best plan on disk meanwhile, and end in the right state."""

import logging
from dataclasses import replace

from api.jobs.checkpoints import Checkpoints
from api.jobs.errors import Interrupted
from api.jobs.job import Job
from api.jobs.request import PlanDay
from core.clock import Clock
from core.errors import RoundsmanError, Stopped
from data.formats.plan_json.document import PlanDocument
from data.plan_store.record import PlanFailure, PlanFigures, PlanRecord, PlanState
from data.plan_store.store import PlanStore, PlanStoreFailed
from routing.budget import Progress

_LOG = logging.getLogger(__name__)

INTERRUPTED = Interrupted("The server stopped before the plan was finished.")
"""What a plan says that was not finished when its server stopped."""


def work_off(job: Job, *, plan_day: PlanDay, store: PlanStore, clock: Clock) -> None:
    """Make the plan of `job`; whatever goes wrong ends in its record, never here."""
    try:
        store.save(job.change(state="running", started=clock()))
        document = _planned(job, plan_day, store, clock)
    except RoundsmanError as error:
        end_early(job, store, clock, error)
    except Exception as error:
        log_unexpected("plan %s failed", error, job.record.id)
        end_early(job, store, clock, RoundsmanError("Planning failed unexpectedly."))
    else:
        _end(job, store, clock, document, INTERRUPTED if job.stop == "interrupted" else None)


def end_early(job: Job, store: PlanStore, clock: Clock, error: RoundsmanError) -> None:
    """End without a finished plan; the best so far is kept, if there is one."""
    best = job.best(clock())
    reasons = {"": error, "interrupted": INTERRUPTED, "cancelled": None}
    _end(job, store, clock, best, reasons[job.stop])


def failure_of(error: RoundsmanError) -> PlanFailure:
    """Return what the record says of an error."""
    return PlanFailure(code=error.code, message=error.message, action=error.action, faults=error.faults)


def log_unexpected(message: str, error: BaseException, *given: object) -> None:
    """Log an error by its kind and the lines it went through; its text may hold names and addresses."""
    lines = []
    step = error.__traceback__
    while step is not None:
        lines.append(f"{step.tb_frame.f_globals.get('__name__')}:{step.tb_lineno}")
        step = step.tb_next
    _LOG.error(f"{message}: %s at %s", *given, type(error).__name__, " > ".join(lines))


def _planned(job: Job, plan_day: PlanDay, store: PlanStore, clock: Clock) -> PlanDocument:
    checkpoints = Checkpoints(save=lambda: _save_checkpoint(job, store, clock))

    def listen(progress: Progress) -> bool:
        job.progress(progress)
        if progress.plan is not None:
            checkpoints.offer(progress.plan, progress.seconds)
        return not job.stop

    def announce(step: str) -> None:
        if job.stop and job.plan is None:
            raise Stopped("Stopped before there was a first plan.")
        job.step(step)

    request = job.request
    return plan_day(
        request.day,
        source=job.source,
        budget=request.budget,
        clock=clock,
        on=request.on,
        seed=request.seed,
        threads=request.threads,
        solver=request.solver,
        progress=listen,
        announce=announce,
    )


def _save_checkpoint(job: Job, store: PlanStore, clock: Clock) -> None:
    """Keep the best plan so far; a search goes on although the disk is full."""
    document = job.best(clock())
    if document is None:
        return
    try:
        store.save_plan(job.record.id, document)
        store.save(job.record)
    except PlanStoreFailed as failed:
        _LOG.warning("plan %s: its best plan so far was not saved: %s", job.record.id, failed.message)


def _end(
    job: Job, store: PlanStore, clock: Clock, document: PlanDocument | None, error: RoundsmanError | None
) -> None:
    state: PlanState = "failed" if error else "cancelled" if job.stop else "done"
    try:
        if document is not None:
            store.save_plan(job.record.id, document)
        ended = replace(
            job.record,
            state=state,
            ended=clock(),
            failure=failure_of(error) if error else None,
            has_plan=store.has_plan(job.record.id),
            figures=_last_figures(job.record, document),
        )
        # Saved before it is told: nobody hears of a plan that a power cut would take back.
        store.save(replace(ended, changes=ended.changes + 1))
    except PlanStoreFailed as failed:
        _LOG.error("plan %s was not saved: %s", job.record.id, failed.message)
        ended = replace(job.record, state="failed", ended=clock(), failure=failure_of(failed))
    _tell(job, ended)


def _tell(job: Job, ended: PlanRecord) -> None:
    job.change(
        state=ended.state,
        ended=ended.ended,
        failure=ended.failure,
        has_plan=ended.has_plan,
        figures=ended.figures,
    )


def _last_figures(record: PlanRecord, document: PlanDocument | None) -> PlanFigures:
    figures = replace(record.figures, phase="ended")
    if document is None:
        return figures
    plan = document.plan
    return replace(
        figures,
        seconds=float(plan.solver.get("seconds", figures.seconds)),
        iterations=int(plan.solver.get("iterations", figures.iterations)),
        cost=plan.cost.total,
        routes=len(plan.routes),
        unserved=len(plan.unserved),
    )
